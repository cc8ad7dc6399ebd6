// The least that a comparison of two releases must do: unzip the two texts and split them into lines.
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

for (const path of process.argv.slice(2)) {
  const zip = readFileSync(path)
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  let at = zip.readUInt32LE(end + 16)
  for (let entry = zip.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    const [packed, name, extra, comment] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ]
    if (/ANWEB.*\.txt$/i.test(zip.toString('latin1', at + 46, at + 46 + name))) {
      const local = zip.readUInt32LE(at + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const lines = inflateRawSync(zip.subarray(start, start + packed)).toString('latin1').split('\r\n')
      if (lines.length < 1000) throw new Error(`too few lines in ${path}`)
    }
    at += 46 + name + extra + comment
  }
}
