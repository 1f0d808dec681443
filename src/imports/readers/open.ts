import { createHash } from 'node:crypto';
import { CodedError } from '../../domain/errors.ts';
import { csvBatches } from './csv.ts';
import { legacyEncoding, type TextEncoding, TextSurvey } from './encoding.ts';
import { defaultLimits, type ReaderLimits } from './limits.ts';
import type { RawBatch } from './rows.ts';
import { signatureOf } from './signature.ts';
import { openSource, readChunks, type Source } from './source.ts';
import type { xlsxBatches as XlsxBatches } from './xlsx.ts';

export type { RawRow } from './rows.ts';
export { openSource } from './source.ts';

export interface OpenedFile {
  format: 'csv' | 'xlsx';
  /** Of a .csv: `utf-8`, `gb18030`, `utf-16le` or `utf-16be`. */
  encoding: string | null;
  /** Of the file's bytes, in lower-case hexadecimal. */
  sha256: string;
  bytes: number;
  /** Bytes of the file that the running `batches()` has read so far, for a progress bar. */
  consumed(): number;
  /**
   * The rows in the order of the file, from its beginning at each call. Nothing is kept: memory does not grow with
   * the file. Throws a CodedError `file.*` in the middle where only there a fault shows.
   */
  batches(): AsyncIterable<RawBatch>;
}

const surveyBytes = 1 << 20;

/** A file whose bytes were read once. Plain data: its rows can be read in another thread. */
export interface SurveyedFile {
  source: Source;
  format: 'csv' | 'xlsx';
  encoding: TextEncoding | null;
  sha256: string;
}

/**
 * Opens a file that a department sent, .csv or .xlsx by its content and whatever its name. Reads it once for its
 * checksum and encoding (twice if it is not UTF-8), and throws a CodedError `file.*` with params {file, …} when it
 * cannot be read.
 */
export async function openFile(path: string, limits: ReaderLimits = defaultLimits): Promise<OpenedFile> {
  return openSurveyed(await surveyFile(await openSource(path), limits), limits);
}

/** The rows of a file that was surveyed before; throws file.changed in the middle if it is no longer the same. */
export function openSurveyed(file: SurveyedFile, limits: ReaderLimits = defaultLimits): OpenedFile {
  const { source, format, encoding, sha256 } = file;
  let consumed = 0;
  const onRead = (bytes: number): void => {
    consumed += bytes;
  };
  return {
    format,
    encoding,
    sha256,
    bytes: source.bytes,
    consumed: () => Math.min(Math.round(consumed), source.bytes),
    batches() {
      consumed = 0;
      return encoding
        ? csvBatches(source, encoding, limits, onRead)
        : workbookBatches(source, limits, onRead);
    },
  };
}

/** What reads zip and XML is loaded for those who have such a file: it takes as long as a small .csv. */
async function* workbookBatches(...of: Parameters<typeof XlsxBatches>): AsyncGenerator<RawBatch> {
  const { xlsxBatches } = await import('./xlsx.ts');
  yield* xlsxBatches(...of);
}

/** The first reading of a file, of all its bytes; throws like `openFile`. */
export async function surveyFile(
  source: Source,
  limits: ReaderLimits = defaultLimits,
): Promise<SurveyedFile> {
  const hash = createHash('sha256');
  let text: TextSurvey | null = null;
  let first = true;
  for await (const chunk of readChunks(source, surveyBytes)) {
    if (first) text = await startSurvey(source, chunk);
    first = false;
    hash.update(chunk);
    text?.push(chunk);
  }
  const sha256 = hash.digest('hex');
  if (text)
    return { source, format: 'csv', sha256, encoding: text.finish() ?? (await legacyEncoding(source)) };
  const { checkWorkbook } = await import('./xlsx.ts');
  await checkWorkbook(source, limits);
  return { source, format: 'xlsx', sha256, encoding: null };
}

/** A survey for text, null for a zip file, an error for everything else. */
async function startSurvey(source: Source, head: Buffer): Promise<TextSurvey | null> {
  const { file } = source;
  const signature = signatureOf(head);
  if (signature.kind === 'other') throw new CodedError('file.unsupported', { file, kind: signature.format });
  if (signature.kind === 'ole') throw await oleFailure(source);
  return signature.kind === 'text' ? new TextSurvey(file) : null;
}

/** Name of the stream that holds an encrypted .xlsx ([MS-OFFCRYPTO] 2.3.4.4); an .xls has none of that name. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

/** An OLE2 container is either an .xls of before 2007 or an .xlsx with a password. */
async function oleFailure(source: Source): Promise<CodedError> {
  const { file } = source;
  // Directory entries are aligned to 128 bytes, so that no chunk cuts the name.
  for await (const chunk of readChunks(source, surveyBytes)) {
    if (chunk.includes(encryptedPackage)) return new CodedError('file.encrypted', { file });
  }
  return new CodedError('file.unsupported', { file, kind: 'XLS' });
}
