import { readFile } from 'node:fs/promises'
import { docxDiffAcceptRevisions, docxDiffRejectRevisions, initialize } from 'docxodus/core'
import { fromHtml } from 'hast-util-from-html'
import { VFile } from 'vfile'
import { beforeAll, describe, expect, test } from 'vitest'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import type { Redline } from '../../src/redline/types.ts'
import { readPacket } from '../../src/request/packet.ts'
import type { Packet } from '../../src/request/packet-types.ts'
import { studyPacket } from '../../src/request/study.ts'
import { onOneLine, textOfPdf, textsOfTags, textsOfWord, textsOfXml } from '../support/finished.ts'
import { canRun, pipe } from '../support/peers.ts'
import { filesOf, root } from '../support/project.ts'
import { isLong } from '../support/runs.ts'
import { visibleText } from '../support/tags.ts'

const file = (name: string) => readFile(`${root}/out/${name}`)
const textOf = async (name: string) => (await file(name)).toString()

interface Shown {
  readonly current: string
  readonly proposed: string
  readonly marked: string
}

const shown = (current: string, proposed: string, made: Redline): Shown => ({
  current,
  proposed,
  marked: toLine(redlineNodes(made)),
})

/** Every redline of the exhibits, with the wordings that it joins as the files of the request have them. */
function redlinesOf(packet: Packet) {
  const study = studyPacket(packet)
  const requested = packet.descriptors.map(({ current, proposed }, index) =>
    shown(current.long, proposed.long, study.codes[index]!.redline),
  )
  const compared = packet.descriptors.flatMap(({ current, proposed }, index) =>
    study.codes[index]!.againstPatterns.flatMap(pattern => [
      shown(current.long, pattern.wording, pattern.current),
      shown(proposed.long, pattern.wording, pattern.proposed),
    ]),
  )
  const past = study.revisions.flatMap(({ revision: { from, to }, redline: made }) =>
    made ? [shown(from!, to!, made)] : [],
  )
  const decided = study.revisions.flatMap(({ revision: { from, asked, to } }) =>
    asked ? [shown(from!, asked, redline(from!, asked)), shown(asked, to!, redline(asked, to!))] : [],
  )
  return { requested, past, working: [...compared, ...decided] }
}

const packets = await Promise.all(
  ['car-t', 'car-t-2027'].map(async name => readPacket(name, await filesOf(`descriptors/${name}`), new VFile())!),
)
const [packet] = packets as [Packet]
const made = packets.map(redlinesOf)
const redlines = packets.flatMap(({ request: { name } }, index): [string, readonly Shown[], readonly Shown[]][] => {
  const { requested, past, working } = made[index]!
  return [
    [`${name}/letter`, requested, requested],
    [`${name}/redline-sheet`, requested, requested],
    [`${name}/exhibit-a`, requested, requested],
    [`${name}/exhibit-b`, past, []],
    [`${name}/packet`, [...requested, ...past], requested],
    [`${name}/working-paper`, working, []],
  ]
})

test('there are the redlines that there should be', () => {
  const counts = made.map(({ requested, past, working }) => [requested.length, past.length, working.length])
  expect(counts).toEqual([
    [6, 3, 14],
    [8, 5, 34],
  ])
  for (const { current, proposed, marked } of made.flatMap(one => [...one.requested, ...one.past, ...one.working]))
    expect(recoverWordings(marked)).toEqual({ current, proposed })
})

