import { replacedBy } from '../../document/reports/comparison-replacements.ts'
import { OWN_STATES } from '../../document/reports/own-states.ts'
import type { ComparisonStudy, OwnRow } from '../../release/types.ts'
import { REPLACED, toRows } from './columns.ts'

/** The columns of a comparison that a code has, too, of which nothing changed. */
const STILL: Readonly<Record<string, (row: OwnRow) => string | undefined>> = {
  Code: ({ code }) => code,
  'Long descriptor after': ({ record }) => record?.long,
  'Short descriptor after': ({ record }) => record?.short,
  Added: ({ record }) => record?.added,
  Terminated: ({ record }) => record?.terminated,
}

/**
 * Every row of a list of one’s own in the order of the list, and one for each code of a row that has several: the list’s own
 * columns, what became of the code, and the columns of a comparison; the heads first.
 */
export function toWholeList(study: ComparisonStudy): string[][] {
  const { own, items } = study
  if (!own) throw new Error('Unexpected comparison without a list, expected one')
  const [heads, ...changed] = toRows(items, study, false)
  const instead = replacedBy(study)
  const still: typeof STILL = { ...STILL, [REPLACED]: ({ code }) => instead.get(code) }
  const told = new Map(items.map((item, index) => [item.code, changed[index]!]))
  const states = new Map(OWN_STATES.map(({ state, heading }) => [state, heading]))
  const found = new Map<readonly string[], OwnRow[]>()
  for (const row of own.rows) {
    const known = found.get(row.cells)
    if (known) known.push(row)
    else found.set(row.cells, [row])
  }
  const linesOf = (cells: readonly string[]) => {
    const rows = found.get(cells)
    if (!rows) return [[...cells, 'No code of Level II', '', ...heads!.map(() => '')]]
    return rows.map(row => {
      const known = told.get(row.code) ?? heads!.map(head => still[head]?.(row) ?? '')
      return [...cells, states.get(row.state)!, row.meant ?? '', ...known]
    })
  }
  return [[...own.heads, 'What became of it', 'Perhaps', ...heads!], ...own.lines.flatMap(linesOf)]
}
