import type { Link, PhrasingContent, RootContent } from 'mdast'
import type { VFileMessage } from 'vfile-message'
import type { Check, Exhibit, ExhibitKey, Packet, Study } from '../model.ts'
import { bindPacket, finish } from './assemble.ts'
import { type Context, commonView } from './context.ts'
import { fillNamed, type Templates } from './fill.ts'
import { levelsView } from './levels.ts'
import { paymentView } from './payment.ts'
import { precedentView } from './precedent.ts'
import { revisionsView } from './revisions.ts'
import { sourcesView } from './sources.ts'

interface Plan {
  readonly key: ExhibitKey
  readonly title: string
  readonly has: (packet: Packet) => boolean
  readonly view: (context: Context) => object
}

/** The exhibits in the order of the packet. One that the request has no data for is left out, and the letters close up. */
const PLANS: readonly Plan[] = [
  { key: 'revisions', title: 'Requested revisions', has: () => true, view: revisionsView },
  { key: 'precedent', title: 'Precedent', has: ({ request }) => request.precedents.length > 0, view: precedentView },
  { key: 'levels', title: 'Level I and Level II', has: ({ crosswalk }) => crosswalk !== undefined, view: levelsView },
  { key: 'payment', title: 'Payment', has: ({ payment }) => payment !== undefined, view: paymentView },
  { key: 'sources', title: 'Sources and status', has: () => true, view: sourcesView },
]

/** Everything of one request that is rendered: the exhibits, all of them in one, and the index. */
export interface Documents {
  readonly exhibits: readonly Exhibit[]
  readonly packet: Exhibit
  readonly index: Exhibit
}

/** Makes the trees of all documents of a request. With a fault in a template there are none. */
export function makeDocuments(
  packet: Packet,
  study: Study,
  checks: readonly Check[],
  templates: Templates,
  formats: readonly string[],
  messages: VFileMessage[],
): Documents | undefined {
  const before = messages.length
  const plans = PLANS.filter(plan => plan.has(packet))
  const letters = new Map(plans.map((plan, index) => [plan.key, String.fromCharCode(65 + index)]))
  const context: Context = { packet, study, checks, letters }
  const fill = (name: string, data: object) => fillNamed(name, data, templates, messages)
  const exhibits = plans.map((plan): Exhibit => {
    const letter = letters.get(plan.key)!
    const view = { ...commonView(context, plan.key), ...plan.view(context) }
    const parts = [fill(`${plan.key}.md.hbs`, view), fill('proof.md.hbs', view)]
    const tree = finish(letter, parts, fill('notice.md.hbs', view), packet)
    return { letter, name: `exhibit-${letter.toLowerCase()}`, title: `Exhibit ${letter} – ${plan.title}`, tree }
  })
  const { title } = packet.request
  const common = { ...commonView(context, 'revisions'), toConfirmCount: packet.toConfirm.length }
  const entries = exhibits.map((exhibit, index) => ({
    letter: exhibit.letter,
    title: plans[index]!.title,
    files: fileLinks(exhibit.name, formats),
  }))
  const index = fill('index.md.hbs', { ...common, entries, packetFiles: fileLinks('packet', formats) })
  const contents = { blocks: [contentsList(exhibits)] }
  const cover = fill('cover.md.hbs', { ...common, contents })
  if (messages.length > before) return undefined
  return {
    exhibits,
    packet: { letter: '', name: 'packet', title, tree: bindPacket(cover, exhibits) },
    index: { letter: '', name: 'index', title, tree: finish('', [index], undefined, packet) },
  }
}

function fileLinks(name: string, formats: readonly string[]) {
  const links = formats.flatMap((format, index): PhrasingContent[] => {
    const link: Link = {
      type: 'link',
      url: `${name}.${format}`,
      children: [{ type: 'text', value: `${name}.${format}` }],
    }
    return index === 0 ? [link] : [{ type: 'text', value: ', ' }, link]
  })
  return { inline: links }
}

function contentsList(exhibits: readonly Exhibit[]): RootContent {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: exhibits.map(({ title }) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: [{ type: 'text', value: title }] }],
    })),
  }
}
