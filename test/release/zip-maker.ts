import { crc32, deflateRawSync } from 'node:zlib'

/** A file to be put into a zip; the optional parts make the zip lie or break. */
export interface ZipFile {
  readonly name: string
  readonly content: Buffer | string
  readonly crc?: number
  readonly size?: number
  readonly flags?: number
  /** Not listed in the directory: found only by a reader that goes through the file from its start. */
  readonly hidden?: boolean
}

/** Writes a zip with deflated entries. */
export function makeZip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const packed = deflateRawSync(Buffer.from(file.content))
    const head = header(file, packed.length)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), head, name(file), packed])
    if (!file.hidden) centrals.push(central(file, head, offset))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  return Buffer.concat([...locals, directory, end(centrals.length, directory.length, offset)])
}

function name(file: ZipFile): Buffer {
  return Buffer.from(file.name)
}

/** Version needed, flags, method, time, date, checksum, sizes, length of the name and of the extra field. */
function header(file: ZipFile, packed: number): Buffer {
  const content = Buffer.from(file.content)
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  bytes.writeUInt16LE(file.flags ?? 0, 2)
  bytes.writeUInt16LE(8, 4)
  bytes.writeUInt16LE(0x21, 8)
  bytes.writeUInt32LE(file.crc ?? crc32(content), 10)
  bytes.writeUInt32LE(packed, 14)
  bytes.writeUInt32LE(file.size ?? content.length, 18)
  bytes.writeUInt16LE(name(file).length, 22)
  return bytes
}

function central(file: ZipFile, head: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([Buffer.from('504b01021400', 'hex'), head, rest, name(file)])
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
