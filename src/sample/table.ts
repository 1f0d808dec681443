import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CodedError } from '../domain/errors.ts';
import type { Template } from '../imports/templates/template.ts';

const needsQuotes = /[",\r\n]/;

function csvCell(text: string): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Where rows go: fields by the template's names; fields that are not given get `blank`. */
export interface RowSink {
  add(fields: Readonly<Record<string, string>>, blank: string): void;
}

/** A .csv file in an official template, written as rows come; what is not on disk yet waits for `flush`. */
export class Table implements RowSink {
  readonly path: string;
  readonly template: string;
  rows = 0;
  readonly #handle: FileHandle;
  readonly #columns: ReadonlyMap<string, number>;
  #waiting: string;

  private constructor(path: string, template: Template, handle: FileHandle, hasBom: boolean) {
    const columns = template.columns.filter((column) => column.personal !== true);
    this.path = path;
    this.template = template.id;
    this.#handle = handle;
    this.#columns = new Map(columns.map((column, index) => [column.field, index]));
    this.#waiting = `${hasBom ? '\uFEFF' : ''}${columns.map((column) => csvCell(column.header)).join(',')}\r\n`;
  }

  /**
   * Creates (or replaces) the file, with the template's columns save those for personal numbers.
   * @throws CodedError sample.write
   */
  static async create(path: string, template: Template, options: { hasBom: boolean }): Promise<Table> {
    const handle = await onDisk(path, () => open(path, 'w'));
    return new Table(path, template, handle, options.hasBom);
  }

  /** Adds a row; fields that are not given get `blank`. */
  add(fields: Readonly<Record<string, string>>, blank: string): void {
    const cells = new Array<string>(this.#columns.size).fill(blank);
    for (const field in fields) {
      const column = this.#columns.get(field);
      if (column === undefined) throw new TypeError(`template ${this.template} has no column ${field}`);
      const text = fields[field] ?? '';
      cells[column] = text === '' ? blank : csvCell(text);
    }
    this.#waiting += `${cells.join(',')}\r\n`;
    this.rows += 1;
  }

  /**
   * Writes what is waiting.
   * @throws CodedError sample.write
   */
  async flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    await onDisk(this.path, () => this.#handle.appendFile(text));
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/**
 * Runs an action on the file or folder at `path`.
 * @throws CodedError sample.write {file, reason}: reason is the system's code, as ENOSPC
 */
export async function onDisk<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN';
    throw new CodedError('sample.write', { file: basename(path), reason }, { cause });
  }
}
