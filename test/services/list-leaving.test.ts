import { beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addHolidays, clean, jinan, listWorld, qingdao } from './list-world.ts';

const database = withDatabase();
const world = listWorld(database, 47);
const { say } = world;
const reason = '已经改正并履行完毕';
const on = (day: string) => {
  world.clock.at = new Date(`${day}T02:00:00Z`);
};

/** From the dialog to the entry, on the days of the clock. */
async function enter(uscc: string): Promise<number> {
  await (await world.draft('wang', uscc)).press('确认并告知企业');
  const [{ id } = { id: 0 }] = await database().sql<{ id: number }[]>`
    select max(id)::int as id from list_case where uscc = ${uscc}`;
  on('2026-08-11');
  await say('wang', `提请列入 ${id}`);
  await say('li', `批准 ${await world.approvalId()}`);
  await world.settle();
  return id;
}

async function commit(uscc: string, day: string): Promise<void> {
  await database().sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details,
      sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values (${uscc}, 'commitment', md5(${day})::uuid, '示例', ${`示例承诺${day}`}, '示例单位', ${day}, 'inForce',
      '{"type": "CREDIT_REPAIR", "matter": "信用修复", "fulfilment": "open"}', '{}', '{}', md5('x')::uuid, 1, now(), 7, 0)`;
}

beforeAll(async () => {
  await world.begin(await database.app());
  await addHolidays(database());
  await world.settle();
});

describe('the daily watch', () => {
  it('tells both sides once that the term for a statement is over', async () => {
    await (await world.draft('wang', qingdao)).press('确认并告知企业');
    on('2026-08-10');
    expect(await world.watch()).toEqual({ termsOver: 0, ending: 0, ended: 0 });
    on('2026-08-11');
    expect(await world.watch()).toEqual({ termsOver: 1, ending: 0, ended: 0 });
    expect(await world.watch()).toEqual({ termsOver: 0, ending: 0, ended: 0 });
    expect(await world.told('rep', 'list:1:termOver')).toHaveLength(1);
    expect((await world.told('wang', 'list:1:termOver'))[0]).toContain('可以提请列入或者不予列入');
    // What is said late is heard as long as it is not decided.
    const read = await (async () => {
      await say('rep', '陈述申辩');
      return say('rep', '补充说明：已经改正');
    })();
    expect((await read.press('确认提交')).text).toContain('已收到');
    await say('wang', '不予列入 1');
    await say('wang', '陈述成立，情节不属严重');
    on('2026-08-03');
  });

  it('tells both sides once, 30 days before the last day, and when it is past', async () => {
    const id = await enter(qingdao);
    expect(await world.classOf(qingdao)).toBe('SERIOUS_DISCREDIT');
    on('2029-07-11');
    expect((await world.watch()).ending).toBe(0);
    on('2029-07-12');
    expect((await world.watch()).ending).toBe(1);
    expect((await world.watch()).ending).toBe(0);
    expect((await world.told('rep', `list:${id}:ending`))[0]).toContain('期限至2029-08-11');
    on('2029-08-11');
    expect((await world.watch()).ended).toBe(0);
    expect((await say('nobody', `查询 ${qingdao}`)).text).toContain('信用等级：严重失信');
    on('2029-08-12');
    expect((await world.watch()).ended).toBe(1);
    expect((await world.watch()).ended).toBe(0);
    expect(await world.told('rep', `list:${id}:ended`)).toHaveLength(1);
    expect((await say('nobody', `查询 ${qingdao}`)).text).toContain('信用等级：诚信守法');
    on('2026-08-03');
  });
});

describe('removal from a list', () => {
  it.each([
    ['移出名单', '请按「移出名单'],
    [`移出名单 ${qingdao} 黑名单 ${reason}`, '请按「移出名单'],
    [`移出名单 ${clean} 严重违法失信名单 ${reason}`, '没有在此列入该名单'],
    [`移出名单 ${jinan} 严重违法失信名单 ${reason}`, '不在您的管辖范围内'],
  ])('%s', async (text, told) => {
    expect((await say('wang', text)).text).toContain(told);
  });

  it('waits for the minimum of the list, and takes a public commitment since the entry', async () => {
    await enter(clean);
    const ask = async () => (await say('wang', `移出名单 ${clean} 严重违法失信名单 ${reason}`)).text;
    expect(await ask()).toContain('最早2027-08-11可以移出');
    on('2027-08-10');
    expect(await ask()).toContain('最早2027-08-11可以移出');
    on('2027-08-11');
    await commit(clean, '2026-08-10');
    expect(await ask()).toContain('未见企业列入后按规定格式公开作出的信用承诺');
    await commit(clean, '2027-08-01');
    expect((await say('zhao', `移出名单 ${clean} 严重违法失信名单 ${reason}`)).text).toContain('不能使用');
    expect(await ask()).toContain('青岛示例三公司已移出严重违法失信名单');
    await world.settle();
    expect(await world.classOf(clean)).toBe('TRUSTWORTHY');
    expect(await ask()).toContain('没有在此列入该名单');
  });

  it('keeps what was: the entry counts for the days before, and stands in the history', async () => {
    const past = await say('wang', `措施 ${clean} 行政审批 受理日 2027-08-01`);
    expect(past.text).toContain('受理日（2027-08-01）信用等级：严重失信');
    expect(past.text).toContain('现信用等级：诚信守法');
    expect(past.text).toContain('不得：适用告知承诺制');
    const [kept] = await database().sql`
      select count(*)::int as count from fact_version where uscc = ${clean} and fact = 'list'`;
    expect(kept?.count).toBe(1);
    const [noted] = await database().sql`
      select subject, result from audit_log where action = 'list.remove'`;
    expect(noted?.subject).toBe(testKeys.pseudonym(clean));
    expect(noted?.result).toMatch(/^\d+:seriousViolation$/);
  });

  it('is at once where the entry was wrong, as if it had never been', async () => {
    on('2026-08-03');
    await (await world.draft('sun', jinan)).press('确认并告知企业');
    const [{ id } = { id: 0 }] = await database().sql<{ id: number }[]>`
      select id::int as id from list_case where uscc = ${jinan}`;
    on('2026-08-11');
    await say('sun', `提请列入 ${id}`);
    const [{ approval } = { approval: 0 }] = await database().sql<{ approval: number }[]>`
      select max(id)::int as approval from approval`;
    // Nobody else of Jinan: an administrator of the province could, an official of Qingdao cannot.
    expect((await say('wang', `批准 ${approval}`)).text).toContain('应由其他人复核');
    await database().sql`
      insert into person (id, name, role, org_id, region_code) values ('wu', '示例吴某', 'official', 'jinan', '370100')`;
    await database().sql`
      insert into account (platform, user_id, person_id, state, private_chat_id)
      values ('telegram', 'wu', 'wu', 'active', 'dm-wu')`;
    await say('wu', `批准 ${approval}`);
    await world.settle();
    expect(await world.classOf(jinan)).toBe('SERIOUS_DISCREDIT');
    const put = await say('sun', `更正列入 ${jinan} 严重违法失信名单 同名企业，列入对象有误`);
    expect(put.text).toContain('视为自始未列入');
    await world.settle();
    expect(await world.classOf(jinan)).toBe('TRUSTWORTHY');
    expect((await say('other', '措施 受理日 2026-08-11')).text).toContain(
      '受理日（2026-08-11）信用等级：诚信守法',
    );
    expect((await world.told('other', `list:${id}:removed`))[0]).toContain('原列入严重违法失信名单有误');
  });

  it('of a list of commendation needs no minimum', async () => {
    on('2027-09-01');
    await (await say('wang', `列入名单 ${clean}`)).press('守信激励对象名单');
    await (await say('wang', '示例评定〔2026〕5号评定')).press('确认并提请复核');
    await say('li', `批准 ${await world.approvalId()}`);
    expect((await say('wang', `移出名单 ${clean} 守信激励对象名单 评定有效期届满`)).text).toContain(
      '已移出守信激励对象名单',
    );
  });
});
