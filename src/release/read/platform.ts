import { isAscii, isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'

/**
 * What the readers take from the platform: all of Node.js that they use stands here. In the workbench its place is taken by
 * `workbench/platform.ts`, so that there is one reader for both.
 */
export { crc32, isAscii, isUtf8 }

/** The bytes as yauzl wants them. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A character for each byte, of the same number. */
export function latin1(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1')
}

/** 64 hex digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Unpacks what is deflated, and throws where it is damaged or would take more than `size` bytes. */
export async function inflate(bytes: Uint8Array, size: number): Promise<Uint8Array> {
  return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) })
}
