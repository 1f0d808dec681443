/** https://core.telegram.org/bots/api#messageentity; offsets and lengths in UTF-16 units. */
export interface MessageEntity {
  type: 'bold' | 'italic';
  offset: number;
  length: number;
}

/** Text with entities instead of markup: nothing in it has to be escaped, and nothing can be taken for markup. */
export interface Rich {
  text: string;
  /** In their order, not overlapping, none over a line break. */
  entities: MessageEntity[];
}

/** A piece of a line in one style. */
export interface Span {
  text: string;
  style?: MessageEntity['type'];
}

/** Telegram leaves out what is beyond. */
const maxEntities = 100;

/**
 * Text as Telegram will keep it. Its servers replace control characters and drop line separators, bidirectional
 * embeddings and three combining marks without a word, which would shift every entity behind them; so they are taken
 * out here. (`clean_input_string` and `replace_offending_characters` in
 * https://github.com/tdlib/td/blob/master/td/telegram/misc.cpp)
 */
export function clean(text: string): string {
  if (!cleanable.test(text)) return text.toWellFormed();
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/(?!\n)[\u0000-\u001F]/g, ' ')
      .replace(/[\u202A-\u202E]/g, '')
      // A ring over a letter is kept where the two are one character.
      .replace(/\p{L}\u030A/gu, (ringed) => ringed.normalize('NFC'))
      .replace(/[\u030A\u0333\u033F]/g, '')
      .replace(/[\u200E\u200F]+(?=[\u200E\u200F])/g, '')
  );
}
const cleanable = /[\u0000-\u0009\u000B-\u001F\u200E\u200F\u2028-\u202E]|\u030A|\u0333|\u033F/;

/** A message without any such character is refused as empty (`strip_empty_characters`, in the same place). */
const visible =
  /[^ \n\u00A0\u1680\u180E\u2000-\u200F\u202E\u202F\u205F\u2800\u3000\uFEFF\uFFFC\u{E0000}-\u{E007F}]/u;

const blank = (unit: string | undefined): boolean => unit === ' ' || unit === '\n';

/** One text of many lines. Entities keep clear of blanks at their ends, where Telegram would cut them. */
export function joinLines(lines: readonly (readonly Span[])[]): Rich {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) text += '\n';
    for (const { text: said, style } of line) {
      const offset = text.length + (said.length - said.trimStart().length);
      const length = said.trim().length;
      if (style && length > 0) entities.push({ type: style, offset, length });
      text += said;
    }
  }
  return { text, entities };
}

/**
 * Cuts a text into messages of at most `max` UTF-16 units: at a line end if there is one in the second half, else
 * before what is set apart, else at a blank, else between two characters as people see them. Blanks at either end of
 * a message are left out, as Telegram does itself.
 */
export function splitRich(rich: Rich, max: number): Rich[] {
  const parts: Rich[] = [];
  const { text } = rich;
  let from = 0;
  for (;;) {
    while (from < text.length && blank(text[from])) from += 1;
    if (from >= text.length) return parts;
    const to = text.length - from <= max ? text.length : cutAt(rich, from, from + max);
    const part = slice(rich, from, to);
    if (visible.test(part.text)) parts.push(part);
    from = to;
  }
}

function slice({ text, entities }: Rich, from: number, end: number): Rich {
  let to = end;
  while (to > from && blank(text[to - 1])) to -= 1;
  const kept = entities.flatMap(({ type, offset, length }) => {
    const start = Math.max(offset, from);
    const stop = Math.min(offset + length, to);
    return stop > start ? [{ type, offset: start - from, length: stop - start }] : [];
  });
  return { text: text.slice(from, to), entities: kept.slice(0, maxEntities) };
}

function cutAt({ text, entities }: Rich, from: number, limit: number): number {
  const half = from + (limit - from) / 2;
  const line = text.lastIndexOf('\n', limit);
  if (line > half) return line;
  const apart = entities.find(({ offset, length }) => offset < limit && offset + length > limit);
  if (apart && apart.offset > half) return apart.offset;
  const gap = text.lastIndexOf(' ', limit);
  // A mark that follows stands on the blank.
  if (gap > half && !/^\p{M}/u.test(text.slice(gap + 1, gap + 3))) return gap;
  return betweenCharacters(text, from, limit);
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** What is looked at beyond the limit, so that the character at it is seen whole. */
const lookahead = 128;

function betweenCharacters(text: string, from: number, limit: number): number {
  const seen = graphemes.segment(text.slice(from, limit + lookahead)).containing(limit - from);
  if (seen && seen.index > 0) return from + seen.index;
  // One character with more marks than fit into a message: at least no half of a code point.
  const unit = text.charCodeAt(limit);
  return unit >= 0xdc00 && unit <= 0xdfff ? limit - 1 : limit;
}
