import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { planFiling } from '../../src/build/filing.ts'
import { planBuild } from '../../src/build/plan.ts'
import { evidenceView } from '../../src/document/exhibits/evidence.ts'
import type { Evidence } from '../../src/request/evidence-types.ts'
import { readPacket } from '../../src/request/packet.ts'
import type { InputFile } from '../../src/types.ts'
import { onOneLine } from '../support/finished.ts'
import { base, basePlan, templates } from '../support/plans.ts'

/** The files with the text of one of them changed. */
function edit(files: readonly InputFile[], name: string, change: (text: string) => string): InputFile[] {
  return files.map(file => {
    if (!file.path.endsWith(`/${name}`)) return file
    return { ...file, bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes))) }
  })
}

/** The base request but for one file. */
function without(name: string): InputFile[] {
  return base.filter(({ path }) => !path.endsWith(`/${name}`))
}

/** The base request as an application, with all that a letter can print. */
const application = edit(without('precedents/J3392.md'), 'request.md', text =>
  text
    .replace(/^(?:fileCode|docket|calendarYear|rule|commentPeriod): .*\n/gm, '')
    .replace(/^toConfirm:\n.*\n/m, '')
    .replace('venue: comment', 'venue: application\ncycle: 2027-Q1\nitems: drugs and biologicals')
    .replace('deadline: 2024-09-09', 'deadline: 2027-01-04')
    .replace('effective: 2025-01-01', 'effective: 2027-07-01')
    .replace('## Why', '## Summary\n\nA short summary.\n\n## Who we are\n\nWe are a hospital.\n\n## Why'),
)

async function textsOf(files: readonly InputFile[]): Promise<(name: string) => string> {
  const { outputs, messages } = await planBuild(files, templates, ['txt'])
  expect(messages.map(String)).toEqual([])
  return name => onOneLine(String(outputs.find(one => one.path === `out/demo/${name}`)!.content))
}

describe('the cover letter of an application', async () => {
  const letter = (await textsOf(application))('letter.txt')

  test('says who applies, asks for the payment too, and gives the summary its name', () => {
    expect(letter).toContain('makes two requests, each in bold type below.')
    expect(letter).toContain('part of this application. We are a hospital.')
    expect(letter).toContain(
      'We ask that CMS pay separately under the Hospital Outpatient Prospective Payment System (OPPS) for CPT codes 38225 (collection) and 38226 (processing), with the',
    )
    expect(letter).toContain('CPT code: 38225 (3X018)')
    expect(letter).toContain('Summary ------- A short summary.')
    expect(letter).not.toContain('Why the change is needed')
  })
})

test('codes with a day of their own are asked for by themselves, and each page that names a day names it', async () => {
  const textOf = await textsOf(
    edit(base, 'Q2042.md', text => text.replace('\nsource:', '\neffective: 2025-07-01\nsource:')),
  )
  const words = ', in the long descriptor of HCPCS Level II code'
  for (const name of ['letter.txt', 'comment-box.txt', 'exhibit-a.txt']) {
    const text = textOf(name)
    expect(text).toMatch(new RegExp(`change nothing else${words} Q2041 [^.]*, effective January 1, 2025\\.`))
    expect(text).toMatch(new RegExp(`change nothing else${words} Q2042 [^.]*, effective July 1, 2025\\.`))
  }
  const exhibit = textOf('exhibit-a.txt')
  expect(exhibit).toContain('Requested effective date: January 1, 2025, for Q2041; July 1, 2025, for Q2042')
  expect(exhibit).toContain('We ask that the revision of Q2042 take effect on July 1, 2025.')
  expect(exhibit).not.toContain('We ask that the revision of Q2041')
})

