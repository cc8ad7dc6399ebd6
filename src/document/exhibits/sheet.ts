import type { PhrasingContent } from 'mdast'
import { redline } from '../../redline/redline.ts'
import type { Redline } from '../../redline/types.ts'
import type { DescriptorKind } from '../../request/changes/types.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Descriptor } from '../../request/types.ts'
import { inSentence } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'
import { asksOf, effectiveInWords, isOnly } from './asks.ts'
import { byCode, type Context, citationOf } from './context.ts'
import { changes, mixOf } from './mix.ts'
import { howToRead, marksOf } from './reading.ts'

/** The two descriptors of a code, in the order in which they are shown. */
export const KINDS = ['long', 'short'] as const

/** The redline sheet, all redlines of a request on one page: the values of `templates/redline-sheet.md.hbs`. */
export function sheetView(context: Context) {
  const { packet } = context
  const { descriptors, payment } = packet
  const redlines = (of: readonly Descriptor[]) =>
    KINDS.flatMap(kind => of.filter(one => isShown(one, kind)).map(one => redlineOf(one, kind, context)))
  const revised = descriptors.filter(({ action }) => action === 'revise')
  return {
    asks: asksOf(packet),
    onlyLong: isOnly(packet, 'long'),
    onlyShort: isOnly(packet, 'short'),
    effectiveDate: effectiveInWords(packet),
    howToRead: howToRead(mixOf(packet), marksOf(redlines(descriptors)), marksOf(redlines(revised))),
    hasProducts: descriptors.some(one => productOf(one) !== ''),
    hasLong: descriptors.some(one => isShown(one, 'long')),
    hasShort: descriptors.some(one => isShown(one, 'short')),
    codes: descriptors.map(one => ({
      code: one.code,
      product: productOf(one),
      long: shownRedline(one, 'long', context),
      short: shownRedline(one, 'short', context),
    })),
    wordings: wordingsOf(packet),
    asksPayment: (payment?.asked.length ?? 0) > 0,
  }
}

/** Whether a redline of one of the two descriptors of a code is shown: it changes, comes, or goes. */
export function isShown(descriptor: Descriptor, kind: DescriptorKind): boolean {
  return descriptor.action !== 'revise' || changes(descriptor, kind)
}

/** The redline of one of the two descriptors of a code. */
export function redlineOf({ code, current, proposed }: Descriptor, kind: DescriptorKind, { study }: Context): Redline {
  return kind === 'long' ? byCode(study.codes, code).redline : redline(current.short, proposed.short)
}

/** "Yescarta (Kite)"; empty where there is neither. */
export function productOf({ brand, maker }: Descriptor): string {
  return [brand, maker && `(${maker})`].filter(Boolean).join(' ')
}

function shownRedline(descriptor: Descriptor, kind: DescriptorKind, context: Context): Redline | false {
  return isShown(descriptor, kind) && redlineOf(descriptor, kind, context)
}

/** Where the current wordings stand: the source, and where there are several, for which codes each is. */
function wordingsOf(packet: Packet): Inline | false {
  const cited = packet.descriptors.filter(({ source, action }) => source !== '' && action !== 'establish')
  const ids = [...new Set(cited.map(({ source }) => source))]
  const codesOf = (id: string) => inSentence(cited.filter(({ source }) => source === id).map(({ code }) => code))
  const parts = ids.map((id, index): PhrasingContent[] => {
    const lead = ids.length === 1 ? '' : `${index === 0 ? '' : ' '}${codesOf(id)}: `
    return [{ type: 'text', value: lead }, ...citationOf(packet, id).inline]
  })
  return parts.length === 0 ? false : { inline: parts.flat() }
}