describe.each(redlines)('%s gives both wordings of every redline back', (name, all, requested) => {
  const expectAll = (text: string) => {
    for (const { marked } of all) expect(text).toContain(marked)
  }

  test('as plain text', async () => expectAll(onOneLine(await textOf(`${name}.txt`))))

  test('as HTML, by its text', async () => {
    expectAll(visibleText(fromHtml(await textOf(`${name}.html`))))
  })

  test('as Markdown, read as it stands', async () => {
    expectAll((await textOf(`${name}.md`)).replace(/<\/?(?:del|ins)>/g, '').replaceAll('\\', ''))
  })

  test.skipIf(!canRun('pdftotext'))('as PDF, by pdftotext', async () => {
    expectAll(textOfPdf(await file(`${name}.pdf`)))
  })

  // Poppler takes long to print the tags of many pages: those of Exhibit A always, of the packet never, of the rest in the long run.
  test.skipIf(!canRun('pdfinfo') || name.endsWith('packet') || (!/exhibit-a$/.test(name) && !isLong))(
    'as PDF, by its tags',
    () => {
      const recovered = textsOfTags(`${root}/out/${name}.pdf`).map(recoverWordings)
      for (const { current, proposed } of all) expect(recovered).toContainEqual({ current, proposed })
    },
  )

  test.skipIf(!canRun('pandoc'))('as Word for filing, without any tracked change', async () => {
    const texts = textsOfWord(await file(`${name}.docx`), 'accept')
    for (const { marked } of all) expect(texts).toContain(marked)
    expect(textsOfWord(await file(`${name}.docx`), 'reject')).toEqual(texts)
  })

  /** The texts of the filed copy, what is requested made or left, and the sentence that explains it as the tracked copy has it. */
  const kept = (texts: readonly string[], side: 'current' | 'proposed') =>
    texts.map(text => requested.find(one => one.marked === text)?.[side] ?? withoutKey(text))

  test.skipIf(requested.length === 0 || !canRun('pandoc'))('as Word for counsel, by pandoc', async () => {
    const filed = textsOfWord(await file(`${name}.docx`), 'accept')
    const tracked = await file(`${name}-tracked.docx`)
    expect(textsOfWord(tracked, 'accept').map(withoutKey)).toEqual(kept(filed, 'proposed'))
    expect(textsOfWord(tracked, 'reject').map(withoutKey)).toEqual(kept(filed, 'current'))
  })

  test.skipIf(requested.length === 0)('as Word for counsel, by docxodus', async () => {
    const filed = textsOfXml(await file(`${name}.docx`))
    const tracked = new Uint8Array(await file(`${name}-tracked.docx`))
    expect(textsOfXml(await docxDiffAcceptRevisions(tracked)).map(withoutKey)).toEqual(kept(filed, 'proposed'))
    expect(textsOfXml(await docxDiffRejectRevisions(tracked)).map(withoutKey)).toEqual(kept(filed, 'current'))
  })

  beforeAll(() => initialize())
})

/** The paragraph on how to read a redline, headed in exhibits and bare in letters, without its sentences on marks, which each copy has of its own. */
function withoutKey(text: string): string {
  return text.replace(
    /^(How to read a redline\. )?(?:[^.]*(?:\[(?:struck|inserted): …\]|are tracked )[^.]*\. ?)+/,
    '$1',
  )
}

test('where nothing is requested, nothing is tracked', async () => {
  await expect(file('car-t/exhibit-b-tracked.docx')).rejects.toThrow('ENOENT')
})

const DOCUMENTS = [
  ...['exhibit-a', 'exhibit-b', 'exhibit-c', 'exhibit-d', 'exhibit-e', 'packet', 'letter', 'working-paper'].map(
    name => `car-t/${name}`,
  ),
  ...['exhibit-a', 'exhibit-d', 'packet', 'letter', 'summary'].map(name => `car-t-2027/${name}`),
]

describe.skipIf(!canRun('pdfinfo'))('each PDF', () => {
  test.each(DOCUMENTS)('%s is tagged, has a title and a language, and Letter pages', async name => {
    const info = pipe('pdfinfo', [`${root}/out/${name}.pdf`], '')
    expect(info).toMatch(/^Tagged: +yes$/m)
    expect(info).toMatch(/^Title: +\S.*$/m)
    expect(info).toMatch(/^Subject: +\S.*$/m)
    expect(info).toMatch(/^Keywords: +HCPCS Level II, .*Q20/m)
    expect(info).not.toMatch(/^Author:/m)
    expect(info).toMatch(/^Page size: +612 x 792 pts/m)
    expect((await file(`${name}.pdf`)).toString('latin1')).toMatch(/\/Lang ?\(en/)
  })

  test('tags headings, tables with header cells, lists, quotations, notes and struck text', () => {
    const tags = pipe('pdfinfo', ['-struct', `${root}/out/car-t/packet.pdf`], '')
    for (const tag of [
      'H1',
      'H2',
      'H3',
      'Table',
      'Caption',
      'THead',
      'TH',
      'TD',
      'L',
      'LI',
      'BlockQuote',
      'Note',
      'Link',
    ])
      expect(tags).toMatch(new RegExp(`^ *${tag}\\b`, 'm'))
    expect(tags).toContain('/Scope /Column')
    expect(tags).toContain('/TextDecorationType /LineThrough')
  })

  test('counts its pages at the foot of each, and names file code and exhibit at the head', async () => {
    const pages = pipe('pdftotext', ['-layout', '-', '-'], await file('car-t/exhibit-a.pdf'))
      .split('\f')
      .slice(0, -1)
    for (const [index, page] of pages.entries()) {
      expect(page.trim()).toMatch(/^DRAFT: not for filing · CMS-1809-P · CMS-2024-0199 · Exhibit A\n/)
      expect(page.trim()).toMatch(new RegExp(`Page ${index + 1} of ${pages.length}$`))
    }
  })
})

test.skipIf(!canRun('qpdf'))('qpdf finds nothing wrong with any PDF', () => {
  for (const name of DOCUMENTS)
    expect(pipe('qpdf', ['--check', `${root}/out/${name}.pdf`], '')).toContain('No syntax or stream encoding errors')
})

test.skipIf(!canRun('pdffonts'))('each font is embedded', () => {
  for (const name of DOCUMENTS) {
    const fonts = pipe('pdffonts', [`${root}/out/${name}.pdf`], '')
      .trim()
      .split('\n')
      .slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +\d+$/)
  }
})

