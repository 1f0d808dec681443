import { beforeAll, describe, expect, it } from 'vitest';
import { watchCalendar } from '../../src/services/calendar.ts';
import { remindOverdue } from '../../src/services/objections.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(3);
let app: Database;
const people = createAccounts(() => app, random);
const say = (who: string, text: string) => people.say('telegram', who, text);
const [mine, other] = [codeOf(1), codeOf(2)];

/** What was sent to somebody on our own account, newest last, with the tokens of its buttons. */
async function pushed(who: string): Promise<{ text: string; tokens: string[] }[]> {
  const rows = await database().sql<{ body: { card: unknown } }[]>`
    select body from outbox where user_id = ${who} and kind = 'push' order by seq`;
  return rows.map(({ body }) => {
    const text = JSON.stringify(body.card);
    return { text, tokens: [...text.matchAll(/"token":"([^"]+)"/g)].map(([, token]) => token ?? '') };
  });
}

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监管局', regionCode: '370200' });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('rep', '示例代表', 'enterprise', null, null, ${mine}),
      ('wang', '示例王某', 'official', 'market', '370200', null),
      ('jinan', '示例济南', 'official', null, '370100', null),
      ('boss', '示例管理员', 'administrator', null, '370000', null)`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [
    [mine, '青岛示例一公司'],
    [other, '青岛示例二公司'],
  ]);
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details, sources,
      source_hashes, content_hash, version, valid_from, file_id, line)
    values (${mine}, 'penalty', md5('a')::uuid, '示例', '示例罚〔2026〕1号', '示例市生态环境局', '2026-07-01', 'inForce',
      '{"penaltyKinds": ["fine"], "fineFen": 5000000, "confiscatedFen": null, "violationType": "", "facts": "", "basis": ""}',
      '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)`;
});

describe('without the holidays of the year', () => {
  it('no term is guessed: the enterprise is told, and administrators are every day', async () => {
    await say('rep', '异议');
    await say('rep', '1');
    await say('rep', '等级有误，处罚决定已经撤销');
    expect((await say('rep', '1')).text).toContain('缺少2026年的节假日安排');
    const remind = () => app.sql.begin((tx) => watchCalendar(tx, { random, now: people.clock.now() }));
    expect(await remind()).toEqual(['2026']);
    expect(await remind()).toEqual(['2026']);
    expect((await pushed('boss')).map(({ text }) => text.includes('2026年的节假日安排'))).toEqual([true]);
    await database().sql`
      insert into holiday (day, working, name, file_id)
      select d::date, d = '2026-10-10', '示例', 0 from unnest(array['2026-01-01', '2026-10-01', '2026-10-02', '2026-10-05',
        '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-10']) d`;
    expect(await remind()).toEqual([]);
    people.clock.at = new Date('2026-12-02T02:00:00Z');
    expect(await remind()).toEqual(['2027']);
    people.clock.at = new Date('2026-08-03T02:00:00Z');
  });
});

describe('an enterprise', () => {
  it('objects to one of its records in conversation, and learns the day by which it is answered', async () => {
    const choice = await say('rep', '异议');
    expect(choice.text).toContain('回复 1 信用等级（一般失信）');
    expect(choice.text).toContain('回复 2 行政处罚 示例罚〔2026〕1号');
    expect((await say('rep', '2')).text).toContain('异议事项：行政处罚 示例罚〔2026〕1号');
    expect((await say('rep', '短')).text).toContain('内容应为5至500字');
    expect((await say('rep', '处罚决定已被复议机关撤销，证据：复议决定书')).text).toContain('请核对后提交');
    const raised = await say('rep', '1');
    // Ten working days after Monday, 3 August.
    expect(raised.text).toContain('最迟2026-08-17答复');
    const [told, ...more] = await pushed('wang');
    expect(more).toEqual([]);
    expect(told?.text).toContain('处罚决定已被复议机关撤销');
    expect(await pushed('jinan')).toEqual([]);
  });

  it('cannot object twice to the same at once, but to something else', async () => {
    await say('rep', '异议');
    await say('rep', '1');
    await say('rep', '2');
    await say('rep', '处罚决定已被复议机关撤销，证据：复议决定书');
    expect((await say('rep', '1')).text).toContain('正在办理');
    await say('rep', '异议');
    await say('rep', '1');
    await say('rep', '1');
    await say('rep', '等级应为诚信守法，理由同上');
    expect((await say('rep', '1')).text).toContain('异议已受理');
  });

  it('that is none may not', async () => {
    expect((await say('nobody', '异议')).text).toContain('不能使用');
  });
});

describe('an official', () => {
  it('answers from the pushed card; the enterprise reads it, and nothing else changes', async () => {
    const token = (await pushed('wang'))[0]?.tokens[0] ?? '';
    expect((await people.press('telegram', 'wang', token)).text).toContain('拟认定异议成立');
    expect((await say('wang', '经核实，处罚决定已撤销，将更正后重新报送。')).text).toContain(
      '异议成立，已答复企业',
    );
    const answer = (await pushed('rep')).at(-1)?.text;
    expect(answer).toContain('异议成立。经核实，处罚决定已撤销');
    const [row] = await database().sql`select status from credit_record`;
    expect(row).toEqual({ status: 'inForce' });
    expect((await say('wang', '异议')).text).toContain('信用等级（一般失信）（办理中');
  });

  it('of another city sees none of them', async () => {
    expect((await say('jinan', '异议')).text).toContain('没有待办理的异议');
    expect((await say('jinan', '异议 1')).text).toContain('没有第1号异议');
  });

  it('is reminded when the term is over, once a day', async () => {
    const remind = () => app.sql.begin((tx) => remindOverdue(tx, { random, now: people.clock.now() }));
    expect(await remind()).toBe(0);
    people.clock.at = new Date('2026-08-17T02:00:00Z');
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    expect((await pushed('wang')).at(-1)?.text).toContain('已到答复期限');
    people.clock.at = new Date('2026-08-18T02:00:00Z');
    expect(await remind()).toBe(1);
  });
});
