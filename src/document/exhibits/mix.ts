import type { Packet } from '../../request/packet-types.ts'
import type { Descriptor } from '../../request/types.ts'

/** How much of what a request asks for: its sentences say what is there, and nothing else. */
export interface Mix {
  /** Descriptors that would be revised, of which a code has two. */
  readonly long: number
  readonly short: number
  readonly establish: number
  readonly discontinue: number
}

/** Counts what a request asks for. */
export function mixOf({ descriptors }: Pick<Packet, 'descriptors'>): Mix {
  const count = (is: (one: Descriptor) => boolean) => descriptors.filter(is).length
  return {
    long: count(one => changes(one, 'long')),
    short: count(one => changes(one, 'short')),
    establish: count(({ action }) => action === 'establish'),
    discontinue: count(({ action }) => action === 'discontinue'),
  }
}

/** Whether one of the two descriptors of a code would be revised. */
export function changes({ action, current, proposed }: Descriptor, kind: 'long' | 'short'): boolean {
  return action === 'revise' && current[kind] !== proposed[kind]
}

/** Whether a request asks for revisions and for nothing else. */
export function isAllRevisions({ establish, discontinue }: Mix): boolean {
  return establish + discontinue === 0
}

/** The heading under which a letter asks for all of it, and those of the table of its redlines. */
export function titlesOf(mix: Mix) {
  const { long, short, establish, discontinue } = mix
  const isRevision = isAllRevisions(mix)
  const count = long + short + establish + discontinue
  const kind = short === 0 ? 'long ' : long === 0 ? 'short ' : ''
  return {
    codesTitle: isRevision ? choose(count, 'Requested revision', 'Requested revisions') : 'Requested changes',
    linesTitle: isRevision
      ? `The current ${kind}${choose(count, 'descriptor, with the requested revision', 'descriptors, with the requested revisions')}`
      : 'The descriptors, with the requested changes',
    linesHeading: isRevision && kind !== '' ? `${kind[0]!.toUpperCase()}${kind.slice(1)}descriptor` : 'Descriptor',
  }
}

/** What the first exhibit shows, in words that are true of every mix: it continues "Exhibit A". */
export function whatIsShown(mix: Mix): string {
  const { long, short, establish, discontinue } = mix
  const revised = long + short
  const which = isAllRevisions(mix)
    ? choose(revised, 'the descriptor', 'each descriptor')
    : choose(revised, 'the revised descriptor', 'each revised descriptor')
  const parts = [
    ...(revised > 0 ? [`shows the redline of ${which} and how it would read`] : []),
    ...(establish > 0 ? ['shows the new descriptors'] : []),
    ...(discontinue > 0
      ? [`quotes ${choose(discontinue, 'the descriptor of the code', 'the descriptors of the codes')} that would end`]
      : []),
  ]
  if (parts.length === 2 && revised === 0) return parts.join(' and ')
  return parts.map((part, index) => (index > 0 && index === parts.length - 1 ? `and ${part}` : part)).join(', ')
}

function choose(count: number, one: string, many: string): string {
  return count === 1 ? one : many
}
