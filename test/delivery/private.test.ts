import { beforeAll, describe, expect, it } from 'vitest';
import { createCommands, dialogs } from '../../commands/index.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { createRouter, type Handle } from '../../src/chat/router.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { createTurns } from '../../src/services/conversations.ts';
import { disablePerson } from '../../src/services/people.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { holdSending, resumeSending } from '../../src/services/sending.ts';
import type { Database } from '../../src/store/database.ts';
import { createFakePlatform, type FakePlatform } from '../fakes/platform.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg, seededRandom } from '../support/people.ts';
import { type Replica, startReplica, until } from './delivering.ts';

const database = withDatabase();
const random = seededRandom(7);
let app: Database;
let handle: Handle;
const firm = codeOf(1);

beforeAll(async () => {
  app = await database.app();
  handle = createRouter({
    commands: createCommands({
      database: app,
      policies: shippedPolicies(),
      keys: testKeys,
      random,
    }),
    dialogs,
    turns: createTurns(app, testKeys),
    clock: systemClock,
    random,
    failed: () => undefined,
    rethrow: true,
  });
  const { sql } = database();
  await addOrg(database(), { id: 'o', name: '示例局' });
  await sql`insert into person (id, name, role, org_id, region_code) values ('official', '示例', 'official', 'o', '370000')`;
  await sql`insert into person (id, name, role, org_id, region_code) values ('leaving', '示例', 'official', 'o', '370000')`;
  await sql`
    insert into account (platform, user_id, person_id, state) values ('fake', 'off', 'official', 'active'),
      ('fake', 'leave', 'leaving', 'active')`;
  await addEnterprises(database(), [[firm, '示例机密有限公司']]);
});

let events = 0;
function event(
  userId: string,
  chatId: string,
  text: string,
  chatKind: ChatEvent['chatKind'] = 'group',
): ChatEvent {
  events += 1;
  const content = { type: 'text' as const, text };
  return {
    platform: 'fake',
    eventId: `p${events}`,
    chatId,
    chatKind,
    userId,
    content,
    receivedAt: new Date(),
  };
}

async function during(
  work: (replica: Replica, platform: FakePlatform) => Promise<void>,
): Promise<FakePlatform> {
  const platform = createFakePlatform();
  const replica = await startReplica(app, platform, (one, claim) => handle(one, claim));
  await work(replica, platform);
  await replica.stop();
  return platform;
}

describe('in a group', () => {
  it.each(['off', 'nobody'])(
    '%s is answered alone; the group gets a pointer that tells nothing',
    async (userId) => {
      const platform = await during(async (replica, { sent }) => {
        await replica.inbox.accept(event(userId, 'group', `查询 ${firm}`));
        await until('both', () => sent.length === 2);
      });
      const inGroup = platform.sent.filter(({ chatId }) => chatId === 'group');
      expect(inGroup.map(({ text }) => text).join()).not.toMatch(/示例机密|公众|科员|9\d{17}/);
      expect(platform.sent.find(({ chatId }) => chatId === `alone-${userId}`)?.text).toContain('示例机密');
    },
  );

  it('the same pointer is told to whoever asks', async () => {
    const pointers = new Set<string>();
    for (const userId of ['off', 'nobody', 'leave']) {
      const platform = await during(async (replica, { sent }) => {
        await replica.inbox.accept(event(userId, 'group', `查询 ${firm}`));
        await until('both', () => sent.length === 2);
      });
      pointers.add(platform.sent.find(({ chatId }) => chatId === 'group')?.text ?? '');
    }
    expect(pointers.size).toBeLessThanOrEqual(2);
    for (const text of pointers) expect(text).toContain('群内不显示查询结果');
  });

  it('help is told there, as to the public', async () => {
    const platform = await during(async (replica, { sent }) => {
      await replica.inbox.accept(event('off', 'group', '帮助'));
      await until('help', () => sent.length === 1);
    });
    expect(platform.sent[0]).toMatchObject({ chatId: 'group' });
    expect(platform.sent[0]?.text).not.toContain('事由');
  });

  it('what is asked there goes on in private: dialog and numbers', async () => {
    const platform = await during(async (replica, { sent }) => {
      await replica.inbox.accept(event('dialog', 'group', '查询'));
      await until('the question', () => sent.length === 2);
      await replica.inbox.accept(event('dialog', 'alone-dialog', firm, 'private'));
      await until('the answer', () => sent.length === 3);
    });
    expect(platform.sent[2]).toMatchObject({ chatId: 'alone-dialog' });
    expect(platform.sent[2]?.text).toContain('示例机密');
  });
});

describe('somebody who has left', () => {
  it('gets nothing of what was under way', async () => {
    const { sql } = app;
    const platform = await during(async (replica, { sent }) => {
      await holdSending(app, asks(), '测试');
      await replica.inbox.accept(event('leave', 'alone-leave', '我', 'private'));
      await until(
        'the answer is written',
        async () => (await sql`select 1 from outbox where state = 'ready'`).length > 0,
      );
      const { write } = await disablePerson({ database: app }, asks(), 'leaving', '调离');
      await sql.begin(write);
      await resumeSending(app, asks(), '测试结束', 0);
      await until(
        'it is given up',
        async () => (await sql`select 1 from outbox where reason = 'gone'`).length === 1,
      );
      expect(sent).toEqual([]);
      await replica.inbox.accept(event('leave', 'alone-leave', '我', 'private'));
      await until('the answer', () => sent.length === 1);
    });
    expect(platform.sent[0]?.text).toContain('公众');
  });
});
