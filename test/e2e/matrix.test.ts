import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCommands, dialogs } from '../../commands/index.ts';
import { createRouter } from '../../src/chat/router.ts';
import { type Role, roles } from '../../src/domain/person.ts';
import { systemClock, systemRandom } from '../../src/domain/ports.ts';
import { createTurns } from '../../src/services/conversations.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import type { Database } from '../../src/store/database.ts';
import type { Harness } from '../adapters/harness.ts';
import { startSlack } from '../adapters/slack-harness.ts';
import { type Replica, startReplica, until } from '../delivery/delivering.ts';
import type { FakePlatform } from '../fakes/platform.ts';
import { startTelegram } from '../fakes/telegram-harness.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg } from '../support/people.ts';

/** Persons × commands, alone and in groups, on the real adapters against the platforms' fakes. */

const database = withDatabase();
const firm = codeOf(1);
let app: Database;

const denied = '不能使用此功能';
const everybody: readonly Role[] = roles;
const supervisors: readonly Role[] = ['official', 'inspector', 'planner'];
const staff: readonly Role[] = [...supervisors, 'administrator'];

/** What is said, who may, and what an answer to those who may has in it. */
const commands: readonly { text: string; may: readonly Role[]; answer: string; inGroup?: boolean }[] = [
  { text: '帮助', may: everybody, answer: '您可以这样说', inGroup: true },
  { text: '取消', may: everybody, answer: '没有', inGroup: true },
  { text: '我', may: everybody, answer: '您的身份' },
  { text: `查询 ${firm}`, may: everybody, answer: '示例机密有限公司' },
  { text: '人员', may: ['administrator'], answer: '编号' },
  { text: '绑定码 p-official', may: ['administrator'], answer: '绑定码' },
  { text: '停用 nobody.here 测试', may: ['administrator'], answer: '您的辖区内没有' },
  { text: '待批', may: staff, answer: '待复核事项' },
  { text: '事由', may: supervisors, answer: '查询事由' },
  { text: '谁查过我', may: ['enterprise'], answer: '部门查询本企业的情况' },
];

interface Place {
  userId: string;
  chat: string;
  group: string;
}

interface Platform {
  name: string;
  harness: Harness;
  place(role: Role, index: number): Place;
}

const starters: Record<string, () => Promise<Platform>> = {
  async telegram() {
    const harness = await startTelegram({ mode: 'webhook' });
    return {
      name: 'telegram',
      harness,
      place: (_role, index) => ({
        userId: `${7_000 + index}`,
        chat: `${7_000 + index}`,
        group: `-10012345678${90 + index}`,
      }),
    };
  },
  async slack() {
    const harness = await startSlack();
    const { state } = harness.slack;
    return {
      name: 'slack',
      harness,
      place(_role, index) {
        const user = `U0ROLE${index}`;
        state.addUser(user);
        return {
          userId: `${state.teamId}:${user}`,
          chat: state.openDm(user).id,
          group: state.addChannel(`C0ROLE${index}`).id,
        };
      },
    };
  },
};

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'o', name: '示例局' });
  await addEnterprises(database(), [[firm, '示例机密有限公司']]);
  for (const role of roles)
    await sql`
      insert into person (id, name, role, org_id, region_code, uscc) values (${`p-${role}`}, '示例', ${role},
        ${staff.includes(role) ? 'o' : null}, ${staff.includes(role) ? '370000' : null}, ${role === 'enterprise' ? firm : null})`;
});

describe.each(Object.keys(starters))('on %s', (name) => {
  let platform: Platform;
  let replica: Replica;

  beforeAll(async () => {
    platform = await (starters[name] as () => Promise<Platform>)();
    const handle = createRouter({
      commands: createCommands({
        database: app,
        policies: shippedPolicies(),
        keys: testKeys,
        random: systemRandom,
      }),
      dialogs,
      turns: createTurns(app, testKeys),
      clock: systemClock,
      random: systemRandom,
      failed: () => undefined,
      rethrow: true,
    });
    const { adapter } = platform.harness;
    // The harness has started it already: its events are handed on.
    const started = { ...adapter, start: async () => undefined, stop: async () => undefined };
    replica = await startReplica(app, { adapter: started } as unknown as FakePlatform, (event, claim) =>
      handle(event, claim),
    );
    platform.harness.before = (event) => replica.inbox.accept(event);
    const { sql } = database();
    for (const [index, role] of roles.entries()) {
      const { userId } = platform.place(role, index);
      if (role !== 'public')
        await sql`
          insert into account (platform, user_id, person_id, state) values (${name}, ${userId}, ${`p-${role}`}, 'active')`;
    }
  });
  afterAll(async () => {
    await replica.stop();
    await platform.harness.close();
  });

  it.concurrent.each(roles.map((role, index) => ({ role, index })))(
    '$role is answered what that role may know, alone; a group learns nothing',
    async ({ role, index }) => {
      const { harness } = platform;
      const { userId, chat, group } = platform.place(role, index);
      const seen = (where: string): string[] => harness.seen(where).map(({ text }) => text);
      const mine: { text: string; alone: string }[] = [];
      for (const { text, may, answer } of commands) {
        const before = seen(chat).length;
        expect(await harness.say(text, { user: userId, chat })).toBe(true);
        await until(`${role}: ${text}`, () => seen(chat).length > before, 20_000);
        const alone = seen(chat).at(-1) ?? '';
        expect(alone, `${role}: ${text}`).toContain(may.includes(role) ? answer : denied);
        mine.push({ text, alone });
      }
      for (const { text, answer, inGroup, may } of commands) {
        const before = { alone: seen(chat).length, group: seen(group).length };
        expect(await harness.say(text, { user: userId, chat: group, group: true })).toBe(true);
        await until(`${role} in a group: ${text}`, () => seen(group).length > before.group, 20_000);
        const told = seen(group).at(-1) ?? '';
        if (inGroup) {
          expect(told).toContain(answer);
          expect(told).not.toMatch(/人员管理|今日查询事由/);
          continue;
        }
        expect(told).toContain('群内不显示查询结果');
        expect(told).not.toMatch(/示例|公众|科员|执法|管理员|9\d{17}/);
        await until(`${role} alone: ${text}`, () => seen(chat).length > before.alone, 20_000);
        const alone = seen(chat).at(-1) ?? '';
        expect(alone, `${role}: ${text}`).toContain(may.includes(role) ? answer : denied);
        // But for codes, which are new each time, the answer is the one that was given in private.
        if (!text.startsWith('绑定码')) expect(alone).toBe(mine.find((one) => one.text === text)?.alone);
      }
    },
    180_000,
  );
});
