import { beforeAll, describe, expect, it } from 'vitest';
import { codeText, newCode, parseCode } from '../../src/domain/bind-code.ts';
import { Overtaken } from '../../src/domain/errors.ts';
import { bindByCode, makeCode } from '../../src/services/binding.ts';
import { addOrg } from '../../src/services/orgs.ts';
import { addPerson, disablePerson } from '../../src/services/people.ts';
import type { Database } from '../../src/store/database.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, createAccounts, seededRandom } from '../support/people.ts';

const seed = 20_261_125;
const firm = codeOf(1);
const random = seededRandom(seed);
const database = withDatabase();
let app: Database;
const people = createAccounts(() => app, random);
const cli = asks({ id: 'cli' }, { actor: 'cli', now: people.clock.now() });
const deps = () => ({ database: app, random, keys: testKeys });

async function person(id: string, role: string, org?: string): Promise<void> {
  const more = role === 'enterprise' ? { uscc: firm } : org ? { org } : { region: '370000' };
  const { write } = await addPerson({ database: app }, cli, { id, name: `示例${id}`, role, ...more });
  await app.sql.begin(write);
}

/** A code that an administrator, or the machine, makes. */
async function code(id: string, only: { platform: string; userId: string } | null = null, by = cli) {
  const { told, write } = await makeCode(deps(), { ...by, now: people.clock.now() }, id, only);
  await app.sql.begin(write);
  return told.code;
}

const state = async (userId: string) =>
  (
    await database().sql<{ personId: string | null; state: string | null }[]>`
      select person_id as "personId", state from account where user_id = ${userId}`
  )[0];

const told = (userId: string) =>
  database().sql<{ title: string; body: { card: { children: unknown[] } } }[]>`
    select body->'card'->>'title' as title, body from outbox where user_id = ${userId} and kind = 'push' order by seq`;

beforeAll(async () => {
  app = await database.app();
  const { write } = await addOrg(app, cli, {
    id: 'market',
    name: '示例市场监管局',
    region: '370000',
    breadth: 'comprehensive',
  });
  await app.sql.begin(write);
  await person('admin1', 'administrator');
  await person('admin2', 'administrator');
  for (const id of ['official1', 'official2', 'official3', 'left']) await person(id, 'official', 'market');
  await addEnterprises(database(), [[firm, '示例企业']]);
  await person('rep', 'enterprise');
});

describe('the first administrators', () => {
  it('are bound by codes made at the machine, without a second person', async () => {
    for (const id of ['admin1', 'admin2']) {
      const said = await people.say('telegram', id, `绑定 ${await code(id)}`);
      expect(said.text).toContain('绑定成功');
      expect((await people.say('telegram', id, '我')).text).toContain('管理员');
    }
    const notes = await database().sql`select result from audit_log where action = 'account.bind'`;
    expect(notes).toEqual([{ result: 'beginning' }, { result: 'beginning' }]);
  });
});

describe('a representative', () => {
  it('is added by an administrator of the enterprise’s region only', async () => {
    const input = { id: 'elsewhere', name: '示例', role: 'enterprise', uscc: firm };
    const administrator = (regionCode: string) => asks({ id: 'admin1', regionCode });
    await expect(addPerson({ database: app }, administrator('370600'), input)).rejects.toMatchObject({
      code: 'person.notYours',
    });
    const { told } = await addPerson({ database: app }, administrator('370200'), input);
    expect(told).toMatchObject({ regionCode: '370200', uscc: firm });
  });

  it('is bound at once, sees the own enterprise, and lets the account go again', async () => {
    const said = await people.say(
      'slack',
      'U1',
      `绑定 ${(await code('rep')).toLowerCase().replaceAll('-', ' ')}`,
    );
    expect(said.text).toContain('绑定成功');
    expect((await people.say('slack', 'U1', '我')).text).toContain(firm);
    const asked = await people.say('slack', 'U1', '解绑');
    expect((await asked.press('解绑')).text).toContain('已解绑');
    expect((await people.say('slack', 'U1', '我')).text).not.toContain(firm);
    expect((await people.say('slack', 'U1', '谁查过我')).text).toContain('不能使用此功能');
  });
});

