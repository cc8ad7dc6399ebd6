import { describeMoves } from '../../redline/classify/moves.ts'
import type { Touch } from '../../redline/types.ts'
import { locate } from '../../request/group.ts'
import type { Finding } from '../../review/types.ts'
import { inSentence } from '../template/helpers.ts'

/** Whether there is a text to redline: what moved or cannot be read has none. */
export function hasText({ part, kind }: Finding): boolean {
  return part !== 'file' && part !== 'request' && kind !== 'moved' && kind !== 'unreadable'
}

/** Whose change it is: a code with its brand, or the request. */
export function subjectOf({ code, brand, request }: Finding): string {
  return code === undefined ? request : [code, brand].filter(Boolean).join(' ')
}

/** What changed, in a few words: "proposed wording", "field “maker” (new)". */
export function whatChanged({ part, name, kind, from, to, place }: Finding): string {
  if (part === 'code') return kind === 'moved' ? `from ${roleOf(from)} to ${roleOf(to)}` : `${CAME[kind]} ${name}`
  if (part === 'request') return `${CAME[kind]} request`
  if (part === 'file') return `file ${fileName(place.path)}: ${kind === 'changed' ? name : CAME[kind]}`
  return `${titleOf(part, name, place.path)}${kind === 'changed' ? '' : ` (${CAME[kind]})`}`
}

const CAME: Readonly<Record<Finding['kind'], string>> = {
  changed: 'changed',
  added: 'new',
  removed: 'removed',
  moved: 'renamed',
  unreadable: 'cannot be read',
}

function fileName(path: string): string {
  return locate(path)?.rest ?? path
}

/** What a code is to its request, by the folder of its file. */
function roleOf(path: string): string {
  const folder = fileName(path).split('/').slice(0, -1).join('/')
  return ROLES.get(folder) ?? folder
}

const ROLES: ReadonlyMap<string, string> = new Map([
  ['', 'code of the request'],
  ['precedents', 'precedent'],
  ['related', 'related code'],
])

/** A wording says what it is; a field, a section or a footnote goes by its name. */
function titleOf(part: Finding['part'], name: string, path: string): string {
  const [first, ...rest] = name.split(', ')
  if (part === 'change') return 'declared change'
  if (part === 'venue' || part === 'action') return `field “${name}”`
  if (part === 'prose') return `text under “${name}”`
  if (part === 'citation') return `citation “${name}”`
  if (part === 'payment' || part === 'data')
    return `${fileName(path)}: ${(rest.length > 0 ? rest : [first]).join(', ')}`
  if (part === 'metadata' || part === 'source') return [`field “${first}”`, ...rest].join(': ')
  return part
}

const TOUCHES: Readonly<Record<Touch, string>> = {
  number: 'a number',
  unit: 'a unit',
  term: 'words',
  polarity: 'a “not” or “except”',
  punctuation: 'punctuation',
  hyphen: 'hyphens',
  case: 'capitals',
  spacing: 'spaces',
  clause: 'a whole clause',
}

/** What the change does: "substantive: a number; beyond the declared changes". */
export function effectOf({ effect, touches, redline, undeclared }: Finding): string {
  const what = touches.length > 0 ? `${effect}: ${inSentence(touches.map(touch => TOUCHES[touch]))}` : effect
  const moves = touches.length > 0 ? describeMoves(redline.edits) : ''
  return [what, moves, undeclared ? 'beyond the declared changes' : ''].filter(Boolean).join('; ')
}

/** What a file that came or went states, a line each. */
export function factsOf({ facts }: Finding): string[] {
  return facts.map(({ part, name, text, place }) => `${titleOf(part, name, place.path)}: ${text}`)
}

/** A sentence on what a redline cannot say; mostly empty. */
export function noteOf({ part, kind, from, to }: Finding): string {
  if (kind === 'moved') return `From ${from} to ${to}.`
  if (kind === 'unreadable') return 'The file cannot be read in one of the two states: what changed in it is not known.'
  if (part === 'file' && kind === 'changed') return 'No value of the file changed, only its order or layout.'
  if (part === 'request') return to || from
  return part === 'current wording' || (part === 'code' && kind === 'added') ? CURRENT : ''
}

const CURRENT = 'The current wording is CMS’s own. Hold it against the release: npm run -s verify -- RELEASE'
