import type { Table } from 'mdast'
import { countOwn, ownCells, ownHeads } from '../../release/own-list.ts'
import type { ComparisonStudy, OwnRow, OwnState, OwnStudy } from '../../release/types.ts'
import { makeTable, strong } from '../tables.ts'
import { longDate, thousands } from '../template/helpers.ts'
import { replacedBy } from './comparison-replacements.ts'
import type { Column } from './comparison-sections.ts'
import { joinedColumns } from './own-columns.ts'
import { OWN_STATES } from './own-states.ts'

/** The counts of a list of one’s own, as `templates/comparison.md.hbs` prints them. */
export function describeOwn(study: ComparisonStudy, own: OwnStudy) {
  const { affected, discontinued, ended, untouched, unknown, uncompared } = countOwn(own)
  const counts: readonly (readonly [words: string, count: number, state: OwnState])[] = [
    ['Affected: a wording changed, or the code is new or came back', affected, 'changed'],
    ['Discontinued: the later file ends the code, or no longer has it', discontinued, 'discontinued'],
    ['Ended before', ended, 'ended'],
    ['Untouched: the same wording, and not said to have ended', untouched, 'unchanged'],
    ['Unknown: in neither file', unknown, 'unknown'],
    ['Not compared: one of the files has no codes of this kind', uncompared, 'uncompared'],
  ]
  const rows = counts
    .filter(([, count, state]) => count > 0 || state !== 'uncompared')
    .map(([words, count, state]) => ({ cells: [words, thousands(count)], data: unlisted(study, own, state) }))
  const table: Table = { ...makeTable([`The codes of ${own.name}`, 'Count'], rows), align: [null, 'right'] }
  return { table: { blocks: [table] }, without: own.without === 0 ? '' : thousands(own.without) }
}

/** The codes of a state that the page has no row for, so that whoever looks for one of them is told what it is. */
function unlisted({ items, narrowing }: ComparisonStudy, { rows }: OwnStudy, state: OwnState) {
  const listed = new Set(items.map(({ code }) => code))
  const left = rows.filter(row => row.state === state && !LEFT.includes(state) && !listed.has(row.code))
  const isPart = narrowing !== undefined && (narrowing.codes.length > 0 || Boolean(narrowing.words?.trim()))
  const codes = [...new Set(left.map(({ code }) => code))].join(' ')
  return { dataOwn: state, ...(codes && { dataUnlisted: codes }), ...(isPart && { dataPart: 'true' }) }
}

/** The columns of a list, each of its codes with all rows that it has there. */
export function ownColumns(own: OwnStudy): Column[] {
  return joinedColumns(own).map(({ head, cellOf }) => [head, ({ code }) => tidy(cellOf(code))] as const)
}

/** A cell in one line: a table of Markdown has no other. */
function tidy(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim()
}

const LEFT: readonly OwnState[] = ['unknown', 'ended', 'uncompared']

/** The codes of a list that no change tells of, and that want a look nonetheless. */
export function ownSections(study: ComparisonStudy, own: OwnStudy) {
  const instead = replacedBy(study)
  return LEFT.flatMap(state => {
    const { heading, says } = OWN_STATES.find(one => one.state === state)!
    const rows = own.rows.filter(row => row.state === state)
    if (rows.length === 0) return []
    const columns = state === 'unknown' ? [PERHAPS] : [LONG, LAST_DAY, insteadOf(instead)]
    const table = makeTable(
      ['Code', ...columns.map(([head]) => head), ...ownHeads(own)],
      rows.map(row => toRow(own, row, columns)),
    )
    const codes = new Set(rows.map(({ code }) => code)).size
    const lower = heading.charAt(0).toLowerCase() + heading.slice(1)
    return [{ heading: `In your list, ${lower}`, says, count: thousands(codes), table: { blocks: [table] } }]
  })
}

type OwnColumn = readonly [head: string, cell: (row: OwnRow) => string]

const PERHAPS: OwnColumn = ['Perhaps', ({ meant }) => meant ?? '—']
const LONG: OwnColumn = ['Long descriptor', ({ record }) => record?.long ?? '']
const LAST_DAY: OwnColumn = ['Last day', ({ record }) => (record?.terminated ? longDate(record.terminated) : '—')]

function insteadOf(instead: ReadonlyMap<string, string>): OwnColumn {
  return ['Instead', ({ code }) => instead.get(code) ?? '—']
}

function toRow(own: OwnStudy, row: OwnRow, columns: readonly OwnColumn[]) {
  const { code, state, cells } = row
  const data = { dataCode: code, dataKinds: state, dataSeverity: '' }
  return { cells: [[strong(code)], ...columns.map(([, cell]) => cell(row)), ...ownCells(own, cells).map(tidy)], data }
}
