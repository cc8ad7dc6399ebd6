import type { Evidence } from '../../request/evidence-types.ts'
import type { Descriptor } from '../../request/types.ts'
import type { IsoDate } from '../../types.ts'
import { inSentence, longDate, longPeriod, thousands } from '../template/helpers.ts'
import type { Blocks, Inline } from '../template/values.ts'
import { isPlaceholder } from './asks.ts'
import { type Context, citationOf } from './context.ts'

/** Exhibit "Sources and status": the values of `templates/sources.md.hbs`. */
export function sourcesView({ packet }: Context) {
  const { request, descriptors, precedents, related, toConfirm, evidence } = packet
  const isRead = ({ action, source }: Descriptor) => action !== 'establish' && source !== ''
  const codes = [...descriptors.filter(isRead), ...precedents, ...related]
  const others = related.map(one => ({ ...one, product: one.brand || '—' }))
  const releases = [...new Set(codes.map(one => one.source))]
  return {
    status: request.sections.get('status since') ?? false,
    sources: { blocks: [citationList(packet)] } satisfies Blocks,
    sourceCount: request.sources.length,
    toConfirm: toConfirm.map(({ what, why }) => ({ what: what.trim(), why })),
    toConfirmCount: toConfirm.length,
    releases: releases.map(source => ({
      citation: withoutPeriod(citationOf(packet, source)),
      codes: codes.filter(one => one.source === source).map(one => one.code),
    })),
    hasProducts: related.some(({ brand }) => brand !== ''),
    sameClause: others.filter(one => one.relation === 'same clause'),
    kindredClause: others.filter(one => one.relation === 'kindred clause'),
    evidence: (evidence?.releases ?? []).map(release => evidenceView(request.asOf, release)),
  }
}

/** So many codes are listed that share a word with the strike: more say that the word is a common one. */
const MOST_NAMED = 10

/** What one release file says, in sentences that leave out what there is nothing to say of. */
function evidenceView(asOf: IsoDate, { file, edition, sha256, codes, checked, lacks, standing, carriers }: Evidence) {
  const dated = !lacks.includes('terminated')
  const say = (found: readonly string[], words: string) => (found.length > 0 ? `${words}: ${inSentence(found)}.` : '')
  return {
    ...{ file, sha256, edition: longPeriod(edition), codes: thousands(codes) },
    confirmed: inSentence(standing.unchanged) || '—',
    later: inSentence(standing.later) || '—',
    checked: checked === undefined || checked > asOf ? '' : `, read on ${longDate(checked)}`,
    sentences: [
      say(standing.changed, 'Worded otherwise in it'),
      say(standing.terminated, 'Terminated in it'),
      say(standing.missing, 'Missing from it'),
      say(
        standing.free.filter(code => !isPlaceholder(code)),
        'Not in it, as it must be of what is to be established',
      ),
      say(standing.taken, 'To be established, but in it already'),
      dated ? '' : 'The file gives no termination dates.',
      say(
        carriers.inForce,
        `Outside the request, with the struck clause and ${dated ? 'in force' : 'not known to be terminated'}`,
      ),
      say(carriers.terminated, `With the struck clause and terminated${dated ? '' : ', as another of the files says'}`),
      say(carriers.kindred.length > MOST_NAMED ? [] : carriers.kindred, `Naming “${carriers.word}” in another clause`),
    ].filter(sentence => sentence !== ''),
  }
}

/** Every citation, in the order of `request.md`; without numbers, which each document gives its own. */
function citationList({ request }: Context['packet']): Blocks['blocks'][number] {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: request.sources.map(source => ({ type: 'listItem', spread: false, children: source.children })),
  }
}

/** A citation in a cell, which is no sentence. */
function withoutPeriod({ inline }: Inline): Inline {
  const last = inline.at(-1)
  if (last?.type !== 'text') return { inline }
  return { inline: [...inline.slice(0, -1), { ...last, value: last.value.replace(/\.$/, '') }] }
}
