import { beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addHolidays, clean, jinan, listWorld, qingdao } from './list-world.ts';

const database = withDatabase();
const world = listWorld(database, 31);
const { say } = world;

beforeAll(async () => {
  await world.begin(await database.app());
  await world.settle();
});

describe('an entry in a list of discredit', () => {
  it('cannot be told of while the holidays are missing', async () => {
    const chosen = await (await say('wang', `列入名单 ${qingdao}`)).press('严重违法失信名单');
    expect(chosen.text).toContain('缺少2026年的节假日安排');
    await addHolidays(database());
  });

  it.each([
    ['sun', `列入名单 ${qingdao}`, '不在您的管辖范围内'],
    ['zhao', `列入名单 ${qingdao}`, '不能使用'],
    ['rep', `列入名单 ${qingdao}`, '不能使用'],
    ['nobody', `列入名单 ${qingdao}`, '不能使用'],
    ['chief', `列入名单 ${qingdao}`, '不能使用'],
    ['qian', `列入名单 ${qingdao}`, '没有所属部门'],
  ])('is not for %s: %s', async (who, text, told) => {
    expect((await say(who, text)).text).toContain(told);
  });

  it('is not made without a law, nor by a score, nor for a day to come', async () => {
    const refused = await world.draft('wang', qingdao, { basis: '综合得分低于60分，等级为一般失信' });
    // Still at the law: the day that was said is none either.
    expect(refused.text).toContain('评分、等级不是依据（国办发〔2020〕49号）');
    expect((await say('wang', '《示例省示例条例》第八条')).text).toContain('行为发生之日');
    expect((await say('wang', '2027-01-01')).text).toContain('已经到来的日期');
    await say('wang', '取消');
    const [row] = await database().sql`select count(*)::int as count from list_case`;
    expect(row?.count).toBe(0);
  });

  it('names who held office on the day of the act, and lets it be put right', async () => {
    let card = await world.draft('wang', qingdao);
    expect(card.text).toContain('行为发生日登记的法定代表人：示例甲（2025-01-01起登记）');
    expect(card.text).toContain('涉及人员：法定代表人 示例甲（按登记）');
    expect(card.text).not.toContain('示例乙');
    await card.press('增加直接责任人');
    expect((await say('wang', '示例丁13800001111')).text).toContain('不收集身份证号、电话号码');
    card = await say('wang', '示例丁');
    expect(card.text).toContain('法定代表人 示例甲（按登记）、直接责任人 示例丁（经办人认定）');
    const sent = await card.press('确认并告知企业');
    expect(sent.text).toContain('第1号：青岛示例一公司。企业可以在2026-08-10前（含当日）陈述、申辩');
  });

  it('is told to the enterprise, which alone may state its view', async () => {
    const [notice] = await world.told('rep', 'list:1:noticed');
    for (const word of ['拟将贵单位列入严重违法失信名单', '2026-08-10', '示例市场监管局', '第八条'])
      expect(notice).toContain(word);
    expect((await say('other', '陈述申辩 1')).text).toContain('没有需要陈述');
    expect((await say('wang', '陈述申辩')).text).not.toContain('请用一条消息');
    expect(await world.classOf(qingdao)).toBe('TRUSTWORTHY');
  });

  it('waits for the statement or the end of the term', async () => {
    world.clock.at = new Date('2026-08-10T10:00:00Z');
    expect((await say('wang', '提请列入 1')).text).toContain('期满后方可提请列入');
    expect((await say('wang', '名单办理')).text).toContain('已告知，待陈述申辩');
    await say('rep', '陈述申辩');
    expect((await say('rep', '短')).text).toContain('5至500字');
    const read = await say('rep', '本单位已主动召回并退款，请不予列入');
    const sent = await read.press('确认提交');
    expect(sent.text).toContain('陈述、申辩已收到');
    expect((await world.told('wang', 'list:1:stated'))[0]).toContain('请不予列入');
    expect((await say('rep', '陈述申辩')).text).toContain('没有需要陈述');
  });

  it('takes a second official of the region, who reads the statement; a refusal is not the end', async () => {
    expect((await say('wang', '提请列入 1')).text).toContain('已送复核');
    const id = await world.approvalId();
    expect((await world.told('li', `approval:${id}`))[0]).toContain('企业陈述申辩：本单位已主动召回');
    expect((await say('wang', '提请列入 1')).text).toContain('正在复核');
    expect((await say('wang', `批准 ${id}`)).text).toContain('应由其他人复核');
    expect((await say('sun', `批准 ${id}`)).text).toContain('应由其他人复核');
    expect((await say('li', `拒绝 ${id}`)).text).toContain('未获批准');
    expect((await say('wang', '名单 #1')).text).toContain('未获批准或者复核已过期');
    expect((await say('wang', '提请列入 1')).text).toContain('已送复核');
    expect((await say('li', `批准 ${await world.approvalId()}`)).text).toContain('已批准');
  });

  it('is a record of the department, which makes the class and tells the enterprise its ways', async () => {
    await world.settle();
    expect(await world.classOf(qingdao)).toBe('SERIOUS_DISCREDIT');
    const [row] = await database().sql`
      select number, authority, decided_on as "on", valid_until as until, details from credit_record
      where uscc = ${qingdao} and kind = 'list'`;
    expect(row).toEqual({
      number: '诚信名单〔2026〕1号',
      authority: '示例市场监管局',
      on: '2026-08-10',
      until: null,
      details: { list: 'seriousViolation', ground: '情节严重；示例违法行为，示例罚〔2026〕1号从重罚款' },
    });
    const [told] = await world.told('rep', 'list:1:entered');
    for (const word of ['诚信名单〔2026〕1号', '2029-08-10', '自2027-08-10起', '异议', '行政复议'])
      expect(told).toContain(word);
    expect((await say('nobody', `查询 ${qingdao}`)).text).toContain('信用等级：严重失信');
    expect((await say('rep', '名单')).text).toContain('严重违法失信名单：诚信名单〔2026〕1号');
  });

  it('is not made twice', async () => {
    const again = await (await world.draft('li', qingdao)).press('确认并告知企业');
    expect(again.text).toContain('已在该名单中');
    expect((await say('wang', '提请列入 1')).text).toContain('已办结');
    expect((await say('wang', '提请列入 99')).text).toContain('没有第99号');
    expect((await say('sun', '提请列入 1')).text).toContain('没有第1号');
  });

  it('stands in the log by pseudonym, never by code or name', async () => {
    const rows = await database().sql<{ action: string; subject: string; result: string }[]>`
      select action, subject, result from audit_log where action like 'list%' order by seq`;
    const started = rows.find(({ action }) => action === 'list.start');
    expect(started).toMatchObject({ subject: testKeys.pseudonym(qingdao), result: '1:seriousViolation' });
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['list.start', 'list.state', 'listEntry.ask', 'listEntry.approved']),
    );
    const text = JSON.stringify(rows);
    for (const word of [qingdao, '青岛示例', '示例甲', '示例丁']) expect(text).not.toContain(word);
  });
});

