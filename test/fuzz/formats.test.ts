import { docxDiffAcceptRevisions, docxDiffRejectRevisions, initialize } from 'docxodus/core'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { fromHtml } from 'hast-util-from-html'
import type { Parents } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import readXlsx from 'read-excel-file/node'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import { beforeAll, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { makeComparison } from '../../src/document/reports/comparison.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { compareReleases } from '../../src/release/compare.ts'
import { listItems } from '../../src/release/items.ts'
import { readCsv } from '../../src/release/read/csv.ts'
import type { ComparisonStudy } from '../../src/release/types.ts'
import { toRows } from '../../src/render/comparison/columns.ts'
import { toComparisonJson } from '../../src/render/comparison/json.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { toPage } from '../../src/render/report.ts'
import { toCsv } from '../../src/render/tables/csv.ts'
import { toXlsx } from '../../src/render/tables/xlsx.ts'
import { FORMATS } from '../../src/render/types.ts'
import type { InputFile, OutputFile } from '../../src/types.ts'
import { record, release } from '../release/made-releases.ts'
import { onOneLine, textOfPdf, textsOfXml } from '../support/finished.ts'
import { canRun } from '../support/peers.ts'
import { base, templates } from '../support/plans.ts'
import { isLong, RUNS } from '../support/runs.ts'
import { fromTags, visibleText } from '../support/tags.ts'
import { HIDDEN, HOSTILE, LACKING, PLAIN, RIGHT_TO_LEFT, STRANGE, wordingOf } from './pieces.ts'

/**
 * A build in every format, with all that reads it back, takes seconds: such a property makes a hundredth of `FC_RUNS`
 * builds; most of them hold a dozen redlines.
 */
const builds = Math.ceil(RUNS / 100)

/** The files of the base request, each with what `changes` makes of its text. */
function changed(changes: Readonly<Record<string, (text: string) => string>>): InputFile[] {
  return base.map(file => {
    const change = changes[file.path.replace('descriptors/demo/', '')]
    return change ? { ...file, bytes: Buffer.from(change(Buffer.from(file.bytes).toString())) } : file
  })
}

const STRIKE = ', including leukapheresis and dose preparation procedures'
const hostile = wordingOf(
  fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom(...PLAIN), fc.stringMatching(/^[!-~]{1,9}$/)),
)

interface Both {
  readonly current: string
  readonly proposed: string
}

/** Pairs of wordings that have much in common, or that only a computer can tell apart. */
const pairsOf = (wording: fc.Arbitrary<string>): fc.Arbitrary<Both[]> => {
  const pair = fc
    .oneof(
      fc.tuple(wording, wording),
      fc
        .tuple(wording, wording, wording)
        .map(([start, middle, end]) => [`${start} ${middle} ${end}`, `${start} ${end}`] as const),
      wording.map(text => [text.normalize('NFC'), text.normalize('NFD')] as const),
    )
    .map(([current, proposed]) => ({ current, proposed }))
    .filter(({ current, proposed }) => current !== proposed)
  return fc.array(pair, { minLength: 12, maxLength: 12 })
}

const marked = ({ current, proposed }: Both) => toLine(redlineNodes(redline(current, proposed)))

/** The finished files of the base request, by their names. */
function finished(outputs: readonly OutputFile[]) {
  const content = (name: string) => Buffer.from(outputs.find(({ path }) => path === `out/demo/${name}`)!.content)
  return { bytes: (name: string) => new Uint8Array(content(name)), text: (name: string) => content(name).toString() }
}

/** Where a word is longer than its line, a line of a PDF ends within it. */
const withoutBlanks = (text: string) => text.replace(/\s+/g, '')

/** Both wordings of each redline of a page, by its tags. */
function redlinesOfPage(html: string): Both[] {
  const parts = Array.from(html.matchAll(/<(blockquote|td)>\s*([\s\S]*?)\s*<\/\1>/g), match => match[2]!)
  return parts
    .map(part => fromHtml(part, { fragment: true }))
    .map(tree => ({ current: fromTags(tree, 'ins').trim(), proposed: fromTags(tree, 'del').trim() }))
}

/** The texts of the quotes and cells of Markdown, as another reader shows them, with their tags taken off. */
function textsOfMarkdown(markdown: string): string[] {
  const texts: string[] = []
  visit(unified().use(remarkParse).use(remarkGfm).parse(markdown), ['blockquote', 'tableCell'], node => {
    const own = structuredClone(node) as Parents
    visit(own, 'html', one => {
      one.value = ''
    })
    texts.push(plainText(own))
  })
  return texts
}

