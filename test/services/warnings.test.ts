import { describe, expect, it } from 'vitest';
import { calendarOf } from '../cases/watch/read.ts';
import { importHolidays } from '../soak/supervision/world.ts';
import { warningWorld } from './warning-world.ts';

const {
  database,
  city,
  raise,
  morning,
  heard,
  told,
  targets,
  away,
  block,
  people,
  acknowledges,
  settles,
  latest,
  replicas,
} = warningWorld();

describe('a warning goes to', () => {
  it('the department that is named, and whoever supervises the enterprise next', async () => {
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual(['i-city', 'o-city', 'o-county']);
    expect(await heard('i-city')).toEqual(['监管风险预警']);
    expect((await targets()).map(({ org }) => org)).toEqual(['city', null]);
  });

  it('a department that is known by its code alone', async () => {
    await raise('2026-03-02 10:00', [{ authority: '示例市环境保护局（旧称）', authorityCode: 'SLCODE01' }]);
    expect(await told()).toEqual(['i-city', 'o-city', 'o-county']);
  });

  it('the region alone where no department is known', async () => {
    await raise('2026-03-02 10:00', [{ authority: '外省某局（示例）' }]);
    expect(await told()).toEqual(['o-county']);
  });

  it('each department once, and a person once who is meant twice', async () => {
    await raise('2026-03-02 10:00', [city, city, { authority: '示例区生态环境分局' }]);
    expect((await targets()).map(({ org }) => org).sort()).toEqual(['city', 'county']);
    expect(await heard('o-county')).toEqual(['监管风险预警']);
  });

  it('the department above where everybody is away or has blocked the bot', async () => {
    await away('o-city', '2026-03-02', '2026-03-02');
    await block('i-city');
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual(['o-county', 'o-prov']);
    // The day after, somebody is back.
    await raise('2026-03-03 10:00', [city], { cause: 'keyWatch:2' });
    expect(await heard('o-city')).toEqual(['监管风险预警']);
  });

  it('both departments for whom a person above them answers, who hears of it once', async () => {
    for (const person of ['o-city', 'i-city', 'o-far', 'p-far'])
      await away(person, '2026-03-01', '2026-03-31');
    await raise('2026-03-02 10:00', [city, { authority: '示例乙市生态环境局' }]);
    expect(await heard('o-prov')).toEqual(['监管风险预警']);
    await acknowledges('o-prov', await latest());
    const states = (await targets()).filter(({ org }) => org !== null).map(({ state }) => state);
    expect(states).toEqual(['acknowledged', 'acknowledged']);
  });

  it('the administrators where nobody else is there', async () => {
    for (const person of Object.keys(people)) await block(person);
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual(['admin']);
  });

  it('nobody while there is nobody at all, and to whoever comes when the term is over', async () => {
    for (const person of [...Object.keys(people), 'admin']) await block(person);
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual([]);
    await database().sql`delete from chat_state where chat_id = 'dm-o-prov'`;
    await morning('2026-03-05');
    expect(await heard('o-prov')).toContain('预警逾期未签收');
  });

  it('everybody once, though four replicas raise it at the same time', async () => {
    const counts = await Promise.all(replicas.map((on) => raise('2026-03-02 10:00', [city], { on })));
    expect(counts.sort()).toEqual([0, 0, 0, 1]);
    expect(await heard('o-city')).toEqual(['监管风险预警']);
    expect(await targets()).toHaveLength(2);
  });
});

