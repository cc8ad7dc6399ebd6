import { crc32 } from 'node:zlib'
import type { VFile } from 'vfile'
import yauzl from 'yauzl'
import { fault } from '../../rules.ts'
import { refuse } from './faults.ts'

/** A file in a zip. `read` unpacks it, checks its size and its checksum, and throws a message where they disagree. */
export interface ZipEntry {
  readonly name: string
  readonly read: () => Promise<Buffer>
}

/** How many bytes a file, or all that a zip holds, may take unpacked: ten times the largest release. */
export const unpackedLimit = 64 * 1024 * 1024

/** Lists the files of a zip without unpacking any. Throws a message for a broken, encrypted or oversized zip. */
export async function openZip(bytes: Uint8Array, file: VFile): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = []
  try {
    const zip = await yauzl.fromBufferPromise(asBuffer(bytes), { lazyEntries: true, autoClose: false })
    let size = 0
    for await (const entry of zip.eachEntry()) {
      size += entry.uncompressedSize
      checkEntry(entry, size, file)
      if (!entry.fileName.endsWith('/')) entries.push({ name: entry.fileName, read: () => unpack(zip, entry, file) })
    }
  } catch (error) {
    throw asMessage(error, file)
  }
  return entries
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function checkEntry(entry: yauzl.Entry, size: number, file: VFile): void {
  if (entry.isEncrypted()) {
    refuse(file, 'release-encrypted', `Unexpected encrypted file ${entry.fileName}, expected a plain zip`)
  }
  if (size > unpackedLimit) {
    const limit = unpackedLimit / 1024 / 1024
    refuse(file, 'release-size', `Unexpected ${size} bytes unpacked, expected at most ${limit} MiB`)
  }
}

async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry, file: VFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk)
  } catch (error) {
    throw asMessage(error, file, ` in ${entry.fileName}`)
  }
  const content = Buffer.concat(chunks)
  if (crc32(content) !== entry.crc32) {
    refuse(file, 'release-zip', `Unexpected checksum of ${entry.fileName}, expected the one the zip records`)
  }
  return content
}

/** yauzl and zlib say in a few words of their own what they stumbled over: that becomes a fault. */
function asMessage(error: unknown, file: VFile, where = ''): unknown {
  if (!(error instanceof Error) || 'ruleId' in error) return error
  const said = error.message
  if (/^(invalid relative|absolute) path|^invalid characters in fileName/.test(said)) {
    const reason = `Unexpected name of a file in the zip (${said}), expected one that stays inside`
    return fault(file, 'release-zip', reason)
  }
  if (said.includes('encryption')) {
    return fault(file, 'release-encrypted', 'Unexpected encrypted file, expected a plain zip')
  }
  return fault(file, 'release-zip', `Unexpected damage${where} (${said}), expected a whole zip`)
}
