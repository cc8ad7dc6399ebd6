/**
 * Rows of text as a CSV that Excel opens as it is: UTF-8 with a byte order mark, commas, CRLF, every cell in quotes. A
 * cell that a spreadsheet program would run as a formula starts with an apostrophe.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map(toCsvRow).join('')}`
}

function toCsvRow(cells: readonly string[]): string {
  return `${cells.map(cell => `"${neutralize(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** `=HYPERLINK(…)` as `'=HYPERLINK(…)`; spaces before the sign do not help it. */
function neutralize(cell: string): string {
  return /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
