/** How the bytes of a file would read in one encoding; fed in chunks that may be cut anywhere. */
interface Reading {
  /** Characters of more than one byte that are well formed. */
  readonly good: number;
  /** Bytes or beginnings of characters that are not. */
  readonly bad: number;
  /** Line of the first of them; 0 while there is none. */
  readonly badLine: number;
  push(bytes: Uint8Array): void;
  /** True inside a character: at the end of a file, the file was cut there. */
  isOpen(): boolean;
}

const lineFeed = 0x0a;

abstract class CountedReading implements Reading {
  good = 0;
  bad = 0;
  badLine = 0;
  private line = 1;

  abstract push(bytes: Uint8Array): void;
  abstract isOpen(): boolean;

  protected fault(): void {
    this.bad += 1;
    if (this.badLine === 0) this.badLine = this.line;
  }

  protected ascii(byte: number): void {
    if (byte === lineFeed) this.line += 1;
  }
}

/** UTF-8 (RFC 3629: shortest forms only, no surrogates, up to U+10FFFF). */
export class Utf8Reading extends CountedReading {
  private missing = 0;
  private low = 0x80;
  private high = 0xbf;

  isOpen(): boolean {
    return this.missing > 0;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.missing > 0) {
        if (byte >= this.low && byte <= this.high) {
          this.low = 0x80;
          this.high = 0xbf;
          this.missing -= 1;
          if (this.missing === 0) this.good += 1;
          continue;
        }
        this.fault();
        this.missing = 0;
      }
      if (byte < 0x80) this.ascii(byte);
      else this.begin(byte);
    }
  }

  private begin(byte: number): void {
    this.low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) this.missing = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.missing = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.missing = 3;
    else this.fault();
  }
}

/** GB 18030: two bytes (second 40–7E, 80–FE) or four (digits second and fourth); 80 alone is the euro of Windows. */
export class Gb18030Reading extends CountedReading {
  private position = 0;

  isOpen(): boolean {
    return this.position > 0;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.position > 0 && this.continues(byte)) continue;
      if (byte <= 0x80) this.ascii(byte);
      else if (byte === 0xff) this.fault();
      else this.position = 1;
    }
  }

  /** Takes the byte as part of the character that was begun; false, after counting the fault, where it is not. */
  private continues(byte: number): boolean {
    const digit = byte >= 0x30 && byte <= 0x39;
    const lead = byte >= 0x81 && byte <= 0xfe;
    const second = byte >= 0x40 && byte <= 0xfe && byte !== 0x7f;
    const ends = this.position === 1 ? second : this.position === 3 && digit;
    const goesOn = (this.position === 1 && digit) || (this.position === 2 && lead);
    if (ends) this.good += 1;
    else if (!goesOn) this.fault();
    this.position = goesOn ? this.position + 1 : 0;
    return ends || goesOn;
  }
}