describe('an official', () => {
  it('waits for a second person, who is asked, and then is one', async () => {
    const said = await people.say('telegram', '501', `绑定 ${await code('official1')}`);
    expect(said.text).toContain('待复核');
    expect((await people.say('telegram', '501', '我')).text).toContain('公众');
    expect(await state('501')).toEqual({ personId: 'official1', state: 'pending' });
    // Both administrators are asked; nobody who is not bound is.
    expect(await told('admin1')).toHaveLength(1);
    const [number] = /第(\d+)号/.exec(said.text) ?? [];
    const id = /\d+/.exec(number ?? '')?.[0];
    expect((await people.say('telegram', '501', `批准 ${id}`)).text).toContain('不能使用此功能');
    expect((await people.say('telegram', 'admin2', `批准 ${id}`)).text).toContain('已批准');
    expect((await people.say('telegram', '501', '我')).text).toContain('监管科员');
    expect((await people.say('telegram', 'admin1', `批准 ${id}`)).text).toContain('已办结');
  });

  it('of the same department can agree; who made the code and the person cannot', async () => {
    const administrator = asks({ id: 'admin1' }, { actor: 'admin1' });
    const said = await people.say('telegram', '502', `绑定 ${await code('official2', null, administrator)}`);
    const id = /第(\d+)号/.exec(said.text)?.[1];
    expect((await people.say('telegram', 'admin1', `批准 ${id}`)).text).toContain('应由其他人复核');
    expect((await people.say('telegram', '501', '待批')).text).toContain(`第${id}号`);
    expect((await people.say('telegram', '501', `批准 ${id}`)).text).toContain('已批准');
    expect((await people.say('telegram', '502', '我')).text).toContain('监管科员');
    // A second account of the same person: the first is told, and cannot agree to it.
    const again = await people.say('slack', 'U502', `绑定 ${await code('official2')}`);
    expect((await told('502')).map(({ title }) => title)).toContain('您绑定了新账号');
    const second = /第(\d+)号/.exec(again.text)?.[1];
    expect((await people.say('telegram', '502', `批准 ${second}`)).text).toContain('应由其他人复核');
    expect((await people.say('telegram', '501', `拒绝 ${second}`)).text).toContain('未获批准');
    expect(await state('U502')).toEqual({ personId: null, state: null });
    // It waited for that: it is told, though it is nobody's.
    expect((await told('U502')).map(({ title }) => title)).toEqual(['复核结果']);
  });
});

describe('an account that nobody agreed to in time', () => {
  it('is asked for anew by another code', async () => {
    const first = await people.say('telegram', '503', `绑定 ${await code('official3')}`);
    people.wait(8 * 24 * 60);
    const old = /第(\d+)号/.exec(first.text)?.[1];
    expect((await people.say('telegram', 'admin2', `批准 ${old}`)).text).toContain('已过期');
    const again = await people.say('telegram', '503', `绑定 ${await code('official3')}`);
    expect(again.text).toContain('待复核');
    await people.say('telegram', 'admin2', `批准 ${/第(\d+)号/.exec(again.text)?.[1]}`);
    expect(await state('503')).toEqual({ personId: 'official3', state: 'active' });
    expect((await people.say('telegram', '503', `绑定 ${await code('official3')}`)).text).toContain(
      '无需重复绑定',
    );
    await people.say('telegram', '503', '解绑').then((asked) => asked.press('解绑'));
  });
});

