import { comparedWith } from '../../request/compared.ts'
import type { Evidence } from '../../request/evidence-types.ts'
import { filedSources } from '../../request/filed-sources.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Descriptor, Source } from '../../request/types.ts'
import type { Code, IsoDate } from '../../types.ts'
import { inSentence, inWords } from '../template/helpers.ts'
import type { Blocks } from '../template/values.ts'
import { asksOf } from './asks.ts'
import { type Context, citationOf, NONE, withoutPeriod } from './context.ts'
import { evidenceView } from './evidence.ts'
import { mixOf } from './mix.ts'

/** Exhibit "Sources and certificate": the values of `templates/sources.md.hbs`. */
export function sourcesView({ packet }: Context) {
  const { request, descriptors, precedents } = packet
  const compared = comparedWith(packet)
  const isRead = ({ action, source }: Descriptor) => action !== 'establish' && source !== ''
  const codes = [...descriptors.filter(isRead), ...precedents.filter(({ relation }) => relation === 'precedent')]
  const releases = [...new Set(codes.map(one => one.source))]
  const { long, short } = mixOf(packet)
  return {
    sources: { blocks: [citationList(filedSources(packet))] } satisfies Blocks,
    releases: releases.map(source => ({
      citation: withoutPeriod(citationOf(packet, source)),
      codes: codes.filter(one => one.source === source).map(one => one.code),
    })),
    wordings: compared.codes,
    wordingCount: compared.codes.length,
    compared:
      compared.codes.length > 0 && compared.releases.map(release => certified(release, request.asOf, compared.codes)),
    comparedCount: compared.releases.length,
    comparedOn: compared.day ?? false,
    uncompared: compared.open,
    hasCertificate: hasCertificate(packet),
    redlineCount: long + short,
    redlinesRead: redlinesRead(long + short),
    askCount: asksOf(packet).length,
  }
}

/** What one release file confirms of the filing. */
function certified(release: Evidence, asOf: IsoDate, codes: readonly Code[]) {
  const confirmed = inSentence(release.standing.unchanged.filter(code => codes.includes(code)))
  return { ...evidenceView(asOf, release), confirmed: confirmed || NONE }
}

/** "The redline of each of the six revised descriptors was read back by computer." */
function redlinesRead(count: number): string {
  const each = count === 1 ? 'the revised descriptor' : `each of the ${inWords(count)} revised descriptors`
  return `The redline of ${each} was read back by computer.`
}

/** Whether there is anything to certify: wordings of CMS, or redlines of them. */
export function hasCertificate(packet: Packet): boolean {
  const { codes, open } = comparedWith(packet)
  const { long, short } = mixOf(packet)
  return codes.length + open.length + long + short > 0
}

/** The citations of the filing, in the order of `request.md`; without numbers, which each document gives its own. */
function citationList(sources: readonly Source[]): Blocks['blocks'][number] {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: sources.map(source => ({ type: 'listItem', spread: false, children: source.children })),
  }
}
