import { Resvg } from '@resvg/resvg-js'
import { describePng } from './description.ts'

/** The width of each picture in pixels: sharp on a slide that fills a screen. */
const WIDTH = 1600

/** A PNG of an SVG whose letters are outlines, with its description; no font of the machine matters. */
export function toPng(svg: string, description: string): Uint8Array {
  const options = { font: { loadSystemFonts: false }, fitTo: { mode: 'width', value: WIDTH } } as const
  return describePng(new Resvg(svg, options).render().asPng(), description)
}
