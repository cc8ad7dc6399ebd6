import { crc32 } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'

/** The width of each picture in pixels: sharp on a slide that fills a screen. */
const WIDTH = 1600

/** A PNG of an SVG whose letters are outlines, with its description; no font of the machine matters. */
export function toPng(svg: string, description: string): Uint8Array {
  const options = { font: { loadSystemFonts: false }, fitTo: { mode: 'width', value: WIDTH } } as const
  const png = new Resvg(svg, options).render().asPng()
  // After the signature of 8 bytes, the head is a chunk of 25 bytes and always the first.
  return Buffer.concat([png.subarray(0, 33), chunk('iTXt', itxt('Description', description)), png.subarray(33)])
}

/** A text in UTF-8, not compressed: keyword, no compression, its method, no language, no other keyword. */
function itxt(keyword: string, text: string): Uint8Array {
  return Buffer.from(`${keyword}\0\0\0\0\0${text}`)
}

/** A part of a PNG: how long it is, its type, what it holds, and their checksum. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = Buffer.concat([Buffer.from(type), data])
  return Buffer.concat([number(data.length), typed, number(crc32(typed))])
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
