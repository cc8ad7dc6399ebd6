import { docxDiffAcceptRevisions, docxDiffRejectRevisions, initialize } from 'docxodus/core'
import fc from 'fast-check'
import type { Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { beforeAll, describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import type { Exhibit } from '../../src/document/types.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { asParagraph } from '../../src/render/line.ts'
import { render } from '../../src/render/render.ts'
import { toText } from '../../src/render/text.ts'
import type { DocumentFormat, Rendered } from '../../src/render/types.ts'
import { readPacket } from '../../src/request/packet.ts'
import type { InputFile } from '../../src/types.ts'
import { onOneLine, textOfPdf, textsOfWord, textsOfXml } from '../support/finished.ts'
import { canRun, pipe } from '../support/peers.ts'
import { base, templates as templateFiles } from '../support/plans.ts'
import { RUNS } from '../support/runs.ts'

const templates = new Map(
  templateFiles.map(file => [file.path.replace('templates/', ''), Buffer.from(file.bytes).toString()]),
)
const { request } = readPacket('demo', base, new VFile())!

/** The files of a tree in one format, and the faults that came up. */
async function print(tree: Root, format: DocumentFormat): Promise<{ files: Rendered[]; messages: VFileMessage[] }> {
  const file = new VFile()
  const document: Exhibit = { letter: 'A', name: 'exhibit-a', title: 'Exhibit A. Trial', tree }
  const files = await render([document], [format], {
    request,
    templates,
    report: file,
    isDraft: false,
    head: 'CMS-1809-P',
    find: () => undefined,
  })
  return { files, messages: file.messages }
}

const bytes = ({ content }: Rendered) => new Uint8Array(Buffer.from(content))

const heading: RootContent = { type: 'heading', depth: 1, children: [{ type: 'text', value: 'Trial' }] }
const quote = (children: never[]): RootContent => ({ type: 'blockquote', children: [{ type: 'paragraph', children }] })

/** Words as descriptors have them, and what could be taken for markup in one format or another. */
const word = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z]{1,12}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[!-~]{1,8}$/) },
  fc.constantFrom(
    'car-positive',
    '<=40%',
    '1,000',
    '(bcma)',
    '[struck:',
    '#let',
    '$x$',
    '</w:t>',
    '&amp;',
    '@note',
    '<b>',
    '#(1)',
    'é',
    '≥',
    '“q”',
    '--',
    "'s",
  ),
)
/** Words as descriptors have them: a line of a PDF breaks between two of them only. */
const natural = fc.oneof(
  { weight: 2, arbitrary: fc.stringMatching(/^[a-z]{1,12}$/) },
  fc.constantFrom('car-positive', 'b-cell', '<=40%', '1,000', '(bcma)', 'and/or', 'cd54+', 'word(s)', 'mg,', 'u.s.p.;'),
)

const wordingOf = (words: fc.Arbitrary<string>) =>
  fc.array(words, { minLength: 1, maxLength: 12 }).map(all => all.join(' '))

const pairsOf = (words: fc.Arbitrary<string>) =>
  fc.array(
    fc.tuple(wordingOf(words), wordingOf(words)).filter(([current, proposed]) => current !== proposed),
    { minLength: 12, maxLength: 12 },
  )

/** Many redlines in one document, so that a program is started once for all. */
function documentOf(all: readonly (readonly [string, string])[]) {
  const made = all.map(([current, proposed]) => redlineNodes(redline(current, proposed), true))
  const tree: Root = { type: 'root', children: [heading, ...made.map(nodes => quote(nodes as never[]))] }
  return { tree, marked: made.map(toLine) }
}

