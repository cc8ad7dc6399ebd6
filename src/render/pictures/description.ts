import { crc32 } from '../../release/read/platform.ts'

/** A PNG with a description in it, for those who do not see it. */
export function describePng(png: Uint8Array, description: string): Uint8Array {
  // After the signature of 8 bytes, the head is a chunk of 25 bytes and always the first.
  return join([png.subarray(0, 33), chunk('iTXt', itxt('Description', description)), png.subarray(33)])
}

/** A text in UTF-8, not compressed: keyword, no compression, its method, no language, no other keyword. */
function itxt(keyword: string, text: string): Uint8Array {
  return bytesOf(`${keyword}\0\0\0\0\0${text}`)
}

/** A part of a PNG: how long it is, its type, what it holds, and their checksum. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = join([bytesOf(type), data])
  return join([number(data.length), typed, number(crc32(typed))])
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
