import { describe, expect, test } from 'vitest';
import { cardText } from '../../src/chat/card-text.ts';
import {
  actions,
  buttonsOf,
  card,
  everyForeign,
  foreign,
  leaveOut,
  meant,
  missing,
  privately,
  type Subject,
  sendCard,
  solid,
  textOf,
  token,
} from './contract-support.ts';

export function outgoingContract(subject: Subject): void {
  describe('what goes out', () => {
    test('characters of every dialect are read as they were meant', async () => {
      const harness = subject.harness();
      for (const [index, sample] of [...foreign, everyForeign].entries()) {
        const shown = card(
          `标题 ${sample}`,
          [
            { type: 'text', text: `正文 ${sample}` },
            { type: 'fields', fields: [{ label: `名 ${sample}`, value: `值 ${sample}` }] },
            { type: 'list', ordered: false, items: [`一 ${sample}`, `二 ${sample}`] },
            { type: 'table', columns: ['列甲', '列乙'], rows: [[`甲 ${sample}`, `乙 ${sample}`]] },
            { type: 'note', text: `注 ${sample}` },
          ],
          `来源 ${sample}`,
        );
        const before = harness.seen(harness.chat).length;
        await sendCard(harness, shown);
        const seen = harness.seen(harness.chat).slice(before);
        expect({ index, missing: missing(textOf(seen), meant(shown)) }).toEqual({ index, missing: [] });
        expect(textOf(seen)).toContain('列乙');
      }
    });

    test('buttons bear their tokens, and their labels as they were meant', async (context) => {
      const harness = subject.harness();
      const { buttons, actionBytes } = harness.adapter.capabilities;
      leaveOut(subject, context, !buttons && 'no buttons');
      const longest = 'k'.repeat(Math.min(actionBytes, 255));
      const list = [
        ...foreign.map((sample, index) => ({ label: sample.slice(0, 16), token: token(index) })),
        { label: '最长', token: longest },
      ];
      await sendCard(harness, card('选择', [{ type: 'actions', actions: list }]));
      const seen = harness.seen(harness.chat);
      expect(buttonsOf(seen).map(({ data }) => data)).toEqual(list.map((action) => action.token));
      const labels = buttonsOf(seen).map(({ label }) => label);
      expect(list.flatMap(({ label }, index) => missing(labels[index] ?? '', [label.trim()]))).toEqual([]);
    });

    test('as many buttons as are allowed stand there; of more than that no choice is lost', async (context) => {
      const harness = subject.harness();
      const { buttons, maxButtons } = harness.adapter.capabilities;
      leaveOut(subject, context, !buttons && 'no buttons');
      await sendCard(harness, card('刚好', [actions(maxButtons)]));
      const allowed = harness.seen(harness.chat);
      expect(buttonsOf(allowed).map(({ data }) => data)).toEqual(
        Array.from({ length: maxButtons }, (_, index) => token(index)),
      );
      await sendCard(harness, card('太多', [actions(maxButtons + 1)]));
      const over = harness.seen(harness.chat).slice(allowed.length);
      const readable =
        textOf(over) +
        buttonsOf(over)
          .map(({ label }) => label)
          .join('\n');
      const labels = Array.from({ length: maxButtons + 1 }, (_, index) => `选项${index + 1}`);
      expect(labels.filter((label) => !new RegExp(`${label}(?!\\d)`).test(readable))).toEqual([]);
    });

    test('a long card is cut into messages that are allowed, and nothing is lost', async () => {
      const harness = subject.harness();
      const unit = '海尔👩🏽‍🚒e\u0301\u0323·🇨🇳诚信 ';
      const lines = Array.from({ length: 120 }, (_, index) => `${index}§${unit.repeat(3)}`);
      const unbroken = Array.from({ length: 1_000 }, (_, index) => `${index}§👩🏽‍🚒e\u0301`).join('');
      const long = card(
        '很长的卡片',
        [
          { type: 'text', text: unbroken },
          { type: 'list', ordered: true, items: lines },
          { type: 'note', text: unit.repeat(200) },
          actions(2),
        ],
        '来源',
      );
      expect(meant(long).join('').length).toBeGreaterThan(20_000);
      await sendCard(harness, long);
      const seen = harness.seen(harness.chat);
      expect(missing(textOf(seen), meant(long))).toEqual([]);
      for (const { text } of seen) {
        expect(text.isWellFormed()).toBe(true);
        // A message that begins so was cut through a character.
        expect(text).not.toMatch(/^[\p{M}\p{Emoji_Modifier}\u200D]/u);
        expect(text.trim()).not.toBe('');
      }
      if (harness.adapter.capabilities.buttons) {
        expect(seen.slice(0, -1).flatMap(({ buttons }) => buttons)).toEqual([]);
        expect(seen.at(-1)?.buttons.map(({ data }) => data)).toEqual([token(0), token(1)]);
      }
    });

    test('the plain form is the full text with numbered actions, and no buttons', async (context) => {
      const harness = subject.harness();
      leaveOut(subject, context, subject.lacking.plain);
      const shown = card(
        `标题 ${everyForeign}`,
        [
          { type: 'fields', fields: [{ label: '代码', value: everyForeign }] },
          actions(3),
          { type: 'note', text: everyForeign },
        ],
        '来源',
      );
      await sendCard(harness, shown, true);
      const seen = harness.seen(harness.chat);
      expect(solid(textOf(seen))).toBe(solid(cardText(shown, 'zh')));
      expect(textOf(seen)).toContain('回复 3 选项3');
      expect(buttonsOf(seen)).toEqual([]);
    });

    test('an edit puts the new form in the place of the old, buttons and all', async (context) => {
      const harness = subject.harness();
      const { edit, capabilities } = harness.adapter;
      leaveOut(subject, context, !capabilities.edit && 'messages cannot be edited');
      if (!edit) throw new Error('capabilities promise edit');
      const [sent] = await sendCard(harness, card('问题', [{ type: 'text', text: '旧的' }, actions(2)]));
      const [answered] = harness.adapter.render(
        card('问题', [{ type: 'note', text: `已选择：${everyForeign}` }]),
        'zh',
      );
      await edit.call(harness.adapter, privately(harness), sent ?? { messageId: '' }, answered, 'key:edit');
      const after = harness.seen(harness.chat);
      expect(after).toHaveLength(1);
      expect(after[0]).toMatchObject({ messageId: sent?.messageId, buttons: [], edited: true });
      expect(missing(textOf(after), ['问题', everyForeign])).toEqual([]);
      expect(textOf(after)).not.toContain('旧的');
      // Done twice, as after an answer that was lost, it is no failure.
      await edit.call(harness.adapter, privately(harness), sent ?? { messageId: '' }, answered, 'key:edit');
      expect(harness.seen(harness.chat)).toHaveLength(1);
    });

    test('a private chat with a person can be named', async (context) => {
      const harness = subject.harness();
      const { privateChat } = harness.adapter;
      leaveOut(subject, context, !privateChat && 'no private chats of its own');
      const address = await privateChat?.call(harness.adapter, harness.user);
      expect(address).toMatchObject({ chatKind: 'private', userId: harness.user });
    });
  });
}
