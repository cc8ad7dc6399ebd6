import { crc32 } from 'node:zlib'

/** A file to be put into a zip. */
export interface StoredFile {
  readonly name: string
  readonly content: Buffer
}

/** Writes a zip that holds these files unpacked, for a library that reads nothing but zips. */
export function storeZip(files: readonly StoredFile[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of files) {
    const header = describe(name, content)
    locals.push(signature(0x04034b50), header, Buffer.from(name), content)
    directory.push(signature(0x02014b50), Buffer.from([20, 0]), header, position(offset), Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + content.length
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...locals, central, end(files.length, central.length, offset)])
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** Version, flags (names are UTF-8), method 0, no time, checksum, both sizes, length of the name, no extra field. */
function describe(name: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  bytes.writeUInt16LE(0x800, 2)
  bytes.writeUInt16LE(0x21, 8)
  bytes.writeUInt32LE(crc32(content), 10)
  bytes.writeUInt32LE(content.length, 14)
  bytes.writeUInt32LE(content.length, 18)
  bytes.writeUInt16LE(Buffer.byteLength(name), 22)
  return bytes
}

/** No comment, disk or attributes; then where the file begins. */
function position(offset: number): Buffer {
  const bytes = Buffer.alloc(14)
  bytes.writeUInt32LE(offset, 10)
  return bytes
}

function end(count: number, size: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  bytes.writeUInt16LE(count, 8)
  bytes.writeUInt16LE(count, 10)
  bytes.writeUInt32LE(size, 12)
  bytes.writeUInt32LE(offset, 16)
  return bytes
}
