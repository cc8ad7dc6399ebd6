import { accept, redline, reject } from '../redline/redline.ts'
import { redlineNodes } from '../redline/to-mdast.ts'
import type { Edit, Redline } from '../redline/types.ts'
import { severityOfEdits } from '../release/items.ts'
import type { Severity } from '../release/types.ts'
import { byId, count, make } from './dom.ts'
import { documentDom, show } from './hast-dom.ts'
import { samplePair } from './sample.ts'

const SAYS: Readonly<Record<Severity, string>> = {
  critical: 'Needs a close look: a number, a unit, or a “not” changed.',
  substantive: 'Words changed.',
  editorial: 'Only punctuation, hyphens, case, or spacing changed.',
}

/** The view “Two wordings”: the redline of two fields, made anew at each key. */
export function startWordings(): void {
  const fields = [current(), proposed()]
  const update = () => showWordings(current().value, proposed().value)
  for (const field of fields) field.addEventListener('input', update)
  byId('swap').onclick = () => setWordings(proposed().value, current().value)
  byId('sample').onclick = () => setWordings(samplePair.current, samplePair.proposed)
  byId('clear').onclick = () => {
    setWordings('', '')
    current().focus()
  }
  // A browser may keep what was typed when the page is loaded again.
  update()
}

const current = () => byId<HTMLTextAreaElement>('current')
const proposed = () => byId<HTMLTextAreaElement>('proposed')

/** Puts two wordings into the fields. */
export function setWordings(before: string, after: string): void {
  current().value = before
  proposed().value = after
  showWordings(before, after)
}

function showWordings(before: string, after: string): void {
  const isEmpty = before === '' && after === ''
  byId('made').hidden = isEmpty
  if (isEmpty) return
  const made = redline(before, after)
  const paragraph = { type: 'paragraph', children: redlineNodes(made) } as const
  byId('redline').replaceChildren()
  show(byId('redline'), ...documentDom({ type: 'blockquote', children: [paragraph] }))
  byId('verdict').textContent = verdictOf(made)
  byId('edits').replaceChildren(...made.edits.map(toRow))
  byId('edits-box').hidden = made.edits.length === 0
  byId('recovered').replaceChildren(
    ...pair('Reject every change, and it is the current wording', reject(made)),
    ...pair('Accept every change, and it is the proposed wording', accept(made)),
  )
}

function verdictOf({ edits }: Redline): string {
  return edits.length === 0
    ? 'The two wordings are the same.'
    : `${count(edits.length, 'change')}. ${SAYS[severityOfEdits(edits)]}`
}

function toRow({ deletion, insertion, touches, effect, moved }: Edit): HTMLTableRowElement {
  const notes = [...touches, ...(moved === undefined ? [] : [`moved: “${moved.trim()}”`])]
  const cells = [deletion, insertion, notes.join(', '), effect === 'editorial' ? 'no' : 'yes']
  return make('tr', {}, ...cells.map(cell => make('td', {}, cell === '' ? '—' : cell)))
}

function pair(term: string, text: string): HTMLElement[] {
  return [make('dt', {}, term), make('dd', {}, text === '' ? '(nothing)' : text)]
}
