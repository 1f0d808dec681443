import type { XmlHandlers } from './xml.ts';

const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** `_x000D_`: how a workbook writes characters that XML cannot hold. NUL is left out, no text needs it. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(escaped, (_, hex: string) => {
    const unit = Number.parseInt(hex, 16);
    return unit === 0 ? '' : String.fromCharCode(unit);
  });
}

/**
 * Gathers the text of a string item or of an inline string (ECMA-376 part 1, 18.4.8): its `t` elements, joined over
 * the runs of rich text, without those of `rPh`, which repeat the text as a hint for reading it aloud.
 */
export class RichText implements Required<XmlHandlers> {
  private parts = '';
  private inText = false;
  private phonetic = false;

  open(name: string): void {
    if (name === 'rPh') this.phonetic = true;
    else if (name === 't') this.inText = !this.phonetic;
  }

  close(name: string): void {
    if (name === 'rPh') this.phonetic = false;
    else if (name === 't') this.inText = false;
  }

  text(text: string): void {
    if (this.inText) this.parts += text;
  }

  /** UTF-16 units so far. */
  get length(): number {
    return this.parts.length;
  }

  /** The text so far; the next one begins empty. */
  take(): string {
    const text = decodeEscapes(this.parts);
    this.parts = '';
    return text;
  }
}
