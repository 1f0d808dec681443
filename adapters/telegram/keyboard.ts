import type { BoundAction, CardChild } from '../../src/chat/card.ts';
import { clean } from './rich.ts';
import { columnsOf } from './width.ts';

/** https://core.telegram.org/bots/api#inlinekeyboardbutton */
export interface Button {
  text: string;
  callback_data: string;
}

/** Bytes of `callback_data`. */
export const actionBytes = 64;
/** Buttons of a message. */
export const maxButtons = 100;

/** Half-width columns of a row of buttons on a telephone; labels beyond are cut short there. */
const rowColumns = 30;
const rowButtons = 3;
/** UTF-16 units of a label, beyond which nobody could read it on a button. */
const labelLength = 120;

/** Whether Telegram takes these actions as buttons; else they are numbered text. */
export function canBeButtons(actions: readonly BoundAction[]): boolean {
  return (
    actions.length > 0 &&
    actions.length <= maxButtons &&
    actions.every(({ token }) => {
      const bytes = Buffer.byteLength(token);
      return bytes >= 1 && bytes <= actionBytes;
    })
  );
}

/** Whether the labels must be read in the text, since buttons would show only their beginnings. */
export function needsListing(actions: readonly BoundAction[]): boolean {
  return actions.some(({ label }) => columnsOf(label) > rowColumns);
}

/** Every label bears its number, which can be replied instead. Short ones share a row. */
export function buttonRows(children: readonly CardChild<BoundAction>[]): Button[][] {
  const rows: Button[][] = [];
  let number = 0;
  for (const child of children) {
    if (child.type !== 'actions') continue;
    let taken = Number.POSITIVE_INFINITY;
    for (const { label, token } of child.actions) {
      number += 1;
      const text = labelText(`${number} ${label}`);
      const row = rows.at(-1);
      // Between two buttons there is as much room as two columns take.
      taken += columnsOf(text) + 4;
      if (row && taken <= rowColumns && row.length < rowButtons) row.push({ text, callback_data: token });
      else {
        rows.push([{ text, callback_data: token }]);
        taken = columnsOf(text) + 4;
      }
    }
  }
  return rows;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

function labelText(label: string): string {
  const text = clean(label).replaceAll('\n', ' ').trim();
  if (text.length <= labelLength) return text;
  return `${text.slice(0, graphemes.segment(text).containing(labelLength - 1)?.index ?? 0)}…`;
}
