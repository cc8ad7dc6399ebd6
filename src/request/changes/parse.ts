import * as v from 'valibot'
import type { VFile } from 'vfile'
import type { PlaceOf } from '../../parse/field-faults.ts'
import * as field from '../../parse/fields.ts'
import { fault, show } from '../../rules.ts'
import type { Change } from '../types.ts'
import { toYamlLines } from './declare.ts'

const words = v.pipe(v.string(), v.regex(/^[ -~]*$/, 'characters that CMS uses: plain letters, digits and punctuation'))

const entry = v.strictObject({
  strike: v.optional(words),
  insert: v.optional(words),
  after: v.optional(words),
  before: v.optional(words),
  replace: v.optional(words),
  with: v.optional(words),
  in: v.optional(v.picklist(['long', 'short']), 'long'),
  codes: v.optional(v.pipe(v.array(field.code), v.nonEmpty('at least one code'))),
  source: v.optional(field.source),
})

/** The field `changes` of `request.md`. */
export const changesField = v.optional(v.array(entry), [])

/** The same field of a code's file: its changes are for that code. */
export const changesOfCode = v.optional(v.array(v.omit(entry, ['codes'])))

type Entry = v.InferOutput<typeof entry>

/** The changes that are well formed; what is wrong with the others is reported. */
export function toChanges(file: VFile, entries: readonly Entry[], placeOf: PlaceOf): Change[] {
  return entries.flatMap((one, index) => {
    const wrong = findWrong(one)
    const place = placeOf(['changes', index, ...(wrong?.field ? [wrong.field] : [])])
    if (wrong) fault(file, 'change-form', wrong.reason, place)
    return wrong ? [] : [toChange(one, place)]
  })
}

function toChange(
  { strike, insert, after, before, replace, with: by, in: of, codes, source }: Entry,
  place: Change['place'],
): Change {
  const rest = { in: of, codes, source, place }
  if (insert === undefined) return { strike: strike ?? replace!, insert: by ?? '', ...rest }
  const anchor =
    after === undefined ? ({ side: 'before', words: before! } as const) : ({ side: 'after', words: after } as const)
  return { strike: '', insert, anchor, ...rest }
}

/** What is wrong with an entry, and with which of its fields. */
interface FormFault {
  readonly field?: keyof Entry
  readonly reason: string
}

function findWrong(one: Entry): FormFault | undefined {
  const kinds = (['strike', 'insert', 'replace'] as const).filter(kind => one[kind] !== undefined)
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1) {
    const found =
      kind === undefined ? 'change without “strike”, “insert” or “replace”' : `${kinds.join(' and ')} in one change`
    return { reason: `Unexpected ${found}, expected one of the three` }
  }
  return KINDS[kind](one) ?? findEmpty(one) ?? findStray(one, kind)
}

const KINDS: Readonly<Record<'strike' | 'insert' | 'replace', (one: Entry) => FormFault | undefined>> = {
  strike: () => undefined,
  insert: ({ after, before }) => {
    if ((after === undefined) !== (before === undefined)) return undefined
    const found = after === undefined ? 'neither “after” nor “before”' : 'both “after” and “before”'
    return { field: 'insert', reason: `Unexpected insertion with ${found}, expected one of them` }
  },
  replace: ({ replace, with: by }) => {
    if (by === undefined)
      return { field: 'replace', reason: 'Unexpected missing “with” beside “replace”, expected the words to insert' }
    if (replace === by)
      return { field: 'with', reason: `Unexpected “with” the same as “replace”, “${by}”, expected other words` }
    if (bare(replace!) === bare(by)) return { field: 'with', reason: SPACES }
    return undefined
  },
}

const SPACES = 'Unexpected change of spaces only, expected one of words or punctuation'

/** The fields that belong to a kind of change. */
const FIELDS = { strike: ['strike'], insert: ['insert', 'after', 'before'], replace: ['replace', 'with'] } as const

function findEmpty(one: Entry): FormFault | undefined {
  const given = (['strike', 'insert', 'replace', 'after', 'before'] as const).find(
    name => one[name] !== undefined && bare(one[name]) === '',
  )
  if (given === undefined) return undefined
  const reason = one[given] === '' ? `Unexpected empty “${given}”, expected words` : SPACES
  return { field: given, reason }
}

function findStray(one: Entry, kind: keyof typeof FIELDS): FormFault | undefined {
  const stray = (['after', 'before', 'with'] as const).find(
    name => one[name] !== undefined && !(FIELDS[kind] as readonly string[]).includes(name),
  )
  return (
    stray && {
      field: stray,
      reason: `Unexpected “${stray}” beside “${kind}”, expected it ${stray === 'with' ? 'with “replace”' : 'with “insert”'}`,
    }
  )
}

function bare(text: string): string {
  return text.replaceAll(' ', '')
}

/** The changes of a request that may have faults: those that can be read, or nothing where one of them cannot. */
export function readChanges(value: unknown, placeOf: PlaceOf): Change[] | undefined {
  if (value === undefined) return []
  const entries = v.safeParse(v.array(entry), value)
  if (!entries.success || entries.output.some(one => findWrong(one))) return undefined
  return entries.output.map((one, index) => toChange(one, placeOf(['changes', index])))
}

/**
 * Until there were declared changes, a request had one field `strike`. Reports it with the lines that say the same now.
 *
 * @param text the lines of the fields; `above` counts those before them
 */
export function reportOldForm(
  file: VFile,
  { text, above }: { readonly text: string; readonly above: number },
): boolean {
  const lines = text.split('\n')
  const given = (name: string) =>
    lines
      .find(line => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim()
  const strike = given('strike')
  if (strike === undefined) return false
  const source = given('strikeSource')
  const words = strike.replace(/^(["'])(.*)\1$/, '$2')
  const now = ['changes:', ...toYamlLines([{ strike: words, insert: '' }], source ? { source } : {})]
  const reason = 'Unexpected field “strike”, expected the field “changes”'
  const place = { line: above + 1 + lines.findIndex(line => line.startsWith('strike:')), column: 1 }
  show(fault(file, 'change-form', reason, place), ['What it was is now:', ...now])
  return true
}
