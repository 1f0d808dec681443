/** What a file may cost before it is refused as a whole. All sizes are bytes of UTF-8. */
export interface ReaderLimits {
  maxCellBytes: number;
  maxColumns: number;
  /** Of all parts of an .xlsx together, and of the text that its cells refer to. */
  maxUncompressedBytes: number;
  /** Of one part of an .xlsx: uncompressed to compressed size. */
  maxCompressionRatio: number;
  maxRowBytes: number;
}

const mebibyte = 1024 * 1024;

/**
 * Ours. Excel itself holds at most 32 767 characters in a cell and 1 048 576 rows in a sheet: a full sheet of a
 * 30-column template is about 1.5 GB of XML and compresses 10 to 40 times; deflate cannot do more than 1 032 times.
 */
export const defaultLimits: ReaderLimits = {
  maxCellBytes: mebibyte,
  maxColumns: 1_000,
  maxUncompressedBytes: 4_096 * mebibyte,
  maxCompressionRatio: 250,
  maxRowBytes: 4 * mebibyte,
};

/** Whether the text is longer than so many bytes of UTF-8; a UTF-16 unit is three at most, so few are counted. */
export function exceedsBytes(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
