import { describe, expect, test } from 'vitest'
import { readRelease } from '../../src/release/read/read.ts'
import { type RuleId, rules } from '../../src/rules.ts'
import { haveReleases, realBytes } from './real-releases.ts'
import {
  encode,
  fixedLines,
  type Made,
  makeCsv,
  makeRows,
  makeTxt,
  makeXlsx,
  sample,
  sheetXml,
  workbookFiles,
} from './release-maker.ts'
import { makeZip } from './zip-maker.ts'

const txt = makeTxt(sample)
const text = txt.toString('latin1')
const rows = makeRows(sample)

/** The messages of a file that must not give a release: `line:column rule reason`. */
async function faultsOf(bytes: Uint8Array | string): Promise<string[]> {
  const { release, messages } = await readRelease('file', typeof bytes === 'string' ? encode(bytes) : bytes)
  expect(release).toBeUndefined()
  for (const message of messages) {
    expect(message.note).toBe(rules[message.ruleId as RuleId].remedy)
    expect([message.source, message.file?.split('/')[0]]).toEqual(['hcpcs', 'file'])
    expect(message.reason).toMatch(/^Unexpected .*, expected /)
  }
  return messages.map(({ line, column, ruleId, reason }) => `${line ? `${line}:${column} ` : ''}${ruleId} ${reason}`)
}

/** The text with one record changed: `edit` gets the line (counted from 1) without its line break. */
function withLine(number: number, edit: (line: string) => string): string {
  return text
    .split('\r\n')
    .map((line, index) => (index === number - 1 ? edit(line) : line))
    .join('\r\n')
}

describe('what is not a release', () => {
  test.each([
    ['an empty file', ''],
    ['blank lines', '\r\n  \r\n'],
  ])('%s', async (_, bytes) => {
    expect(await faultsOf(bytes)).toEqual(['release-truncated Unexpected empty file, expected a release'])
  })

  test('a header without records', async () => {
    expect(await faultsOf(makeCsv(rows.slice(0, 1)))).toEqual([
      'release-truncated Unexpected file without records, expected a release',
    ])
  })

  test.each([
    ['of 2018', 'HCPCS/Modifier CodeType of Change\r\n\r\nFY                 ADD\r\n'],
    ['of 2019', ' HCPCS/MOD      TYPE OF CHANGE    SHORT DESCRIPTION              LONG DESCRIPTION\r\n'],
    ['as a CSV', 'HCPC,ACTION CD,SHORT DESCRIPTION,LONG DESCRIPTION\r\nC1748,ADD,Endoscope,"Endoscope, single"\r\n'],
    ['as a workbook', makeXlsx([['HCPC/MOD', 'ACTION CD', 'SHORT DESCRIPTION', 'LONG DESCRIPTION']])],
    ['in a zip', makeZip([{ name: 'trans.csv', content: 'HCPC,ACTION CD,SHORT DESCRIPTION,LONG DESCRIPTION\n' }])],
  ])('a transaction report %s', async (_, bytes) => {
    expect(await faultsOf(bytes)).toEqual(['release-format Unexpected transaction report of CMS, expected a release'])
  })

  test.each([
    ['with its title', 'Addendum B.-Final OPPS Payment by HCPCS Code for CY 2024\r\nCPT codes are copyrighted\r\n'],
    ['from its header', 'HCPCS Code,Short Descriptor,SI,APC,Relative Weight,Payment Rate\r\nC1748,Endoscope,H,,,\r\n'],
  ])('an OPPS addendum, %s', async (_, bytes) => {
    expect(await faultsOf(bytes)).toEqual(['release-format Unexpected OPPS addendum of CMS, expected a release'])
  })

  test('prose, and an old workbook', async () => {
    expect((await faultsOf('PROCESSING NOTES\r\n')).join()).toMatch(/^release-format Unexpected content, /)
    expect((await faultsOf('\xd0\xcf\x11\xe0\xa1\xb1')).join()).toMatch(/^release-format Unexpected xls workbook /)
  })

  test('two releases in one zip', async () => {
    const files = ['v1.txt', 'v2.txt'].map(name => ({ name, content: txt }))
    expect(await faultsOf(makeZip(files))).toEqual([
      'release-several Unexpected 2 releases in the zip (v1.txt, v2.txt), expected one',
    ])
  })
})

