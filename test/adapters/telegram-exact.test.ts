import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { renderCard, type TelegramMessage } from '../../adapters/telegram/render.ts';
import { clean } from '../../adapters/telegram/rich.ts';
import type { BoundAction, Card, CardChild } from '../../src/chat/card.ts';
import { type Formatted, format, readKeyboard } from '../fakes/telegram-text.ts';

const runs = Number(process.env.CHENGXIN_CASES ?? 300);
vi.setConfig({ testTimeout: 30_000 + runs * 5 });

function card(title: string, children: CardChild<BoundAction>[] = [], source: string | null = null): Card {
  return { title, tone: 'neutral', children, source };
}

function only(messages: readonly TelegramMessage[]): TelegramMessage {
  const [message] = messages;
  if (!message || messages.length !== 1) throw new Error(`${messages.length} messages`);
  return message;
}

/** The parts of a text that are set apart, as people see them. */
function styled({ text, entities }: Formatted, type: string): string[] {
  return entities
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => text.slice(offset, offset + length));
}

const shown = ({ text, entities }: TelegramMessage): Formatted => format({ text, entities });

const dialect = [...'_*[]()~`>#+-=|{}.!\\<>&;@/"\''];
const pieces = [
  ...dialect,
  '<!channel>',
  '@here',
  '&amp;',
  '</b>',
  '```',
  '海',
  '尔',
  '𠀀',
  '👨‍👩‍👧‍👦',
  '🇨🇳',
  'e\u0301',
  'ا',
  'ש',
  '\u2067',
  '\u2069',
  '\u061C',
  '\u200D',
  '\u3000',
  ' ',
  'a',
  '1',
];
/** One line as somebody may have meant it; what Telegram itself takes away is not in it. */
const line = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 })
  .map((list) => list.join(''))
  .filter((text) => text === text.trim() && /[\p{L}\p{N}\p{P}\p{S}]/u.test(text));
/** Anything at all: halves of surrogate pairs, controls, marks. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      { maxLength: 40 },
    )
    .map((list) => list.join('')),
  fc
    .array(
      fc.constantFrom(
        '\u202E',
        '\u200E',
        '\u200F',
        '\u030A',
        'A\u030A',
        '\u0333',
        '\r\n',
        '\t',
        '\u2028',
        '\uD83D',
        '海',
        '\n',
        ' ',
      ),
      { maxLength: 20 },
    )
    .map((list) => list.join('')),
);

describe('what Telegram parses back', () => {
  test('is what was meant, to the letter', () => {
    fc.assert(
      fc.property(line, line, line, line, line, line, (title, text, label, value, item, note) => {
        const message = only(
          renderCard(
            card(
              title,
              [
                { type: 'text', text },
                { type: 'fields', fields: [{ label, value }] },
                { type: 'list', ordered: false, items: [item] },
                { type: 'table', columns: ['甲', '乙'], rows: [['子', '丑']] },
                { type: 'note', text: note },
              ],
              value,
            ),
            'zh',
          ),
        );
        const seen = shown(message);
        expect(seen.text).toBe(
          `${title}\n${text}\n\n${label}：${value}\n\n· ${item}\n\n甲 | 乙\n子 | 丑\n\n${note}\n${value}`,
        );
        expect(styled(seen, 'bold')).toEqual([title, '甲 | 乙']);
        expect(styled(seen, 'italic')).toEqual([note, value]);
      }),
      { numRuns: runs },
    );
  });

  test('of labels too', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (labels) => {
        const actions = labels.map((label, index) => ({ label, token: `t${index}` }));
        const { keyboard, text } = only(renderCard(card('选', [{ type: 'actions', actions }]), 'zh'));
        const seen = readKeyboard({ inline_keyboard: keyboard }).flat();
        expect(seen.map((button) => button.callback_data)).toEqual(actions.map(({ token }) => token));
        for (const [index, label] of labels.entries()) {
          const whole = seen[index]?.text === `${index + 1} ${label}`;
          expect(whole || text.includes(`回复 ${index + 1} ${label}`)).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  test('is what was sent, whatever was sent: nothing is left for it to take away', () => {
    fc.assert(
      fc.property(anything, anything, anything, fc.boolean(), (title, text, label, plain) => {
        const sent = renderCard(
          card(title, [
            { type: 'text', text },
            { type: 'fields', fields: [{ label, value: text }] },
            { type: 'table', columns: [title, label], rows: [[text, label]] },
            { type: 'note', text: label },
            { type: 'actions', actions: [{ label, token: 'token' }] },
          ]),
          'zh',
          plain,
        );
        for (const message of sent) {
          const { text, entities } = message;
          expect(shown(message)).toEqual({ text, entities });
          expect(() => readKeyboard({ inline_keyboard: message.keyboard })).not.toThrow();
        }
      }),
      { numRuns: runs },
    );
  });

  test('keeps a ring over a letter, which Telegram would take off', () => {
    expect(clean('A\u030Angstro\u0308m \u212B')).toBe('Ångstro\u0308m \u212B');
    expect(clean('海\u030A')).toBe('海');
    expect(clean('一\r\n二\r三\u2028四')).toBe('一\n二\n三\n四');
  });
});