/** Holds every format of a document against wordings that it redlines; only those that are asked for are tracked. */
async function expectRedlines(name: string, all: readonly Both[], outputs: readonly OutputFile[], isAsked: boolean) {
  const { bytes, text } = finished(outputs)
  const recovered = textsOfMarkdown(text(`${name}.md`)).map(recoverWordings)
  const pages = redlinesOfPage(text(`${name}.html`))
  const lines = onOneLine(text(`${name}.txt`))
  const filed = textsOfXml(bytes(`${name}.docx`))
  const tracked = isAsked ? bytes(`${name}-tracked.docx`) : undefined
  const accepted = tracked && textsOfXml(await docxDiffAcceptRevisions(tracked))
  const rejected = tracked && textsOfXml(await docxDiffRejectRevisions(tracked))
  expect(outputs.some(({ path }) => path.endsWith(`/${name}-tracked.docx`))).toBe(isAsked)
  const paper =
    outputs.some(({ path }) => path.endsWith(`/${name}.pdf`)) && canReadPdf
      ? textOfPdf(bytes(`${name}.pdf`))
      : undefined
  for (const both of all) {
    expect(recovered).toContainEqual(both)
    expect(pages).toContainEqual(both)
    expect(lines).toContain(onOneLine(marked(both)))
    expect(filed).toContain(marked(both))
    if (accepted) expect(accepted).toContain(both.proposed)
    if (rejected) expect(rejected).toContain(both.current)
    if (paper !== undefined) expect(withoutBlanks(paper)).toContain(withoutBlanks(marked(both)))
  }
}

const canReadPdf = canRun('pdftotext')

/** The one script of a page, which is the project's own. */
const script = `<script>\n${Buffer.from(templates.find(({ path }) => path === 'templates/page.js')!.bytes)}</script>`

/** What no finished file may hold, whatever the wordings: a page that runs something else, a Word file that is not sound XML. */
function expectHarmless(outputs: readonly OutputFile[]) {
  for (const { path, content } of outputs) {
    if (path.endsWith('.html')) {
      const parts = String(content).split(script)
      expect(parts).toHaveLength(2)
      expect(parts.join('')).not.toMatch(
        /<(?:script|img|svg)|href="(?!https?:|mailto:|#|[\w./-]+")|<[^>"]*(?:"[^"]*"[^>"]*)*\son\w+=/i,
      )
    }
    if (path.endsWith('.docx')) for (const xml of xmlOf(content as Uint8Array)) expectSound(xml)
  }
}

function xmlOf(docx: Uint8Array): string[] {
  return Object.entries(unzipSync(docx))
    .filter(([part]) => /\.(?:xml|rels)$/.test(part))
    .map(([, bytes]) => strFromU8(bytes))
}

/** Tags that fit into each other, no field codes, and nowhere a sign that would have to be written as a reference. */
function expectSound(xml: string) {
  expect(xml).not.toMatch(
    /&(?!(?:amp|lt|gt|quot|apos);)|<w:instrText[^>]*>(?!PAGE|NUMPAGES|NOTEREF note_\d+ \\h<)|[^\P{Cc}\t\n]/u,
  )
  const open: string[] = []
  for (const [, end, name, , empty] of xml.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name)
    else if (!empty) open.push(name!)
  }
  expect(open).toEqual([])
  expect(xml.replace(/<\?xml[^>]*\?>|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/g, '')).not.toContain('<')
}

/** Nothing is made, and each fault names file and line. */
function expectRefused({ outputs, messages }: Awaited<ReturnType<typeof planBuild>>, file: RegExp) {
  expect(outputs).toEqual([])
  expect(messages.length).toBeGreaterThan(0)
  for (const message of messages) {
    expect(message.file).toMatch(file)
    expect(message.line).toBeGreaterThan(0)
    expect(message.reason).toMatch(/^Unexpected /)
  }
}

beforeAll(() => initialize())

/** Each hostile piece once in the descriptor, once in the name and once in the address. */
const third = Math.ceil(HOSTILE.length / 3)
const [one, two, three] = [0, 1, 2].map(index =>
  HOSTILE.slice(index * third, (index + 1) * third)
    .join(' ')
    .replace(/ +/g, ' '),
) as [string, string, string]
const together: [string, string, string][] = [
  [one, two, three],
  [two, three, one],
  [three, one, two],
]

test('a descriptor and fields full of hostile words come out of every format as text', async () => {
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (inDescriptor, name, contact) => {
      const fields = `filedBy: ${JSON.stringify(name)}\nletter: { contact: ${JSON.stringify(contact)} }\nasOf:`
      const files = changed({
        'Q2041.md': text => text.replaceAll('autologous', () => `autologous ${inDescriptor}`),
        'request.md': text => text.replace('asOf:', () => fields),
      })
      const plan = await planBuild(files, templates)
      if (plan.messages.length > 0) return expectRefused(plan, /^descriptors\/demo\/(?:Q2041|request)\.md$/)
      accepted++
      expectHarmless(plan.outputs)
      const current = `Axicabtagene ciloleucel, up to 200 million autologous ${inDescriptor} anti-cd19 car positive viable t cells, including leukapheresis and dose preparation procedures, per therapeutic dose`
      const both = { current, proposed: current.replace(STRIKE, '') }
      await expectRedlines('exhibit-a', [both], plan.outputs, true)
      if (isLong) await expectRedlines('packet', [both], plan.outputs, true)
      const { bytes, text } = finished(plan.outputs)
      expect(text('comment-box.txt')).toContain(marked(both))
      const letter = [
        onOneLine(text('letter.txt')),
        onOneLine(visibleText(fromHtml(text('letter.html')))),
        onOneLine(textsOfXml(bytes('letter.docx')).join(' ')),
      ]
      for (const one of letter) for (const value of [name, contact]) expect(one).toContain(value)
      if (canReadPdf)
        for (const value of [name, contact])
          expect(withoutBlanks(textOfPdf(bytes('letter.pdf')))).toContain(withoutBlanks(value))
    }),
    { numRuns: together.length + (isLong ? builds : 0), examples: together, endOnFailure: true },
  )
  expect(accepted).toBeGreaterThanOrEqual(together.length)
})

