const lineFeed = 0x0a;

/** How the bytes of a file would read in one encoding; fed in chunks that may be cut anywhere. */
abstract class Reading {
  /** Characters of more than one byte that are well formed. */
  good = 0;
  /** Bytes or beginnings of characters that are not. */
  bad = 0;
  /** Line of the first of them; 0 while there is none. */
  badLine = 0;
  protected line = 1;

  abstract push(bytes: Uint8Array): void;
  /** True inside a character: at the end of a file, the file was cut there. */
  abstract isOpen(): boolean;

  protected fault(): void {
    this.bad += 1;
    if (this.badLine === 0) this.badLine = this.line;
  }
}

/** UTF-8 (RFC 3629: shortest forms only, no surrogates, up to U+10FFFF). */
export class Utf8Reading extends Reading {
  private missing = 0;
  private low = 0x80;
  private high = 0xbf;

  isOpen(): boolean {
    return this.missing > 0;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
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
      if (byte >= 0x80) this.begin(byte);
      else if (byte === lineFeed) this.line += 1;
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
export class Gb18030Reading extends Reading {
  private position = 0;

  isOpen(): boolean {
    return this.position > 0;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.position > 0 && this.continues(byte)) continue;
      if (byte === lineFeed) this.line += 1;
      else if (byte === 0xff) this.fault();
      else if (byte > 0x80) this.position = 1;
    }
  }

  /** Takes the byte as part of the character that was begun; false, after counting the fault, where it is not. */
  private continues(byte: number): boolean {
    const { position } = this;
    const digit = byte >= 0x30 && byte <= 0x39;
    if (position === 1 ? byte >= 0x40 && byte <= 0xfe && byte !== 0x7f : position === 3 && digit) {
      this.good += 1;
      this.position = 0;
      return true;
    }
    if (position === 1 ? digit : position === 2 && byte >= 0x81 && byte <= 0xfe) {
      this.position += 1;
      return true;
    }
    this.fault();
    this.position = 0;
    return false;
  }
}
