import type { types } from '@slack/bolt';
import type { BoundAction, Card, CardChild, Field } from '../../src/chat/card.ts';
import type { Locale } from '../../src/chat/event.ts';
import { shorten, splitText } from './split.ts';
import { escapeText } from './text.ts';

/** A block, what it says, and what it counts towards the size of a message. */
export interface Piece {
  block: types.KnownBlock;
  text: string;
  weight: number;
}

/** https://docs.slack.dev/reference/block-kit/blocks and …/block-elements/button-element */
const limits = {
  header: 150,
  section: 3_000,
  field: 2_000,
  fields: 10,
  note: 2_000,
  button: 75,
  buttons: 25,
  imageUrl: 3_000,
  alt: 2_000,
  /** Of a block that holds several texts; ours, so that no block is too big for a message. */
  group: 3_000,
};
/** What a block counts beside its text. */
const blockWeight = 100;

/** Length as Slack keeps a text: escaped. Whether its limits mean this or the text itself is not said. */
const weigh = (text: string): number => escapeText(text).length;

/**
 * All text is `plain_text`: Slack reads no markup in it, no mention, no link, and with `emoji: false` no `:name:`.
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
const plainText = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

function piece(block: types.KnownBlock, texts: readonly string[], extra = 0): Piece {
  const weight = texts.reduce((sum, text) => sum + weigh(text), blockWeight + extra);
  return { block, text: texts.join('\n'), weight };
}

function sections(text: string): Piece[] {
  return splitText(text, limits.section, weigh).map((part) =>
    piece({ type: 'section', text: plainText(part) }, [part]),
  );
}

function notes(text: string): Piece[] {
  return splitText(text, limits.note, weigh).map((part) =>
    piece({ type: 'context', elements: [plainText(part)] }, [part]),
  );
}

/** Members one after the other, in groups no larger than a block may be. */
function grouped<T>(members: readonly T[], count: number, weightOf: (member: T) => number): T[][] {
  const groups: T[][] = [];
  let weight = 0;
  for (const member of members) {
    const last = groups.at(-1);
    if (last && last.length < count && weight + weightOf(member) <= limits.group) last.push(member);
    else {
      groups.push([member]);
      weight = 0;
    }
    weight += weightOf(member);
  }
  return groups;
}

function fieldPieces(fields: readonly Field[], locale: Locale, clean: (text: string) => string): Piece[] {
  const texts = fields.map(({ label, value }) =>
    clean(locale === 'zh' ? `${label}：${value}` : `${label}: ${value}`),
  );
  // One that is too long stands alone, and must stay in its place between the others.
  const short = (text: string): boolean => weigh(text) <= limits.field;
  const runs: string[][] = [];
  for (const text of texts) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && short(last[0]) && short(text)) last.push(text);
    else runs.push([text]);
  }
  return runs.flatMap((run) => {
    const [first = ''] = run;
    if (!short(first)) return sections(first);
    return grouped(run, limits.fields, weigh).map((group) =>
      piece({ type: 'section', fields: group.map(plainText) }, group),
    );
  });
}

interface Numbered {
  action: BoundAction;
  number: number;
  label: string;
}

function button({ action, number, label }: Numbered): types.Button {
  const whole = label.trim() !== '' && weigh(label) <= limits.button;
  return {
    type: 'button',
    text: plainText(whole ? label : shorten(`${number}. ${label}`.trim(), limits.button, weigh)),
    // Unique in the message; what a press does stands behind the token.
    action_id: `action-${number}`,
    value: action.token,
    ...(action.style === undefined ? {} : { style: action.style }),
  };
}

/** A label too long for a button stands above the buttons, under its number. */
function actionPieces(actions: readonly Numbered[]): Piece[] {
  const long = actions.filter(({ label }) => weigh(label) > limits.button);
  const told = long.flatMap(({ number, label }) => sections(`${number}. ${label}`));
  const weightOf = ({ action, label }: Numbered): number =>
    Math.min(weigh(label), limits.button) + action.token.length;
  const buttons = grouped(actions, limits.buttons, weightOf).map((group) => {
    const elements = group.map(button);
    const values = group.reduce((sum, { action }) => sum + action.token.length, 0);
    return piece(
      { type: 'actions', elements },
      elements.map((one) => one.text.text),
      values,
    );
  });
  return [...told, ...buttons];
}

/** Slack's servers fetch the picture, so only a public address will do; elsewhere its description stands for it. */
function imagePieces(url: string, alt: string): Piece[] {
  const fits = url.startsWith('https://') && url.length <= limits.imageUrl && weigh(alt) <= limits.alt;
  if (!fits || alt.trim() === '') return sections(`[${alt}]`);
  return [piece({ type: 'image', image_url: url, alt_text: alt }, [`[${alt}]`], url.length)];
}

/** The blocks of a card in reading order. Actions are numbered through, as in the text form. */
export function cardBlocks(card: Card, locale: Locale, clean: (text: string) => string): Piece[] {
  let number = 0;
  const childPieces = (child: CardChild<BoundAction>): Piece[] => {
    switch (child.type) {
      case 'text':
        return sections(clean(child.text));
      case 'note':
        return notes(clean(child.text));
      case 'fields':
        return fieldPieces(child.fields, locale, clean);
      case 'list':
        return sections(
          clean(
            child.items.map((item, at) => (child.ordered ? `${at + 1}. ${item}` : `· ${item}`)).join('\n'),
          ),
        );
      case 'table':
        return sections(clean([child.columns, ...child.rows].map((row) => row.join(' | ')).join('\n')));
      case 'image':
        return imagePieces(child.url, clean(child.alt));
      case 'divider':
        return [piece({ type: 'divider' }, [])];
      case 'actions':
        return actionPieces(
          child.actions.map((action) => {
            number += 1;
            return { action, number, label: clean(action.label) };
          }),
        );
    }
  };
  const title = clean(card.title);
  const fits = title.trim() !== '' && !title.includes('\n') && weigh(title) <= limits.header;
  return [
    ...(fits ? [piece({ type: 'header', text: plainText(title) }, [title])] : sections(title)),
    ...card.children.flatMap(childPieces),
    ...(card.source === null ? [] : notes(clean(card.source))),
  ];
}
