import type { VFile } from 'vfile'
import { isFiled } from '../editions.ts'
import type { Packet } from '../packet-types.ts'
import type { Check } from '../study-types.ts'
import { textsOf } from '../texts.ts'
import { type Finding, runTests, type Test } from './agreement.ts'
import { countFinder } from './counts.ts'
import { amountFinder, codeFinder, dateFinder } from './known.ts'
import { oldQuotations } from './old-quotations.ts'

/** Holds what goes to the docket of codes, numbers, dates and money against the data of the request. */
export function checkProse(packet: Packet, report: VFile): Check[] {
  const texts = textsOf(packet).filter(({ section }) => isFiled(section))
  const test = (sentence: string, find: (text: (typeof texts)[number]) => readonly (string | false)[]): Test => ({
    exhibit: 'sources',
    rule: 'prose-agrees',
    sentence,
    findings: texts.flatMap(text => find(text).map((wrong): Finding => ({ place: text.place, wrong }))),
  })
  return runTests(
    [
      test('Each code that the prose names is one of the request, or of its sources.', codeFinder(packet)),
      test('Each number of codes in the prose is one of the request.', countFinder(packet)),
      test('Each date in the prose is one of the request, or of its sources.', dateFinder(packet)),
      test('Each dollar amount in the prose is one of the request, or of its sources.', amountFinder(packet)),
      oldQuotations(packet),
    ],
    report,
  )
}
