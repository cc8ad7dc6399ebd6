import { SPELLED, tokenize } from '../tokenize.ts'
import { POLARITY, STOP_WORDS } from '../words.ts'
import { isUnit } from './units.ts'

/** The words of a text that carry its meaning, of each kind in order, joined by blanks. */
export interface Substance {
  readonly number: string
  readonly unit: string
  readonly term: string
  readonly polarity: string
}

const NEGATED = /^non-?(?=\p{L}{4})/u

export const NUMBER_WORDS = new Set(
  'one two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million once twice first second third'.split(
    ' ',
  ),
)
const AMOUNT = new RegExp(String.raw`(?:${SPELLED}|[<>=≤≥~±$+/−-]|\s)*\d+(?:[.,:]\d+)*%?`, 'g')

const NOTHING: Substance = { number: '', unit: '', term: '', polarity: '' }

/** `before` is the word in front of the text: `treatment` is a unit after `per`. */
export function countSubstance(text: string, before: string): Substance {
  if (text === '') return NOTHING
  const found = { number: [] as string[], unit: [] as string[], term: [] as string[], polarity: [] as string[] }
  let last = before
  for (const token of tokenize(text)) {
    if (token.type === 'blank' || token.type === 'mark') continue
    const word = token.text.toLowerCase()
    if (token.type === 'number') {
      found.number.push(...(word.match(AMOUNT) ?? []).map(amount => amount.replace(/\s/g, '')))
      const rest = word.replace(AMOUNT, '').replace(/^-/, '')
      if (rest !== '') found[isUnit(rest, last) ? 'unit' : 'term'].push(rest)
    } else if (POLARITY.has(word)) found.polarity.push(POLARITY.get(word)!)
    else if (NUMBER_WORDS.has(word)) found.number.push(word)
    else if (isUnit(word, last)) found.unit.push(word)
    else if (!STOP_WORDS.has(word)) {
      const isNegated = NEGATED.test(word)
      if (isNegated) found.polarity.push('not')
      found.term.push(isNegated ? word.replace(NEGATED, '') : word)
    }
    last = token.text
  }
  return {
    number: found.number.join(' '),
    unit: found.unit.join(' '),
    term: found.term.join(' '),
    polarity: found.polarity.sort().join(' '),
  }
}

/** The last word of a text, or nothing; of a long one only its end is looked at. */
export function lastWord(text: string): string {
  return /\S*$/.exec(text.slice(-20).trimEnd())![0]
}
