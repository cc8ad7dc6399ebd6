import type { Heading, Paragraph, PhrasingContent } from 'mdast'
import { describeMoves } from '../../redline/classify/moves.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Touch } from '../../redline/types.ts'
import { groupChanges } from '../../release/groups.ts'
import { countedEdits, touchesOf } from '../../release/items.ts'
import { byCode } from '../../release/order.ts'
import { ownHeads, ownItems, ownRows } from '../../release/own-list.ts'
import { firstDay } from '../../release/read/edition.ts'
import type { ComparedItem, ComparisonStudy, ItemKind, Release } from '../../release/types.ts'
import { type Carried, keyOf, WRITTEN } from '../../release/work-list.ts'
import { changeId } from '../../review/change-id.ts'
import { makeTable, type Row, strong } from '../tables.ts'
import { longDate } from '../template/helpers.ts'
import { replacedBy } from './comparison-replacements.ts'
import { BEFORE_REPLACEMENTS, SECTIONS } from './comparison-sections.ts'
import type { Document } from './document.ts'
import { joinedColumns, OF_LIST } from './own-columns.ts'
import { sayCounts } from './own-states.ts'

/**
 * When a change holds: the last day of a code that ends, the first of one that is new, or that of CMS’s action, if it is new.
 * An action code that does not speak of what changed says nothing of when it did.
 *
 * @param earlier where it has no days of actions, only those behind the start of its edition are new
 */
export function whenOf({ kinds, state, current, proposed, change }: ComparedItem, earlier: Release): string {
  if (proposed === undefined) return ''
  if (state) return proposed.terminated ? `ended ${longDate(proposed.terminated)}` : ''
  const { terminated, added, actionEffective } = proposed
  const begins = kinds.includes('added') && added ? [`added ${longDate(added)}`] : []
  const ends = kinds.includes('terminated') && terminated ? [`ends ${longDate(terminated)}`] : []
  if (kinds.includes('added') || kinds.includes('terminated')) return [...begins, ...ends].join(', ')
  if (!actionEffective || actionEffective === current?.actionEffective) return ''
  if (earlier.lacks.includes('actionEffective') && !(earlier.edition && actionEffective > firstDay(earlier))) return ''
  const said = [...(change?.long ? [change.longAnnounced] : []), ...(change?.short ? [change.shortAnnounced] : [])]
  const isSaid = said.length > 0 && said.every(one => one === 'announced')
  return `${isSaid ? 'from' : 'last action'} ${longDate(actionEffective)}`
}

/** What happened to a code, for those who bill it; what they need not know of is said where nothing else happened. */
const HAPPENED = [
  ['reused', 'reused for something else'],
  ['added', 'added'],
  ['terminated', 'discontinued'],
  ['gone', 'gone from the file'],
  ['reactivated', 'back in force'],
  ['long', 'long descriptor reworded'],
  ['short', 'short descriptor reworded'],
] as const satisfies readonly (readonly [ItemKind, string])[]

const BESIDES: Readonly<Partial<Record<ItemKind, string>>> = {
  spacing: 'spaces only',
  dates: 'add date or termination date',
  action: 'action code',
  other: 'other columns',
  unfulfilled: 'announced, but not changed',
}

