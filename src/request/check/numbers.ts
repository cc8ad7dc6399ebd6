const UNITS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** Below a hundred: "twenty-two". The longer words come first, so that "sixteen" is not read as "six". */
const SMALL = `(?:(?:${TENS.join('|')})(?:[ -](?:${UNITS.slice(0, 9).join('|')})\\b)?|${[...UNITS].reverse().join('|')})`

/** A whole number in words or digits: "twenty-two", "two hundred seventy-six", "two dozen", "8,234". */
const WHOLE = `(?:\\d{1,3}(?:,\\d{3})+|\\d+|(?:a|${SMALL}) (?:hundred(?:(?: and)? ${SMALL})?|dozen)|${SMALL})`

/** The value of what {@link WHOLE} matches. */
function toValue(words: string): number {
  if (/^\d/.test(words)) return Number(words.replaceAll(',', ''))
  const [many, unit, rest] = words.toLowerCase().split(/ (hundred|dozen)(?: and)? ?/)
  const times = unit === undefined ? 1 : unit === 'dozen' ? 12 : 100
  return (many === 'a' ? 1 : smallValue(many!)) * times + smallValue(rest ?? '')
}

function smallValue(words: string): number {
  const values = words.split(/[ -]/).map(word => {
    const tens = TENS.indexOf(word)
    return tens < 0 ? UNITS.indexOf(word) + 1 : (tens + 2) * 10
  })
  return values.reduce((sum, value) => sum + value, 0)
}

/** A number of codes, as prose states it. */
export interface Count {
  /** "six HCPCS Level II codes" */
  readonly phrase: string
  readonly value: number
  /** Empty where the noun is left out: the second half of "the other four". */
  readonly noun: string
  /** Where the phrase starts in the text. */
  readonly start: number
}

/** Words that end a noun phrase: what stands on their two sides does not belong together. */
const STOPS =
  'of in on at to for from with by as and or nor but that which who whose than if when where while since until before after the a an this is are was were be been has have had do does did may can will would could should must not no per percent million billion thousand hundred mg mcg ml identify name use report describe carry'

const WORD = `(?!(?:${STOPS.split(' ').join('|')}|${WHOLE})\\b)\\p{L}[\\p{L}\\p{N}®’'-]{0,30}`

const COUNT = new RegExp(
  `(?<![\\w.,$/’-])(${WHOLE})((?: of (?:the|these|those|its|our|all))?(?: ${WORD}){0,10}?) (codes|descriptors|precedents)\\b`,
  'giu',
)

const REST = new RegExp(
  `(?<=\\bthe other )(${WHOLE})(?=[.,;:)]|$| (?:have|has|had|do|did|say|said|are|were|stand|stood|carry|carried|give|name)\\b)`,
  'giu',
)

/** What a number behind it names: "Level 2 codes", "July 1 codes", "APC 5242 codes". */
const LABEL =
  /\b(?:Level|Part|Section|Exhibit|Table|Tab|APC|CPT|page|p\.|CY|FY|No\.|Article|Title|modifier|Application|January|February|March|April|May|June|July|August|September|October|November|December) $/i

/** Every number of codes, descriptors or precedents in a text on one line, in its order. */
export function countsIn(text: string): Count[] {
  const whole = Array.from(text.matchAll(COUNT)).filter(([, number, words], at, all) => {
    const { index } = all[at]!
    return isCount(number!, words!, text.slice(Math.max(0, index - 12), index))
  })
  const rest = [...text.matchAll(REST)]
  const found = [...whole, ...rest].sort((one, other) => one.index - other.index)
  return found.map(({ 0: phrase, 1: number, 3: noun, index }) => ({
    phrase,
    value: toValue(number!),
    noun: noun?.toLowerCase() ?? '',
    start: index,
  }))
}

/** Not a year, nor the number of something else: "two hospitals report codes" has a noun of its own. */
function isCount(number: string, words: string, before: string): boolean {
  const isYear = /^(?:19|20)\d\d$/.test(number)
  const isOther = words
    .replace(/^ of \w+/, '')
    .split(' ')
    .some(word => /^\p{Ll}.*[^s’'iu]s$/u.test(word))
  const isOne = number.toLowerCase() === 'one'
  const isLabeled = /^\d/.test(number) && LABEL.test(before)
  return !(isYear || isOther || isOne || isLabeled)
}
