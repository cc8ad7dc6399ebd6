import { codeAt } from '../code-at.ts'
import type { Touch } from '../types.ts'

/**
 * What an edit touches that changes the form only: nothing when it changes more than punctuation, hyphens, case or
 * spacing. `car positive` to `car-positive` touches the hyphen; `1.5` to `15` changes the number.
 */
export function touchesOfForm(deletion: string, insertion: string): Touch[] {
  if (!sameLength(deletion, insertion) || fold(deletion) !== fold(insertion)) return []
  const touches: Touch[] = []
  if (marksOf(deletion) !== marksOf(insertion)) touches.push('punctuation')
  if (hyphensOf(deletion) !== hyphensOf(insertion)) touches.push('hyphen')
  if (lettersOf(deletion) !== lettersOf(insertion)) touches.push('case')
  if (spacesOf(deletion) !== spacesOf(insertion) || touches.length === 0) touches.push('spacing')
  return touches
}

/** Most edits differ in the letters and digits they hold, and need no closer look. */
function sameLength(deletion: string, insertion: string): boolean {
  return countLetters(deletion) === countLetters(insertion)
}

function countLetters(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const code = codeAt(text, index)
    if (code > 0x7f) return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)) count++
  }
  return count
}

const HYPHEN = /[-‐‑–—]/g

/** Marks that a number or a rate is read by: `<`, `%`, `mg/ml`, and any mark between a digit and what is not a letter. */
const FORM_MARK = /(?![%&*#@/])\p{P}/u

/**
 * What must stay: letters whatever their case, digits, symbols, marks that belong to a number (`1.5`, `-5`, `6-10`) and
 * the parting of two numbers (`5 10` is not `510`).
 */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<=\d[.,]?)\s+(?=[-−]?\d)/g, '|')
    .replace(/(?<![\p{L}\p{N}\s])\s+|\s+(?![\p{N}-])/gu, '')
    .replace(/\p{P}/gu, (mark, at: number, whole: string) => (isForm(mark, at, whole) ? '' : mark))
    .replace(/\s/g, '')
}

function isForm(mark: string, at: number, whole: string): boolean {
  const partOfNumber = /\d/.test(whole[at + 1] ?? '') && !/\p{L}/u.test(whole[at - 1] ?? '') && /[.,−-]/.test(mark)
  return FORM_MARK.test(mark) && !partOfNumber
}

function marksOf(text: string): string {
  return text.replace(/[\p{L}\p{N}\p{M}\s]/gu, '').replace(HYPHEN, '')
}

function hyphensOf(text: string): string {
  return (text.match(HYPHEN) ?? []).join('')
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}]/gu, '')
}

/** Where blanks part the words; a hyphen or mark counts as a blank, but for those of an abbreviation. */
function spacesOf(text: string): string {
  const spelled = text.toLowerCase().replace(/[.'’]/g, '')
  return spelled.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim()
}
