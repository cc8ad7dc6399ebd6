import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { textOfPdf } from '../support/finished.ts'
import { canRun } from '../support/peers.ts'
import { root } from '../support/project.ts'

/** What only those who write a filing may read. */
const WORKING = [
  'the request asks',
  'Its reasons, each with its strength',
  'Proof',
  'What was checked',
  'What has happened since',
  'Who names clinical services',
  'Anecdotal',
  'gives no source',
  'give no source',
  'CMS disagrees',
  'are swapped',
  'its last words have not been read',
  'to be confirmed before filing',
  'What became of',
  'What CMS has said and done since',
  'Working notes',
  'Held against',
]

const decoder = new TextDecoder()
const files = readdirSync(join(root, 'out'), { recursive: true, encoding: 'utf8' })
  .map(path => `out/${path.replaceAll('\\', '/')}`)
  .filter(path => /^out\/[^/]+\/.*\.(?:md|html|txt|docx|pdf)$/.test(path))
const isWorking = (path: string) => /\/(?:working-paper|index)\b/.test(path)

/** The words of a finished file, on one line. */
function wordsOf(path: string): string {
  const bytes = readFileSync(join(root, path))
  const text = path.endsWith('.pdf')
    ? textOfPdf(bytes)
    : path.endsWith('.docx')
      ? decoder.decode(unzipSync(bytes)['word/document.xml']).replace(/<\/w:p>/g, ' ')
      : decoder.decode(bytes).replace(/<style>[\s\S]*?<\/style>/, '')
  return (/\.(?:docx|html)$/.test(path) ? text.replace(/<[^>]*>/g, '') : text).replace(/\s+/g, ' ')
}

const canReadPdf = canRun('pdftotext')
const found = (path: string) => {
  const words = wordsOf(path)
  return WORKING.filter(one => words.includes(one))
}

describe('the words of those who write a filing', () => {
  const filed = files.filter(path => !isWorking(path) && (canReadPdf || !path.endsWith('.pdf')))

  test.each(filed)('are not in %s', path => {
    expect(found(path)).toEqual([])
  })

  test.each(files.filter(path => path.endsWith('working-paper.md')))('are in %s', path => {
    expect(found(path)).toEqual(expect.arrayContaining(['What was checked', 'Held against', 'Working notes']))
  })
})

test('every request has its certificate of comparison, or a blank in its place', () => {
  const certificates = files
    .filter(path => /\/exhibit-[de]\.md$/.test(path))
    .map(path => decoder.decode(readFileSync(join(root, path))))
  const certified = certificates.filter(text => text.includes('## Certificate of comparison'))
  expect(certified).toHaveLength(2)
  const blank = '[to be completed: comparison with CMS’s own release file for Q2041, '
  const [comment, application] = certified.map(text => text.replaceAll('\\', '')) as [string, string]
  expect([comment, application].map(text => text.includes(blank))).toEqual([true, false])
  expect(application).toMatch(/HCPC2026_JUL_ANWEB\.xlsx[^\n]*: SHA-256 `[\da-f]{64}`/)
  expect([comment, application].join('\n')).not.toMatch(/_ANWEB\.csv/)
})
