import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRelease } from '../../src/release/read/read.ts'
import type { ReleaseRecord } from '../../src/release/types.ts'
import { rules } from '../../src/rules.ts'
import { type Made, makeCsv, makeRows, makeTxt, makeXlsx, sample } from '../release/release-maker.ts'
import { makeZip } from '../release/zip-maker.ts'
import { RUNS } from '../support/runs.ts'

const numRuns = RUNS * 3

const words = fc
  .array(fc.constantFrom('cell', 'therapy', 'per', 'dose,', '“as', 'needed”', '–', '(each)', '1,000', 'x'.repeat(60)), {
    minLength: 1,
    maxLength: 40,
  })
  .map(parts => parts.join(' '))
const day = fc.constantFrom('19990101', '20240229', '20261231')
const made: fc.Arbitrary<Made> = fc.record({
  code: fc.stringMatching(/^(?:[A-Z]\d{4}|[A-Z][A-Z0-9])$/),
  long: words,
  short: words.map(text => text.slice(0, 28).trim()),
  added: day,
  action: fc.constantFrom('', 'A', 'N', 'C'),
})
const records = fc.uniqueArray(made, { minLength: 1, maxLength: 8, selector: one => one.code })
const forms = {
  'fixed-width text': (all: readonly Made[]) => makeTxt(all),
  CSV: (all: readonly Made[]) => makeCsv(makeRows(all)),
  workbook: (all: readonly Made[]) => makeXlsx(makeRows(all)),
  zip: (all: readonly Made[]) => makeZip([{ name: 'HCPC2026_JAN_ANWEB.txt', content: makeTxt(all) }]),
}

const facts = ({ code, long, short, added, actionCode }: ReleaseRecord) => ({ code, long, short, added, actionCode })
const toIso = (digits: string) => digits.replace(/(....)(..)(..)/, '$1-$2-$3')

describe.each(Object.entries(forms))('a %s', (_, make) => {
  test('that is sound gives every record as it was', async () => {
    await fc.assert(
      fc.asyncProperty(records, async all => {
        const { release, messages } = await readRelease('file', make(all))
        expect(messages.filter(message => message.fatal).map(String)).toEqual([])
        const expected = all.map(({ code, long, short, added, action }) => ({
          ...{ code, long, short, added: toIso(added), actionCode: action || undefined },
        }))
        const byCode = (one: { code: string }, other: { code: string }) => (one.code < other.code ? -1 : 1)
        expect(release!.records.map(facts).sort(byCode)).toEqual(expected.sort(byCode))
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })

  test('that was damaged is refused with a place, or read; never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(records, damage, async (all, hurt) => await judge(hurt(make(all), make(sample)))),
      { numRuns },
    )
  })
})

test('a text cut off anywhere is refused, or gives the records before the cut, all of them', async () => {
  const whole = makeTxt(sample, '')
  const { release } = await readRelease('file', whole)
  for (let length = 1; length < whole.length; length += 7) {
    const read = await readRelease('file', whole.subarray(0, length))
    await judge(whole.subarray(0, length))
    for (const record of read.release?.records ?? []) expect(release!.records).toContainEqual(record)
  }
})

test('whatever the bytes are', async () => {
  const signature = fc.constantFrom('', 'PK\x03\x04', '\xd0\xcf\x11\xe0', 'HCPC,SEQNUM,', 'Q9001001003', '\xff\xfe')
  await fc.assert(
    fc.asyncProperty(signature, fc.uint8Array({ maxLength: 2000 }), async (start, rest) => {
      await judge(Buffer.concat([Buffer.from(start, 'latin1'), rest]))
    }),
    { numRuns },
  )
})

/** Put in, taken out, doubled, cut off, overwritten, or spliced with another release. */
const damage = fc
  .record({
    kind: fc.constantFrom('insert', 'delete', 'double', 'truncate', 'overwrite', 'splice'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(400),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom('"', ',', '\r\n', '\n', '\0', '\x1a', '""', ' '.repeat(320)).map(text => Buffer.from(text)),
    ),
  })
  .map(({ kind, at, length, bytes }) => (whole: Buffer, other: Buffer): Buffer => {
    const place = Math.floor(at * whole.length)
    const [before, middle, after] = [
      whole.subarray(0, place),
      whole.subarray(place, place + length),
      whole.subarray(place + length),
    ]
    const parts = {
      insert: [before, bytes, middle, after],
      delete: [before, after],
      double: [before, middle, middle, after],
      truncate: [before],
      overwrite: [before, bytes, whole.subarray(place + bytes.length)],
      splice: [before, other.subarray(Math.min(place, other.length))],
    }
    return Buffer.concat(parts[kind])
  })

/** A release or a fault, never both or neither; each message has its rule and names the file. */
async function judge(bytes: Uint8Array): Promise<void> {
  const { release, messages } = await readRelease('file', bytes)
  expect(release === undefined).toBe(messages.some(message => message.fatal))
  for (const { ruleId, file, reason } of messages) {
    expect(Object.keys(rules)).toContain(ruleId)
    expect(file).toMatch(/^file(?:\/|$)/)
    expect(reason).toMatch(/^Unexpected /)
  }
  if (release) expect(release.records.length).toBeGreaterThan(0)
  for (const { code, long } of release?.records ?? []) {
    expect(code).toMatch(/^(?:[A-Z]\d{4}|[A-Z0-9]{2})$/)
    expect(long.trim()).not.toBe('')
  }
}