/** A revision of CMS's own: the only wordings of a request that may have other characters than a descriptor. */
const revisionsOf = (all: readonly Both[]) =>
  `revisions:\n${all
    .map(({ current, proposed }, index) => {
      const fields = {
        code: 'Q2055',
        group: 'CAR-T',
        effective: `2024-04-${String(index + 1).padStart(2, '0')}`,
        action: 'C',
      }
      return `  - ${JSON.stringify({ ...fields, from: current, to: proposed, note: 'Changed.', source: 'release' })}\n`
    })
    .join('')}`

const strange = wordingOf(fc.constantFrom(...HOSTILE, ...STRANGE, ...PLAIN))

test('wordings of strange characters come out of every format as they were', async () => {
  await fc.assert(
    fc.asyncProperty(pairsOf(strange), async all => {
      const plan = await planBuild(changed({ 'revisions.yaml': () => revisionsOf(all) }), templates)
      expect(plan.messages.map(String)).toEqual([])
      expectHarmless(plan.outputs)
      await expectRedlines('exhibit-b', all, plan.outputs, false)
    }),
    { numRuns: builds, endOnFailure: true },
  )
})

const foreign = wordingOf(fc.constantFrom(...LACKING, ...RIGHT_TO_LEFT, ...STRANGE, ...PLAIN))

test('characters that the fonts of the PDF lack are refused there, with their place, and come out of the other formats', async () => {
  await fc.assert(
    fc.asyncProperty(pairsOf(foreign), async all => {
      const files = changed({ 'revisions.yaml': () => revisionsOf(all) })
      const plan = await planBuild(files, templates)
      if (plan.messages.length > 0) expectRefused(plan, /^descriptors\/demo\/revisions\.yaml$/)
      expect(plan.messages.length > 0).toBe(
        all.some(({ current, proposed }) => LACKING.some(piece => (current + proposed).includes(piece))),
      )
      for (const { ruleId } of plan.messages) expect(ruleId).toBe('page-glyph')
      const others = await planBuild(
        files,
        templates,
        FORMATS.filter(format => format !== 'pdf'),
        { only: [] },
      )
      expect(others.messages.map(String)).toEqual([])
      await expectRedlines('exhibit-b', all, others.outputs, false)
    }),
    { numRuns: builds, endOnFailure: true },
  )
})

