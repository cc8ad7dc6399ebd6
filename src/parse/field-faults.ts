import { distance } from 'fastest-levenshtein'
import type * as v from 'valibot'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { Place } from '../types.ts'

/** Where a field stands; a path such as `['services', 0, 'code']` names it. */
export type PlaceOf = (path: readonly PropertyKey[]) => Place

/** Reports a field that is missing, unknown or of another form than `schema` says. */
export function reportField(file: VFile, issue: v.BaseIssue<unknown>, placeOf: PlaceOf, schema: v.GenericSchema): void {
  const keys = (issue.path ?? []).map(item => item.key as PropertyKey)
  const field = fieldName(keys)
  const place = placeOf(keys)
  const parent = (issue.path?.at(-1)?.input ?? {}) as Record<string, unknown>
  if (issue.expected === 'never') {
    const known = knownKeys(schema, keys.slice(0, -1))
    fault(file, 'field-unknown', `Unexpected ${field}, expected ${suggest(String(keys.at(-1)), known)}`, place)
  } else if (keys.length > 0 && !Object.hasOwn(Object(parent), String(keys.at(-1)))) {
    fault(file, 'field-missing', `Unexpected missing ${field}, expected it with a value`, place)
  } else {
    const expected = issue.kind === 'schema' ? plainType(issue.expected) : issue.message
    fault(file, 'field-value', `Unexpected ${shown(issue.input)} in ${field}, expected ${expected}`, place)
  }
}

/** `['services', 0, 'code']` is "field “code” (services, entry 1)". */
function fieldName(keys: readonly PropertyKey[]): string {
  const last = keys.at(-1)
  if (last === undefined) return 'text'
  const above = keys.slice(0, -1).map(key => (typeof key === 'number' ? `entry ${key + 1}` : String(key)))
  const name = typeof last === 'number' ? `entry ${last + 1}` : `field “${String(last)}”`
  return above.length > 0 ? `${name} (${above.join(', ')})` : name
}

function shown(input: unknown): string {
  if (Array.isArray(input)) return 'list'
  if (typeof input === 'object' && input !== null) return 'group of fields'
  const text = String(input ?? '')
  return text === '' ? 'empty value' : `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`
}

function plainType(expected: string | null): string {
  if (expected === 'Array') return 'a list, such as [Q2041, Q2042]'
  if (expected === 'Object') return 'a group of fields'
  return expected === 'string'
    ? 'text'
    : `one of ${expected?.replace(/[()]/g, '').replaceAll(' | ', ', ') ?? 'other values'}`
}

/** The field names that the schema knows at `keys`. */
function knownKeys(schema: v.GenericSchema, keys: readonly PropertyKey[]): string[] {
  let here = schema as { entries?: object; item?: never; wrapped?: never; pipe?: never[] } | undefined
  const unwrap = () => {
    while (here?.wrapped || (here?.pipe && !here.entries && !here.item)) here = here.wrapped ?? here.pipe?.[0]
  }
  unwrap()
  for (const key of keys) {
    here = typeof key === 'number' ? here?.item : new Map(Object.entries(here?.entries ?? {})).get(String(key))
    unwrap()
  }
  return Object.keys(here?.entries ?? {})
}

/** "“short”" when that is what was meant, else the list of all. */
export function suggest(found: string, known: readonly string[]): string {
  const near = known.filter(word => distance(found.toLowerCase(), word.toLowerCase()) <= Math.max(2, word.length / 3))
  near.sort((a, b) => distance(found, a) - distance(found, b))
  if (known.length === 0) return 'one that is known, and none is'
  return near.length > 0 ? `“${near[0]}”` : `one of ${known.map(word => `“${word}”`).join(', ')}`
}
