import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { renderCard } from '../../adapters/telegram/render.ts';
import { type MessageEntity, type Rich, splitRich } from '../../adapters/telegram/rich.ts';
import type { BoundAction, Card, CardChild } from '../../src/chat/card.ts';
import { format } from '../fakes/telegram-text.ts';

const runs = Number(process.env.CHENGXIN_CASES ?? 300);
vi.setConfig({ testTimeout: 30_000 + runs * 5 });

function card(title: string, children: CardChild<BoundAction>[]): Card {
  return { title, tone: 'neutral', children, source: null };
}

/** The parts of a text that are set apart, as people see them. */
function styled({ text, entities }: Rich, type: string): string[] {
  return entities
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => text.slice(offset, offset + length));
}

describe('a long text', () => {
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
  const solid = (text: string): string => text.replace(/[ \n]+/g, '');

  const rich = fc
    .array(
      fc.record({
        text: fc
          .array(
            fc.constantFrom(
              '海',
              'a',
              '👨‍👩‍👧‍👦',
              '🇨🇳',
              'e\u0301\u0323',
              '𠀀',
              ' ',
              '한',
              '\u0915\u094D\u0937',
            ),
            { maxLength: 40 },
          )
          .map((list) => list.join('')),
        style: fc.constantFrom<MessageEntity['type'] | null>('bold', 'italic', null),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((lines): Rich => {
      let text = '';
      const entities: MessageEntity[] = [];
      for (const { text: said, style } of lines) {
        const inner = said.trim();
        const offset = text.length + said.indexOf(inner);
        if (style && inner !== '') entities.push({ type: style, offset, length: inner.length });
        text += `${said}\n`;
      }
      return { text, entities };
    });

  test('is cut into parts that fit, between characters, and nothing is lost nor set apart otherwise', () => {
    fc.assert(
      fc.property(rich, fc.integer({ min: 24, max: 120 }), (whole, max) => {
        const parts = splitRich(whole, max);
        expect(parts.map(({ text }) => solid(text)).join('')).toBe(solid(whole.text));
        const boundaries = new Set(
          [...graphemes.segment(whole.text)].map(({ index }) => index).concat(whole.text.length),
        );
        let from = 0;
        for (const part of parts) {
          expect(part.text.length).toBeLessThanOrEqual(max);
          expect(part.text).toBe(part.text.replace(/^[ \n]+|[ \n]+$/g, ''));
          const start = whole.text.indexOf(part.text, from);
          from = start + part.text.length;
          expect([boundaries.has(start), boundaries.has(from)]).toEqual([true, true]);
          expect(format({ text: part.text, entities: part.entities })).toEqual(part);
        }
        for (const type of ['bold', 'italic']) {
          expect(solid(parts.flatMap((part) => styled(part, type)).join(''))).toBe(
            solid(styled(whole, type).join('')),
          );
        }
      }),
      { numRuns: runs },
    );
  });

  test('is cut at a line end, and what is set apart is not cut where that can be helped', () => {
    const lines = Array.from({ length: 9 }, (_, index) => `${index}`.repeat(10)).join('\n');
    expect(splitRich({ text: lines, entities: [] }, 25).map(({ text }) => text)).toEqual([
      '0000000000\n1111111111',
      '2222222222\n3333333333',
      '4444444444\n5555555555',
      '6666666666\n7777777777',
      '8888888888',
    ]);
    const apart = splitRich(
      { text: `${'a'.repeat(15)}${'b'.repeat(10)}`, entities: [{ type: 'bold', offset: 15, length: 10 }] },
      20,
    );
    expect(apart).toEqual([
      { text: 'a'.repeat(15), entities: [] },
      { text: 'b'.repeat(10), entities: [{ type: 'bold', offset: 0, length: 10 }] },
    ]);
  });

  test('of exactly 4096 units is one message, of 4097 two', () => {
    const title = '题';
    const message = (length: number) =>
      renderCard(card(title, [{ type: 'text', text: '长'.repeat(length) }]), 'zh');
    expect(message(4_094).map(({ text }) => text.length)).toEqual([4_096]);
    expect(message(4_095).map(({ text }) => text.length)).toEqual([4_096, 1]);
  });

  test('a character with more marks than fit into a message is cut between code points', () => {
    const parts = splitRich({ text: `𠀀${'\u{1D165}'.repeat(60)}`, entities: [] }, 33);
    expect(parts.every(({ text }) => text.isWellFormed() && text.length <= 33)).toBe(true);
    expect(parts.map(({ text }) => text).join('')).toBe(`𠀀${'\u{1D165}'.repeat(60)}`);
  });

  test('of many thousand parts that are set apart keeps within what Telegram counts', () => {
    const notes = Array.from({ length: 300 }, () => ({ type: 'note' as const, text: '注' }));
    const [message] = renderCard(card('题', notes), 'zh');
    expect(message?.entities).toHaveLength(100);
  });
});