// Pandoc and pdftotext give two blanks as one, which stand where struck words begin with a blank.
describe('accept gives the proposed wording and reject the current one, read back from', () => {
  test('plain text, whose lines break at blanks only', () => {
    fc.assert(
      fc.property(wordingOf(word), wordingOf(word), (current, proposed) => {
        fc.pre(current !== proposed)
        const lines = toText({ type: 'root', children: [quote(redlineNodes(redline(current, proposed)) as never[])] })
        expect(
          recoverWordings(
            lines
              .trim()
              .split(/\n {4}/)
              .join(' '),
          ),
        ).toEqual({ current, proposed })
      }),
    )
  })

  test('plain text that has two blanks in a row', () => {
    const wording = Array.from({ length: 40 }, (_, index) => 'x'.repeat(index % 9))
      .join('  ')
      .trim()
    const lines = toText(asParagraph([{ type: 'text', value: wording }]))
    expect(lines.trim().split('\n').join(' ')).toBe(wording)
  })

  const printed = async (all: readonly (readonly [string, string])[]) => {
    const { tree, marked } = documentOf(all)
    const { files, messages } = await print(tree, 'pdf')
    expect(messages.map(String)).toEqual([])
    return { text: textOfPdf(bytes(files[0]!)), marked: marked.map(onOneLine) }
  }

  test.skipIf(!canRun('pdftotext'))('PDF', async () => {
    await fc.assert(
      fc.asyncProperty(pairsOf(natural), async all => {
        const { text, marked } = await printed(all)
        for (const line of marked) expect(text).toContain(line)
      }),
      { numRuns: Math.ceil(RUNS / 10), endOnFailure: true },
    )
  })

  test.skipIf(!canRun('pdftotext'))('PDF, wherever in a line the change stands', async () => {
    const before = Array.from({ length: 60 }, (_, index) => `${'up to '.repeat(10)}${'i'.repeat(index)} car-positive`)
    const { text, marked } = await printed(before.map(one => [`${one} 460 cells`, `${one} 510 cells`]))
    for (const line of marked) expect(text).toContain(line)
  })

  test.skipIf(!canRun('pdftotext'))('PDF, with signs of every kind, but for the blanks', async () => {
    const bare = (text: string) => text.replaceAll(' ', '')
    await fc.assert(
      fc.asyncProperty(pairsOf(word), async all => {
        const { text, marked } = await printed(all)
        for (const line of marked) expect(bare(text)).toContain(bare(line))
      }),
      { numRuns: Math.ceil(RUNS / 10), endOnFailure: true },
    )
  })

  test.skipIf(!canRun('pandoc'))('Word for filing and for counsel, by pandoc', async () => {
    await fc.assert(
      fc.asyncProperty(pairsOf(word), async all => {
        const { tree, marked } = documentOf(all)
        const [filed, tracked] = (await print(tree, 'docx')).files.map(bytes)
        expect(textsOfWord(filed!, 'accept').slice(1)).toEqual(marked.map(onOneLine))
        expect(textsOfWord(tracked!, 'accept').slice(1)).toEqual(all.map(([, proposed]) => proposed))
        expect(textsOfWord(tracked!, 'reject').slice(1)).toEqual(all.map(([current]) => current))
      }),
      { numRuns: Math.ceil(RUNS / 20), endOnFailure: true },
    )
  })

  test('Word for counsel, by docxodus', async () => {
    await fc.assert(
      fc.asyncProperty(pairsOf(word), async all => {
        const [, tracked] = (await print(documentOf(all).tree, 'docx')).files.map(bytes)
        const read = (docx: Uint8Array) => textsOfXml(docx).slice(1)
        expect(read(await docxDiffAcceptRevisions(tracked!))).toEqual(all.map(([, proposed]) => proposed))
        expect(read(await docxDiffRejectRevisions(tracked!))).toEqual(all.map(([current]) => current))
      }),
      { numRuns: Math.ceil(RUNS / 20), endOnFailure: true },
    )
  })

  beforeAll(() => initialize())
})

const parse = (markdown: string) => unified().use(remarkParse).use(remarkGfm).parse(markdown)

