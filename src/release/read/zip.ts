import type { VFile } from 'vfile'
import yauzl from 'yauzl'
import { fault } from '../../rules.ts'
import { quote, refuse, refuseSize } from './faults.ts'
import { most, mostBytes } from './limits.ts'
import { asBuffer, crc32, inflate } from './platform.ts'

/** A file in a zip. `read` unpacks it, checks its size and its checksum, and throws a message where they disagree. */
export interface ZipEntry {
  readonly name: string
  /** In bytes, unpacked. */
  readonly size: number
  readonly read: () => Promise<Uint8Array>
}

/**
 * Lists the files of a zip without unpacking any. Throws a message for a broken, encrypted or oversized zip, and for one
 * with two files of one name.
 *
 * @param taken the bytes that other zips of the same file take unpacked
 */
export async function openZip(bytes: Uint8Array, file: VFile, taken = 0): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  try {
    const zip = await yauzl.fromBufferPromise(asBuffer(bytes), { lazyEntries: true, autoClose: false })
    let total = taken
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, uncompressedSize: size } = entry
      total += size
      checkEntry(entry, total, file)
      checkName(name, names, file)
      if (!name.endsWith('/')) entries.push({ name, size, read: () => unpack(bytes, zip, entry, file) })
    }
  } catch (error) {
    throw asMessage(error, file)
  }
  return entries
}

function checkEntry(entry: yauzl.Entry, size: number, file: VFile): void {
  if (entry.isEncrypted()) {
    refuse(file, 'release-encrypted', `Unexpected encrypted file ${quote(entry.fileName)}, expected a plain zip`)
  }
  if (size > most.bytes) {
    refuse(file, 'release-size', `Unexpected ${size} bytes unpacked, expected at most ${mostBytes}`)
  }
}

/** Programs differ in which of two they take; on Windows a name is the same in capital and small letters. */
function checkName(name: string, names: Set<string>, file: VFile): void {
  if (names.has(name.toLowerCase())) {
    refuse(file, 'release-zip', `Unexpected second file ${quote(name)} in the zip, expected each name once`)
  }
  if (names.size === most.entries) refuseSize(file, 'zip', most.entries, 'files')
  names.add(name.toLowerCase())
}

async function unpack(bytes: Uint8Array, zip: yauzl.ZipFile, entry: yauzl.Entry, file: VFile): Promise<Uint8Array> {
  let content: Uint8Array
  try {
    const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    content = await decompress(bytes.subarray(start, start + entry.compressedSize), entry)
  } catch (error) {
    throw asMessage(error, file, ` in ${quote(entry.fileName)}`)
  }
  if (crc32(content) !== entry.crc32) {
    refuse(file, 'release-zip', `Unexpected checksum of ${quote(entry.fileName)}, expected the one the zip records`)
  }
  return content
}

async function decompress(packed: Uint8Array, { compressionMethod, uncompressedSize: size }: yauzl.Entry) {
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw new Error('unsupported compression method')
  const content = compressionMethod === STORED ? packed : await inflate(packed, size)
  if (content.length !== size) throw new Error('other size than the zip records')
  return content
}

const [STORED, DEFLATED] = [0, 8]

/** What yauzl and zlib stumbled over becomes a fault, in words of ours. */
function asMessage(error: unknown, file: VFile, where = ''): unknown {
  if (!(error instanceof Error) || 'ruleId' in error) return error
  const [, name] =
    /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)/s.exec(error.message) ?? []
  if (name !== undefined) {
    const reason = `Unexpected name ${quote(name)} of a file in the zip, expected one that stays inside`
    return fault(file, 'release-zip', reason)
  }
  if (error.message.includes('encryption')) {
    return fault(file, 'release-encrypted', 'Unexpected encrypted file, expected a plain zip')
  }
  return fault(file, 'release-zip', `Unexpected damage${where}, expected a whole zip`)
}
