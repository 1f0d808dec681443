/**
 * Characters to change, add, drop or swap with their neighbour to turn `from` into `to`
 * (optimal string alignment, in UTF-16 units).
 */
export function editDistance(from: string, to: string): number {
  return lastRow(from, to, false)[to.length] ?? from.length;
}

/** The least edit distance between `part` and any run of characters in `whole`. */
export function partDistance(part: string, whole: string): number {
  return Math.min(...lastRow(part, whole, true));
}

/** Distances of all of `from` to what of `to` ends at each place, begun anywhere if `free`. */
function lastRow(from: string, to: string, free: boolean): number[] {
  let older: number[] = [];
  let old: number[] = [];
  let row: number[] = [];
  for (let j = 0; j <= to.length; j++) row.push(free ? 0 : j);
  for (let i = 1; i <= from.length; i++) {
    const next = older;
    older = old;
    old = row;
    row = next;
    row[0] = i;
    for (let j = 1; j <= to.length; j++) {
      const same = from.charCodeAt(i - 1) === to.charCodeAt(j - 1);
      let least = Math.min((old[j - 1] ?? 0) + (same ? 0 : 1), (old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped =
        i > 1 &&
        j > 1 &&
        from.charCodeAt(i - 1) === to.charCodeAt(j - 2) &&
        from.charCodeAt(i - 2) === to.charCodeAt(j - 1);
      if (swapped) least = Math.min(least, (older[j - 2] ?? 0) + 1);
      row[j] = least;
    }
  }
  return row;
}
