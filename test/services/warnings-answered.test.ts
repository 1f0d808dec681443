import { describe, expect, it } from 'vitest';
import { takeBackWarnings } from '../../src/services/warning-raising.ts';
import { acknowledgeWarning, openWarning, settleWarning, warningsFor } from '../../src/services/warnings.ts';
import { seeing } from '../../src/store/scope.ts';
import { asks } from '../support/asking.ts';
import { warningWorld } from './warning-world.ts';

const {
  app,
  database,
  uscc,
  policyOn,
  seeingAll,
  announcing,
  city,
  raise,
  morning,
  told,
  targets,
  away,
  block,
  as,
  deps,
  acknowledges,
  settles,
  latest,
} = warningWorld();

describe('a warning is taken back', () => {
  const takeBack = async (moment: string): Promise<void> => {
    const [telling, id] = [await announcing(moment), await latest()];
    await seeingAll((tx) => takeBackWarnings(tx, telling, [id], policyOn(moment)));
  };
  const digests = async (): Promise<string[]> => {
    const rows = await database().sql<
      { person: string }[]
    >`select person_id as person from notice where mode = 'digest' order by 1`;
    return rows.map(({ person }) => person);
  };

  it('quietly from those who had not read it, aloud from those who had', async () => {
    await database()
      .sql`insert into notice_setting (person_id, quiet_from, quiet_until) values ('o-city', '09:00', '12:00')`;
    await raise('2026-03-02 10:00', [city]);
    await takeBack('2026-03-02 11:00');
    expect(await digests()).toEqual(['i-city', 'o-county']);
    expect((await targets()).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
    expect(await morning('2026-03-31')).toEqual({ escalated: 0, overdue: 0 });
    await expect(acknowledgeWarning(deps(), as('o-city'), await latest())).rejects.toMatchObject({
      code: 'warning.settled',
    });
  });

  it('also from those who have dealt with it', async () => {
    await raise('2026-03-02 10:00', [city]);
    await settles('i-city', await latest());
    await settles('o-county', await latest());
    await takeBack('2026-03-02 11:00');
    expect(await digests()).toEqual(['i-city', 'o-city', 'o-county']);
    expect((await targets()).map(({ state }) => state)).toEqual(['handled', 'handled']);
  });

  it('aloud from those who had read it first, though a later message still waits', async () => {
    await raise('2026-03-02 10:00', [city]);
    await settles('o-county', await latest());
    await database()
      .sql`insert into notice_setting (person_id, quiet_from, quiet_until) values ('admin', '09:00', '12:00')`;
    for (const who of ['o-prov', 'o-county'] as const) await away(who, '2026-03-03', '2026-03-31');
    await block('o-city');
    await block('i-city');
    for (const who of ['o-fire', 'o-far', 'p-far'] as const) await block(who);
    // To the administrator, twice: the first is read, the second waits for the quiet hours to end.
    await morning('2026-03-05');
    await database().sql`delete from notice`;
    await morning('2026-03-10');
    expect(await database().sql`select 1 from notice where person_id = 'admin'`).toHaveLength(1);
    await takeBack('2026-03-10 09:30');
    expect(await digests()).toContain('admin');
  });
});

describe('who may answer, and who may look', () => {
  it('is whoever was told, a colleague of the department, and an official of the region for the region', async () => {
    await away('o-city', '2026-03-02', '2026-03-02');
    await raise('2026-03-02 10:00', [city]);
    const id = await latest();
    await expect(acknowledgeWarning(deps(), as('o-fire'), id)).resolves.toBeDefined(); // for the region: the city is above it
    await expect(acknowledgeWarning(deps(), as('o-far'), id)).rejects.toMatchObject({
      code: 'warning.unknown',
    });
    // Not told, since away: a colleague all the same.
    await acknowledges('o-city', id);
    const [department] = await targets();
    expect(department).toMatchObject({ org: 'city', state: 'acknowledged' });
    await expect(acknowledgeWarning(deps(), as('i-city'), id)).rejects.toMatchObject({
      code: 'warning.settled',
    });
  });

  it('is a colleague elsewhere too, whose department issued a record', async () => {
    await away('o-far', '2026-03-02', '2026-03-02');
    await raise('2026-03-02 10:00', [{ authority: '示例乙市生态环境局' }]);
    await acknowledges('o-far', await latest());
    expect((await targets())[0]).toMatchObject({ org: 'far', state: 'acknowledged' });
    // He sees his department's part of it, not what others do.
    expect((await openWarning(deps(), as('o-far'), await latest())).targets).toHaveLength(1);
  });

  it('is nobody who is not of the department, though he supervises the region', async () => {
    await raise('2026-03-02 10:00', [{ authority: '示例区生态环境分局' }]);
    // The county's department is told; its official is the supervisor as well, so there is no part of the region.
    expect((await targets()).map(({ org }) => org)).toEqual(['county']);
    await expect(acknowledgeWarning(deps(), as('o-fire'), await latest())).rejects.toMatchObject({
      code: 'warning.notYours',
    });
    expect((await openWarning(deps(), as('o-fire'), await latest())).mine).toEqual([]);
  });

  it('never is the enterprise', async () => {
    await raise('2026-03-02 10:00', [city]);
    const id = await latest();
    const rep = asks({ id: 'rep', role: 'enterprise', regionCode: null, uscc });
    await expect(openWarning(deps(), rep, id)).rejects.toMatchObject({ code: 'denied' });
    await expect(warningsFor(deps(), rep, { uscc, openOnly: false })).rejects.toMatchObject({
      code: 'denied',
    });
    for (const sight of [
      { sees: 'own', own: uscc },
      { sees: 'person', own: 'rep' },
    ] as const)
      for (const table of ['risk_warning', 'warning_target', 'warning_told'])
        expect(
          await seeing(app().sql, sight, (tx) => tx`select * from ${tx(table)}`),
          `${sight.sees} ${table}`,
        ).toHaveLength(0);
    // Without any sight there is nothing either; with that of the region there is.
    expect(await app().sql`select * from risk_warning`).toHaveLength(0);
    const region = { sees: 'region', regionCode: '370200' } as const;
    expect(await seeing(app().sql, region, (tx) => tx`select * from risk_warning`)).toHaveLength(1);
    const elsewhere = { sees: 'region', regionCode: '370100' } as const;
    expect(await seeing(app().sql, elsewhere, (tx) => tx`select * from risk_warning`)).toHaveLength(0);
    expect(await told()).not.toContain('rep');
  });

  it('says what came of it, in a sentence', async () => {
    await raise('2026-03-02 10:00', [city]);
    for (const outcome of ['好', ' '.repeat(20), '长'.repeat(501)])
      await expect(
        settleWarning(deps(), as('o-city'), await latest(), { state: 'handled', outcome }),
      ).rejects.toMatchObject({
        code: 'warning.outcome',
      });
  });
});
