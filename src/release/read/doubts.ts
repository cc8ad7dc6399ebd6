import type { Edition, ReleaseRecord } from '../types.ts'

/**
 * How many codes CMS’s own releases had under each letter, and how many modifiers. A code stays in the file when it ends:
 * from 2018 to July 2026 no letter lost any, while all but R grew. (Only U is left out: it began in 2020, with two.)
 */
const counts: readonly (readonly [date: string, counts: Readonly<Record<string, number>>])[] = [
  [
    '2018',
    parse('A 670 B 48 C 296 E 604 G 1547 H 88 J 744 K 138 L 898 M 6 P 55 Q 274 R 3 S 526 T 108 V 200 modifiers 354'),
  ],
  [
    '2020-07',
    parse('A 678 B 50 C 369 E 608 G 1737 H 88 J 827 K 144 L 904 M 117 P 56 Q 360 R 3 S 526 T 109 V 209 modifiers 369'),
  ],
  [
    '2024-04',
    parse('A 815 B 51 C 545 E 639 G 1926 H 92 J 1060 K 175 L 913 M 366 P 58 Q 460 R 3 S 532 T 114 V 212 modifiers 383'),
  ],
  [
    '2026-07',
    parse('A 862 B 51 C 619 E 671 G 2010 H 94 J 1232 K 175 L 940 M 506 P 59 Q 639 R 3 S 533 T 114 V 212 modifiers 384'),
  ],
]

/**
 * Less than this share of what CMS had makes a release doubtful. A tenth may go some day, when CMS takes out codes that
 * ended long ago; a thousand lines lost in one place are more than a tenth of a letter, whichever it is.
 */
const share = 0.9

/** Says why a release may not be whole: it ends within a line, or has far fewer codes than CMS’s own by its date. */
export function findDoubts(
  records: readonly ReleaseRecord[],
  edition: Edition | undefined,
  unended: boolean,
): string[] {
  const few = findFew(records, edition?.period ?? '')
  const cut = unended ? ['Unexpected missing end of the last line, expected one, as CMS writes it'] : []
  return few === undefined ? cut : [few, ...cut]
}

function findFew(records: readonly ReleaseRecord[], period: string): string | undefined {
  const [date, expected] = counts.findLast(([date]) => date <= period) ?? counts[0]!
  const found = new Map<string, number>()
  for (const { kind, code } of records) {
    const key = kind === 'modifier' ? 'modifiers' : code[0]!
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  // A release without any modifiers is one that lacks them, which is said elsewhere.
  const few = Object.entries(expected).filter(
    ([key, number]) => (found.get(key) ?? (key === 'modifiers' ? number : 0)) < share * number,
  )
  if (few.length === 0) return undefined
  const total = Object.values(expected).reduce((sum, number) => sum + number, 0)
  if (records.length < total / 2) {
    return `Unexpected ${show(records.length)} codes alone, expected about ${show(total)}, as CMS’s file of ${date} has`
  }
  const list = few.map(([key, number]) => `${key} ${show(found.get(key) ?? 0)} instead of ${show(number)}`)
  return `Unexpected lack of codes (${list.join(', ')}), expected about as many as CMS’s file of ${date} has`
}

function show(number: number): string {
  return number.toLocaleString('en')
}

function parse(text: string): Record<string, number> {
  return Object.fromEntries([...text.matchAll(/(\w+) (\d+)/g)].map(([, key, number]) => [key, Number(number)]))
}
