import { toString as plainText } from 'mdast-util-to-string'
import { describeMoves } from '../../redline/classify/moves.ts'
import { redline } from '../../redline/redline.ts'
import type { ActionCode } from '../../release/types.ts'
import type { DescriptorKind } from '../../request/changes/types.ts'
import { DRAFT } from '../../request/open.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Descriptor, Request } from '../../request/types.ts'
import { longDate } from '../template/helpers.ts'
import { effectiveOf, instructionsOf, joinInstructions } from './asks.ts'
import { citationOf } from './context.ts'
import { changes } from './mix.ts'
import { isShown, KINDS } from './sheet.ts'

/** A descriptor that changes, comes, or goes: the values of a row of `templates/side-by-side.md.hbs`. */
interface Row {
  readonly code: string
  /** "short descriptor"; empty of a long one. */
  readonly kind: string
  readonly current: string
  readonly proposed: string
  readonly change: string
}

/** The wordings beside each other: the values of `templates/side-by-side.md.hbs`. */
export function sideBySideView({ request, descriptors }: Packet) {
  const rows = descriptors.flatMap(one =>
    KINDS.filter(kind => isShown(one, kind)).map((kind): Row => {
      const change = one.action === 'revise' ? revisionOf(request, one, kind) : one.action
      const { code, current, proposed } = one
      const name = kind === 'short' ? 'short descriptor' : ''
      return { code, kind: name, current: current[kind], proposed: proposed[kind], change: capital(change) }
    }),
  )
  return { rows }
}

/** The instructions for a descriptor, and what moves by them. */
function revisionOf(request: Request, one: Descriptor, kind: DescriptorKind): string {
  const moves = describeMoves(redline(one.current[kind], one.proposed[kind]).edits)
  return [joinInstructions(instructionsOf(request, one, kind)), moves].filter(Boolean).join('; ')
}

type Column = readonly [head: string, cell: (one: Descriptor, packet: Packet) => string]

const COLUMNS: readonly Column[] = [
  ['Product', ({ brand }) => brand],
  ['Maker', ({ maker }) => maker],
  ['Action', ({ action }) => action],
  ['Short descriptor, current', ({ current }) => current.short],
  ['Short descriptor, proposed', ({ proposed }) => proposed.short],
  ['Long descriptor, current', ({ current }) => current.long],
  ['Long descriptor, proposed', ({ proposed }) => proposed.long],
  ['Change', (one, { request }) => changeOf(one, request)],
  ['Short descriptor, characters, current', ({ current }) => lengthOf(current.short)],
  ['Short descriptor, characters, proposed', ({ proposed }) => lengthOf(proposed.short)],
  ['Long descriptor, characters, current', ({ current }) => lengthOf(current.long)],
  ['Long descriptor, characters, proposed', ({ proposed }) => lengthOf(proposed.long)],
  [
    'Requested effective date',
    (one, { request }) => effectiveOf(one, request) + ('effective' in request.toConfirm ? ' [to be confirmed]' : ''),
  ],
  ['CMS action code, if adopted', actionCodeOf],
  ['Source of the current wording', (one, packet) => releaseOf(one, packet)],
]

/**
 * The codes of a request as rows of text, the head first, for a CSV and a workbook. Each row says whether it is a draft: a
 * line above the head would not be read as what it is.
 */
export function codeRows(packet: Packet, isDraft: boolean): readonly (readonly string[])[] {
  const status = isDraft ? DRAFT : 'ready to file'
  const rows = packet.descriptors.map(one => [one.code, status, ...COLUMNS.map(([, cell]) => cell(one, packet))])
  return [['Code', 'Status', ...COLUMNS.map(([head]) => head)], ...rows]
}

/**
 * The descriptors as they would read, to paste into a table: code, long and short descriptor with tabs between them, a
 * line a code.
 */
export function proposedDescriptors({ request, descriptors }: Packet, isDraft: boolean): string {
  const lines = descriptors.map(one =>
    one.action === 'discontinue'
      ? `${one.code}\t(discontinued as of ${longDate(effectiveOf(one, request))})\t`
      : `${one.code}\t${one.proposed.long}\t${one.proposed.short}`,
  )
  const head = ['Code\tLong descriptor\tShort descriptor', ...lines]
  return `${[...(isDraft ? [DRAFT, ''] : []), ...head].join('\n')}\n`
}

function changeOf(one: Descriptor, request: Request): string {
  if (one.action === 'establish') return 'Establish the code.'
  if (one.action === 'discontinue')
    return `Discontinue the code${one.replacedBy === undefined ? '' : `, which ${one.replacedBy} replaces`}.`
  return KINDS.filter(kind => changes(one, kind))
    .map(kind => `In the ${kind} descriptor, ${joinInstructions(instructionsOf(request, one, kind))}.`)
    .join(' ')
}

/** What CMS's own code for the action would be: S is that of a short descriptor which changes alone. */
function actionCodeOf(one: Descriptor): ActionCode {
  if (one.action === 'revise') return changes(one, 'long') ? 'C' : 'S'
  return one.action === 'establish' ? 'A' : 'D'
}

function releaseOf({ action, source }: Descriptor, packet: Packet): string {
  if (action === 'establish' || source === '') return ''
  return plainText({ type: 'paragraph', children: [...citationOf(packet, source).inline] })
}

function lengthOf(text: string): string {
  return text === '' ? '' : String([...text].length)
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`
}
