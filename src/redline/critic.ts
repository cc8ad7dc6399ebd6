import type { Redline } from './types.ts'

const MARKS = { same: ['', ''], deletion: ['{--', '--}'], insertion: ['{++', '++}'] } as const

/** What a reader of CriticMarkup takes for a mark: of a comment, a highlight, or a substitution too. */
const ANY_MARK = /\{(?:--|\+\+|~~|>>|==)|(?:--|\+\+|~~|<<|==)\}/

/**
 * A redline as CriticMarkup: `up to {--460--}{++510++} million`. That has no way to write its own marks as text: nothing
 * where a wording holds some, since no reader could tell them from the redline's.
 */
export function toCritic({ segments }: Pick<Redline, 'segments'>): string | undefined {
  const wordings = (['insertion', 'deletion'] as const).map(other =>
    segments.map(({ type, text }) => (type === other ? '' : text)).join(''),
  )
  if (wordings.some(wording => ANY_MARK.test(wording))) return undefined
  return segments.map(({ type, text }) => MARKS[type].join(text)).join('')
}

/** Both wordings of CriticMarkup with deletions and insertions; a mark that does not end is text. */
export function recoverCritic(text: string): { current: string; proposed: string } {
  const keep = (sign: '-' | '+') =>
    text.replace(/\{--(.*?)--\}|\{\+\+(.*?)\+\+\}/gs, (_, struck?: string, inserted?: string) =>
      sign === '-' ? (struck ?? '') : (inserted ?? ''),
    )
  return { current: keep('-'), proposed: keep('+') }
}
