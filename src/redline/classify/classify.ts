import type { Edit, Effect, Segment, Touch } from '../types.ts'
import { touchesOfForm } from './form.ts'
import { nameMoves } from './moves.ts'
import { countSubstance, lastWord, type Substance } from './substance.ts'

/**
 * One edit for each place of a redline, in order, with what it touches and whether that changes what the wording says.
 * Every edit touches something. Moves are named on both of their edits.
 */
export function classify(segments: readonly Segment[]): Edit[] {
  return nameMoves(toPlaces(segments).map(toEdit))
}

/** A deletion and an insertion at one place, with the texts kept on either side. */
interface Place {
  before: string
  deletion: string
  insertion: string
  after: string
}

function toPlaces(segments: readonly Segment[]): Place[] {
  const places: Place[] = []
  let before = ''
  let open: Place | undefined
  for (const { type, text } of segments) {
    if (type === 'same') {
      if (open) open.after = text
      before = text
      open = undefined
      continue
    }
    if (!open) {
      open = { before, deletion: '', insertion: '', after: '' }
      places.push(open)
    }
    open[type] += text
  }
  return places
}

function toEdit({ before, deletion, insertion, after }: Place): Edit {
  const form = touchesOfForm(deletion, insertion)
  const touches = form.length > 0 ? form : touchesOfSubstance(before, deletion, insertion)
  const clause: Touch[] = takesClause(before, deletion, insertion, after) ? ['clause'] : []
  const effect: Effect = form.length > 0 ? 'editorial' : 'substantive'
  return { deletion, insertion, touches: effect === 'substantive' ? [...touches, ...clause] : touches, effect }
}

function touchesOfSubstance(before: string, deletion: string, insertion: string): Touch[] {
  const word = lastWord(before)
  const [lost, gained] = [countSubstance(deletion, word), countSubstance(insertion, word)]
  const kinds: readonly (keyof Substance & Touch)[] = ['number', 'unit', 'term', 'polarity']
  const touches = kinds.filter(kind => lost[kind] !== gained[kind])
  return touches.length > 0 ? touches : ['term']
}

/** Whether an edit takes a whole clause out, or puts one in, rather than words within one. */
function takesClause(before: string, deletion: string, insertion: string, after: string): boolean {
  if (deletion === '' || insertion === '') return isClause(before, deletion + insertion, after)
  return countBreaks(deletion) !== countBreaks(insertion)
}

/** `, each` before the end; `Injection, ` at the start; `, any type` before a comma. Blanks alone are none. */
function isClause(before: string, text: string, after: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return false
  const opens = /^\s*[,;]/.test(text) || before === '' || /[,;]\s*$/.test(before)
  const closes = /[,;]\s*$/.test(text) || after === '' || /^\s*[,;]/.test(after)
  return opens && closes && /[,;]/.test(before.slice(-2) + text + after.slice(0, 2))
}

/** Commas and semicolons outside brackets, those within numbers aside. */
function countBreaks(text: string): number {
  return text.replace(/\([^()]*\)/g, '').match(/[;,](?!\d)/g)?.length ?? 0
}