/** What each format says, each run of blanks as one. */
async function textsOf(tree: Root): Promise<Record<string, string>> {
  const [pdf, docx] = [await print(tree, 'pdf'), await print(tree, 'docx')]
  expect(pdf.messages.map(String)).toEqual([])
  return {
    txt: onOneLine(toText(tree)),
    pdf: textOfPdf(bytes(pdf.files[0]!)),
    docx: onOneLine(textsOfXml(bytes(docx.files[0]!)).join(' ')),
  }
}

describe.skipIf(!canRun('pdftotext'))('no word is lost', () => {
  test('of a table that is wider than the page', async () => {
    const columns = Array.from({ length: 30 }, (_, index) => `column${index}`)
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
    const cells = columns.map(column => `${column}-value`)
    const tree = parse(`# Wide\n\n${row(columns)}\n${row(columns.map(() => '---'))}\n${row(cells)}\n`)
    for (const text of Object.values(await textsOf(tree))) for (const cell of cells) expect(text).toContain(cell)
  })

  test('of a word that is longer than a line, nor is it printed beyond the margin', async () => {
    const long = 'pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(5)
    const tree = parse(`# Long\n\n${long}\n\n| a | b |\n|---|---|\n| ${long} | ~~${long}~~ |\n`)
    const texts = await textsOf(tree)
    for (const text of Object.values(texts)) expect(text.replaceAll(' ', '').split(long)).toHaveLength(4)
  })

  test('of nested emphasis, and of notes in cells, captions and notes', async () => {
    const tree = parse(
      '# Nested\n\n***One*** **two *three ~~four~~ `five`***\n\n| Head[^a] |\n|---|\n| **cell *six***[^b] |\n\n[^a]: Note *seven* of a.[^c]\n\n    Second paragraph.\n\n[^b]: Note of b.\n[^c]: Note of c.\n',
    )
    const { txt, pdf, docx } = await textsOf(tree)
    for (const words of ['One two three [struck: four] five', 'cell six'])
      for (const text of [txt, pdf, docx]) expect(text).toContain(words)
    for (const note of ['Note seven of a.', 'Second paragraph.', 'Note of b.', 'Note of c.'])
      for (const text of [txt, pdf]) expect(text).toContain(note)
  })

  test('of lists in lists and quotes, tasks, code, rules and links', async () => {
    const tree = parse(
      '# Blocks\n\n3. third\n   - inner\n\n     more\n4. fourth\n\n- [x] done\n- [ ] open\n\n> quoted\n>\n> 1. in quote\n\n```\ncode  line\n```\n\n---\n\n[link](https://example.org/a) and [name][n]\n\n[n]: https://example.org/b\n',
    )
    const texts = await textsOf(tree)
    for (const words of [
      'third',
      'inner',
      'more',
      'fourth',
      '[x] done',
      '[ ] open',
      'quoted',
      'in quote',
      'code line',
      'link',
      'and name',
    ])
      for (const text of Object.values(texts)) expect(text).toContain(words)
    expect(texts.txt).toContain('4. fourth')
    expect(texts.txt).toContain('name (https://example.org/b)')
    expect(texts.pdf).toContain('4. fourth')
  })
})

describe.skipIf(!canRun('pdftotext'))('what belongs together stands on one page of the PDF', () => {
  const pagesOf = async (markdown: string) => {
    const { files, messages } = await print(parse(markdown), 'pdf')
    expect(messages.map(String)).toEqual([])
    return pipe('pdftotext', ['-', '-'], bytes(files[0]!)).split('\f')
  }
  const lines = (count: number) => 'A line.\n\n'.repeat(count)

  test('the last two rows of a long table', async () => {
    for (let count = 28; count < 44; count++) {
      const rows = Array.from({ length: count }, (_, index) => `| row${index} | b |\n`).join('')
      const pages = await pagesOf(`# Rows\n\n| a | b |\n|---|---|\n${rows}`)
      const last = pages.find(page => page.includes(`row${count - 1}`))
      expect([count, last?.includes(`row${count - 2}`)]).toEqual([count, true])
    }
  })

  test('a redline, what it would read as, and their headings; a table and what leads up to it; a closing and a name', async () => {
    const redlined = '## Code\n\n**Redline**\n\n> old ~~words~~\n\n**As it would read**\n\n> new end\n'
    const table = '## Code\n\nBelow, all.\n\n| a |\n|---|\n| new end |\n'
    for (const text of [redlined, table, 'Code,\n\nnew end'])
      for (let count = 18; count < 30; count++) {
        const page = (await pagesOf(`# Lines\n\n${lines(count)}${text}`)).find(one => one.includes('new end'))
        expect([count, page]).toEqual([count, expect.stringContaining('Code')])
      }
  })
})

