import { isUnit } from '../../redline/classify/units.ts'
import { redline } from '../../redline/redline.ts'
import { tokenize } from '../../redline/tokenize.ts'
import { applyChanges, countIn, findOverlap, spanOf } from './apply.ts'
import type { WordChange } from './types.ts'

/**
 * The changes that make the proposed wording of the current one, as a person would declare them: one for each edit of the
 * redline, with as many words around it as it takes to be found exactly once. What cannot be told apart is joined.
 */
export function declareChanges(current: string, proposed: string): WordChange[] {
  let edits = editsOf(current, proposed)
  if (edits.length > MOST_EDITS) edits = joinEdits(edits, 0, edits.length - 1, current)
  const bounds = boundariesOf(current)
  for (;;) {
    const changes = edits.map(edit => toChange(edit, current, bounds))
    const lone = changes.indexOf(undefined)
    const found = changes.filter(change => change !== undefined)
    const meeting = lone < 0 ? findOverlap(found, current) : undefined
    if (lone < 0 && !meeting && applyChanges(found, current) === proposed) return found
    if (edits.length < 2) return current === '' ? [] : [{ strike: current, insert: proposed }]
    const [first, second] = meeting
      ? meeting.map(change => found.indexOf(change)).sort((a, b) => a - b)
      : [lone - 1, lone]
    edits = joinEdits(edits, Math.max(0, first!), Math.max(1, second!), current)
  }
}

/** More places than a person would declare one by one: then it is one change from the first to the last. */
const MOST_EDITS = 12

/** Words that an edit may take in beside its own, to be told from others of the same words. */
const MOST_WORDS = 40

/**
 * The changes that make the proposed wording together with those that are declared already; nothing where they would meet
 * one of these.
 */
export function declareLeftOver(
  declared: readonly WordChange[],
  current: string,
  proposed: string,
): WordChange[] | undefined {
  const expected = applyChanges(declared, current)
  if (expected === undefined) return undefined
  const kept = keptStretches(declared, current)
  const bounds = boundariesOf(current)
  const added = editsOf(expected, proposed).map(edit => {
    const stretch = kept.find(({ from, length }) => edit.start >= from && edit.end <= from + length)
    const shift = stretch && stretch.start - stretch.from
    return shift === undefined
      ? undefined
      : toChange({ ...edit, start: edit.start + shift, end: edit.end + shift }, current, bounds)
  })
  const found = added.filter(change => change !== undefined)
  const makes = found.length === added.length && applyChanges([...declared, ...found], current) === proposed
  return makes ? found : undefined
}

/** What changes leave as it is: from `start` in the current wording, from `from` in the one that they make. */
function keptStretches(changes: readonly WordChange[], current: string) {
  const spans = changes.map(change => ({ ...spanOf(change, current)!, insert: change.insert }))
  let [start, from] = [0, 0]
  const stretches = spans
    .sort((one, other) => one.start - other.start)
    .map(span => {
      const stretch = { start, from, length: span.start - start }
      from += stretch.length + span.insert.length
      start = span.end
      return stretch
    })
  return [...stretches, { start, from, length: current.length - start }]
}

/** Words of `current` from `start` up to `end` that give way to `insert`. */
interface TextEdit {
  readonly start: number
  readonly end: number
  readonly insert: string
}

function editsOf(current: string, proposed: string): TextEdit[] {
  const edits: TextEdit[] = []
  let at = 0
  let isOpen = false
  for (const { type, text } of redline(current, proposed).segments) {
    if (type === 'same') {
      isOpen = false
    } else {
      const last = isOpen ? edits.pop()! : { start: at, end: at, insert: '' }
      const end = type === 'deletion' ? at + text.length : last.end
      edits.push({ start: last.start, end, insert: last.insert + (type === 'insertion' ? text : '') })
      isOpen = true
    }
    if (type !== 'insertion') at += text.length
  }
  return edits
}