/** “Long descriptor reworded (number)”, “Discontinued; likely replaced by J1171 (suggested by wording, 84%)”. */
export function describeChange(item: ComparedItem, instead: ReadonlyMap<string, string>): string {
  const { kinds, code, change, state, meant } = item
  const main = HAPPENED.flatMap(([kind, words]) => (kinds.includes(kind) ? [words] : []))
  const said = main.length > 0 ? main : kinds.flatMap(kind => BESIDES[kind] ?? [])
  const weighty = change ? touchesOf(change).flatMap(touch => WEIGHTY[touch] ?? []) : []
  const moves = change ? describeMoves(countedEdits(change)) : ''
  const parts = [
    state ? describeState(state, meant) : said.join(', ') + (weighty.length > 0 ? ` (${weighty.join(', ')})` : ''),
    ...(moves === '' ? [] : [moves]),
    ...(instead.has(code) ? [`likely replaced by ${instead.get(code)}`] : []),
  ]
  const text = parts.join('; ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What may change what is billed, in the words of those who bill. */
const WEIGHTY: Readonly<Partial<Record<Touch, string>>> = { number: 'number', unit: 'unit', polarity: 'in or out' }

function describeState(state: 'ended' | 'unknown', meant: string | undefined): string {
  if (state === 'ended') return 'ended before'
  return `in neither file: ${meant ? `perhaps ${meant}` : 'look for a slip of the pen'}`
}

/**
 * All rows of a work list, those first that change what may be billed: in the order of the sections of a comparison, with
 * codes of one’s own that had ended before, or that no file has, behind those that end. Within a section, codes that change
 * alike stand together, behind those with a change of their own; then by code.
 */
export function workItems(study: ComparisonStudy): ComparedItem[] {
  const all = [...study.items, ...(study.own ? ownItems(study.own) : [])]
  const alike = alikeOf(study)
  const places = new Map(all.map(item => [item, [sectionOf(item), alike(item)] as const]))
  return all.sort((one, other) => {
    const [first, second] = [places.get(one)!, places.get(other)!]
    return first[0] - second[0] || first[1] - second[1] || byCode(one, other)
  })
}

function sectionOf(item: ComparedItem): number {
  return item.state ? BEFORE_REPLACEMENTS - 0.5 : SECTIONS.findIndex(section => section.has(item))
}

/** The number of the group that tells all of what changed of a code, from 1; 0 where none does. */
function alikeOf(study: ComparisonStudy): (item: ComparedItem) => number {
  const { groups, told } = groupChanges(study)
  const numbers = new Map<string, number>()
  for (const [index, { codes }] of groups.entries())
    for (const code of codes) if (!numbers.has(code)) numbers.set(code, index + 1)
  return item => (told.has(item) ? (numbers.get(item.code) ?? 0) : 0)
}

/** The work list as one table for Word, and what share of the line each column takes. */
export interface WorkTable extends Document {
  readonly shares: readonly number[]
}

/** How wide a column is in inches, with the gap before and behind what stands in it. */
type Column = readonly [head: string, width: number, cell: (item: ComparedItem) => Row['cells'][number]]

/** What stands between the margins, and how wide the descriptor is at least. */
const [LINE, DESCRIPTOR] = [10.2, 1.5]

/** The columns of the workbook that are printed, with redlines in words; the two descriptors share one. */
export function makeWorkTable(
  study: ComparisonStudy,
  title: string,
  carried: Pick<Carried, 'written' | 'added'> | undefined,
): WorkTable {
  const written = [...WRITTEN.map(head => ({ head, key: keyOf({ head, nth: 0 }) })), ...(carried?.added ?? [])]
  const [items, instead] = [workItems(study), replacedBy(study)]
  const before: readonly Column[] = [
    ['Code', 0.5, ({ code }) => [strong(code)]],
    ['Change', 0.9, item => describeChange(item, instead)],
  ]
  const behind: readonly Column[] = [
    ['When', 0.8, item => whenOf(item, study.current)],
    ...listColumns(study, items),
    ...written.map(({ head, key }): Column => {
      return [head, head === 'Notes' ? NOTES : WRITABLE, item => carried?.written.get(changeId(item))?.get(key) ?? '']
    }),
  ]
  const others = sumOf([...before, ...behind])
  const descriptor: Column = ['Descriptor', Math.max(DESCRIPTOR, LINE - others), descriptorsOf]
  const columns = [...before, descriptor, ...behind]
  const heads = columns.map(([head]) => head)
  const rows = items.map(item => ({ cells: columns.map(([, , cell]) => cell(item)) }))
  return {
    title,
    tree: { type: 'root', children: [headingOf(title), ...countsOf(study), keyOfRedlines(), makeTable(heads, rows)] },
    shares: columns.map(([, width]) => width / sumOf(columns)),
  }
}

/** How much room it takes to write by hand, a name or a day, and notes. */
const [WRITABLE, NOTES] = [0.9, 1.2]

/** How wide a column of a list of one’s own is. */
const [NARROWEST, WIDEST] = [0.6, 1.05]

function sumOf(columns: readonly Column[]): number {
  return columns.reduce((sum, [, width]) => sum + width, 0)
}

function listColumns({ own }: ComparisonStudy, items: readonly ComparedItem[]): Column[] {
  if (!own) return []
  const joined = joinedColumns(own)
  if (joined.length > FEW) {
    const [heads, rows] = [ownHeads(own), ownRows(own)]
    return [['My list', TOGETHER, ({ code }) => inLines((rows.get(code) ?? []).map(cells => toLines(heads, cells)))]]
  }
  return joined.map(({ head, cellOf }) => {
    return [`${OF_LIST}${head}`, fitWidth([head, ...items.map(({ code }) => cellOf(code))]), ({ code }) => cellOf(code)]
  })
}

/** More columns of a list than these share one, a line each: by themselves they would leave no room for the descriptor. */
const [FEW, TOGETHER] = [2, 1.4]

/** “Price: 1.25”, a line for each cell of a row with a text. */
function toLines(heads: readonly string[], cells: readonly string[]): string[] {
  return heads.flatMap((head, column) => (cells[column]!.trim() === '' ? [] : [`${head}: ${cells[column]!.trim()}`]))
}

/** The lines of each row of a list, with a dash between two rows: what belongs together stands together. */
function inLines(rows: readonly (readonly string[])[]): PhrasingContent[] {
  const lines = rows.flatMap((row, index) => (index > 0 ? ['—', ...row] : row))
  return lines.flatMap((value, index): PhrasingContent[] => [
    ...(index > 0 ? [{ type: 'break' } as const] : []),
    { type: 'text', value },
  ])
}

/** Wide enough for each word of a usual length, in type of 8 points; capitals are wider. */
function fitWidth(texts: readonly string[]): number {
  const words = texts.flatMap(text => text.split(/\s|(?<=-)/))
  const widthOf = (word: string) => 0.06 * word.length + 0.02 * (word.match(/\p{Lu}/gu)?.length ?? 0)
  const longest = words.reduce((most, word) => Math.max(most, widthOf(word)), 0)
  return Math.min(WIDEST, Math.max(NARROWEST, 0.16 + longest))
}

/** The long descriptor, and below it the short one where it changed or is new. */
function descriptorsOf(item: ComparedItem): PhrasingContent[] {
  const long = wordingOf(item, 'long')
  if (item.state || (item.current && !item.change?.short)) return long
  return [...long, { type: 'break' }, { type: 'text', value: 'Short: ' }, ...wordingOf(item, 'short')]
}

function wordingOf({ change, current, proposed }: ComparedItem, which: 'long' | 'short'): PhrasingContent[] {
  const made = change?.[which]
  return made ? redlineNodes(made) : [{ type: 'text', value: (proposed ?? current)?.[which] ?? '' }]
}

function headingOf(title: string): Heading {
  return { type: 'heading', depth: 1, children: [{ type: 'text', value: title }] }
}

function countsOf({ own }: ComparisonStudy): Paragraph[] {
  return own ? [{ type: 'paragraph', children: [{ type: 'text', value: `The codes of ${sayCounts(own)}.` }] }] : []
}

function keyOfRedlines(): Paragraph {
  const redlines = 'Struck words have a line through them, and inserted words are underlined; both say so in words.'
  const value = `${redlines} The short descriptor is given where it changed or is new.`
  return { type: 'paragraph', children: [{ type: 'text', value }] }
}