/** The base request with another descriptor for Q2041. */
function withDescriptor(change: (text: string) => string): InputFile[] {
  return base.map(file => {
    if (!file.path.endsWith('Q2041.md')) return file
    return { ...file, bytes: Buffer.from(change(Buffer.from(file.bytes).toString())) }
  })
}

describe.skipIf(!canRun('pdftotext'))('a request that is out of the ordinary', () => {
  test('with a descriptor of 4,500 characters is whole in every format', async () => {
    const filling = Array.from({ length: 500 }, (_, index) => `w${index}`).join(' ')
    const { outputs, messages } = await planBuild(
      withDescriptor(text => text.replaceAll('autologous', () => `autologous ${filling} ${filling}`)),
      templateFiles,
      ['txt', 'pdf', 'docx'],
    )
    expect(messages.map(String)).toEqual([])
    const content = (name: string) => new Uint8Array(Buffer.from(outputs.find(one => one.path.endsWith(name))!.content))
    const texts = [
      textOfPdf(content('exhibit-a.pdf')),
      onOneLine(Buffer.from(content('exhibit-a.txt')).toString()),
      ...textsOfXml(content('exhibit-a.docx')),
    ]
    expect(texts.filter(text => text.includes(`autologous ${filling} ${filling}`)).length).toBeGreaterThanOrEqual(4)
  })

  test('with forty codes has each of them, on pages that count', async () => {
    const codes = Array.from({ length: 40 }, (_, index) => `Q3${String(index).padStart(3, '0')}`)
    const q2041 = base.find(file => file.path.endsWith('demo/Q2041.md'))!
    const more = codes.map(code => ({
      path: q2041.path.replace('Q2041', code),
      bytes: Buffer.from(Buffer.from(q2041.bytes).toString().replaceAll('Q2041', code)),
    }))
    const files = base.map(file =>
      file.path.endsWith('request.md')
        ? {
            ...file,
            bytes: Buffer.from(
              Buffer.from(file.bytes)
                .toString()
                .replace('two descriptors', '42 descriptors')
                .replace('[Q2041, Q2042]', `[Q2041, Q2042, ${codes.join(', ')}]`),
            ),
          }
        : file,
    )
    const { outputs, messages, requests } = await planBuild([...files, ...more], templateFiles, ['txt', 'pdf'])
    expect(messages.map(String)).toEqual([])
    const packet = outputs.find(one => one.path.endsWith('packet.pdf'))!
    expect(packet.pages).toBeGreaterThan(20)
    const text = textOfPdf(new Uint8Array(Buffer.from(packet.content)))
    for (const code of codes)
      expect(text).toContain(`Revise existing HCPCS Level II code ${code}, which currently reads`)
    expect(requests[0]!.notes.at(-1)).toContain('left out, because it would not fit')
  })
})

test('a heading that skips a level is a level below the one before it', async () => {
  const files = base.map(file => {
    if (!file.path.endsWith('request.md')) return file
    return {
      ...file,
      bytes: Buffer.from(Buffer.from(file.bytes).toString().replace('The services', '##### Deep\n\nThe services')),
    }
  })
  const { outputs, messages } = await planBuild(files, templateFiles, ['md'])
  expect(messages.map(String)).toEqual([])
  expect(outputs.find(one => one.path.endsWith('letter.md'))!.content).toContain('\n### Deep\n')
})
