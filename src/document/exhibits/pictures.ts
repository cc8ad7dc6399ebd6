import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { DRAFT } from '../../request/open.ts'
import type { Descriptor } from '../../request/types.ts'
import type { Exhibit } from '../types.ts'
import { asksOf } from './asks.ts'
import type { Context } from './context.ts'
import { isShown, KINDS, productOf, redlineOf } from './sheet.ts'

/** A document that is shown as a picture, on a slide or in an e-mail. */
export interface Picture extends Exhibit {
  /** In points; the type is the same in all, so that the words of a narrow picture are large. */
  readonly width: number
  /** What stands for the picture where it is not seen: both wordings are in it. */
  readonly alternative: string
}

/** As wide as the text of Letter paper with small margins, and what leaves the words of a single redline large. */
const [SHEET, REDLINE] = [560, 360]

const LABELS = { long: 'Long descriptor', short: 'Short descriptor' } as const

const ACTIONS = { revise: '', establish: ': new code', discontinue: ': code that would end' } as const

/** The values of `templates/picture.md.hbs`: one code with its redlines. */
export interface PictureView {
  readonly heading: string
  readonly redlines: readonly { readonly label: string; readonly redline: Redline }[]
}

/**
 * The sheet, and each code with its redlines.
 *
 * @param make fills the template of a picture
 */
export function picturesOf(
  context: Context,
  sheet: Exhibit,
  isDraft: boolean,
  make: (name: string, title: string, view: PictureView) => Exhibit,
): Picture[] {
  const { descriptors } = context.packet
  const mark = isDraft ? [DRAFT] : []
  const asks = asksOf(context.packet).map(({ text }) => `We ask that CMS ${text}.`)
  const lines = descriptors.flatMap(one => linesOf(one, context).map(line => `${one.code}, ${line}`))
  return [
    {
      ...sheet,
      name: `pictures/${sheet.name}`,
      width: SHEET,
      alternative: [...mark, context.packet.request.title, ...asks, ...lines].join('\n'),
    },
    ...descriptors.map((one): Picture => {
      const heading = `${[one.code, productOf(one)].filter(Boolean).join(', ')}${ACTIONS[one.action]}`
      const redlines = KINDS.filter(kind => isShown(one, kind)).map(kind => ({
        label: LABELS[kind],
        redline: redlineOf(one, kind, context),
      }))
      const made = make(`pictures/${one.code}`, `Redline of ${one.code}`, { heading, redlines })
      return { ...made, width: REDLINE, alternative: [...mark, heading, ...linesOf(one, context)].join('\n') }
    }),
  ]
}

/** "Long descriptor: Cells[struck: , sterile], per dose", a line a redline. */
function linesOf(descriptor: Descriptor, context: Context): string[] {
  return KINDS.filter(kind => isShown(descriptor, kind)).map(
    kind => `${LABELS[kind]}: ${toLine(redlineNodes(redlineOf(descriptor, kind, context)))}`,
  )
}

/** The alternative texts, to copy from: each below the name of its picture. */
export function alternativeTexts(pictures: readonly Picture[]): string {
  const fileOf = (name: string) => name.replace('pictures/', '')
  return pictures.map(({ name, alternative }) => `${fileOf(name)}\n\n${alternative}\n`).join('\n\n')
}