describe('what is not acknowledged', () => {
  it('goes up every two working days, and from the top again and again', async () => {
    await raise('2026-03-02 10:00', [city]);
    await settles('o-county', await latest());
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2026-03-04', handleBy: '2026-03-16' });
    for (const day of ['2026-03-03', '2026-03-04']) expect((await morning(day)).escalated).toBe(0);
    await morning('2026-03-05');
    expect(await heard('o-prov')).toEqual(['预警逾期未签收']);
    // Its new term: Friday and Monday.
    for (const day of ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'])
      expect((await morning(day)).escalated).toBe(0);
    await morning('2026-03-10');
    // o-county supervises the region; in the department nobody is left.
    expect(await heard('o-county')).toEqual(['监管风险预警', '预警逾期未签收']);
    // Of the city's officials one was told at first; the other was not.
    await morning('2026-03-13');
    expect(await heard('o-fire')).toEqual(['预警逾期未签收']);
    expect(await heard('o-city')).toEqual(['监管风险预警']);
    expect((await morning('2026-03-17')).escalated).toBe(0);
    await morning('2026-03-18');
    expect(await heard('admin')).toEqual(['预警逾期未签收']);
    await morning('2026-03-23');
    expect(await heard('admin')).toEqual(['预警逾期未签收', '预警逾期未签收']);
    expect(await heard('o-prov')).toHaveLength(1);
  });

  it('waits over 国庆, and a worked Saturday counts', async () => {
    await raise('2026-09-30 10:00', [city]);
    // Days 1 and 2 are Thursday the 8th and Friday the 9th.
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2026-10-09', handleBy: '2026-10-20' });
    for (const day of ['2026-10-01', '2026-10-05', '2026-10-08', '2026-10-09'])
      expect((await morning(day)).escalated).toBe(0);
    // Saturday 10 October is worked.
    expect((await morning('2026-10-10')).escalated).toBe(2);
    expect((await morning('2026-10-11')).escalated).toBe(0);
  });

  it('stays where it is once it is acknowledged, until it is overdue', async () => {
    await raise('2026-03-02 10:00', [city]);
    const id = await latest();
    await acknowledges('i-city', id);
    await acknowledges('o-county', id);
    for (const day of ['2026-03-05', '2026-03-16'])
      expect(await morning(day)).toEqual({ escalated: 0, overdue: 0 });
    expect(await morning('2026-03-17')).toEqual({ escalated: 0, overdue: 2 });
    expect(await heard('o-city')).toEqual(['监管风险预警', '预警逾期未处置']);
    // A new term of ten working days.
    expect((await morning('2026-03-18')).overdue).toBe(0);
    expect((await targets())[0]?.handleBy).toBe('2026-03-31');
    await settles('i-city', id, 'falseAlarm');
    await settles('o-county', id);
    expect((await targets()).map(({ state }) => state)).toEqual(['falseAlarm', 'handled']);
    expect(await morning('2026-04-01')).toEqual({ escalated: 0, overdue: 0 });
  });
});

describe('holidays that end in December', () => {
  it('leave open what cannot be counted, and only that, until they are imported', async () => {
    await raise('2026-12-25 10:00', [city]);
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2026-12-29', handleBy: null });
    await acknowledges('i-city', await latest());
    await acknowledges('o-county', await latest());
    for (const day of ['2026-12-31', '2027-01-18', '2027-01-29'])
      expect(await morning(day)).toEqual({ escalated: 0, overdue: 0 });
    await importHolidays(database(), new Map([...calendarOf([2027]).days]));
    // 4 days of 2026, then 4 to 8 January and the 11th.
    expect((await morning('2027-01-11')).overdue).toBe(0);
    expect((await targets())[0]?.handleBy).toBe('2027-01-11');
    expect((await morning('2027-01-12')).overdue).toBe(2);
  });

  it('give what was passed on meanwhile its term from then, not from when it was raised', async () => {
    await raise('2026-12-25 10:00', [city]);
    await settles('o-county', await latest());
    expect((await morning('2026-12-30')).escalated).toBe(1);
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: null });
    expect((await morning('2027-01-20')).escalated).toBe(0);
    await importHolidays(database(), calendarOf([2027]).days);
    // 31 December and 4 January.
    expect((await morning('2027-01-04')).escalated).toBe(0);
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2027-01-04' });
    expect((await morning('2027-01-05')).escalated).toBe(1);
  });
});