describe('a workbook with a cell that no release has', () => {
  /** A workbook of which the cell A1 shows an error. */
  const withError = (cells: string[][]) =>
    makeZip(workbookFiles(sheetXml(cells).replace(/<c r="A1".*?<\/c>/, '<c r="A1" t="e"><v>#N/A</v></c>')))
  const list = [
    ['Product', 'HCPC', 'Units', 'Status'],
    ['Sample', 'Q9001', '12', '3'],
  ]
  const cell = 'release-format Unexpected value "#N/A" of type "e" in A1, expected text or a number'

  test('is no release where nothing in it is of one, alone and in a zip', async () => {
    const other = withError(list)
    const expected = ['release-format Unexpected content, expected a release: zip, fixed-width text, xlsx or csv']
    expect(await faultsOf(other)).toEqual(expected)
    expect(await faultsOf(makeZip([{ name: 'a.xlsx', content: other }]))).toEqual(expected)
    const both = makeZip([
      { name: 'a.xlsx', content: other },
      { name: 'b.xlsx', content: makeXlsx(rows) },
    ])
    const { release, messages } = await readRelease('file', both)
    expect(release!.records.map(({ code }) => code)).toEqual(['ZA', 'Q9001', 'Q9002'])
    expect(messages.filter(({ fatal }) => fatal)).toEqual([])
  })

  test('is a transaction report where it has the head of one', async () => {
    const report = withError([['Report'], ['HCPC/MOD', 'ACTION CD', 'SHORT DESCRIPTION', 'LONG DESCRIPTION']])
    expect(await faultsOf(report)).toEqual(['release-format Unexpected transaction report of CMS, expected a release'])
  })

  test.each([
    ['its header is whole', [['x'], ...rows]],
    ['its first column lost its name', rows],
    ['its header is lost', [['x'], ...rows.slice(1)]],
    ['its records are lost', rows.slice(0, 1)],
  ])('is a damaged release where %s', async (_, cells) => {
    const damaged = withError(cells)
    expect(await faultsOf(damaged)).toEqual([`1:1 ${cell}`])
    expect(await faultsOf(makeZip([{ name: 'a.xlsx', content: damaged }]))).toEqual([`1:1 ${cell}`])
  })

  test('stays a fault where the workbook is broken in another way: a release may have been in it', async () => {
    const [files, lost] = [workbookFiles(sheetXml(list)), '<c r="A1" t="s"><v>0</v></c>']
    const broken = files.map(({ name, content }) => ({
      name,
      content: String(content).replace(/<c r="A1".*?<\/c>/, lost),
    }))
    expect((await faultsOf(makeZip(broken))).join()).toMatch(/^1:1 release-format Unexpected number "0" of a text/)
  })
})

