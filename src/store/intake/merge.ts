/** What became of the rows of a chunk. */
export interface MergeCounts {
  created: number;
  unchanged: number;
  corrected: number;
  withdrawn: number;
}

/** Which file the rows come from, and when it was taken in. */
export interface MergeSource {
  fileId: number;
  at: Date;
}

/** A name that has to be made searchable. */
export interface NameRow {
  uscc: string;
  name: string;
  former: boolean;
}

export const noCounts: MergeCounts = { created: 0, unchanged: 0, corrected: 0, withdrawn: 0 };

export function addCounts(a: MergeCounts, b: MergeCounts): MergeCounts {
  return {
    created: a.created + b.created,
    unchanged: a.unchanged + b.unchanged,
    corrected: a.corrected + b.corrected,
    withdrawn: a.withdrawn + b.withdrawn,
  };
}
