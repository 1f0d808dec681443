import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { CodedError } from '../../domain/errors.ts';
import type { ReaderLimits } from './limits.ts';
import type { Source } from './source.ts';

/** A workbook has a part for each sheet, picture and comment; nobody exchanges ten thousand of them. */
const maxEntries = 10_000;
/** Below this, a ratio says nothing: a few repeated lines may compress as well as a bomb. */
const ratioFloorBytes = 10 * 1024 * 1024;
const methods = { stored: 0, deflated: 8 };

/** The parts of a zip file by name, read as streams. Nothing that the file says about its sizes is trusted. */
export class Archive {
  private readonly source: Source;
  private readonly zip: ZipFile;
  /** Part names are compared without case (ECMA-376 part 2, 6.2.2.3). */
  private readonly entries = new Map<string, Entry>();

  private constructor(source: Source, zip: ZipFile) {
    this.source = source;
    this.zip = zip;
  }

  /** Throws file.truncated, file.corrupt, file.encrypted or file.zipBomb; reads the directory only. */
  static async open(source: Source, limits: ReaderLimits): Promise<Archive> {
    // Sizes are checked here while reading, so that a lie about them has its own error.
    const zip = await openPromise(source.path, { autoClose: false, validateEntrySizes: false }).catch(
      (error: unknown) => {
        throw zipFailure(error, source.file);
      },
    );
    const archive = new Archive(source, zip);
    try {
      await archive.readDirectory(limits);
    } catch (error) {
      zip.close();
      throw zipFailure(error, source.file);
    }
    return archive;
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** Uncompressed bytes of a part as it declares them; `read` does not give more. */
  sizeOf(name: string): number {
    return this.entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  /**
   * The content of a part. `onRead` is told how many bytes of the file each chunk stood for, by proportion.
   * Throws file.corrupt when the part is missing or its checksum is wrong, file.zipBomb when it holds more than it
   * declares.
   */
  async *read(name: string, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
    const { file } = this.source;
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw new CodedError('file.corrupt', { file, part: name });
    let size = 0;
    let sum = 0;
    try {
      const stream: AsyncIterable<Buffer> = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        size += chunk.length;
        if (size > entry.uncompressedSize) throw new CodedError('file.zipBomb', { file });
        sum = crc32(chunk, sum);
        onRead((chunk.length / entry.uncompressedSize) * entry.compressedSize);
        yield chunk;
      }
    } catch (error) {
      throw zipFailure(error, file, name);
    }
    if (size !== entry.uncompressedSize || sum !== entry.crc32) {
      throw new CodedError('file.corrupt', { file, part: name });
    }
  }

  close(): void {
    this.zip.close();
  }

  private async readDirectory(limits: ReaderLimits): Promise<void> {
    const { file } = this.source;
    let total = 0;
    if (this.zip.entryCount > maxEntries) throw new CodedError('file.zipBomb', { file });
    for await (const entry of this.zip.eachEntry()) {
      if (entry.isEncrypted()) throw new CodedError('file.encrypted', { file });
      if (entry.compressionMethod !== methods.stored && entry.compressionMethod !== methods.deflated) {
        throw new CodedError('file.unsupported', { file, kind: `ZIP (method ${entry.compressionMethod})` });
      }
      total += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
      const suspicious = entry.uncompressedSize > ratioFloorBytes && ratio > limits.maxCompressionRatio;
      if (suspicious || total > limits.maxUncompressedBytes) throw new CodedError('file.zipBomb', { file });
      this.entries.set(entry.fileName.toLowerCase(), entry);
    }
  }
}

/** Words an error of the zip library, which has texts only; what comes from elsewhere is handed on. */
function zipFailure(error: unknown, file: string, part = 'zip'): unknown {
  if (!(error instanceof Error) || error instanceof CodedError) return error;
  if ('syscall' in error)
    return new CodedError('file.notReadable', { file, reason: error.message }, { cause: error });
  if (error.message.includes('encrypt')) return new CodedError('file.encrypted', { file }, { cause: error });
  // The directory stands at the end of a zip file: what was cut off has none.
  const cut = error.message.startsWith('End of central directory');
  return new CodedError(cut ? 'file.truncated' : 'file.corrupt', { file, part }, { cause: error });
}