describe('a code', () => {
  it('that was said in a group is void, also in private afterwards', async () => {
    const made = await code('official3');
    expect((await people.say('telegram', '601', `绑定 ${made}`, 'group-1')).text).toContain('不能在群内使用');
    expect((await people.say('telegram', '601', `绑定 ${made}`)).text).toContain('绑定码无效');
  });

  it('for another account is not taken', async () => {
    const made = await code('official3', { platform: 'telegram', userId: '602' });
    expect((await people.say('telegram', '603', `绑定 ${made}`)).text).toContain('限另一账号');
    expect((await people.say('telegram', '602', `绑定 ${made}`)).text).toContain('待复核');
  });

  it('that has expired stays so when the clock jumps back', async () => {
    const made = await code('official3');
    people.wait(10);
    expect((await people.say('telegram', '604', `绑定 ${made}`)).text).toContain('已过期');
    people.wait(-9);
    expect((await people.say('telegram', '604', `绑定 ${made}`)).text).toContain('绑定码无效');
  });

  it('is void once another was made', async () => {
    const first = await code('official3');
    await code('official3');
    expect((await people.say('telegram', '605', `绑定 ${first}`)).text).toContain('绑定码无效');
  });

  it('of a person who has left is not taken, and none is made', async () => {
    const made = await code('left');
    const { write } = await disablePerson({ database: app }, cli, 'left', '调离');
    await app.sql.begin(write);
    expect((await people.say('telegram', '606', `绑定 ${made}`)).text).toContain('已停用');
    await expect(code('left')).rejects.toMatchObject({ code: 'person.disabled' });
  });

  it('is not taken by an account of somebody else', async () => {
    expect((await people.say('telegram', '501', `绑定 ${await code('official3')}`)).text).toContain(
      '请先发送「解绑」',
    );
  });

  it('that two claim at once is won by one', async () => {
    for (let round = 0; round < 20; round += 1) {
      const made = await code('rep');
      const users = [`race-a-${round}`, `race-b-${round}`];
      const said = await Promise.all(users.map((user) => people.say('telegram', user, `绑定 ${made}`)));
      const bound = said.filter(({ text }) => text.includes('绑定成功'));
      expect(bound, `seed ${seed}`).toHaveLength(1);
      expect(said.filter(({ text }) => text.includes('绑定码无效'))).toHaveLength(1);
    }
  });

  it('is read whatever its dashes, blanks and case, and never with a letter that can be mistaken', () => {
    for (let index = 0; index < 500; index += 1) {
      const made = newCode(random);
      expect(parseCode(` ${codeText(made).toLowerCase()} `)).toEqual(made);
      expect(codeText(made)).not.toMatch(/[01258BGIOQSVZ]/);
    }
    expect(parseCode('AAAA-AAAA')).toBeNull();
    expect(parseCode('0AAA-AAAA-AAAA')).toBeNull();
  });
});

describe('guessing', () => {
  const guesses = Number(process.env.CHENGXIN_CASES ?? 500);

  it(`${guesses} times from one account: locked after five, and the right code is not taken then`, async () => {
    const made = await code('official3');
    const account = { platform: 'telegram', userId: 'guesser', chatId: 'g', chatKind: 'private' as const };
    const asking = { ...asks({ id: 'x', role: 'public' }), actor: 't:guesser', now: people.clock.now() };
    const results = new Map<string, number>();
    const guess = async (text: string): Promise<string> => {
      const { told: result, write } = await bindByCode(deps(), asking, account, text);
      // What is locked has nothing to write.
      if (result.kind !== 'locked') await app.sql.begin(write);
      results.set(result.kind, (results.get(result.kind) ?? 0) + 1);
      return result.kind;
    };
    const selector = made.slice(0, 4);
    for (let index = 0; index < guesses; index += 1)
      await guess(`${selector}${codeText(newCode(random)).slice(4)}`);
    expect(Object.fromEntries(results), `seed ${seed}`).toEqual({ wrong: 5, locked: guesses - 5 });
    expect(await guess(made)).toBe('locked');
    const [row] = await database().sql`select state, tries from bind_code where selector = ${selector}`;
    expect(row).toEqual({ state: 'locked', tries: 5 });
  });

  it('from many accounts locks the code itself', async () => {
    const made = await code('official3');
    const selector = made.slice(0, 4);
    for (let index = 0; index < 6; index += 1)
      await people.say('telegram', `many-${index}`, `绑定 ${selector}${codeText(newCode(random)).slice(4)}`);
    expect((await people.say('telegram', 'many-7', `绑定 ${made}`)).text).toContain('绑定码无效');
  });

  it('is forgotten after an hour', async () => {
    for (let index = 0; index < 5; index += 1) await people.say('telegram', '607', '绑定 ACDE-FHJK-LMNP');
    const made = await code('rep');
    expect((await people.say('telegram', '607', `绑定 ${made}`)).text).toContain('输错次数过多');
    people.wait(61);
    expect((await people.say('telegram', '607', `绑定 ${await code('rep')}`)).text).toContain('绑定成功');
  });
});

describe('what came in between', () => {
  it('is found out when it is written, and nothing is', async () => {
    const made = await code('rep');
    const account = (userId: string) => ({
      platform: 'telegram',
      userId,
      chatId: userId,
      chatKind: 'private' as const,
    });
    const asking = { ...asks({ id: 'x', role: 'public' }), now: people.clock.now() };
    const [one, other] = await Promise.all(
      ['slow', 'fast'].map((userId) => bindByCode(deps(), asking, account(userId), made)),
    );
    await app.sql.begin(other?.write ?? (async () => undefined));
    await expect(app.sql.begin(one?.write ?? (async () => undefined))).rejects.toThrow(Overtaken);
    expect(await state('slow')).toBeUndefined();
  });
});
