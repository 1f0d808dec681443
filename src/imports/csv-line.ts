/**
 * One line of a CSV file (RFC 4180, CRLF). A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front; the importer takes it off again.
 */
export function csvLine(cells: readonly string[]): string {
  const written = cells.map((cell) => {
    const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