describe('the persons behind an entry', () => {
  it('are for those who supervise the enterprise, and every look is noted', async () => {
    const seen = (await say('zhao', `名单人员 ${qingdao}`)).text;
    expect(seen).toContain('法定代表人 示例甲（按登记）：严重违法失信名单，行为发生日2026-03-01');
    expect(seen).toContain('直接责任人 示例丁（经办人认定）');
    const [noted] = await database().sql`
      select actor, subject, purpose, result from audit_log where action = 'list.persons'`;
    expect(noted).toEqual({
      actor: 'zhao',
      subject: testKeys.pseudonym(qingdao),
      purpose: 'inspection',
      result: '2',
    });
  });

  it.each(['sun', 'rep', 'other', 'nobody', 'chief'])(
    'are not told to %s, nor whether there are any',
    async (who) => {
      const [listed, none] = [await say(who, `名单人员 ${qingdao}`), await say(who, `名单人员 ${clean}`)];
      expect(listed.text).toBe(none.text);
      expect(listed.text).not.toMatch(/示例甲|示例丁|没有登记/);
    },
  );

  it('are not found by their names', async () => {
    expect((await say('wang', '名单人员 示例甲')).text).not.toMatch(/法定代表人 示例甲/);
  });

  it('are kept from the enterprise by the database itself', async () => {
    const seen = await world.bound().sql.begin(async (tx) => {
      await tx`select see('own', ${qingdao}, '', '', '')`;
      return tx`select name from list_person where uscc = ${qingdao}`;
    });
    expect(seen).toHaveLength(0);
  });
});

describe('a list of commendation', () => {
  it('is not for an enterprise with discredit', async () => {
    await (await say('wang', `列入名单 ${qingdao}`)).press('守信激励对象名单');
    const card = await say('wang', '示例评定〔2026〕5号评定');
    expect((await card.press('确认并提请复核')).text).toContain('有仍然有效的失信记录');
  });

  it('takes no notice, but a second official; the green light gives more then', async () => {
    expect((await say('wang', `绿灯 ${clean}`)).text).toContain('基础便利');
    await (await say('wang', `列入名单 ${clean}`)).press('诚信示范企业');
    const card = await say('wang', '示例评定〔2026〕5号评定');
    expect(card.text).not.toContain('涉及人员');
    expect((await card.press('确认并提请复核')).text).toContain('已送第二人复核');
    await say('li', `批准 ${await world.approvalId()}`);
    await world.settle();
    expect((await say('wang', `名单 ${clean}`)).text).toContain('诚信示范企业：诚信名单〔2026〕');
    const light = (await say('wang', `绿灯 ${clean}`)).text;
    expect(light).toContain('适用激励名单、诚信示范企业的激励措施');
    expect(light).toContain('优先列入「信易贷」');
    expect(await world.classOf(clean)).toBe('TRUSTWORTHY');
  });

  it('is not entered by an agreement that comes after discredit', async () => {
    await (await say('wang', `列入名单 ${clean}`)).press('守信激励对象名单');
    await (await say('wang', '示例评定〔2026〕6号评定')).press('确认并提请复核');
    await database().sql`
      insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details,
        sources, source_hashes, content_hash, version, valid_from, file_id, line)
      values (${clean}, 'list', md5('k')::uuid, '示例', '示例1号', '示例单位', '2026-08-09', 'inForce',
        '{"list": "abnormalOperation", "ground": "示例"}', '{}', '{}', md5('x')::uuid, 1, now(), 7, 0)`;
    await world.settle();
    expect(await world.classOf(clean)).toBe('GENERAL_DISCREDIT');
    expect((await say('li', `批准 ${await world.approvalId()}`)).text).toContain('情况已变');
    expect((await say('wang', `措施 ${clean} 便民服务`)).text).toContain('不得：给予激励名单的激励措施');
  });
});

