/**
 * Characters to change, add, drop or swap with their neighbour to turn `from` into `to`
 * (optimal string alignment, in UTF-16 units). Where it is more than `most`, any number above that.
 */
export function editDistance(from: string, to: string, most = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  return lastRow(from, to, false, most)[to.length] ?? from.length;
}

/** The least edit distance between `part` and any run of characters in `whole`; as `editDistance` with `most`. */
export function partDistance(part: string, whole: string, most = Number.POSITIVE_INFINITY): number {
  const row = lastRow(part, whole, true, most);
  let least = part.length;
  for (let j = 0; j <= whole.length; j++) least = Math.min(least, row[j] ?? least);
  return least;
}

/** Three rows, used again and again: each search compares some hundred names, and rows were half of its garbage. */
let rows: [Uint16Array, Uint16Array, Uint16Array] = rowsFor(63);

function rowsFor(length: number): typeof rows {
  return [new Uint16Array(length + 1), new Uint16Array(length + 1), new Uint16Array(length + 1)];
}

/**
 * Distances of all of `from` to what of `to` ends at each place, begun anywhere if `free`. It ends early, with a row
 * of numbers above `most`, when no place can come to less. The row holds until the next call.
 */
function lastRow(from: string, to: string, free: boolean, most: number): Uint16Array {
  if (to.length >= rows[0].length) rows = rowsFor(2 * to.length);
  let [older, old, row] = rows;
  for (let j = 0; j <= to.length; j++) row[j] = free ? 0 : j;
  let before = 0;
  for (let i = 1; i <= from.length; i++) {
    [older, old, row] = [old, row, older];
    const char = from.charCodeAt(i - 1);
    row[0] = i;
    let left = i;
    let lowest = i;
    for (let j = 1; j <= to.length; j++) {
      const other = to.charCodeAt(j - 1);
      const above = (old[j] ?? 0) + 1;
      let least = (old[j - 1] ?? 0) + (char === other ? 0 : 1);
      if (above < least) least = above;
      if (left + 1 < least) least = left + 1;
      if (i > 1 && j > 1 && char === to.charCodeAt(j - 2) && other === from.charCodeAt(i - 2)) {
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      }
      row[j] = least;
      left = least;
      if (least < lowest) lowest = least;
    }
    // A swap looks two rows back.
    if (lowest > most && before > most) break;
    before = lowest;
  }
  return row;
}
