const mebibyte = 1024 * 1024

/**
 * What a reader takes at most, so that no file, however it was made, takes all memory or hours. A release of CMS has 48
 * columns, 9,109 codes (July 2026) and at most 17,000 rows; its workbook holds 1.4 million elements in 15 MB of XML.
 */
export const most = {
  /** Of a file, and of all that a zip holds unpacked, with the workbooks in it. */
  bytes: 64 * mebibyte,
  /** Files in a zip. */
  entries: 1000,
  rows: 100_000,
  columns: 104,
  /** Columns of a list of one’s own, beside that of the codes: each is carried into every table. */
  ownColumns: 40,
  /** Ranges of codes in such a list, each of which stands for many. */
  ranges: 200,
  /** Elements of the XML of a workbook, and cells of its sheets. */
  elements: 5_000_000,
  /** Elements within each other; attributes of one of them, and elements in it: Excel's last column is XFD. */
  nesting: 100,
  attributes: 100,
  children: 16_384,
  /** Characters of a cell, as in Excel. */
  cell: 32_767,
  /** Characters of a long description: twice the longest of CMS, of 4,492. */
  description: 10_000,
  /** From here on a file is not a damaged release but something else, and listing its faults helps nobody. */
  messages: 1000,
} as const

/** "64 MiB", for messages. */
export const mostBytes = `${most.bytes / mebibyte} MiB`
