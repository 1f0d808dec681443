import { CsvTokenizer } from './csv-tokenizer.ts';
import type { TextEncoding } from './encoding.ts';
import type { ReaderLimits } from './limits.ts';
import type { RawBatch } from './rows.ts';
import { readChunks, type Source } from './source.ts';

/** Larger is slower: strings of this size do not leave the processor's cache. */
const chunkBytes = 1 << 16;

const delimiters = [',', ';', '\t'] as const;

/** The delimiter that is most frequent outside quotes on the first line that has any; a comma when none has. */
export function sniffDelimiter(text: string): string {
  const counts = new Map<string, number>(delimiters.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  let best: string = delimiters[0];
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if ((character === '\n' || character === '\r') && counts.get(best) !== 0) break;
    const count = counts.get(character);
    if (count === undefined) continue;
    counts.set(character, count + 1);
    if (count + 1 > (counts.get(best) ?? 0)) best = character;
  }
  return best;
}

/**
 * The rows of a .csv, a chunk of the file at a time; `onRead` is told how many bytes each chunk took. The decoder
 * does not fail: bytes that stand for no character become U+FFFD, and their cells get the fault cell.encoding.
 */
export async function* csvBatches(
  source: Source,
  encoding: TextEncoding,
  limits: ReaderLimits,
  onRead: (bytes: number) => void,
): AsyncGenerator<RawBatch> {
  const decoder = new TextDecoder(encoding);
  let tokenizer: CsvTokenizer | undefined;
  for await (const chunk of readChunks(source, chunkBytes)) {
    onRead(chunk.length);
    const text = decoder.decode(chunk, { stream: true });
    tokenizer ??= new CsvTokenizer(source.file, sniffDelimiter(text), limits);
    const rows = tokenizer.push(text);
    if (rows.length > 0) yield { sheet: '', rows };
  }
  const rows = tokenizer ? [...tokenizer.push(decoder.decode()), ...tokenizer.finish()] : [];
  if (rows.length > 0) yield { sheet: '', rows };
}
