import { distance } from 'fastest-levenshtein'
import * as v from 'valibot'
import { VFile } from 'vfile'
import { type Document, isCollection, isMap, isNode, LineCounter, type ParsedNode, parseDocument, visit } from 'yaml'
import { fault } from '../rules.ts'
import type { Place } from '../types.ts'
import { placeAt, reportTraps } from './text.ts'

/** Where a field stands; a path such as `['services', 0, 'code']` names it. */
export type PlaceOf = (path: readonly PropertyKey[]) => Place

export interface ParsedYaml<T> {
  readonly value: T
  readonly placeOf: PlaceOf
}

/**
 * Parses YAML and holds it against a schema; all faults are reported with their places. Every scalar is read as text
 * (`3E018` is no number and `no` no truth value): the schema turns it into what it stands for.
 *
 * @param part the lines of the file that are YAML, and how many lines come before them; left out, the whole file is
 */
export function parseYaml<const S extends v.GenericSchema>(
  file: VFile,
  schema: S,
  { text, above }: { readonly text: string; readonly above: number } = { text: String(file), above: 0 },
): ParsedYaml<v.InferOutput<S>> | undefined {
  const { path } = file
  const deep = findTooDeep(text)
  if (deep !== undefined) {
    const { line, column } = placeAt(new VFile({ path, value: text }), deep)
    const reason = `Unexpected nesting more than ${MOST_DEEP} deep, expected fields and lists`
    fault(file, 'yaml-syntax', reason, { line: line + above, column })
    return undefined
  }
  const lines = new LineCounter()
  // maxAliasCount: a file that repeats one part a million times over ("billion laughs") is refused.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { path, line: Math.max(line, 1) + above, column: Math.max(col, 1) }
  }
  for (const problem of [...document.errors, ...document.warnings]) {
    fault(file, 'yaml-syntax', inPlainWords(problem), at(problem.pos[0]))
  }
  if (document.errors.length + document.warnings.length > 0) return undefined
  const placeOf: PlaceOf = keys => at(offsetOf(document.contents, keys))
  reportCutValues(file, document, at)
  const plain = toPlain(file, () => document.toJS({ maxAliasCount: 20 }))
  if (plain === undefined) return undefined
  eachText(plain, [], (value, keys) => reportHidden(file, value, text, placeOf(keys)))
  const result = v.safeParse(schema, plain)
  if (result.success) return { value: result.output, placeOf }
  for (const issue of result.issues) reportField(file, issue, placeOf, schema)
  return undefined
}

/** Deeper than any data. The parser calls itself for each level: some thousands end the program, and nothing can catch that. */
const MOST_DEEP = 50

/** Where the first part stands that is too deep, by brackets or by marks of lists on one line. */
function findTooDeep(text: string): number | undefined {
  let depth = 0
  for (const { 0: mark, index } of text.matchAll(/[[\]{}]|(?:[-?][ \t]+){51,}/g)) {
    depth = mark === ']' || mark === '}' ? Math.max(0, depth - 1) : depth + 1
    if (mark.length > 1 || depth > MOST_DEEP) return index
  }
  return undefined
}

/** What the commonest faults of YAML are to somebody who has never heard of it. */
const PLAIN_WORDS: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: 'character at the start of a value, expected the value in straight quotation marks',
  BLOCK_AS_IMPLICIT_KEY: 'colon within a value, expected the value in straight quotation marks',
  MULTILINE_IMPLICIT_KEY: 'line without a field name, expected “field: value”',
  IMPOSSIBLE: 'text, expected “field: value”',
  DUPLICATE_KEY: 'second field of the same name, expected one',
  TAB_AS_INDENT: 'tab, expected spaces',
  MISSING_CHAR: 'end of the value, expected the closing quotation mark or bracket',
  BAD_INDENT: 'spaces at the start of a line, expected as many as in the line above, or a closing bracket',
}

function inPlainWords({ code, message }: { code: string; message: string }): string {
  return `Unexpected ${PLAIN_WORDS[code] ?? `YAML: ${sentence(message)}`}`
}

/** In `maker: Big Co #1` YAML reads only "Big Co" and takes the rest for a comment: nobody means that. */
function reportCutValues(file: VFile, document: Document, at: (offset: number) => Place): void {
  visit(document, {
    Scalar: (_, node) => {
      const { comment, range } = node
      if (!comment || !range) return
      const reason = `Unexpected “#${comment.split('\n')[0]}” behind a value, expected the value in quotation marks, or a comment on a line of its own`
      fault(file, 'yaml-syntax', reason, at(range[1]))
    },
  })
}

/** `"\\u00a0"` is a character that the file's own text does not show; what it does show has been reported. */
function reportHidden(file: VFile, value: string, text: string, place: Place): void {
  if (!text.includes(value)) reportTraps(file, value, () => place)
}

/** Calls `report` for each text within a value. */
function eachText(value: unknown, keys: PropertyKey[], report: (text: string, keys: PropertyKey[]) => void): void {
  if (typeof value === 'string') report(value, keys)
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value))
    eachText(item, [...keys, Array.isArray(value) ? Number(key) : key], report)
}

function toPlain(file: VFile, read: () => unknown): unknown {
  try {
    return read() ?? {}
  } catch (error) {
    fault(file, 'yaml-syntax', `Unexpected YAML: ${sentence(String((error as Error).message))}`, { line: 1 })
    return undefined
  }
}

/** The offset of the field at `keys`, or of the nearest part around it that is there. */
function offsetOf(contents: ParsedNode | null, keys: readonly PropertyKey[]): number {
  let node: unknown = contents
  let offset = contents?.range?.[0] ?? 0
  for (const [index, key] of keys.entries()) {
    if (!isCollection(node)) break
    const last = index === keys.length - 1
    const pair = isMap(node) ? node.items.find(item => isNode(item.key) && String(item.key) === key) : undefined
    const next = node.get(key as never, true) as ParsedNode | undefined
    if (last && pair && isNode(pair.key) && !isNode(next)) return (pair.key as ParsedNode).range?.[0] ?? offset
    if (!isNode(next)) break
    node = next
    offset = (next as ParsedNode).range?.[0] ?? offset
  }
  return offset
}

function reportField(file: VFile, issue: v.BaseIssue<unknown>, placeOf: PlaceOf, schema: v.GenericSchema): void {
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
  return near.length > 0 ? `“${near[0]}”` : `one of ${known.map(word => `“${word}”`).join(', ')}`
}

function sentence(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\.$/, '')
}