describe('a case that is dropped', () => {
  it('is told to the enterprise, and can be opened again', async () => {
    await (await world.draft('sun', jinan, { list: '严重失信主体名单' })).press('确认并告知企业');
    const [{ id } = { id: 0 }] = await database().sql<{ id: number }[]>`
      select id::int as id from list_case where uscc = ${jinan}`;
    expect((await say('wang', `不予列入 ${id}`)).text).toContain(`没有第${id}号`);
    const one = await say('sun', `名单 #${id}`);
    await one.press('不予列入');
    expect((await say('sun', '陈述成立，不予列入')).text).toContain('已告知企业');
    expect((await world.told('other', `list:${id}:dropped`))[0]).toContain('陈述成立');
    expect((await say('other', '陈述申辩')).text).toContain('没有需要陈述');
    const again = await world.draft('sun', jinan, { list: '严重失信主体名单' });
    expect((await again.press('确认并告知企业')).text).toContain('济南示例公司');
  });

  it('holds up the green light while it is open', async () => {
    expect((await say('other', '绿灯')).text).toContain('拟列入惩戒名单的程序未结束，结束前暂缓');
    expect((await say('sun', `绿灯 ${jinan}`)).text).toContain('拟列入惩戒名单的程序未结束，结束前暂缓');
    // Outside of the region nothing is known of it.
    expect((await say('wang', `绿灯 ${jinan}`)).text).not.toContain('结束前暂缓');
  });
});

describe('an enterprise without anybody here', () => {
  it('has to be told on paper, and the official hears so', async () => {
    const card = await world.draft('wang', clean, { list: '严重失信主体名单', day: '2020-02-01' });
    expect(card.text).toContain('本系统掌握的登记信息始于2025-01-01（示例甲）');
    expect((await card.press('确认并告知企业')).text).toContain('请立即书面告知并留存送达凭证');
  });
});

describe('what takes too long, or happens at once', () => {
  it('is asked for again where nobody answered within a week', async () => {
    const [{ id } = { id: 0 }] = await database().sql<{ id: number }[]>`
      select max(id)::int as id from list_case where uscc = ${clean}`;
    // Five working days from Monday, 10 August.
    world.clock.at = new Date('2026-08-17T02:00:00Z');
    expect((await say('wang', `提请列入 ${id}`)).text).toContain('期满后方可提请列入');
    world.clock.at = new Date('2026-08-18T02:00:00Z');
    expect((await say('wang', `提请列入 ${id}`)).text).toContain('已送复核');
    const first = await world.approvalId();
    expect((await say('wang', '名单办理')).text).toContain('待复核');
    world.clock.at = new Date('2026-08-26T02:00:00Z');
    expect((await say('li', `批准 ${first}`)).text).toContain('已办结或已过期');
    expect((await say('wang', `名单 #${id}`)).text).toContain('重新提请列入');
    expect((await say('wang', `提请列入 ${id}`)).text).toContain('已送复核');
    expect((await say('li', `批准 ${await world.approvalId()}`)).text).toContain('已批准');
    await world.settle();
    expect((await say('wang', `名单 ${clean}`)).text).toContain('严重失信主体名单：诚信名单〔2026〕');
  });

  it('makes one case of two that are opened at the same moment', async () => {
    const card = await world.draft('wang', clean);
    const same = await world.draft('li', clean);
    const told = await Promise.all([card.press('确认并告知企业'), same.press('确认并告知企业')]);
    const texts = told.map(({ text }) => text).sort();
    expect(texts.filter((text) => text.includes('请立即书面告知'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('已在该名单中'))).toHaveLength(1);
    const [row] = await database().sql`
      select count(*)::int as count from list_case where uscc = ${clean} and list = 'seriousViolation'`;
    expect(row?.count).toBe(1);
  });
});
