const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * A text in pieces of at most `limit` by `weigh`, none of them blank: cut after a line where one ends in the second
 * half of a piece, otherwise between what reads as one character, and never within a code point. Joined with a line
 * break where a line ended, the pieces are the text again.
 */
export function splitText(text: string, limit: number, weigh: (text: string) => number): string[] {
  if (text.trim() === '') return [];
  if (weigh(text) <= limit) return [text];
  const pieces: string[] = [];
  let piece = '';
  let weight = 0;
  const cut = (end: number, skip: number): void => {
    const done = piece.slice(0, end);
    if (done.trim() !== '') pieces.push(done);
    piece = piece.slice(end + skip);
    weight = weigh(piece);
  };
  for (const unit of units(text, limit, weigh)) {
    const more = weigh(unit);
    if (weight + more > limit) {
      const line = piece.lastIndexOf('\n');
      if (unit !== '\n' && line > piece.length / 2) cut(line, 1);
      // What stands after that line may weigh too much by itself.
      if (weight + more > limit) cut(piece.length, 0);
      if (unit === '\n') continue;
    }
    piece += unit;
    weight += more;
  }
  cut(piece.length, 0);
  return pieces;
}

/** Graphemes; one that alone is above the limit (a letter under a heap of marks) by its code points. */
function* units(text: string, limit: number, weigh: (text: string) => number): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (weigh(segment) <= limit) yield segment;
    else yield* segment;
  }
}

/** The beginning of a text that is at most `limit` by `weigh`, with `…` where something is left out. */
export function shorten(text: string, limit: number, weigh: (text: string) => number): string {
  if (weigh(text) <= limit) return text;
  const room = limit - weigh('…');
  let short = '';
  let weight = 0;
  for (const unit of units(text, room, weigh)) {
    weight += weigh(unit);
    if (weight > room) break;
    short += unit;
  }
  return `${short}…`;
}
