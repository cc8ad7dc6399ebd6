import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Paragraph } from 'mdast'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { planFiling } from '../../src/build/filing.ts'
import { type Plan, planBuild } from '../../src/build/plan.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { BOX, renderCommentBox } from '../../src/render/comment-box.ts'
import { readPacket } from '../../src/request/packet.ts'
import type { InputFile, OutputFile } from '../../src/types.ts'
import { onOneLine } from '../support/finished.ts'
import { base, basePlan, templates } from '../support/plans.ts'
import { filesOf, readOut, root } from '../support/project.ts'

const { request } = readPacket('demo', base, new VFile())!

/** The base request with words of its request.md replaced. */
function changed(from: string | RegExp, to: string): InputFile[] {
  return base.map(file => {
    if (!file.path.endsWith('request.md')) return file
    return { ...file, bytes: Buffer.from(Buffer.from(file.bytes).toString().replace(from, to)) }
  })
}

const namesIn = (outputs: readonly OutputFile[]) =>
  outputs.map(one => one.path).flatMap(path => (path.includes('/filing/') ? [path.replace(/^.*\/filing\//, '')] : []))

describe('filing/', () => {
  test('holds the letter, the sheet, and the packet where request.md says nothing', async () => {
    const { outputs } = await basePlan()
    expect(namesIn(outputs)).toEqual(['1-letter.pdf', '2-redline-sheet.pdf', '3-packet.pdf', 'MANIFEST.txt'])
  })

  test('holds what request.md lists, in its order; “exhibits.pdf” is each exhibit', async () => {
    const { outputs } = await planBuild(changed('agency:', 'filing: [exhibits.pdf, letter.pdf]\nagency:'), templates, [
      'pdf',
    ])
    const exhibits = ['a', 'b', 'c', 'd', 'e'].map((letter, index) => `${index + 1}-exhibit-${letter}.pdf`)
    expect(namesIn(outputs)).toEqual([...exhibits, '6-letter.pdf', 'MANIFEST.txt'])
  })

  test('holds what --only lists instead', async () => {
    const { outputs } = await planBuild(base, templates, ['txt', 'docx'], {
      only: ['comment-box.txt', 'exhibit-a.docx'],
    })
    expect(namesIn(outputs)).toEqual(['1-comment-box.txt', '2-exhibit-a.docx', 'MANIFEST.txt'])
  })

  test('is what the letter lists as attached, and what is attached this once opens nothing', async () => {
    const all = await planBuild(base, templates, ['txt'])
    const some = await planBuild(base, templates, ['txt'], { only: ['letter.txt', 'exhibit-a.txt'] })
    const attached = ({ outputs }: typeof all) =>
      String(outputs.find(({ path }) => path.endsWith('/letter.txt'))!.content).match(
        /^- (?:Redline sheet|Exhibit \w)/gm,
      )
    expect(attached(all)).toEqual([
      '- Redline sheet',
      ...['A', 'B', 'C', 'D', 'E'].map(letter => `- Exhibit ${letter}`),
    ])
    expect(attached(some)).toEqual(['- Exhibit A'])
    const bare = await planBuild(base, templates, ['txt'], { only: ['exhibit-b.txt'] })
    expect(bare.requests[0]!.open).toEqual(all.requests[0]!.open)
    const paper = ({ outputs }: typeof all) => outputs.find(({ path }) => path.endsWith('working-paper.txt'))!.content
    expect(paper(bare)).toBe(paper(all))
  })

  test('is left alone when a format that it needs is not made', async () => {
    const { outputs, messages } = await planBuild(base, templates, ['md', 'docx'])
    expect([namesIn(outputs), messages]).toEqual([[], []])
  })

  test('has the very bytes of the files that it names, with their size, checksum and pages', async () => {
    const manifest = await readOut('car-t/filing/MANIFEST.txt')
    for (const [name, original, pages] of [
      ['1-letter.pdf', 'letter.pdf', '\\d+'],
      ['2-redline-sheet.pdf', 'redline-sheet.pdf', '1'],
      ['3-packet.pdf', 'packet.pdf', '\\d+'],
    ] as const) {
      const bytes = await readFile(`${root}/out/car-t/filing/${name}`)
      expect(bytes.equals(await readFile(`${root}/out/car-t/${original}`))).toBe(true)
      const size = bytes.length.toLocaleString('en-US')
      const sum = createHash('sha256').update(bytes).digest('hex')
      expect(manifest).toMatch(
        new RegExp(`^${name}\n  Size: ${size} bytes\n  SHA-256: ${sum}\n  Pages: ${pages}$`, 'm'),
      )
    }
    expect(manifest).toMatch(/^DRAFT: not for filing\n/)
    expect(manifest).toContain('- to be filled in: name of the signer')
  })

  test('has names without blanks', async () => {
    for (const file of await filesOf('out')) expect(file.path).toMatch(/^[\w./-]+$/)
  })

  const plan = (count: number, bytes: number) => {
    const file = new VFile()
    const names = Array.from({ length: count }, (_, index) => `exhibit-${index}`)
    const made = names.map(name => ({ name: `${name}.pdf`, content: new Uint8Array(bytes) }))
    const files = planFiling(
      request,
      made,
      { exhibits: names, papers: ['letter'], notice: '' },
      [],
      ['exhibits.pdf'],
      file,
    )
    return { count: files.length, rules: file.messages.map(message => message.ruleId) }
  }

  test('has at most 20 files of at most 10 MB', () => {
    expect(plan(20, 10)).toEqual({ count: 21, rules: [] })
    expect(plan(21, 10)).toEqual({ count: 0, rules: ['filing-limit'] })
    expect(plan(1, 10_000_000)).toEqual({ count: 2, rules: [] })
    expect(plan(1, 10_000_001)).toEqual({ count: 0, rules: ['filing-limit'] })
  })
})

describe('the letter', () => {
  const blanksOf = (requests: Plan['requests']) =>
    requests[0]!.open.flatMap(({ what }) => /^to be filled in: (.*)$/.exec(what)?.[1] ?? [])

  test('has a blank for what request.md does not give, and the build lists it', async () => {
    const { outputs, requests } = await planBuild(base, templates, ['md'])
    const letter = onOneLine(String(outputs.find(one => one.path.endsWith('letter.md'))!.content).replaceAll('\\', ''))
    const blanks = blanksOf(requests)
    expect(blanks).toHaveLength(8)
    for (const blank of blanks) expect(letter).toContain(`[fill in: ${blank}]`)
  })

  test('has no blank when request.md gives all', async () => {
    const fields = `filedBy: The Hospital
letter:
  letterhead: |
    1 Street
    Town, ST 00000
  date: September 6, 2024
  addressee: The Name
  ruleTitle: A Rule for Calendar Year 2025
  contact: A Person, person@example.org
  signer: A Signer
  position: Chair
agency:`
    const files = changed('agency:', fields).map(file =>
      file.path.endsWith('request.md')
        ? {
            ...file,
            bytes: Buffer.from(
              Buffer.from(file.bytes).toString().replace('## Why', '## Who we are\n\nWe are a hospital.\n\n## Why'),
            ),
          }
        : file,
    )
    const { outputs, requests, messages } = await planBuild(files, templates, ['md'])
    expect(messages.map(String)).toEqual([])
    expect(blanksOf(requests)).toEqual([])
    const letter = String(outputs.find(one => one.path.endsWith('letter.md'))!.content).replaceAll('\\[', '[')
    expect(letter).not.toContain('fill in')
    expect(letter).toContain(
      '# Re: CMS-1809-P (Docket No. CMS-2024-0196 **[to be confirmed]**): A Rule for Calendar Year 2025',
    )
    expect(letter).toContain('The Hospital\\\n1 Street\\\nTown, ST 00000\n\nSeptember 6, 2024')
    expect(letter).toContain('The Name\\\nAdministrator\\\n')
    expect(letter).toContain('Dear Administrator:')
    expect(letter).toContain('Attention: CMS-1809-P')
  })

  test.each([
    ['A Rule for CY 2026', 'year-agrees', 'Unexpected calendar year 2026, expected 2025'],
    ['A Rule for FY2025', 'year-agrees', 'Unexpected “FY2025”, expected a calendar year'],
    ['CMS-1809-F', 'file-code-agrees', 'Unexpected file code CMS-1809-F, expected CMS-1809-P'],
  ])('of the rule “%s” is refused', async (title, rule, reason) => {
    const { messages } = await planBuild(changed('agency:', `letter: { ruleTitle: ${title} }\nagency:`), templates, [
      'md',
    ])
    expect(messages.map(message => message.ruleId)).toEqual([rule])
    expect(messages[0]!.reason).toContain(reason)
    expect(messages[0]!.line).toBe(3)
  })

  test('a file code in the prose that nothing names is refused where it stands', async () => {
    const { messages } = await planBuild(changed('The services', 'In CMS-1784-P the services'), templates, ['md'])
    expect(messages.map(message => `${message.ruleId}:${message.line}`)).toEqual(['file-code-agrees:27'])
  })
})

describe('the text for the comment box', () => {
  test('has every redline in words, the sources and the notice, and fits', async () => {
    const text = await readOut('car-t/comment-box.txt')
    const { descriptors } = readPacket('car-t', await filesOf('descriptors/car-t'), new VFile())!
    const recovered = text.split('\n').map(line => recoverWordings(line.replace(/\[\d+\]$/, '')))
    for (const { code, current, proposed } of descriptors)
      expect(recovered).toContainEqual({ current: `${code}: ${current.long}`, proposed: `${code}: ${proposed.long}` })
    expect(text).toContain(
      'We ask that CMS pay separately under the Hospital Outpatient Prospective Payment System (OPPS) for the services with the placeholder numbers 3X018 (collection), 3X019 (processing, outbound), and 3X020 (processing, inbound)',
    )
    expect(text).toMatch(/^\[\d\] CMS, HCPCS Level II quarterly release of July 2024/m)
    expect(text.replaceAll('\n', '\r\n').length).toBeLessThanOrEqual(BOX)
  })

  test('a character beyond the sixteen bits and a line end count twice', () => {
    const lines = ['a', '🧬'].map((value): Paragraph => ({ type: 'paragraph', children: [{ type: 'text', value }] }))
    const box = renderCommentBox([{ tree: { type: 'root', children: lines } }])!
    expect([box.file.content, box.length]).toEqual(['a\n\n🧬', 1 + 2 + 2 + 2])
  })

  const noteOf = async (files: InputFile[]) => {
    const { outputs, requests } = await planBuild(files, templates, ['txt'])
    const text = String(outputs.find(one => one.path.endsWith('comment-box.txt'))!.content)
    return { text, note: requests[0]!.notes.at(-1)! }
  }

  test('leaves the sources out when it would not fit with them, and says so', async () => {
    const { text, note } = await noteOf(changed('Request to CMS,', `Request to CMS, ${'with many words '.repeat(300)}`))
    expect(note).toContain('left out, because it would not fit: the sources')
    expect(text).toContain('[struck: ')
    expect(text).not.toContain('Sources cited')
  })

  test('leaves the redlines out when they would not fit, and says so', async () => {
    const long = 'autologous '.repeat(400)
    const { text, note } = await noteOf(
      base.map(file => {
        if (!file.path.endsWith('Q2041.md')) return file
        return { ...file, bytes: Buffer.from(Buffer.from(file.bytes).toString().replaceAll('autologous ', long)) }
      }),
    )
    expect(note).toContain('left out, because it would not fit: the redlines')
    expect(text).not.toContain('[struck: ')
    expect(text).toContain('Q2041 and Q2042')
  })
})
