import { NUMBER_WORDS } from '../redline/classify/substance.ts'
import type { Edit } from '../redline/types.ts'
import { STOP_WORDS } from '../redline/words.ts'
import { severityOfEdits } from './items.ts'
import { spellingIn } from './spelling.ts'
import type { ChangeGroup, ComparedItem, ComparisonStudy, GroupedEdit, GroupKind } from './types.ts'

/** How many codes have to change alike: of words, and of form or spelling, which are told by their kind. */
const LEAST: Readonly<Record<Place['kind'], number>> = {
  words: 3,
  spelling: 2,
  form: 2,
  single: Number.POSITIVE_INFINITY,
}

/** The order in which they are listed: what changes what may be billed first. */
const KINDS: readonly GroupKind[] = ['words', 'spelling', 'form']

/** What was found for a list of items: a page, a table, and JSON are made of one. */
const known = new WeakMap<readonly ComparedItem[], Grouping>()

/** The changes that several codes have alike, and the items of which they tell every change of wording. */
export interface Grouping {
  readonly groups: readonly ChangeGroup[]
  readonly told: ReadonlySet<ComparedItem>
}

/**
 * The changes that several codes have alike: the same words put into, taken from, or replaced in the long or the short
 * descriptors of three codes or more; and, of two or more, corrected spelling, and each kind of change that leaves the
 * words as they are, such as punctuation. So many of the codes of a group have no change besides that no group tells. The
 * others are in it too.
 */
export function groupChanges({
  items,
  current,
  proposed,
}: Pick<ComparisonStudy, 'items' | 'current' | 'proposed'>): Grouping {
  const found = known.get(items)
  if (found) return found
  const places = findPlaces(items, spellingIn(current, proposed))
  const gathered = new Map<string, Place[]>()
  for (const place of places) {
    const own = gathered.get(place.group)
    if (own) own.push(place)
    else gathered.set(place.group, [place])
  }
  const told = keepUseful(gathered, places)
  const groups = [...gathered.values()].map(toGroup)
  const sorted = groups.sort(
    (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || other.codes.length - one.codes.length,
  )
  known.set(items, { groups: sorted, told })
  return { groups: sorted, told }
}

/** An edit of a code, and what it is grouped by; `single` where an edit tells nothing without the words around it. */
interface Place {
  readonly item: ComparedItem
  readonly field: ChangeGroup['field']
  readonly kind: GroupKind | 'single'
  readonly edit: Edit
  readonly group: string
}

function findPlaces(items: readonly ComparedItem[], isSpelling: (edit: Edit) => boolean): Place[] {
  return items.flatMap(item =>
    editsOf(item).map(([field, edit]) => {
      const kind = kindOf(edit, isSpelling)
      const own = kind === 'spelling' ? '' : kind === 'form' ? edit.touches.join() : nameOf(edit)
      return { item, field, kind, edit, group: `${field}\n${kind}\n${own}` }
    }),
  )
}

/** A code with another meaning is not told by its edits. */
function editsOf({ kinds, change }: ComparedItem): [ChangeGroup['field'], Edit][] {
  if (change === undefined || kinds.includes('reused')) return []
  return [
    ...(change.long?.edits ?? []).map(edit => ['long', edit] as [ChangeGroup['field'], Edit]),
    ...(change.short?.edits ?? []).map(edit => ['short', edit] as [ChangeGroup['field'], Edit]),
  ]
}

function nameOf({ deletion, insertion }: Edit): string {
  return `${deletion.trim()}\n${insertion.trim()}`
}

const WORD = /\p{L}{3,}/gu

/** A number alone, or a word such as `or`, is another change in each code. */
function kindOf(edit: Edit, isSpelling: (edit: Edit) => boolean): Place['kind'] {
  if (edit.effect === 'editorial') return 'form'
  if (isSpelling(edit)) return 'spelling'
  const words = `${edit.deletion} ${edit.insertion}`.toLowerCase().match(WORD) ?? []
  return words.some(word => !STOP_WORDS.has(word) && !NUMBER_WORDS.has(word)) ? 'words' : 'single'
}

/**
 * Takes the groups away that tell too few codes wholly, until all that are left do; gives the items that they tell. Of each
 * group it keeps the items that are told yet, so that a group is looked at again only when one of them is told no longer.
 */
function keepUseful(gathered: Map<string, Place[]>, places: readonly Place[]): Set<ComparedItem> {
  const told = new Set(places.map(({ item }) => item))
  const wholly = new Map([...gathered].map(([group, own]) => [group, new Set(own.map(({ item }) => item))]))
  const groupsOf = new Map([...told].map(item => [item, [] as string[]]))
  for (const { item, group } of places) groupsOf.get(item)!.push(group)
  const queue = [...gathered.keys()]
  for (const group of queue) {
    const [first] = gathered.get(group) ?? []
    if (!first || wholly.get(group)!.size >= LEAST[first.kind]) continue
    gathered.delete(group)
    for (const item of wholly.get(group)!) {
      told.delete(item)
      const others = groupsOf.get(item)!.filter(other => other !== group)
      for (const other of others) wholly.get(other)!.delete(item)
      queue.push(...others)
    }
  }
  return told
}

function toGroup(places: readonly Place[]): ChangeGroup {
  const { field, kind, edit } = places[0]!
  const edits = new Map<string, { deletion: string; insertion: string; codes: Set<string> }>()
  for (const { item, edit } of places) {
    const name = nameOf(edit)
    const [deletion, insertion] = [edit.deletion.trim(), edit.insertion.trim()]
    const told = edits.get(name) ?? { deletion, insertion, codes: new Set() }
    edits.set(name, told)
    told.codes.add(item.code)
  }
  const listed: GroupedEdit[] = [...edits.values()].map(one => ({ ...one, codes: [...one.codes] }))
  return {
    field,
    kind: kind as GroupKind,
    touches: edit.touches,
    severity: severityOfEdits([edit]),
    edits: listed.sort((one, other) => other.codes.length - one.codes.length),
    codes: [...new Set(places.map(({ item }) => item.code))],
  }
}
