import type { Edit } from '../redline/types.ts'
import type { Severity } from '../release/types.ts'
import { ask } from './ask.ts'
import { byId, count, make, save } from './dom.ts'
import { WORD } from './formats.ts'
import { show, toDom } from './hast-dom.ts'
import type { PairShown } from './pair.ts'
import { drawRedline } from './picture.ts'
import { samplePair } from './sample.ts'

const SAYS: Readonly<Record<Severity, string>> = {
  critical: 'Needs a close look: a number, a unit, or a “not” changed.',
  substantive: 'Words changed.',
  editorial: 'Only punctuation, hyphens, case, or spacing changed.',
}

/** The view “Two wordings”: the redline of two fields, made anew at each key. */
export function startWordings(): void {
  for (const field of [current(), proposed()]) field.addEventListener('input', () => void showWordings())
  byId('swap').onclick = () => setWordings(proposed().value, current().value)
  byId('sample').onclick = () => setWordings(samplePair.current, samplePair.proposed)
  byId('clear').onclick = () => {
    setWordings('', '')
    current().focus()
  }
  byId('save-tracked').onclick = () => void saveWord(true)
  byId('save-static').onclick = () => void saveWord(false)
  byId('save-picture').onclick = () => void savePicture()
  byId('copy-picture').onclick = () => void copyPicture()
}

const current = () => byId<HTMLTextAreaElement>('current')
const proposed = () => byId<HTMLTextAreaElement>('proposed')

/** Puts two wordings into the fields. */
export function setWordings(before: string, after: string): void {
  current().value = before
  proposed().value = after
  void showWordings()
}

const typed = () => ({ current: current().value, proposed: proposed().value })

let latest = 0

/** Shows the redline of the two fields. An answer that a newer key has overtaken is left. */
export async function showWordings(): Promise<void> {
  const own = ++latest
  byId('saved').textContent = ''
  const pair = typed()
  const isEmpty = pair.current === '' && pair.proposed === ''
  if (isEmpty) byId('made').hidden = true
  const shown = isEmpty ? undefined : await ask('showPair', pair)
  if (shown && own === latest) put(shown)
}

function put({ tree, severity, edits, recovered }: PairShown): void {
  byId('made').hidden = false
  byId('redline').replaceChildren()
  show(byId('redline'), ...toDom(tree))
  byId('verdict').textContent =
    edits.length === 0 ? 'The two wordings are the same.' : `${count(edits.length, 'change')}. ${SAYS[severity]}`
  byId('edits').replaceChildren(...edits.map(toRow))
  byId('edits-box').hidden = edits.length === 0
  byId('recovered').replaceChildren(
    ...term('Reject every change, and it is the current wording', recovered.current),
    ...term('Accept every change, and it is the proposed wording', recovered.proposed),
  )
}

function toRow({ deletion, insertion, touches, effect, moved }: Edit): HTMLTableRowElement {
  const notes = [...touches, ...(moved === undefined ? [] : [`moved: “${moved.trim()}”`])]
  const cells = [deletion, insertion, notes.join(', '), effect === 'editorial' ? 'no' : 'yes']
  return make('tr', {}, ...cells.map(cell => make('td', {}, cell === '' ? '—' : cell)))
}

function term(words: string, text: string): HTMLElement[] {
  return [make('dt', {}, words), make('dd', {}, text === '' ? '(nothing)' : text)]
}

async function saveWord(tracked: boolean): Promise<void> {
  const made = await ask('wordOf', { ...typed(), tracked })
  saveOrSay(tracked ? 'redline-tracked.docx' : 'redline.docx', made, WORD)
}

async function savePicture(): Promise<void> {
  saveOrSay('redline.png', await makePicture(), 'image/png')
}

async function makePicture(): Promise<Blob | string> {
  const { segments, text } = await ask('showPair', typed())
  const drawn = await drawRedline(segments)
  return typeof drawn === 'string' ? drawn : await ask('describePicture', { png: drawn, text })
}

/** Puts the picture on the clipboard. Some browsers want to be told at once that it will come. */
async function copyPicture(): Promise<void> {
  const made = makePicture()
  const png = made.then(one => (typeof one === 'string' ? Promise.reject(new Error(one)) : one))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
    byId('saved').textContent = 'Copied.'
  } catch {
    const found = await made
    byId('saved').textContent = typeof found === 'string' ? `${found}.` : 'The browser did not let the page copy.'
  }
}

/** Saves a file, or says why there is none. */
function saveOrSay(name: string, made: Blob | string, type: string): void {
  byId('saved').textContent = typeof made === 'string' ? `${made}.` : `Saved as ${name}.`
  if (typeof made !== 'string') save(name, made, type)
}
