import { isUtf8 } from 'node:buffer';
import { CodedError } from '../../domain/errors.ts';
import { Gb18030Reading, Utf8Reading } from './byte-readings.ts';
import { readChunks, type Source } from './source.ts';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/**
 * Watches the bytes of a text file go by and tells whether they are UTF-8. A file may be plain ASCII for a gigabyte
 * before the first Chinese character, so nothing less than all of it decides.
 */
export class TextSurvey {
  private readonly file: string;
  private marked: TextEncoding | null = null;
  private started = false;
  private valid = true;
  private tail: Buffer = Buffer.alloc(0);

  constructor(file: string) {
    this.file = file;
  }

  /** Throws file.binary for bytes that no text has. */
  push(chunk: Buffer): void {
    if (!this.started) {
      this.started = true;
      if (chunk[0] === 0xff && chunk[1] === 0xfe) this.marked = 'utf-16le';
      else if (chunk[0] === 0xfe && chunk[1] === 0xff) this.marked = 'utf-16be';
    }
    if (this.marked) return;
    // Among others UTF-16 without its mark, and the zeros that a crash leaves at the end of a file.
    if (chunk.includes(0)) throw new CodedError('file.binary', { file: this.file });
    if (!this.valid) return;
    const bytes = this.tail.length > 0 ? Buffer.concat([this.tail, chunk]) : chunk;
    const whole = bytes.length - openSequence(bytes);
    this.valid = isUtf8(bytes.subarray(0, whole));
    this.tail = Buffer.from(bytes.subarray(whole));
  }

  /** After the last chunk: UTF-8, or UTF-16 by its mark; null when only `legacyEncoding` can tell. */
  finish(): TextEncoding | null {
    if (this.marked) return this.marked;
    return this.valid && this.tail.length === 0 ? 'utf-8' : null;
  }
}

/** How many bytes at the end begin a UTF-8 sequence that is not finished there. */
function openSequence(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte >= 0xc0) return back < length ? back : 0;
  }
  return 0;
}

/**
 * For a file that is not clean UTF-8: GB 18030, or an error. Chinese text in GB 18030 reads as UTF-8 with more faults
 * than characters, and a UTF-8 file with a damaged spot has characters by the thousand for each fault. So a file with
 * at least four good UTF-8 characters for each fault is damaged UTF-8, which GB 18030 would turn into plausible
 * nonsense; it is refused with the line of the first fault. Of the rest, GB 18030 must be well formed throughout.
 * Throws file.encoding {line}, or file.truncated when nothing is wrong but that the last character is cut off.
 */
export async function legacyEncoding(source: Source): Promise<TextEncoding> {
  const utf8 = new Utf8Reading();
  const gb18030 = new Gb18030Reading();
  for await (const chunk of readChunks(source, 1 << 20)) {
    utf8.push(chunk);
    gb18030.push(chunk);
  }
  const utf8Faults = utf8.bad + Number(utf8.isOpen());
  const damagedUtf8 = utf8.good > 0 && utf8.good >= 4 * utf8Faults;
  const reading = damagedUtf8 ? utf8 : gb18030;
  if (reading.bad > 0) throw new CodedError('file.encoding', { file: source.file, line: reading.badLine });
  if (reading.isOpen()) throw new CodedError('file.truncated', { file: source.file });
  return 'gb18030';
}
