import { byId } from './dom.ts'
import { shownView, showView } from './tabs.ts'

/** The name under which the browser keeps what was typed. */
const KEY = 'workbench'

/** The fields that are kept: what is typed and chosen, never a file. */
const FIELDS = ['current', 'proposed', 'search', 'kind', 'severity', 'order', 'asked'] as const

type Kept = Readonly<Partial<Record<(typeof FIELDS)[number] | 'view', string>>>

const field = (id: string) => byId<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(id)

/**
 * Keeps what is typed in the browser of this computer, if that is asked, and forgets it when that is asked.
 *
 * @param restored told when fields were filled with what had been kept
 */
export function startKeeping(restored: () => void): void {
  const box = byId<HTMLInputElement>('keep')
  const kept = read()
  box.checked = kept !== undefined
  // Some browsers set boxes as they were, once the page has been read.
  addEventListener('pageshow', () => {
    box.checked = read() !== undefined
  })
  if (kept) {
    restore(kept)
    restored()
  }
  box.onchange = () => (box.checked ? write() : forget())
  byId('forget-typed').onclick = forget
  for (const event of ['input', 'click', 'reset'])
    byId('text').addEventListener(event, () => box.checked && setTimeout(write))
  showState('')
}

function restore(kept: Kept): void {
  for (const id of FIELDS) if (typeof kept[id] === 'string') field(id).value = kept[id]
  if (typeof kept.view === 'string' && byId(`tab-${kept.view}`)) showView(kept.view)
}

/** What an earlier visit kept. What is no such thing is as nothing. */
function read(): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    return typeof kept === 'object' && kept !== null ? kept : undefined
  } catch {
    return undefined
  }
}

function write(): void {
  const values = FIELDS.map(id => [id, field(id).value])
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...Object.fromEntries(values), view: shownView() }))
    showState('')
  } catch {
    byId<HTMLInputElement>('keep').checked = false
    showState('Unexpected browser that keeps nothing for this page, expected one that does.')
  }
}

function forget(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Where nothing can be kept, nothing was.
  }
  byId<HTMLInputElement>('keep').checked = false
  showState('Forgotten: nothing is kept.')
}

function showState(text: string): void {
  byId('forget-typed').hidden = !byId<HTMLInputElement>('keep').checked
  byId('kept').textContent = text
}
