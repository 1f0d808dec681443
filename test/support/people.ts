import { createCommands, dialogs } from '../../commands/index.ts';
import { actionsOf, cardText } from '../../src/chat/card-text.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { type Answer, createRouter } from '../../src/chat/router.ts';
import type { Random } from '../../src/domain/ports.ts';
import { createTurns } from '../../src/services/conversations.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import type { Database } from '../../src/store/database.ts';
import { insertOrg, type Org } from '../../src/store/orgs.ts';
import { testKeys } from './keys.ts';

export interface Said extends Answer {
  text: string;
  press(label: string): Promise<Said>;
}

/** Random bytes that are the same for a seed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    bytes: (length) =>
      Uint8Array.from({ length }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state >>> 24;
      }),
  };
}

/** Accounts of platforms that talk to the router, at a time that a test sets; as the service has the database. */
export function createAccounts(database: () => Database, random: Random) {
  const clock = { at: new Date('2026-08-03T02:00:00Z'), now: () => clock.at };
  const policies = shippedPolicies();
  let events = 0;

  async function hear(from: Omit<ChatEvent, 'eventId' | 'receivedAt'>): Promise<Said> {
    events += 1;
    const router = createRouter({
      commands: createCommands({ database: database(), policies, keys: testKeys, random }),
      dialogs,
      turns: createTurns(database(), testKeys),
      clock,
      random,
      failed: (_, error) => {
        throw error;
      },
    });
    const event = { ...from, eventId: `e${events}`, receivedAt: clock.now() };
    const answer = await router(event);
    const press = (label: string): Promise<Said> => {
      const action = actionsOf(answer.card).find((one) => one.label === label);
      const token = action?.token ?? `no action ${label}`;
      return hear({
        ...from,
        chatId: answer.chatId,
        chatKind: 'private',
        content: { type: 'action', token },
      });
    };
    return { ...answer, text: cardText(answer.card, answer.locale), press };
  }

  return {
    clock,
    wait(minutes: number): void {
      clock.at = new Date(clock.at.getTime() + minutes * 60_000);
    },
    /** Says something from an account, alone with the bot or in a group. */
    say(platform: string, userId: string, text: string, group?: string): Promise<Said> {
      const chatKind = group === undefined ? 'private' : 'group';
      return hear({
        platform,
        userId,
        chatId: group ?? `dm-${userId}`,
        chatKind,
        content: { type: 'text', text },
      });
    },
    /** Presses what a pushed message offered. */
    press: (platform: string, userId: string, token: string): Promise<Said> =>
      hear({
        platform,
        userId,
        chatId: `dm-${userId}`,
        chatKind: 'private',
        content: { type: 'action', token },
      }),
  };
}

/** A comprehensive department, where nothing else is said. */
export async function addOrg(
  database: Database,
  org: Pick<Org, 'id' | 'name'> & Partial<Org>,
): Promise<void> {
  await database.sql.begin((tx) =>
    insertOrg(tx, {
      code: null,
      parentId: null,
      regionCode: '370000',
      breadth: 'comprehensive',
      quota: null,
      sample: true,
      ...org,
    }),
  );
}

/** Enterprises of Qingdao, by code and name. */
export async function addEnterprises(
  database: Database,
  firms: readonly (readonly [string, string])[],
): Promise<void> {
  for (const [uscc, name] of firms)
    await database.sql`
      insert into enterprise (uscc, name, region_code, registered, content_hash, version, valid_from, file_id, line)
      values (${uscc}, ${name}, '370200', true, md5('x')::uuid, 1, now(), 0, 0)`;
}
