import type { RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import type { VFile } from 'vfile'
import type { Place } from '../../types.ts'
import type { Packet } from '../packet-types.ts'
import type { Check } from '../study-types.ts'
import type { Prose } from '../types.ts'
import { runTests, type Test } from './agreement.ts'

/** Holds the file codes and years that the letter of a comment names, in fields and prose, against those of the request. */
export function checkLetter({ request }: Packet, report: VFile): Check[] {
  const { venue, sections, sources } = request
  if (venue.kind !== 'comment') return []
  const { fileCode, calendarYear } = venue
  const cited = sources.map(source => plainText({ type: 'root', children: source.children })).join('\n')
  const fields = [
    { text: request.title, place: request.at.title },
    { text: request.letter.ruleTitle ?? '', place: request.at.ruleTitle },
  ]
  const prose = [...sections.values()].flatMap(section => textsOf(section, request.at.title.path))
  const texts = [...fields, ...prose]
  const codes: Test = {
    exhibit: 'sources',
    rule: 'file-code-agrees',
    sentence: 'Each file code in the text is that of the request, or a source names it.',
    findings: texts.flatMap(({ text, place }) =>
      Array.from(text.matchAll(/\bCMS-\d{4}-[A-Z]+\d?\b/g), ([code]) => ({
        place,
        wrong:
          code !== fileCode &&
          !cited.includes(code) &&
          `Unexpected file code ${code}, expected ${fileCode}, or a source that names it`,
      })),
    ),
  }
  const years: Test = {
    exhibit: 'sources',
    rule: 'year-agrees',
    sentence: 'The title of the rule names the calendar year, and no text names a fiscal one.',
    findings: [
      ...fields.flatMap(({ text, place }) =>
        Array.from(text.matchAll(/\b(?:CY|calendar year)\s+(20\d\d)\b/gi), ([, year]) => ({
          place,
          wrong: Number(year) !== calendarYear && `Unexpected calendar year ${year}, expected ${calendarYear}`,
        })),
      ),
      ...texts.flatMap(({ text, place }) =>
        Array.from(text.matchAll(/\b(?:FY|fiscal year)\s*20\d\d\b/gi), ([year]) => ({
          place,
          wrong:
            !cited.includes(year) && `Unexpected “${year}”, expected a calendar year, which is what the OPPS goes by`,
        })),
      ),
    ],
  }
  return runTests([codes, years], report)
}

/** The top blocks of a section with their places. */
function textsOf({ nodes }: Prose, path: string): { text: string; place: Place }[] {
  return nodes.map((node: RootContent) => {
    const { line, column } = node.position?.start ?? { line: 1, column: 1 }
    return { text: plainText(node), place: { path, line, column } }
  })
}