test.skipIf(!canReadPdf)('words that are written from right to left come out of a PDF as they were', async () => {
  const all = [{ current: 'per שלום, dose', proposed: 'per مرحبا, dose' }]
  const plan = await planBuild(changed({ 'revisions.yaml': () => revisionsOf(all) }), templates)
  expect(plan.messages.map(String)).toEqual([])
  const text = textOfPdf(finished(plan.outputs).bytes('exhibit-b.pdf'))
  for (const word of ['שלום', 'مرحبا']) expect(text).toContain(word)
})

test.each(HIDDEN)('%j, which has no look of its own, is refused wherever it stands', async hidden => {
  const [character] = hidden
  const reference = `&#x${character!.codePointAt(0)!.toString(16)};`
  const places: Record<string, (text: string) => string> = {
    'Q2041.md': text => text.replace('Yescarta', `Yes${hidden}carta`),
    'Q2042.md': text => text.replace('Kymriah', JSON.stringify(`Kym${hidden}riah`)),
    'precedents/J3393.md': text => text.replace('per treatment', `per ${hidden}treatment`),
    'payment.yaml': text =>
      text.replace('collection', `"col\\U${character!.codePointAt(0)!.toString(16).padStart(8, '0')}lection"`),
    'request.md': text =>
      text
        .replace('The services are', `The *ser${reference}vices* are`)
        .replace('summer 2024', `summer [2024](https://example.org/${reference})`),
  }
  for (const [path, change] of Object.entries(places)) {
    const plan = await planBuild(changed({ [path]: change }), templates)
    expectRefused(plan, new RegExp(`^descriptors/demo/${path.replace('.', '\\.')}$`))
  }
})

const visible = wordingOf(fc.constantFrom(...HOSTILE, ...STRANGE, ...RIGHT_TO_LEFT, ...LACKING, ...PLAIN))

test('the comparison of two releases gives hostile and strange descriptors back as text', async () => {
  await fc.assert(
    fc.asyncProperty(pairsOf(visible), async all => {
      const texts = new Map(
        templates.map(({ path, bytes }) => [path.split('/').at(-1)!, Buffer.from(bytes).toString()]),
      )
      const recordsOf = (side: keyof Both) =>
        all.map((both, index) => record(`Q90${index + 10}`, { long: both[side], short: both[side], actionCode: 'C' }))
      const [current, proposed] = [release(recordsOf('current')), release(recordsOf('proposed'))]
      const comparison = compareReleases(current, proposed)
      const items = listItems(comparison)
      const study: ComparisonStudy = { current, proposed, comparison, items, within: items, asked: [] }
      const inOrder = items.map(({ code }) => all[Number(code.slice(3)) - 10]!)
      expect(items.length).toBeGreaterThan(0)

      const json = JSON.parse(toComparisonJson(study)) as {
        items: { current: { long: string }; proposed: { long: string } }[]
      }
      expect(json.items.map(one => ({ current: one.current.long, proposed: one.proposed.long }))).toEqual(inOrder)

      const csv = toCsv(toRows(items))
      const cells = readCsv(csv.slice(1), new VFile({ path: 'csv' }))
        .map(row => row.cells)
        .slice(1)
      expect(cells.flat().filter(cell => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([])
      const unquoted = (cell: string) => cell.replace(/^'(?=\s*[=+\-@])/, '')
      expect(cells.map(row => ({ current: unquoted(row[5]!), proposed: unquoted(row[6]!) }))).toEqual(inOrder)

      const workbook = await toXlsx(toRows(items), { sheet: 'Changes', csv: 'comparison.csv' })
      const [sheet] = await readXlsx(Buffer.from(workbook), { trim: false })
      const unescaped = (cell: unknown) => String(cell).replace(/_x005F_/g, '_')
      expect(sheet!.data.slice(1).map(row => ({ current: unescaped(row[5]), proposed: unescaped(row[6]) }))).toEqual(
        inOrder,
      )

      const file = new VFile()
      const { title, tree } = makeComparison(study, texts, file)
      expect(file.messages.map(String)).toEqual([])
      const page = toPage(tree, title, texts, 'comparison')
      expect(page.match(/<script/g)).toHaveLength(2)
      expect(page).toContain(script)
      const reworded = items.filter(({ change }) => change?.long).map(({ code }) => all[Number(code.slice(3)) - 10]!)
      for (const both of reworded) {
        expect(redlinesOfPage(page)).toContainEqual(both)
        expect(textsOfMarkdown(toMarkdown(tree)).map(recoverWordings)).toContainEqual(both)
      }
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  )
})
