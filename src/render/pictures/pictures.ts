import type { Picture } from '../../document/exhibits/pictures.ts'
import { toSvg } from '../pdf/compiler.ts'
import { printPages } from '../pdf/pdf.ts'
import { titleOf } from '../title.ts'
import type { PictureFormat, Rendered, Surroundings } from '../types.ts'
import { describe } from './svg.ts'

/** Every picture in the formats asked for: `Q2041.svg`, and `Q2041.png`, which is made from it. */
export async function renderPictures(
  pictures: readonly Picture[],
  formats: readonly PictureFormat[],
  surroundings: Surroundings,
): Promise<Rendered[]> {
  const toPng = formats.includes('png') ? (await import('./png.ts')).toPng : undefined
  return pictures.flatMap(picture => {
    const { name, width, alternative } = picture
    const made = printPages(picture, surroundings, toSvg, width)
    if (made === undefined) return []
    const svg = describe(made, titleOf(picture, surroundings), alternative)
    const drawn = formats.includes('svg') ? [{ name: `${name}.svg`, content: svg }] : []
    return toPng ? [...drawn, { name: `${name}.png`, content: toPng(svg, alternative) }] : drawn
  })
}
