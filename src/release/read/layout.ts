/** A record as it stands in a file, before continuations are joined; texts trimmed on the right, not yet converted. */
export interface RawRecord {
  readonly line: number
  readonly code: string
  readonly sequence: string
  /** 3 procedure, 4 its continuation, 7 modifier, 8 its continuation. */
  readonly id: string
  readonly long: string
  readonly short: string
  readonly fields: Readonly<Record<string, string>>
  readonly added: string
  readonly actionEffective: string
  readonly terminated: string
  readonly actionCode: string
}

/** The records of a file in its order, and the lines before the first of them. */
export interface RawRelease {
  readonly records: readonly RawRecord[]
  readonly notes: readonly string[]
}

/** A column of the fixed-width layout: CMS's name for it, and the offsets `from` (included) and `to` (not included). */
export interface Column {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** How many of a field there are, and how wide each is. They follow one another from column 120 to 268. */
const widths: readonly (readonly [name: string, count: number, width: number])[] = [
  ['PRICE', 4, 2],
  ['MULT_PI', 1, 1],
  ['CIM', 3, 6],
  ['MCM', 3, 8],
  ['STATUTE', 1, 10],
  ['LABCERT', 8, 3],
  ['XREF', 5, 5],
  ['COV', 1, 1],
  ['ASC_GRP', 1, 2],
  ['ASC_DT', 1, 8],
  ['OPPS', 1, 3],
  ['OPPS_PI', 1, 1],
  ['OPPS_DT', 1, 8],
  ['PROCNOTE', 1, 4],
  ['BETOS', 1, 3],
  ['', 1, 1],
  ['TOS', 5, 1],
  ['ANEST_BU', 1, 3],
]

/** The columns between the short description and the dates, as the workbook and the CSV name them. */
export const fieldColumns: readonly Column[] = layOut(119)

/** The 48 columns of a workbook or CSV. */
export const columnNames: readonly string[] = [
  ...['HCPC', 'SEQNUM', 'RECID', 'LONG DESCRIPTION', 'SHORT DESCRIPTION'],
  ...fieldColumns.map(column => column.name),
  ...['ADD DT', 'ACT EFF DT', 'TERM DT', 'ACTION CD'],
]

function layOut(start: number): Column[] {
  const columns: Column[] = []
  let from = start
  for (const [name, count, width] of widths) {
    for (let number = 1; number <= count; number += 1) {
      if (name !== '') columns.push({ name: count === 1 ? name : `${name}${number}`, from, to: from + width })
      from += width
    }
  }
  return columns
}
