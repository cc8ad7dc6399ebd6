import { diffArrays } from 'diff'
import { redline } from '../redline/redline.ts'
import type { Place } from '../types.ts'
import { digest } from './digest.ts'
import { judge } from './judge.ts'
import { type FilePair, tail } from './pair.ts'
import type { Finding, Part, StatedFile, Statement } from './types.ts'

/** All findings of one file, or of one that came or went. */
export function compareFiles(pair: FilePair): Finding[] {
  const { base, head } = pair
  if (!base || !head) return [cameOrWent(pair)]
  const moved = compareFolders(pair, base, head)
  if (base.digest === head.digest) return moved
  if (!head.readable || !base.readable)
    return [...moved, toFinding(pair, 'file', 'text', 'unreadable', base.digest, head.digest, top(head))]
  const changes = compareStatements(pair, base, head)
  const layout = toFinding(pair, 'file', 'layout or order', 'changed', base.digest, head.digest, top(head))
  return [...moved, ...(changes.length > 0 ? changes : [layout])]
}

/**
 * A code that goes from one folder to another takes another part in the request; a new file name means nothing. That of a
 * whole request is said once.
 */
function compareFolders(pair: FilePair, base: StatedFile, head: StatedFile): Finding[] {
  const [from, to] = [tail(base), tail(head)]
  if (pair.renamed && from === to) {
    return to === 'request.md'
      ? [toFinding(pair, 'request', 'name', 'moved', base.request, head.request, top(head))]
      : []
  }
  if (base.path === head.path) return []
  const part = folderOf(from) === folderOf(to) ? 'file' : 'code'
  return [toFinding(pair, part, 'place', 'moved', base.path, head.path, top(head))]
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}

function top({ path }: StatedFile): Place {
  return { path, line: 1, column: 1 }
}

/** A code that comes or goes is one finding; what it proposed, or proposes, is its text. */
function cameOrWent(pair: FilePair): Finding {
  const file = (pair.head ?? pair.base)!
  const part = file.kind !== 'data' ? 'code' : file.name === 'request.md' ? 'request' : 'file'
  const name = part === 'code' ? file.kind : part === 'request' ? file.request : file.name
  const text = textOf(file, part)
  const [kind, from, to] = pair.head ? (['added', '', text] as const) : (['removed', text, ''] as const)
  const facts = file.statements.filter(statement => !statement.part.endsWith('wording'))
  return { ...toFinding(pair, part, name, kind, from, to, placeOfWording(file) ?? top(file), file.digest), facts }
}

function textOf({ statements, name }: StatedFile, part: Part): string {
  const text = (of: Part, name?: string) =>
    statements.find(one => one.part === of && (name === undefined || one.name === name))?.text
  if (part === 'request') return text('metadata', 'title') ?? name
  return (part === 'code' ? (text('proposed wording') ?? text('current wording')) : undefined) ?? name
}

function placeOfWording({ statements }: StatedFile): Place | undefined {
  return statements.find(one => one.part === 'proposed wording' || one.part === 'current wording')?.place
}

function compareStatements(pair: FilePair, base: StatedFile, head: StatedFile): Finding[] {
  const isListed = ({ part }: Statement) => LISTED.includes(part)
  const keyOf = ({ part, name }: Statement) => `${part} ${name}`
  const named = (file: StatedFile) =>
    new Map(file.statements.filter(one => !isListed(one)).map(one => [keyOf(one), one]))
  const [before, after] = [named(base), named(head)]
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  const changes = keys.flatMap(key => change(pair, before.get(key), after.get(key)))
  const of = (part: Part, file: StatedFile) => file.statements.filter(one => one.part === part)
  return [...changes, ...LISTED.flatMap(part => compareList(pair, of(part, base), of(part, head)))]
}

/** What a file has a list of, in which nothing goes by a name. */
const LISTED: readonly Part[] = ['change', 'prose']

/** Paragraph by paragraph, or change by change; one that gives way to another is changed. */
function compareList(pair: FilePair, base: readonly Statement[], head: readonly Statement[]): Finding[] {
  const keyOf = ({ name, text }: Statement) => `${name}\n${text}`
  const found: Finding[] = []
  let [gone, came]: [Statement[], Statement[]] = [[], []]
  const flush = () => {
    const most = Math.max(gone.length, came.length)
    for (let index = 0; index < most; index++) found.push(...change(pair, gone[index], came[index]))
    ;[gone, came] = [[], []]
  }
  let [at, to] = [0, 0]
  for (const { added, removed, count } of diffArrays(base.map(keyOf), head.map(keyOf))) {
    if (added) came = head.slice(to, to + count)
    else if (removed) gone = base.slice(at, at + count)
    else flush()
    at += added ? 0 : count
    to += removed ? 0 : count
  }
  flush()
  return found
}

function change(pair: FilePair, before: Statement | undefined, after: Statement | undefined): Finding[] {
  if (before?.text === after?.text) return []
  const { part, name, place } = (after ?? before)!
  const kind = !before ? 'added' : !after ? 'removed' : 'changed'
  return [toFinding(pair, part, name, kind, before?.text ?? '', after?.text ?? '', place)]
}

function toFinding(
  pair: FilePair,
  part: Part,
  name: string,
  kind: Finding['kind'],
  from: string,
  to: string,
  place: Place,
  content = '',
): Finding {
  const file = (pair.head ?? pair.base)!
  const code = file.kind === 'data' ? undefined : file.name
  // Not the name of a code's file: a finding stays the same when it is renamed. But what it is of, and its part in which
  // request: the same words mean another change there.
  const owner = [file.request, folderOf(tail(file)), file.name]
  const fingerprint = digest([...owner, part, name, kind, from, to, content])
  const made = redline(from, to)
  const common = {
    fingerprint,
    request: file.request,
    code,
    brand: file.brand,
    part,
    name,
    kind,
    from,
    to,
    redline: made,
    facts: [],
    place,
  }
  return { ...common, ...judge(common, pair) }
}