describe('each Word file', () => {
  const xml = async (name: string, part: string) => {
    const { strFromU8, unzipSync } = await import('fflate')
    return strFromU8(unzipSync(await file(name))[part]!)
  }

  test('for filing has no tracked change and no comment', async () => {
    for (const name of DOCUMENTS)
      expect(await xml(`${name}.docx`, 'word/document.xml')).not.toMatch(/<w:(?:ins|del|moveFrom|comment\w*) /)
  })

  test('has headings, a title, a language, repeated heads of tables, footnotes and page numbers', async () => {
    const text = await xml('car-t/exhibit-b.docx', 'word/document.xml')
    for (const part of ['w:val="Heading1"', 'w:val="Heading2"', '<w:tblHeader/>', '<w:footnoteReference '])
      expect(text).toContain(part)
    expect(await xml('car-t/exhibit-b.docx', 'docProps/core.xml')).toContain(
      '<dc:title>DRAFT: not for filing · Exhibit B. Precedent · CMS-1809-P<',
    )
    expect(await xml('car-t/exhibit-b.docx', 'word/styles.xml')).toContain('<w:lang w:val="en-US"/>')
    expect(await xml('car-t/exhibit-b.docx', 'word/footer1.xml')).toMatch(/PAGE[\s\S]*NUMPAGES/)
    expect(await xml('car-t/exhibit-b.docx', 'word/header1.xml')).toContain('CMS-1809-P · CMS-2024-0199 · Exhibit B')
  })

  test('for counsel names author and date of each change as the request has them, each with a number of its own', async () => {
    const text = await xml('car-t/packet-tracked.docx', 'word/document.xml')
    const changes = text.match(/<w:(?:ins|del) [^>]*>/g) ?? []
    expect(changes).toHaveLength(6)
    for (const change of changes) {
      expect(change).toContain(`w:author="${packet.request.filedBy ?? 'Commenter'}"`)
      expect(change).toContain(`w:date="${packet.request.asOf}T00:00:00Z"`)
    }
    expect(new Set(changes.map(change => /w:id="(\d+)"/.exec(change)![1])).size).toBe(changes.length)
    expect(await xml('car-t/packet-tracked.docx', 'word/settings.xml')).toContain('<w:trackRevisions/>')
    expect(await xml('car-t/packet.docx', 'word/settings.xml')).not.toContain('trackRevisions')
  })

  test('says what it is about, and names no author who is not known', async () => {
    const core = await xml('car-t/packet.docx', 'docProps/core.xml')
    expect(core).toContain(`<dc:subject>${packet.request.title}</dc:subject>`)
    expect(core).toContain('<cp:keywords>HCPCS Level II, CMS-1809-P, CMS-2024-0199, Q2041, ')
    expect(core).not.toMatch(/<(?:dc:creator|cp:lastModifiedBy)>/)
  })

  test('names each table by its caption, and its heads', async () => {
    const text = await xml('car-t/exhibit-a.docx', 'word/document.xml')
    expect(text).toContain('<w:tblCaption w:val="Table A-1. The filing"/>')
    expect(text.match(/<w:tblLook [^>]*w:firstRow="true"/g)).toHaveLength(text.match(/<w:tbl>/g)!.length)
  })

  test('leads from the contents of the packet to the page of each exhibit', async () => {
    const text = await xml('car-t/packet.docx', 'word/document.xml')
    const marks = Array.from(text.matchAll(/PAGEREF (\w+) \\h/g), match => match[1])
    expect(marks).toHaveLength(5)
    for (const mark of marks) expect(text).toContain(`w:name="${mark}"`)
  })
})
