import { badRequest } from './telegram-text.ts';

export interface FakeFile {
  fileId: string;
  path: string;
  name: string;
  bytes: Buffer;
}

/** Files that people or the bot sent. https://core.telegram.org/bots/api#file */
export class FileStore {
  readonly #byId = new Map<string, FakeFile>();

  add(name: string, bytes: Buffer): FakeFile {
    const number = this.#byId.size + 1;
    const file = { fileId: `BQACAgUAAx${number}`, path: `documents/file_${number}`, name, bytes };
    this.#byId.set(file.fileId, file);
    return file;
  }

  /** @throws BotApiError */
  byId(fileId: unknown): FakeFile {
    const file = this.#byId.get(String(fileId));
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    return file;
  }

  byPath(path: string): FakeFile | undefined {
    return [...this.#byId.values()].find((file) => file.path === path);
  }
}

export interface Uploaded {
  name: string;
  bytes: Buffer;
}

/** Fields of a request: strings, or files that came with it. */
export type Fields = Record<string, unknown>;

/** https://www.rfc-editor.org/rfc/rfc7578 */
export function readMultipart(body: Buffer, contentType: string): Fields {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw badRequest('no boundary');
  const fields: Fields = {};
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  for (;;) {
    const start = at + mark.length + 2;
    const end = body.indexOf(mark, start);
    if (at < 0 || end < 0) return fields;
    const part = body.subarray(start, end - 2);
    const blank = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, blank).toString();
    const bytes = Buffer.from(part.subarray(blank + 4));
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const fileName = /filename="([^"]*)"/.exec(head)?.[1];
    fields[name] = fileName === undefined ? bytes.toString() : ({ name: fileName, bytes } satisfies Uploaded);
    at = end;
  }
}

export function isUploaded(value: unknown): value is Uploaded {
  return typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer(value.bytes);
}
