/**
 * Characters to change, add, drop or swap with their neighbour to turn `from` into `to`
 * (optimal string alignment).
 */
export function editDistance(from: readonly string[], to: readonly string[]): number {
  return lastRow(from, to, false).at(-1) ?? from.length;
}

/** The least edit distance between `part` and any run of characters in `whole`. */
export function partDistance(part: readonly string[], whole: readonly string[]): number {
  return Math.min(part.length, ...lastRow(part, whole, true));
}

/** Distances of all of `from` to what of `to` ends at each place, begun anywhere if `free`. */
function lastRow(from: readonly string[], to: readonly string[], free: boolean): number[] {
  let older: number[] = [];
  let old: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, at) => (free ? 0 : at));
  for (let i = 1; i <= from.length; i++) {
    older = old;
    old = row;
    row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let least = Math.min((old[j - 1] ?? 0) + (same ? 0 : 1), (old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
  }
  return row;
}
