import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accept, reject } from '../../src/redline/redline.ts'
import { review } from '../../src/review/review.ts'
import { readStated } from '../../src/review/stated.ts'
import type { ReviewSide } from '../../src/review/types.ts'
import type { InputFile } from '../../src/types.ts'
import { isLong } from '../support/runs.ts'

const STRIKE = ', including washing and dose preparation'

const word = fc.constantFrom('cells', 'up to', '200', '5 mg', 'without', 'per dose', 'car-positive', 'Injection', '10')
const wording = fc.array(word, { minLength: 1, maxLength: 8 }).map(words => words.join(', '))

function codeFile(code: string, current: string, proposed: string, path = `${code}.md`): InputFile {
  const text = `---\ncode: ${code}\nbrand: B\n---\n\n## Current descriptor\n\n> ${current}\n\n## Proposed descriptor\n\n> ${proposed}\n`
  return { path: `descriptors/demo/${path}`, bytes: new TextEncoder().encode(text) }
}

const request = {
  path: 'descriptors/demo/request.md',
  bytes: new TextEncoder().encode(`---\ntitle: T\nchanges:\n  - strike: "${STRIKE}"\n---\n`),
}

function side(...files: InputFile[]): ReviewSide {
  return { files: [request, ...files].map(file => readStated(file)!), approvals: [], messages: [] }
}

describe('a review', () => {
  test('says nothing of what is the same', () => {
    fc.assert(
      fc.property(wording, wording, (current, proposed) => {
        const same = side(codeFile('Q2041', current, proposed))
        expect(review(same, same).findings).toEqual([])
      }),
    )
  })

  test('tells every change of a wording, and both wordings can be read back', () => {
    fc.assert(
      fc.property(wording, wording, wording, (current, one, other) => {
        fc.pre(one !== other)
        const made = review(side(codeFile('Q2041', current, one)), side(codeFile('Q2041', current, other)))
        expect(made.findings.map(({ part, from, to }) => [part, from, to])).toEqual([['proposed wording', one, other]])
        const [{ redline }] = made.findings as [(typeof made.findings)[0]]
        expect([reject(redline), accept(redline)]).toEqual([one, other])
      }),
    )
  })

  test('gives a change the same fingerprint in whatever file and beside whatever else, and another to its opposite', () => {
    fc.assert(
      fc.property(wording, wording, wording, (current, one, other) => {
        fc.pre(one !== other)
        const print = (head: ReviewSide, base = side(codeFile('Q2041', current, one))) =>
          review(base, head).findings.find(finding => finding.part === 'proposed wording')?.fingerprint
        const first = print(side(codeFile('Q2041', current, other)))
        expect(first).toMatch(/^[0-9a-f]{32}$/)
        expect(print(side(codeFile('Q2041', current, other, 'moved.md'), codeFile('Q2042', one, other)))).toBe(first)
        expect(print(side(codeFile('Q2041', `${current} more`, other)))).toBe(first)
        expect(print(side(codeFile('Q2041', current, one)), side(codeFile('Q2041', current, other)))).not.toBe(first)
      }),
    )
  })

  test('gives each change a name of its own: of another request, code or place, and the second time', () => {
    const path = fc.constantFrom('one/Q2041.md', 'two/Q2041.md', 'one/Q2042.md', 'one/related/Q2043.md', 'two/a.md')
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 2 }), wording, wording, (paths, one, other) => {
        fc.pre(one !== other)
        const files = (words: string) =>
          side(
            ...paths.map(where => {
              const code = /Q\d+/.exec(where)?.[0] ?? 'Q2049'
              const { bytes } = codeFile(code, 'C', words)
              const twice = `${Buffer.from(bytes)}\n## Remark\n\n${words} same\n\nkept\n\n${words} same\n`
              return { path: `descriptors/${where}`, bytes: new TextEncoder().encode(twice) }
            }),
          )
        const [before, after] = [files(one), files(other)]
        const { findings } = review(before, after)
        expect(findings).toHaveLength(3 * paths.length)
        expect(new Set(findings.map(finding => finding.fingerprint)).size).toBe(findings.length)
        // An approval approves the one change of that name, and only from a file of that request.
        for (const { fingerprint, request } of isLong ? findings : [findings[0]!, findings.at(-1)!]) {
          for (const from of ['one', 'two', 'elsewhere']) {
            const place = { path: `descriptors/${from}/approvals`, line: 2, column: 14 }
            const approvals = [{ finding: fingerprint, who: 'W', when: '2026-11-23', why: 'Y', place }]
            const made = review(before, { ...after, approvals })
            const approved = made.findings.filter(finding => finding.approval)
            expect(approved.map(finding => finding.fingerprint)).toEqual(from === request ? [fingerprint] : [])
            expect(made.goneApprovals).toHaveLength(from === request ? 0 : 1)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('puts what goes beyond the strike first, then numbers, units and polarity, and form last', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(wording, wording), { minLength: 2, maxLength: 5 }), pairs => {
        const files = (at: 0 | 1) => pairs.map((pair, index) => codeFile(`Q200${index}`, pair[0], pair[at]))
        const { findings } = review(side(...files(0)), side(...files(1)))
        const weights = findings.map(({ undeclared, severity }) => (undeclared ? 0 : severity === 'critical' ? 1 : 2))
        expect(weights).toEqual([...weights].sort())
      }),
    )
  })
})

describe('the declared changes', () => {
  const current = `Cells, up to 5${STRIKE}, per dose`
  const struck = current.replace(STRIKE, '')
  const outside = (from: readonly [string, string], to: readonly [string, string]) =>
    review(side(codeFile('Q2041', ...from)), side(codeFile('Q2041', ...to))).findings.map(one => one.undeclared)

  test('alone is within it', () => {
    expect(outside([current, current], [current, struck])).toEqual([false])
    expect(outside([current, struck], [current, current])).toEqual([true])
  })

  test('a word of it that stands elsewhere is not', () => {
    expect(outside([current, struck], [current, struck.replace(' dose', '')])).toEqual([true])
  })

  test('nor is a current wording changed along with the proposed one', () => {
    expect(outside([current, struck], [current.replace('5', '6'), struck.replace('5', '6')])).toEqual([true, true])
  })
})
