import { Bytes, createHash } from './node.ts'

/** Stands in for `release/read/platform.ts` in the browser; see there. */
export function asBuffer(bytes: Uint8Array): Uint8Array {
  return new Bytes(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength)
}

export function latin1(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(Uint16Array.from(bytes))
}

export function isAscii(bytes: Uint8Array): boolean {
  return bytes.every(byte => byte < 0x80)
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  return createHash().update(bytes).digest('hex')
}

/** The browser’s own decompression. Bytes behind the end of what is deflated, which zlib passes over, count as damage. */
export async function inflate(bytes: Uint8Array, size: number): Promise<Uint8Array> {
  const unpacked = new Uint8Array(size)
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  let at = 0
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return unpacked.subarray(0, at)
    if (at + value.length > size) {
      await reader.cancel()
      throw new RangeError(`Unexpected more than ${size} bytes, expected at most these`)
    }
    unpacked.set(value, at)
    at += value.length
  }
}

const sums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1
  return sum
})

export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) sum = sums[(sum ^ byte) & 0xff]! ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}
