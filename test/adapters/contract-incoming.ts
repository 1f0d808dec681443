import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  actions,
  buttonsOf,
  card,
  everyForeign,
  leaveOut,
  type Subject,
  sendCard,
  token,
} from './contract-support.ts';

export function incomingContract(subject: Subject): void {
  describe('what comes in', () => {
    test('text reaches the core word for word, with the ids of who said it and where', async () => {
      const harness = subject.harness();
      const said = `查询 海尔\n${everyForeign}`;
      const before = Date.now();
      expect(await harness.say(said)).toBe(true);
      expect(harness.taken).toHaveLength(1);
      const [event] = harness.taken;
      expect(event).toMatchObject({
        platform: harness.adapter.platform,
        userId: harness.user,
        chatId: harness.chat,
        chatKind: 'private',
        content: { type: 'text', text: said },
      });
      expect(event?.eventId).not.toBe('');
      expect(event?.receivedAt.getTime()).toBeGreaterThanOrEqual(before - 1);
    });

    test('the same update twice bears the same event id, another one another', async () => {
      const harness = subject.harness();
      await harness.say('一', { eventId: 'first' });
      await harness.say('一', { eventId: 'first' });
      await harness.say('一', { eventId: 'second' });
      const ids = harness.taken.map(({ eventId }) => eventId);
      expect(new Set(ids).size).toBe(2);
      expect(ids.at(-1)).not.toBe(ids[0]);
    });

    test('it is acknowledged only after the core took it over', async () => {
      const harness = subject.harness();
      const held = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      harness.before = () => {
        reached.resolve();
        return held.promise;
      };
      let answered = false;
      const said = harness.say('等一等').then((acknowledged) => {
        answered = true;
        return acknowledged;
      });
      await reached.promise;
      await sleep(50);
      expect(answered).toBe(false);
      held.resolve();
      expect(await said).toBe(true);
      expect(harness.taken).toHaveLength(1);
    });

    test('what the core could not take over is not acknowledged, and is when it comes again', async () => {
      const harness = subject.harness();
      let refusals = 0;
      harness.before = async () => {
        refusals += 1;
        if (refusals === 1) throw new Error('the database is away');
      };
      expect(await harness.say('再试', { eventId: 'again' })).toBe(false);
      expect(await harness.say('再试', { eventId: 'again' })).toBe(true);
      expect(new Set(harness.taken.map(({ eventId }) => eventId)).size).toBe(1);
      expect(harness.taken[0]?.content).toEqual({ type: 'text', text: '再试' });
    });

    test('a forged delivery neither reaches the core nor is acknowledged', async () => {
      const harness = subject.harness();
      expect(await harness.forge('伪造')).toBe(false);
      expect(harness.taken).toEqual([]);
      expect(await harness.say('真的')).toBe(true);
      expect(harness.taken.map(({ content }) => content)).toEqual([{ type: 'text', text: '真的' }]);
    });

    test('a press reaches the core as an action with exactly its token', async (context) => {
      const harness = subject.harness();
      leaveOut(subject, context, !harness.adapter.capabilities.buttons && 'no buttons');
      const sent = await sendCard(harness, card('选择', [actions(2)]));
      const [, second] = buttonsOf(harness.seen(harness.chat));
      expect(second?.data).toBe(token(1));
      const { messageId = '' } = sent.at(-1) ?? {};
      expect(await harness.press(second?.data ?? '', { messageId })).toBe(true);
      expect(harness.taken).toHaveLength(1);
      expect(harness.taken[0]).toMatchObject({
        userId: harness.user,
        chatId: harness.chat,
        chatKind: 'private',
        content: { type: 'action', token: token(1) },
      });
    });

    test('a group is told from a private chat', async (context) => {
      const harness = subject.harness();
      leaveOut(subject, context, subject.lacking.groups);
      expect(await harness.say('群里', { group: true })).toBe(true);
      expect(await harness.say('私下')).toBe(true);
      expect(harness.taken.map(({ chatKind, chatId }) => [chatKind, chatId])).toEqual([
        ['group', harness.group],
        ['private', harness.chat],
      ]);
      expect(harness.taken[0]).toMatchObject({
        userId: harness.user,
        content: { type: 'text', text: '群里' },
      });
    });

    test('after stop nothing more comes in, and what was under way is taken over or comes again', async () => {
      const harness = subject.harness();
      const held = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      harness.before = () => {
        reached.resolve();
        return held.promise;
      };
      const underWay = harness.say('途中');
      await reached.promise;
      let stopped = false;
      const stopping = harness.adapter.stop().then(() => {
        stopped = true;
      });
      await sleep(50);
      expect(stopped).toBe(false);
      held.resolve();
      await stopping;
      if (await underWay) expect(harness.taken).toHaveLength(1);
      const before = harness.taken.length;
      expect(await harness.say('太晚')).toBe(false);
      expect(harness.taken).toHaveLength(before);
    });
  });
}