describe('a text that was damaged', () => {
  test('is cut off at the end', async () => {
    expect(await faultsOf(text.slice(0, -200))).toEqual([
      '6:123 release-truncated Unexpected missing columns after column 122, expected 320 and a line end',
    ])
  })

  test('has a record cut in mid-field, and every such record is told', async () => {
    const cut = withLine(3, line => line.slice(0, 200)).replace(/(\r\n.{60})[^\r]*(?=\r\nQ9002)/, '$1')
    expect(await faultsOf(cut)).toEqual([
      '3:201 release-record Unexpected missing columns after column 200, expected at least 293',
      '5:61 release-record Unexpected missing columns after column 60, expected at least 91',
    ])
  })

  test('has text where there must be none', async () => {
    expect(await faultsOf(withLine(3, line => `${line.slice(0, 300)}lost${line.slice(304)}`))).toEqual([
      '3:301 release-record Unexpected "lost" after column 293, expected spaces',
    ])
  })

  test('lost or repeated a continuation', async () => {
    const lines = text.split('\r\n')
    const [without, twice] = [lines.toSpliced(3, 1), lines.toSpliced(4, 0, lines[4]!)]
    expect((await faultsOf(without.join('\r\n'))).join()).toMatch(
      /^4:1 release-record .* 00200 of Q9001 after record 1 of ZA/,
    )
    expect((await faultsOf(twice.join('\r\n'))).join()).toMatch(/^6:1 release-record .* after record 2 of Q9001/)
  })

  test('has a continuation of another code, or of a modifier after a procedure code', async () => {
    const [code, kind] = [
      withLine(5, line => `Q9009${line.slice(5)}`),
      withLine(5, line => `${line.slice(0, 10)}8${line.slice(11)}`),
    ]
    expect((await faultsOf(code)).join()).toMatch(/^5:1 release-record .* 00200 of Q9009 after record 1 of Q9001/)
    expect((await faultsOf(kind)).join()).toMatch(/^5:1 release-record Unexpected "Q9001002008/)
  })

  test('has a modifier’s id with a procedure code, or the reverse', async () => {
    const withId = (line: number, id: string) => withLine(line, text => `${text.slice(0, 10)}${id}${text.slice(11)}`)
    expect((await faultsOf(withId(4, '7'))).join()).toMatch(/^4:1 release-record Unexpected "Q9001001007/)
    expect((await faultsOf(withId(3, '3'))).join()).toMatch(/^3:1 release-record Unexpected " {3}ZA001003/)
  })

  test('has a line that is no record, first or later', async () => {
    expect((await faultsOf(withLine(4, () => 'garbage'))).join()).toMatch(/^4:1 release-record Unexpected "garbage"/)
    expect((await faultsOf(withLine(3, line => `${line.slice(0, 10)}X${line.slice(11)}`))).join()).toMatch(
      /^3:1 release-record Unexpected " {3}ZA00100X/,
    )
  })

  test('has dates and action codes that do not exist', async () => {
    const made: Made[] = [{ ...sample[0]!, added: '20190231', effective: '2019010', terminated: 'x', action: 'Z' }]
    expect(await faultsOf(makeTxt(made))).toEqual([
      '3:1 release-record Unexpected add date "20190231" of ZA, expected a date of 1900 to 2099 as YYYYMMDD',
      '3:1 release-record Unexpected action effective date "2019010" of ZA, expected a date of 1900 to 2099 as YYYYMMDD',
      '3:1 release-record Unexpected termination date "x" of ZA, expected a date of 1900 to 2099 as YYYYMMDD',
      '3:1 release-record Unexpected action code "Z" of ZA, expected one of ABCDFNPRST',
    ])
  })

  test.each(['00000101', '02190101', '18991231', '21000101', '99991231'])('has the date %s', async date => {
    for (const field of ['added', 'effective', 'terminated'])
      expect(await faultsOf(makeTxt([{ ...sample[0]!, [field]: date }]))).toEqual([
        expect.stringContaining(`date "${date}" of ZA, expected a date of 1900 to 2099`),
      ])
  })

  test('has a thousand faults, and no more are told', async () => {
    const faults = await faultsOf(text + 'garbage\r\n'.repeat(5000))
    expect(faults.length).toBe(1001)
    expect(faults.at(-1)).toBe('release-format Unexpected 1000 faults in one file, expected a release')
  })
})

describe('encoding', () => {
  test.each([
    ['UTF-16', Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(text, 'utf16le')]), /^1:1 .* UTF-16 text/],
    ['zero bytes', text.replace('Sample', 'Samp\0e'), /^3:1 .* U\+0000/],
    ['control characters', text.replace('Sample', 'Samp\x01e'), /^3:1 .* control character U\+0001/],
    ['a byte Windows-1252 does not define', text.replace('Sample', 'Samp\x81e'), /^3:1 .* U\+0081/],
    ['UTF-8 decoded as Windows-1252', makeCsv([...rows, ['B', 'â€“']]), /^5:1 .* "â€"/],
    ['characters lost', makeCsv([...rows, ['B', '\ufffd']]), /^5:1 .* U\+FFFD/],
  ])('%s', async (_, bytes, expected) => {
    const [fault, ...others] = await faultsOf(bytes)
    expect(fault).toMatch(expected)
    expect(fault).toContain('release-encoding')
    expect(others).toEqual([])
  })
})

describe('a code twice', () => {
  const other = { ...sample[1]!, long: 'Quite another text' }

  test('with different text is a fault at the second', async () => {
    expect(await faultsOf(makeTxt([...sample, other]))).toEqual([
      '7:1 release-duplicate Unexpected second record of code Q9001 with another text or termination date, expected one',
    ])
  })

  test('with the same text is a warning', async () => {
    const { release, messages } = await readRelease('file', makeTxt([...sample, sample[1]!]))
    expect(release!.records.length).toBe(3)
    expect(messages.map(({ ruleId, fatal, line }) => [ruleId, fatal, line])).toContainEqual([
      'release-duplicate',
      false,
      7,
    ])
  })
})

describe('a table that was damaged', () => {
  const csv = makeCsv(rows).toString()

  test('ends in a quoted cell', async () => {
    expect(await faultsOf(csv.slice(0, csv.lastIndexOf('quoted')))).toEqual([
      '4:1 release-truncated Unexpected missing quote at the end of a cell, expected a whole file',
    ])
  })

  test('ends in the middle of a row', async () => {
    expect(await faultsOf(csv.slice(0, -20))).toEqual([
      '4:1 release-record Unexpected 46 cells, expected 48 as in the header',
    ])
  })

  test('has quotes in the wrong place', async () => {
    expect((await faultsOf(`${csv}Q9003,0010,3,"a"b,\n`)).join()).toMatch(
      /^5:1 release-record Unexpected "b" after a quoted/,
    )
    expect((await faultsOf(`${csv}Q9003,0010,3,a"b,\n`)).join()).toMatch(
      /^5:1 release-record Unexpected quote in the middle/,
    )
  })

  test('lacks a column, or has one twice', async () => {
    expect((await faultsOf(makeCsv(rows.map(row => row.toSpliced(6, 1))))).join()).toMatch(
      /^1:1 release-header .* without PRICE2/,
    )
    expect((await faultsOf(makeCsv(rows.map(row => [...row, row[4]!])))).join()).toMatch(
      /^1:1 release-header .* column "SHORT DESC/,
    )
  })

  test('has its header in one cell', async () => {
    const [header, ...others] = csv.split('\n')
    expect((await faultsOf([`"${header}"`, ...others].join('\n'))).join()).toMatch(
      /^release-header Unexpected rows without a header, expected a row that begins with HCPC/,
    )
  })

  test('has a row that is no record', async () => {
    expect((await faultsOf(makeCsv([...rows, rows[1]!.with(0, 'Total')]))).join()).toMatch(
      /^5:1 release-record Unexpected "Total 0010 7"/,
    )
  })
})

describe('a zip that was damaged or made to harm', () => {
  const good = makeZip([{ name: 'a.txt', content: txt }])

  test('truncated', async () => {
    expect((await faultsOf(good.subarray(0, -30))).join()).toMatch(/^release-zip Unexpected damage/)
    expect((await faultsOf(good.subarray(0, 4))).join()).toMatch(/^release-zip Unexpected damage/)
  })

  test('a flipped bit in the content', async () => {
    const wrong = makeZip([{ name: 'a.txt', content: txt, crc: 1 }])
    expect(await faultsOf(wrong)).toEqual([
      'release-zip Unexpected checksum of "a.txt", expected the one the zip records',
    ])
  })

  test('no flipped bit gives other records', async () => {
    const expected = (await readRelease('file', good)).release!.records
    for (let at = 0; at < good.length; at += 1) {
      const flipped = Buffer.from(good)
      flipped[at]! ^= 1 << (at % 8)
      const { release, messages } = await readRelease('file', flipped)
      if (release === undefined) expect(messages.length).toBeGreaterThan(0)
      else expect(release.records).toEqual(expected)
    }
  })

  test.each([10, txt.length + 1])('a recorded size of %i bytes', async size => {
    const lying = makeZip([{ name: 'a.txt', content: txt, size }])
    expect((await faultsOf(lying)).join()).toBe('release-zip Unexpected damage in "a.txt", expected a whole zip')
  })

  test('more than 64 MiB unpacked, in one file or in sum, however small packed', async () => {
    const bomb = { name: 'a.txt', content: Buffer.alloc(65 * 1024 * 1024) }
    const halves = ['a.txt', 'b.txt'].map(name => ({ name, content: Buffer.alloc(33 * 1024 * 1024) }))
    for (const zip of [makeZip([bomb]), makeZip(halves)]) {
      expect(zip.length).toBeLessThan(100_000)
      expect((await faultsOf(zip)).join()).toMatch(
        /^release-size Unexpected \d+ bytes unpacked, expected at most 64 MiB/,
      )
    }
  })

  test('a bomb that records a small size', async () => {
    const zip = makeZip([{ name: 'a.txt', content: Buffer.alloc(8 * 1024 * 1024), size: 1000 }])
    expect((await faultsOf(zip)).join()).toBe('release-zip Unexpected damage in "a.txt", expected a whole zip')
  })

  test.each(['../a.txt', '/etc/a.txt', 'b/../../a.txt'])('a file named %s', async name => {
    expect((await faultsOf(makeZip([{ name, content: txt }]))).join()).toMatch(/^release-zip Unexpected name/)
  })

  test.each([1, 0x41])('encrypted (flags %i)', async flags => {
    expect((await faultsOf(makeZip([{ name: 'a.txt', content: txt, flags }]))).join()).toMatch(/^release-encrypted /)
  })

  test('a workbook with a cell far away, with a wrong checksum, with broken XML', async () => {
    const far = sheetXml(rows).replace(
      '</sheetData>',
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    expect((await faultsOf(makeZip(workbookFiles(far)))).join()).toMatch(
      /^1048576:1 release-size Unexpected row with more than 104 columns/,
    )
    const wrong = workbookFiles(sheetXml(rows)).map(file => ({ ...file, crc: 1 }))
    expect((await faultsOf(makeZip(wrong))).join()).toMatch(/^release-zip Unexpected checksum/)
    expect((await faultsOf(makeZip(workbookFiles('<worksheet><sheetData><row')))).join()).toMatch(
      /^1:\d+ release-format /,
    )
  })
})

test('a sheet that the directory of a workbook does not list is not read', async () => {
  const [listed, hidden] = [sheetXml(rows), sheetXml(makeRows(sample.map(made => ({ ...made, long: 'Hidden' }))))]
  const smuggled = { name: 'xl/worksheets/sheet1.xml', content: hidden, hidden: true }
  const { release } = await readRelease('file', makeZip([...workbookFiles(listed), smuggled]))
  expect(release!.records).toEqual((await readRelease('file', txt)).release!.records)
})

test('a release without modifiers, dates or action codes says so and is read', async () => {
  const made = [{ ...sample[1]!, action: '', effective: '', terminated: '' }]
  const { release, messages } = await readRelease('file', makeCsv(makeRows(made)))
  expect(release!.lacks).toEqual(['modifier', 'actionEffective', 'terminated', 'actionCode'])
  expect(messages.map(({ ruleId, fatal }) => `${ruleId} ${fatal}`)).toContain('release-lacks undefined')
})

test('no cut of a small release crashes', async () => {
  for (const whole of [txt, makeCsv(rows), makeXlsx(rows), encode(fixedLines(sample[1]!).join(''))]) {
    for (let length = 0; length < whole.length; length += 37) {
      const { release, messages } = await readRelease('file', whole.subarray(0, length))
      expect(release === undefined ? messages.length : release.records.length).toBeGreaterThan(0)
    }
  }
})

describe.skipIf(!haveReleases)('real files that are not a release', () => {
  test.each(['2020-04/trans_alpha.xlsx', '2020-07/trans_alpha.xlsx'])('%s', async path => {
    expect((await faultsOf(realBytes(path))).join()).toMatch(/^release-format Unexpected transaction report/)
  })
})