/** One edit from the start of the first to the end of the second, with what stands between. */
function joinEdits(edits: readonly TextEdit[], first: number, second: number, current: string): TextEdit[] {
  const joined = edits.slice(first, second + 1).reduce((one, other) => ({
    start: one.start,
    end: other.end,
    insert: one.insert + current.slice(one.end, other.start) + other.insert,
  }))
  return [...edits.slice(0, first), joined, ...edits.slice(second + 1)]
}

/** The shortest way to say an edit so that it is found once; nothing where only the whole wording would do. */
function toChange(edit: TextEdit, current: string, bounds: readonly number[]): WordChange | undefined {
  return edit.start === edit.end ? toInsertion(edit, current, bounds) : toReplacement(edit, current, bounds)
}

/** Beside the words before it, else the words after it. */
function toInsertion({ start, insert }: TextEdit, current: string, bounds: readonly number[]): WordChange | undefined {
  const before = bounds
    .filter(bound => bound < start)
    .reverse()
    .slice(0, 2 * MOST_WORDS)
  const after = bounds.filter(bound => bound > start).slice(0, 2 * MOST_WORDS)
  const candidates = [
    ...before.map(bound => ({ side: 'after', words: current.slice(bound, start) }) as const),
    ...after.map(bound => ({ side: 'before', words: current.slice(start, bound) }) as const),
  ]
  return candidates
    .filter(({ words }) => /[\p{L}\p{N}]/u.test(words) && words === words.trim())
    .map(anchor => ({ strike: '', insert, anchor }))
    .find(change => countIn(change, current) === 1)
}

/** With a word more on the left, then on the right, until it stands once. */
function toReplacement(edit: TextEdit, current: string, bounds: readonly number[]): WordChange | undefined {
  let { start, end } = edit
  if (isNumber(current.slice(start, end)) && isNumber(edit.insert)) end += unitAfter(current.slice(end)).length
  for (let words = 0; words < 4 * MOST_WORDS; words++) {
    const lead = current.slice(start, edit.start)
    const tail = current.slice(edit.end, end)
    const insert = edit.insert === '' && lead + tail === '' ? '' : lead + edit.insert + tail
    const change = { strike: current.slice(start, end), insert }
    if (countIn(change, current) === 1) return change
    const left = bounds.findLast(bound => bound < start)
    const right = bounds.find(bound => bound > end)
    if (left === undefined && right === undefined) return undefined
    if (left !== undefined && (right === undefined || edit.start - start <= end - edit.end)) start = left
    else end = right!
  }
  return undefined
}

function isNumber(text: string): boolean {
  return /^\d[\d.,]*$/.test(text)
}

/** " mg": a dose is said with its unit, “10 mg”, and not “10”. */
function unitAfter(text: string): string {
  const [found = '', unit = ''] = /^ ([a-z]+)(?![\w-])/i.exec(text) ?? []
  return isUnit(unit, '1') || unit === 'million' ? found : ''
}

/** Where a word or a mark begins or ends. */
function boundariesOf(text: string): number[] {
  const bounds = [0]
  for (const token of tokenize(text)) bounds.push(bounds.at(-1)! + token.text.length)
  return bounds
}

/** The lines of YAML that declare changes, as they stand below `changes:`. */
export function toYamlLines(changes: readonly WordChange[], more: Readonly<Record<string, unknown>> = {}): string[] {
  return changes.flatMap(change => {
    const fields = Object.entries({ ...fieldsOf(change), ...more })
    return fields.map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${yamlValue(value)}`)
  })
}

function fieldsOf({ strike, insert, anchor }: WordChange): Record<string, string> {
  if (insert === '') return { strike }
  return strike === '' ? { insert, [anchor!.side]: anchor!.words } : { replace: strike, with: insert }
}

/** A text in quotation marks, so that its spaces at the edges show; a list in brackets. */
function yamlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`
  return /^[a-z][a-z0-9-]*$/.test(String(value)) ? String(value) : JSON.stringify(value)
}
