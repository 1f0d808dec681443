import type { ChatEvent } from '../../src/chat/event.ts';
import type { Claim } from '../../src/chat/turns.ts';
import { noFailpoint } from '../../src/delivery/failpoint.ts';
import { createInbox, type Inbox } from '../../src/delivery/inbox.ts';
import type { Log } from '../../src/delivery/log.ts';
import { type Meters, noMeters } from '../../src/delivery/meters.ts';
import { createSender, type Sender } from '../../src/delivery/sender.ts';
import { systemRandom } from '../../src/domain/ports.ts';
import type { Database } from '../../src/store/database.ts';
import type { FakePlatform } from '../fakes/platform.ts';

/** What was logged, for a test to look at. */
export interface Logged {
  log: Log;
  lines: { level: string; message: string; fields: object }[];
}

export function createLog(): Logged {
  const lines: Logged['lines'] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  return { lines, log: { info: at('info'), warn: at('warn'), error: at('error') } };
}

/** Inbox, router and sender of one replica, on a fake platform. */
export interface Replica extends Logged {
  inbox: Inbox;
  sender: Sender;
  stop(): Promise<void>;
}

export async function startReplica(
  database: Database,
  platform: FakePlatform,
  handle: (event: ChatEvent, claim: Claim) => Promise<unknown>,
  options: { meters?: Partial<Meters> } = {},
): Promise<Replica> {
  const logged = createLog();
  const meters = { ...noMeters, ...options.meters };
  const { sql } = database;
  const sender = createSender({
    sql,
    adapter: platform.adapter,
    meters,
    log: logged.log,
    random: systemRandom,
    failpoint: noFailpoint,
    leaseSeconds: 30,
  });
  const inbox = createInbox({
    sql,
    handle,
    wakeSender: (_platform, chatId) => sender.wake(chatId),
    meters,
    log: logged.log,
    random: systemRandom,
    failpoint: noFailpoint,
    leaseSeconds: 30,
  });
  inbox.start();
  await sender.start();
  await platform.adapter.start(inbox.accept);
  return {
    ...logged,
    inbox,
    sender,
    async stop() {
      await platform.adapter.stop();
      await inbox.stop();
      await sender.stop(2_000);
    },
  };
}

/** Resolves once the condition holds; fails with what was waited for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 10_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

let events = 0;

export function textEvent(chatId: string, text: string, more: Partial<ChatEvent> = {}): ChatEvent {
  events += 1;
  return {
    platform: 'fake',
    eventId: `event-${events}`,
    chatId,
    chatKind: 'private',
    userId: chatId,
    content: { type: 'text', text },
    receivedAt: new Date(),
    ...more,
  };
}
