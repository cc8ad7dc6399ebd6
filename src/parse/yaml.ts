import * as v from 'valibot'
import { VFile } from 'vfile'
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'
import { fault } from '../rules.ts'
import type { Place } from '../types.ts'
import { type PlaceOf, reportField } from './field-faults.ts'
import { placeAt, reportTraps } from './text.ts'

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
  const mass = findMass(text)
  if (mass) {
    const { line, column } = placeAt(new VFile({ path, value: text }), mass.offset)
    fault(file, 'yaml-syntax', mass.reason, { line: line + above, column })
    return undefined
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { ...OPTIONS, lineCounter: lines })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { path, line: Math.max(line, 1) + above, column: Math.max(col, 1) }
  }
  const refused = findRefused(document)
  const say = ({ reason, offset }: Found) => fault(file, 'yaml-syntax', reason, at(offset))
  reportFirst(file, 'yaml-syntax', refused, say)
  if (refused.length > 0) return undefined
  reportFirst(file, 'yaml-syntax', findCutValues(document), say)
  reportHidden(file, document, text, at)
  const placeOf = placesOf(document.contents, at)
  const result = v.safeParse(schema, document.toJS() ?? {})
  if (result.success) return { value: result.output, placeOf }
  reportFirst(file, 'field-value', result.issues, issue => reportField(file, issue, placeOf, schema))
  return undefined
}

/** `uniqueKeys`: the library would hold each field’s name against every other; `findRefused` does it with a set. */
const OPTIONS = { schema: 'failsafe', prettyErrors: false, uniqueKeys: false, logLevel: 'error' } as const

/** What is wrong, and where in the text. */
interface Found {
  readonly reason: string
  readonly offset: number
}

/** A file of another kind has thousands of faults: so many show what is wrong. */
const MOST_FAULTS = 50

function reportFirst<T>(
  file: VFile,
  rule: 'yaml-syntax' | 'field-value',
  found: readonly T[],
  report: (one: T) => void,
): void {
  for (const one of found.slice(0, MOST_FAULTS)) report(one)
  const more = found.length - MOST_FAULTS
  if (more > 0) fault(file, rule, `Unexpected fields or values at ${more} more places, expected none of this kind`)
}

/** Deeper than any data. The parser calls itself for each level: some thousands end the program, and nothing can catch that. */
const MOST_DEEP = 50

/** More than any data; a comma or colon within a text counts too. */
const MOST_ENTRIES = 20_000

/** What the parser could not end: what is too deep, by brackets or lists on one line, and what is too much. */
function findMass(text: string): Found | undefined {
  const deep = findTooDeep(text)
  if (deep !== undefined)
    return { reason: `Unexpected nesting more than ${MOST_DEEP} deep, expected fields and lists`, offset: deep }
  const entries = [...text.matchAll(/,|:(?=\s|$)|(?<!\S)[-?!&](?!-)/g)]
  if (entries.length <= MOST_ENTRIES) return undefined
  const reason = `Unexpected ${entries.length} fields and entries in one file, expected at most ${MOST_ENTRIES}`
  return { reason, offset: entries[MOST_ENTRIES]!.index }
}

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
  TAB_AS_INDENT: 'tab, expected spaces',
  MISSING_CHAR: 'end of the value, expected the closing quotation mark or bracket',
  MULTIPLE_DOCS: 'line “---” or “...” within the fields, expected fields to the end',
  BAD_INDENT: 'spaces at the start of a line, expected as many as in the line above, or a closing bracket',
}

function inPlainWords({ code, message }: { code: string; message: string }): string {
  return `Unexpected ${PLAIN_WORDS[code] ?? `YAML: ${sentence(message)}`}`
}

/** Errors of the syntax; without any, what is sound YAML and yet not for files of data. */
function findRefused(document: Document.Parsed): Found[] {
  const problems = [...document.errors, ...document.warnings]
  if (problems.length > 0) return problems.map(problem => ({ reason: inPlainWords(problem), offset: problem.pos[0] }))
  const found: Found[] = []
  const refuse = (reason: string, node: unknown) => {
    found.push({ reason, offset: (node as ParsedNode | undefined)?.range?.[0] ?? 0 })
  }
  // In `maker: &Co Pharma` YAML reads only "Pharma", and "Co" as a name for it.
  const refuseAnchor = (node: { anchor?: string }) => {
    if (node.anchor) refuse(`Unexpected “&${node.anchor}” before a value, expected the value in quotation marks`, node)
  }
  visit(document, {
    Scalar: (_, node) => refuseAnchor(node),
    Seq: (_, node) => refuseAnchor(node),
    // One part repeated a million times over ("billion laughs"), or within itself.
    Alias: (_, node) => refuse(`Unexpected reference “*${node.source}”, expected the value itself`, node),
    Map: (_, map) => {
      refuseAnchor(map)
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) refuse('Unexpected list or group as the name of a field, expected a word', key)
        else if (seen.has(key.value)) refuse('Unexpected second field of the same name, expected one', key)
        else seen.add(key.value)
      }
    },
  })
  return found
}

/** In `maker: Big Co #1` YAML reads only "Big Co" and takes the rest for a comment: nobody means that. */
function findCutValues(document: Document): Found[] {
  const found: Found[] = []
  visit(document, {
    Scalar: (_, { comment, range }) => {
      if (!comment || !range) return
      const reason = `Unexpected “#${comment.split('\n')[0]}” behind a value, expected the value in quotation marks, or a comment on a line of its own`
      found.push({ reason, offset: range[1] })
    },
  })
  return found
}

/** `"\\u00a0"` is a character that the file's own text does not show; what it does show has been reported. */
function reportHidden(file: VFile, document: Document, text: string, at: (offset: number) => Place): void {
  const hidden: { start: number; offset: number }[] = []
  let values = ''
  visit(document, {
    Scalar: (_, { type, value, range }) => {
      if (type !== 'QUOTE_DOUBLE' || !text.slice(range![0], range![1]).includes('\\')) return
      hidden.push({ start: values.length, offset: range![0] })
      values += `${value}\n`
    },
  })
  reportTraps(file, values, index => at(hidden.findLast(({ start }) => start <= index)!.offset))
}

/** Gives the place of the field at a path, or of the nearest part around it that is there. */
function placesOf(contents: ParsedNode | null, at: (offset: number) => Place): PlaceOf {
  const indexes = new WeakMap<object, ReadonlyMap<unknown, Pair>>()
  const pairOf = (map: YAMLMap, key: PropertyKey) => {
    const index =
      indexes.get(map) ?? new Map(map.items.map(pair => [isScalar(pair.key) ? pair.key.value : undefined, pair]))
    indexes.set(map, index)
    return index.get(key)
  }
  return keys => {
    let node: unknown = contents
    let offset = contents?.range?.[0] ?? 0
    for (const [index, key] of keys.entries()) {
      const pair = isMap(node) ? pairOf(node, key) : undefined
      const next = isSeq(node) ? node.items[Number(key)] : pair?.value
      const found = isNode(next) ? next : index === keys.length - 1 ? pair?.key : undefined
      if (!isNode(found)) break
      node = found
      offset = found.range?.[0] ?? offset
    }
    return at(offset)
  }
}

function sentence(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\.$/, '')
}
