import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxTextBytes, render } from '../../adapters/slack/render.ts';
import type { BoundAction, Card, CardChild } from '../../src/chat/card.ts';
import { cardText } from '../../src/chat/card-text.ts';
import { checkBlocks } from '../fakes/slack-blocks.ts';
import { type Shown, show } from '../fakes/slack-state.ts';
import { type SlackHarness, startSlack } from './slack-harness.ts';
import { cases } from './slack-samples.ts';

const marks = [
  '_',
  '*',
  '[',
  ']',
  '(',
  ')',
  '~',
  '`',
  '```',
  '>',
  '#',
  '+',
  '-',
  '=',
  '|',
  '{',
  '}',
  '.',
  '!',
  '<',
  '&',
];
const traps = [
  ...[
    '<!channel>',
    '<!here>',
    '<!everyone>',
    '@here',
    '@channel',
    '<@U0ALICE>',
    '<#C0GROUP>',
    '<!subteam^S1|@科室>',
  ],
  ...[
    '&amp;',
    '&lt;!channel&gt;',
    '&lt;',
    '<http://evil.example|海尔>',
    'http://a.example/?x=1&y=2',
    ':smile:',
  ],
  ...['*粗*', '_斜_', '~删~', '`码`', '\n', '\n> ', '\r\n', '\u0000', '\ud800', '\udc00', '\u202e', '\u200b'],
  ...['海尔', '𠮷', '👨‍👩‍👧‍👦', '🇨🇳', 'e\u0301', ' '],
];
const snippet = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...marks) },
  { weight: 4, arbitrary: fc.constantFrom(...traps) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const text = fc.oneof(
  { weight: 8, arbitrary: fc.array(snippet, { maxLength: 30 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc.tuple(snippet, fc.integer({ min: 1, max: 500 })).map(([part, times]) => part.repeat(times)),
  },
);
const actions = fc
  .array(
    fc.record({ label: text, style: fc.option(fc.constantFrom('primary' as const, 'danger' as const)) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((drafts) =>
    drafts.map(({ label, style }, at): BoundAction => ({ label, token: `t${at}`, ...(style && { style }) })),
  );
const child: fc.Arbitrary<CardChild<BoundAction>> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('note' as const), text }),
  fc.record({
    type: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: text, value: text }), { minLength: 1, maxLength: 14 }),
  }),
  fc.record({
    type: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(text, { maxLength: 5 }),
  }),
  fc.record({
    type: fc.constant('table' as const),
    columns: fc.array(text, { maxLength: 3 }),
    rows: fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('image' as const),
    url: fc.constantFrom('https://x.example/1.png', 'x'),
    alt: text,
  }),
  fc.constant({ type: 'divider' as const }),
  actions.map((bound) => ({ type: 'actions' as const, actions: bound })),
);
const cards: fc.Arbitrary<Card> = fc.record({
  title: text,
  tone: fc.constant('neutral' as const),
  children: fc.array(child, { maxLength: 6 }),
  source: fc.option(text),
});

/** What cannot be sent is shown as the sign for it; where blanks stand is tested elsewhere. */
const bare = (said: string): string => said.toWellFormed().replaceAll('\u0000', '\uFFFD').replace(/\s/g, '');

/** What a part of a card says, without its buttons; `numbered` gives each of them its number. */
function said(one: CardChild<BoundAction>, numbered: () => number): string[] {
  switch (one.type) {
    case 'text':
    case 'note':
      return [one.text];
    case 'fields':
      return one.fields.map(({ label, value }) => `${label}：${value}`);
    case 'list':
      return one.items.map((item, at) => (one.ordered ? `${at + 1}. ${item}` : `· ${item}`));
    case 'table':
      return [one.columns, ...one.rows].map((row) => row.join(' | '));
    case 'image':
      return [`[${one.alt}]`];
    case 'divider':
      return [];
    case 'actions':
      return one.actions.flatMap(({ label }) => {
        const number = numbered();
        return escapedLength(label) > 75 ? [`${number}. ${label}`] : [];
      });
  }
}

/** Everything on a card in reading order, without its buttons. */
function meant(card: Card): string {
  let number = 0;
  const numbered = (): number => {
    number += 1;
    return number;
  };
  const parts = card.children.flatMap((one) => said(one, numbered));
  return bare([card.title, ...parts, card.source ?? ''].join('\n'));
}

function escapedLength(label: string): number {
  const kept = label.toWellFormed().replaceAll('\r\n', '\n');
  return kept.replace(/&/g, '&amp;').replace(/[<>]/g, '&lt;').length;
}

function compare(card: Card, full: readonly Shown[], plain: readonly Shown[]): void {
  if (meant(card) !== '' || full.some(({ buttons }) => buttons.length > 0)) {
    expect(bare(full.map((message) => message.text).join(''))).toBe(meant(card));
  }
  expect(bare(plain.map((message) => message.text).join(''))).toBe(bare(cardText(card, 'zh')));
  expect([...full, ...plain].flatMap(({ notified }) => notified)).toEqual([]);
  const buttons = full.flatMap((message) => message.buttons);
  const bound = card.children.flatMap((one) => (one.type === 'actions' ? one.actions : []));
  expect(buttons.map(({ data }) => data)).toEqual(bound.map(({ token }) => token));
  for (const [at, { label }] of bound.entries()) {
    const shown = buttons[at]?.label ?? '';
    if (bare(label) !== '' && escapedLength(label) <= 75) expect(bare(shown)).toBe(bare(label));
    else expect(shown.startsWith(`${at + 1}.`)).toBe(true);
  }
}

describe('whatever stands on a card', () => {
  it('is shown as it was meant, calls nobody, and is within every limit', () => {
    fc.assert(
      fc.property(cards, (card) => {
        const [full, plain] = [false, true].map((only) =>
          render(card, 'zh', only).map(({ text: shown, blocks }) => {
            expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(maxTextBytes);
            expect(shown.trim()).not.toBe('');
            if (blocks) expect(checkBlocks(blocks)).toBeNull();
            expect(only ? blocks : null).toBeNull();
            const where = { ts: '1.0', channel: 'C1', onlyFor: null, edited: false, at: 0 };
            return show({ ...where, text: shown, blocks: blocks ?? [], mrkdwn: false, names: false });
          }),
        );
        compare(card, full ?? [], plain ?? []);
      }),
      cases(2_000),
    );
  });
});

describe('over the wire', () => {
  let slack: SlackHarness;
  beforeAll(async () => {
    slack = await startSlack();
  });
  afterAll(() => slack.close());

  it('what the platform shows is what was meant, sent as changed', async () => {
    let chats = 0;
    await fc.assert(
      fc.asyncProperty(cards, async (card) => {
        const shown: Shown[][] = [];
        for (const only of [false, true]) {
          chats += 1;
          const chatId = slack.slack.state.addChannel(`C${chats}`).id;
          const to = { ...slack.to, chatId };
          for (const message of slack.adapter.render(card, 'zh', only)) {
            const sent = await slack.adapter.send(to, { text: 'before', blocks: null }, 'key');
            await (only
              ? slack.adapter.send(to, message, 'key')
              : slack.adapter.edit(to, sent, message, 'key'));
          }
          shown.push(slack.seen(chatId).filter((one) => one.text !== 'before') as Shown[]);
        }
        compare(card, shown[0] ?? [], shown[1] ?? []);
      }),
      cases(40, 0.01),
    );
  });
});
