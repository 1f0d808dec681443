import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../../domain/errors.ts';
import type { ReaderLimits } from './limits.ts';
import { RichText } from './xlsx-text.ts';
import { readXml } from './xml.ts';
import type { Archive } from './zip.ts';

/** UTF-16 units of text in a page, and of all pages in memory. */
const pageUnits = 32 * 1024;
const memoryUnits = 4 * 1024 * 1024;
/** What a string costs beside its text, in the same units: a million empty ones are not for nothing. */
const stringUnits = 16;

interface Page {
  /** Number of its first string. */
  first: number;
  units: number;
  /** Place in the temporary file, once there is one. */
  offset: number;
  bytes: number;
}

/**
 * The shared strings of a workbook by number. They are kept in pages of neighbours; when their text exceeds a few
 * megabytes all pages go to a temporary file, and only those loaded last stay in memory. Programs number strings in
 * the order of their first use, so that most pages are loaded once.
 */
export class SharedStrings {
  private readonly file: string;
  private readonly pages: Page[] = [];
  private readonly memory = new Map<number, readonly string[]>();
  private memorySize = 0;
  private spill: FileHandle | null = null;
  private spillSize = 0;
  /** The page under construction, and the one that was asked for last. */
  private filling: string[] = [];
  private fillingUnits = 0;
  private fillingFirst = 0;
  private recent: { first: number; strings: readonly string[] } = { first: 0, strings: [] };

  private constructor(file: string) {
    this.file = file;
  }

  /** Reads the part; null gives an empty table. The caller closes it. Throws file.textTooLarge, file.tempSpace. */
  static async read(
    archive: Archive,
    part: string | null,
    file: string,
    limits: ReaderLimits,
    onRead: (bytes: number) => void,
  ): Promise<SharedStrings> {
    const strings = new SharedStrings(file);
    if (part === null || !archive.has(part)) return strings;
    const tooLong = (): CodedError => new CodedError('file.textTooLarge', { file, max: limits.maxCellBytes });
    const item = new RichText();
    const handlers = {
      open: (name: string) => item.open(name),
      text: (text: string) => {
        item.text(text);
        if (item.length > limits.maxCellBytes) throw tooLong();
      },
      close: (name: string) => {
        item.close(name);
        if (name === 'si') strings.add(item.take());
      },
    };
    const context = { file, part, maxUnits: limits.maxCellBytes, tooLong };
    try {
      for await (const _ of readXml(archive.read(part, onRead), handlers, context))
        await strings.settle(pageUnits);
      await strings.settle(1);
    } catch (error) {
      await strings.close();
      throw error;
    }
    return strings;
  }

  /** The string of that number when its page is in memory. */
  cached(index: number): string | undefined {
    const inRecent = this.recent.strings[index - this.recent.first];
    if (inRecent !== undefined) return inRecent;
    const number = this.pageOf(index);
    const strings = this.memory.get(number);
    const first = this.pages[number]?.first;
    if (strings === undefined || first === undefined) return undefined;
    this.recent = { first, strings };
    return strings[index - first];
  }

  /** The string of that number, from the temporary file where need be; undefined when there is none. */
  async load(index: number): Promise<string | undefined> {
    const number = this.pageOf(index);
    const page = this.pages[number];
    if (this.spill && page && !this.memory.has(number)) {
      const { buffer } = await this.spill.read(Buffer.allocUnsafe(page.bytes), 0, page.bytes, page.offset);
      this.keep(number, page, JSON.parse(buffer.toString()));
    }
    return this.cached(index);
  }

  async close(): Promise<void> {
    await this.spill?.close();
    this.spill = null;
  }

  private add(text: string): void {
    this.filling.push(text);
    this.fillingUnits += text.length + stringUnits;
  }

  /** Ends the page under construction if it is of that size. */
  private async settle(minUnits: number): Promise<void> {
    if (this.fillingUnits < minUnits) return;
    const page = { first: this.fillingFirst, units: this.fillingUnits, offset: 0, bytes: 0 };
    const strings = this.filling;
    this.pages.push(page);
    this.filling = [];
    this.fillingUnits = 0;
    this.fillingFirst += strings.length;
    if (this.spill) await this.write(this.spill, page, strings);
    else if (this.memorySize + page.units > memoryUnits) await this.startSpill(page, strings);
    this.keep(this.pages.length - 1, page, strings);
  }

  private keep(number: number, page: Page, strings: readonly string[]): void {
    this.memory.set(number, strings);
    this.memorySize += page.units;
    if (!this.spill) return;
    for (const oldest of this.memory.keys()) {
      if (this.memorySize <= memoryUnits || oldest === number) break;
      this.memory.delete(oldest);
      this.memorySize -= this.pages[oldest]?.units ?? 0;
    }
  }

  private async startSpill(page: Page, strings: readonly string[]): Promise<void> {
    const path = join(tmpdir(), `chengxin-${randomUUID()}`);
    const spill = await open(path, 'wx+', 0o600).catch((error: unknown) => {
      throw this.spillFailure(error);
    });
    this.spill = spill;
    // Nameless from the start: people's data must not stay behind, however this process ends.
    await unlink(path);
    for (const [number, kept] of this.memory) {
      const keptPage = this.pages[number];
      if (keptPage) await this.write(spill, keptPage, kept);
    }
    await this.write(spill, page, strings);
  }

  private async write(spill: FileHandle, page: Page, strings: readonly string[]): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(strings));
    page.offset = this.spillSize;
    page.bytes = bytes.length;
    this.spillSize += bytes.length;
    await spill.write(bytes, 0, bytes.length, page.offset).catch((error: unknown) => {
      throw this.spillFailure(error);
    });
  }

  private spillFailure(cause: unknown): CodedError {
    return new CodedError('file.tempSpace', { file: this.file, folder: tmpdir() }, { cause });
  }

  /** Number of the page that holds the string; -1 before the first. */
  private pageOf(index: number): number {
    let low = 0;
    let high = this.pages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.pages[middle]?.first ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
