import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CodedError } from '../../domain/errors.ts';

/** A file on disk as it was when it was opened. */
export interface Source {
  path: string;
  /** Base name, for messages: the folder is nobody's business. */
  file: string;
  bytes: number;
  modifiedMs: number;
}

const codes: Readonly<Record<string, string>> = {
  ENOENT: 'file.notFound',
  ENOTDIR: 'file.notFound',
  EISDIR: 'file.directory',
};

/** Words an operating-system error of a file for people; anything that is no such error is handed on as it is. */
function readFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const reason = String(error.code);
  return new CodedError(codes[reason] ?? 'file.notReadable', { file, reason }, { cause: error });
}

/** Looks at the file without reading it. Throws file.notFound, file.notReadable, file.directory or file.empty. */
export async function openSource(path: string): Promise<Source> {
  const file = basename(path);
  const stats = await stat(path).catch((error: unknown) => {
    throw readFailure(error, file);
  });
  if (stats.isDirectory()) throw new CodedError('file.directory', { file });
  // A pipe or a device has no end that could be checked, and cannot be read twice.
  if (!stats.isFile()) throw new CodedError('file.notReadable', { file, reason: 'special file' });
  if (stats.size === 0) throw new CodedError('file.empty', { file });
  return { path, file, bytes: stats.size, modifiedMs: stats.mtimeMs };
}

/** So much is read at once: each reading is a way to another thread and back. */
const readBytes = 1 << 20;

/**
 * The bytes of the file in order, in full chunks but for the last; `chunkBytes` is a power of two. Each chunk is a
 * view of one buffer: it holds until the next is asked for. Throws file.changed when the file is not the one that was
 * opened.
 */
export async function* readChunks(source: Source, chunkBytes: number): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(source.path);
    const buffer = Buffer.allocUnsafeSlow(Math.max(chunkBytes, readBytes));
    for (;;) {
      const filled = await fill(handle, buffer);
      for (let start = 0; start < filled; start += chunkBytes) {
        yield buffer.subarray(start, Math.min(start + chunkBytes, filled));
      }
      if (filled < buffer.length) break;
    }
    const { size, mtimeMs } = await handle.stat();
    if (size !== source.bytes || mtimeMs !== source.modifiedMs) {
      throw new CodedError('file.changed', { file: source.file });
    }
  } catch (error) {
    throw readFailure(error, source.file);
  } finally {
    await handle?.close();
  }
}

/** Fills the buffer from where the file was read to; less only at its end. */
async function fill(handle: FileHandle, buffer: Buffer): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
