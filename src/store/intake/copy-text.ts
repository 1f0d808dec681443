type CopyValue = string | number | boolean | null;

/** Rows of a staging table in PostgreSQL's text format for COPY, cut anywhere into pieces. */
export interface StagedRows {
  rows: number;
  /** Each has a buffer of its own, so that it can be handed over to another thread. */
  pieces: Uint8Array<ArrayBuffer>[];
}

/** What the socket takes well at once. */
const pieceBytes = 1 << 17;
/** Text waits until it is worth a call of the encoder, but stays in the processor's cache. */
const textUnits = 1 << 14;

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Text as it stands in a line for COPY. */
export function escapeText(text: string): string {
  // NUL cannot stand in PostgreSQL text; cells are cleaned of it long before.
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : text;
}

/** A value list as an array literal, for COPY. */
export function arrayLiteral(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** One row, its line break included. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    if (index > 0) line += '\t';
    if (value === null) line += '\\N';
    else line += typeof value === 'string' ? escapeText(value) : String(value);
  }
  return `${line}\n`;
}

const encoder = new TextEncoder();

/** Gathers the lines of one chunk as bytes. */
export class CopyText {
  private waiting = '';
  private piece = new Uint8Array(pieceBytes);
  private used = 0;
  private full: Uint8Array<ArrayBuffer>[] = [];
  private lines = 0;

  get rows(): number {
    return this.lines;
  }

  /** About so many bytes: what still waits for the encoder is left out. */
  get bytes(): number {
    return this.full.length * pieceBytes + this.used;
  }

  /** A whole line, or the rest of one. */
  endLine(line: string): void {
    this.lines += 1;
    this.add(line);
  }

  /** A part of a line. */
  add(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= textUnits) this.encode();
  }

  /** The same of what is UTF-8 already; copied at once. */
  addBytes(bytes: Uint8Array): void {
    this.encode();
    let rest = bytes;
    for (;;) {
      const room = this.piece.length - this.used;
      this.piece.set(rest.length > room ? rest.subarray(0, room) : rest, this.used);
      this.used += Math.min(rest.length, room);
      if (rest.length <= room) return;
      rest = rest.subarray(room);
      this.closePiece();
    }
  }

  private encode(): void {
    let text = this.waiting;
    this.waiting = '';
    for (;;) {
      const { read, written } = encoder.encodeInto(text, this.piece.subarray(this.used));
      this.used += written;
      if (read === text.length) return;
      text = text.slice(read);
      this.closePiece();
    }
  }

  private closePiece(): void {
    this.full.push(this.piece.subarray(0, this.used));
    this.piece = new Uint8Array(pieceBytes);
    this.used = 0;
  }

  /** The rows so far, or null where there are none; begins anew. */
  take(): StagedRows | null {
    if (this.lines === 0) return null;
    this.encode();
    this.closePiece();
    const staged = { rows: this.lines, pieces: this.full };
    this.lines = 0;
    this.full = [];
    return staged;
  }
}
