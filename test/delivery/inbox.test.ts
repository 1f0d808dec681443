import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/chat/event.ts';
import { buriedUpdates, retryUpdates } from '../../src/services/outbox.ts';
import { createFakePlatform } from '../fakes/platform.ts';
import { asks } from '../support/asking.ts';
import { everything } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { countingHandle, createEffects, effects } from './counting.ts';
import { startReplica, textEvent, until } from './delivering.ts';

const database = withDatabase();
beforeAll(() => createEffects(database()));
beforeEach(() => database().sql`truncate inbox, outbox, effect, conversation, chat_state, action_token`);

function replicas(count: number, handle = countingHandle(database())) {
  const platform = createFakePlatform();
  return {
    platform,
    started: Promise.all(Array.from({ length: count }, () => startReplica(database(), platform, handle))),
  };
}

describe('an update', () => {
  it('is answered once, however often and wherever it is delivered', async () => {
    const { platform, started } = replicas(3);
    const running = await started;
    const events = Array.from({ length: 60 }, (_, index) => textEvent(`chat-${index % 20}`, `add ${index}`));
    // Each three times, far apart and out of order: 7 and 180 have no common divisor.
    const deliveries = Array.from({ length: 180 }, (_, index) => events[((index * 7) % 180) % 60]);
    await Promise.all(deliveries.map((event, index) => event && running[index % 3]?.inbox.accept(event)));
    await until('all answers', () => platform.sent.length >= 60);
    for (const replica of running) await replica.stop();
    expect(platform.sent.map(({ key }) => key).sort()).toEqual(
      events.map(({ platform: name, eventId }) => `${name}:${eventId}:0`).sort(),
    );
    expect(await effects(database())).toHaveLength(60);
  });

  it('is committed before it is acknowledged, and refused when it cannot be', async () => {
    const { started } = replicas(1);
    const [replica] = await started;
    const event = textEvent('c', 'add 1');
    await replica?.inbox.accept(event);
    const rows = await database().sql`select 1 from inbox where event_id = ${event.eventId}`;
    expect(rows).toHaveLength(1);
    const unstorable = textEvent('c', 'add 2', { chatId: 'a\u0000b' });
    await expect(replica?.inbox.accept(unstorable)).rejects.toThrow();
    await replica?.stop();
    await expect(replica?.inbox.accept(textEvent('c', 'add 3'))).rejects.toMatchObject({
      code: 'inbox.draining',
    });
  });

  it('left behind by a process that was killed is taken up by another', async () => {
    const event = textEvent('c', 'add left');
    // As a process leaves it that was killed right after its commit: leased, and the lease has run out.
    await database().sql`
      insert into inbox (platform, event_id, chat_id, event, attempts, lease_until)
      values ('fake', ${event.eventId}, 'c', ${database().sql.json(event as never)}, 1, now() - interval '1 second')`;
    const { platform, started } = replicas(1);
    const [replica] = await started;
    await until('the answer', () => platform.sent.length === 1);
    await replica?.stop();
    expect(await effects(database())).toEqual(['left']);
    const [row] = await database().sql`select state, attempts, event from inbox`;
    expect(row).toEqual({ state: 'done', attempts: 2, event: null });
  });

  it('of one chat waits for those before it', async () => {
    const order: string[] = [];
    const handle = countingHandle(database());
    const slow = async (event: ChatEvent, claim: { seq: number; attempt: number }) => {
      const text = event.content.type === 'text' ? event.content.text : '';
      if (text === 'add 0') await new Promise((resolve) => setTimeout(resolve, 500));
      await handle(event, claim);
      order.push(text);
    };
    const platform = createFakePlatform();
    const replica = await startReplica(database(), platform, slow);
    const all = Array.from({ length: 6 }, (_, index) => textEvent('c', `add ${index}`));
    for (const event of all) await replica.inbox.accept(event);
    await replica.inbox.accept(textEvent('other', 'add other'));
    await until('all answers', () => platform.sent.length === 7);
    await replica.stop();
    // The other chat does not wait, the one chat keeps its order.
    expect(order[0]).toBe('add other');
    expect(order.slice(1)).toEqual(all.map((_, index) => `add ${index}`));
    const texts = platform.sent.filter(({ chatId }) => chatId === 'c').map(({ text }) => text);
    expect(texts).toEqual(all.map((_, index) => `【added ${index}】`));
  });

  it('that always fails is put aside after five tries, told to the person, and its neighbours go on', async () => {
    const { platform, started } = replicas(1);
    const [replica] = await started;
    await replica?.inbox.accept(textEvent('poison', 'throw'));
    await replica?.inbox.accept(textEvent('poison', 'add behind'));
    await replica?.inbox.accept(textEvent('neighbour', 'add beside'));
    await until('the notice', () => platform.sent.length === 3, 20_000);
    const [buried] = await buriedUpdates(database(), asks(), 10);
    expect(buried).toMatchObject({ attempts: 5, kind: 'text' });
    expect(platform.sent.find(({ text }) => text.includes('处理失败'))?.text).toContain(`#${buried?.seq}`);
    expect(await effects(database())).toEqual(['behind', 'beside']);
    expect(replica?.lines.filter(({ message }) => message === 'an update was put aside')).toHaveLength(1);
    // Given its tries back it is answered, or put aside again.
    await retryUpdates(database(), asks(), [buried?.seq ?? 0]);
    await until(
      'it is put aside again',
      async () => (await buriedUpdates(database(), asks(), 10)).length === 1,
      20_000,
    );
    await replica?.stop();
  });

  it('that killed the process five times is not tried a sixth', async () => {
    const event = textEvent('deadly', 'add deadly');
    await database().sql`
      insert into inbox (platform, event_id, chat_id, event, attempts, lease_until)
      values ('fake', ${event.eventId}, 'deadly', ${database().sql.json(event as never)}, 5, now() - interval '1 second')`;
    const { platform, started } = replicas(1);
    const [replica] = await started;
    await until('the notice', () => platform.sent.length === 1);
    await replica?.stop();
    expect(await effects(database())).toEqual([]);
    expect(await buriedUpdates(database(), asks(), 10)).toMatchObject([{ reason: 'crash' }]);
  });

  it('with an ID number is stored without it, and the person is told', async () => {
    const { platform, started } = replicas(1);
    const [replica] = await started;
    await replica?.inbox.accept(textEvent('c', '查询 11010519491231002X'));
    await until('the answer', () => platform.sent.length === 1);
    await replica?.stop();
    expect(platform.sent[0]?.text).toContain('请勿发送身份证号');
    for (const rows of Object.values(await everything(database()))) {
      expect(rows.join('\n')).not.toContain('19491231');
    }
  });
});

describe('a question', () => {
  it('is answered once; its card is edited, the second answer changes nothing', async () => {
    const { platform, started } = replicas(1);
    const [replica] = await started;
    await replica?.inbox.accept(textEvent('c', 'ask once'));
    await until('the question', () => platform.sent.length === 1);
    await replica?.inbox.accept(textEvent('c', '1'));
    await until('the edit', () => platform.sent.some(({ edited }) => edited));
    expect(platform.sent[0]?.text).toContain('已选择：yes once');
    expect(platform.sent[0]?.text).not.toContain('回复 1');
    const [row] = await database().sql<
      { token: string }[]
    >`select token from action_token where intent = 'add'`;
    await replica?.inbox.accept(textEvent('c', '', { content: { type: 'action', token: row?.token ?? '' } }));
    await until('the refusal', () => platform.sent.length === 3);
    await replica?.stop();
    expect(platform.sent[2]?.text).toContain('已经选择过');
    expect(await effects(database())).toEqual(['once']);
  });
});
