import { locate } from '../request/group.ts'
import type { Change } from '../request/types.ts'
import type { StatedFile } from './types.ts'

/** The file of one thing in both states; on one side only where it came or went. `renamed`: with its whole request. */
export interface FilePair {
  readonly base?: StatedFile | undefined
  readonly head?: StatedFile | undefined
  readonly renamed: boolean
  /** What the request declares to change, in the head. */
  readonly changes: readonly Change[]
}

/**
 * Finds for each file its counterpart, by what it is about rather than by its name: first in the same request and folder,
 * then in the same request, at last anywhere.
 */
export function pairFiles(base: readonly StatedFile[], head: readonly StatedFile[]): FilePair[] {
  const renames = findRenames(base, head)
  const requestOf = (file: StatedFile) => renames.get(file.request) ?? file.request
  const inBase = base.map(file => ({ file, request: requestOf(file) }))
  const inHead = new Set(head)
  const pairs: FilePair[] = []
  const left = LEVELS.reduce(
    (open, level) =>
      open.filter(({ file, request }) => {
        const match = [...inHead].find(one => level(file, request, one))
        if (!match) return true
        inHead.delete(match)
        pairs.push({ base: file, head: match, renamed: renames.has(file.request), changes: changesIn(match, head) })
        return false
      }),
    inBase,
  )
  for (const { file } of left) pairs.push({ base: file, renamed: false, changes: [] })
  for (const file of inHead) pairs.push({ head: file, renamed: false, changes: changesIn(file, head) })
  return pairs
}

type Level = (file: StatedFile, request: string, other: StatedFile) => boolean

const isSame: Level = (file, _, other) => file.name === other.name && (file.kind === 'data') === (other.kind === 'data')

const LEVELS: readonly Level[] = [
  (file, request, other) => isSame(file, request, other) && request === other.request && tail(file) === tail(other),
  (file, request, other) => isSame(file, request, other) && request === other.request && file.kind === other.kind,
  (file, request, other) => isSame(file, request, other) && request === other.request,
  (file, request, other) => isSame(file, request, other) && file.kind !== 'data',
]

/** The path within the request's folder. */
export function tail({ path }: StatedFile): string {
  return locate(path)!.rest
}

/** A request that is gone and a new one that shares codes with it are one request under another name. */
function findRenames(base: readonly StatedFile[], head: readonly StatedFile[]): Map<string, string> {
  const names = (files: readonly StatedFile[]) => [...new Set(files.map(file => file.request))]
  const gone = names(base).filter(name => !names(head).includes(name))
  const fresh = new Set(names(head).filter(name => !names(base).includes(name)))
  const renames = new Map<string, string>()
  for (const name of gone) {
    const codes = codesOf(base, name)
    const heir = [...fresh].find(other => codesOf(head, other).some(code => codes.includes(code)))
    if (heir === undefined) continue
    renames.set(name, heir)
    fresh.delete(heir)
  }
  return renames
}

function codesOf(files: readonly StatedFile[], request: string): string[] {
  return files.filter(file => file.request === request && file.kind === 'code').map(file => file.name)
}

function changesIn({ request }: StatedFile, files: readonly StatedFile[]): readonly Change[] {
  return files.filter(file => file.request === request).flatMap(({ changes = [] }) => changes)
}