test('an exhibit on the levels that quotes nothing has no heading for it', async () => {
  const files = edit(without('quotations.yaml'), 'request.md', text =>
    text.replace(/## Jurisdiction\n\n.*\n\n/, '').replace(/^\[\^procedures\].*\n/m, ''),
  )
  const text = (await textsOf(files))('exhibit-c.txt')
  expect(text).toContain('Exhibit C. Level I and Level II')
  expect(text).not.toContain('Jurisdiction')
})

describe('what the working paper says of a release', () => {
  const sentencesOf = (standing: Partial<Evidence['standing']>, kindred: readonly string[]) => {
    const none = { unchanged: [], changed: [], terminated: [], missing: [], later: [], free: [], taken: [] }
    const release: Evidence = {
      ...{ file: 'a.csv', edition: '2024-07', sha256: '', codes: 1, checked: undefined, wordings: '', lacks: [] },
      standing: { ...none, ...standing },
      differences: [],
      carriers: { inForce: [], terminated: [], kindred, word: 'each' },
    }
    return evidenceView('2024-09-09', release).sentences
  }

  test('names no code that CMS has not numbered', () => {
    expect(sentencesOf({ free: ['NEW1', 'NEW2'] }, [])).toEqual([])
    expect(sentencesOf({ free: ['NEW1', 'J3405'], changed: ['Q2055'] }, [])).toEqual([
      'Worded otherwise in it: Q2055.',
      'Not in it, as it must be of what is to be established: J3405.',
    ])
  })

  test('lists codes that share a word as long as the word is a rare one', () => {
    const codes = Array.from({ length: 11 }, (_, index) => `A00${index + 10}`)
    expect(sentencesOf({}, codes.slice(0, 10))[0]).toMatch(/^Naming “each” in another clause: A0010, .*, and A0019\.$/)
    expect(sentencesOf({}, codes)).toEqual([])
  })
})

test('a draft says so in the title of each page', async () => {
  const { outputs } = await basePlan()
  const pages = outputs.filter(({ path }) => /^out\/demo\/.*\.html$/.test(path) && !path.includes('working-paper'))
  expect(pages.length).toBeGreaterThan(5)
  for (const { content } of pages) expect(String(content)).toContain('<title>DRAFT: not for filing · ')
})

describe('the files of an application', () => {
  const { request } = readPacket('demo', application, new VFile())!
  const names = { exhibits: ['exhibit-a'], papers: ['letter'], notice: '' }
  const made = ['letter', 'packet'].flatMap(name => [
    { name: `${name}.docx`, content: name },
    { name: `${name}.pdf`, content: name, pages: 3 },
  ])
  const plan = (only: readonly string[]) => {
    const report = new VFile()
    const files = planFiling(request, made, names, [], only, report)
    return { manifest: String(files.at(-1)?.content), messages: report.messages.map(({ reason }) => reason) }
  }

  test('are counted by their pages, but for those that only Word counts', () => {
    expect(plan(['letter.pdf', 'packet.pdf']).manifest).toContain('\n6 of at most 40 pages.\n')
    expect(plan(['letter.docx', 'packet.pdf']).manifest).toContain(
      '\n3 of at most 40 pages, not counting 1 Word file, whose pages only Word counts.\n',
    )
    expect(plan(['letter.docx', 'packet.docx']).manifest).toContain(
      '\n0 of at most 40 pages, not counting 2 Word files, whose pages only Word counts.\n',
    )
  })

  test('are not said to go to regulations.gov', () => {
    expect(plan(['packet.md']).messages).toEqual(['Unexpected type of packet.md, expected .pdf, .docx or .txt'])
  })
})

test('the last exhibit lists what filed documents cite, and nothing else', async () => {
  const files = edit(
    without('payment.yaml').filter(({ path }) => !path.endsWith('crosswalk.yaml')),
    'request.md',
    text =>
      text
        .replace('## Why', '## Payment\n\nNobody prints this.[^unprinted]\n\n## Why')
        .concat('\n[^unprinted]: An unprinted source.\n'),
  )
  const text = (await textsOf(files))('exhibit-d.txt')
  expect(text).toContain('Exhibit D. Sources')
  expect(text).not.toContain('An unprinted source')
})
