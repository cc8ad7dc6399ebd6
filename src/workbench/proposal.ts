import { ask } from './ask.ts'
import type { Proposal } from './change.ts'
import { byId, make, save } from './dom.ts'
import { showView } from './tabs.ts'
import { setWordings } from './wordings.ts'

type Revised = Omit<Proposal, 'proposed'>

let revised: Revised | undefined

const field = (id: string) => byId<HTMLInputElement | HTMLTextAreaElement>(id)

/** Brings the wording of a code to the two fields, to be changed there. */
export function propose(one: Revised): void {
  revised = one
  keepCurrent(true)
  const { record, source } = one
  setWordings(record.long, record.long)
  field('proposed-short').value = record.short
  byId('proposal').hidden = false
  byId('proposal-of').textContent = `A change of ${record.code}, as ${source} has it`
  showView('wordings')
  field('proposed').focus()
  void declare()
}

/** The part of “Two wordings” that is there while a code is being changed. */
export function startProposal(): void {
  for (const id of ['current', 'proposed', 'proposed-short']) field(id).addEventListener('input', () => void declare())
  byId('save-code').onclick = () => void saveCode()
  for (const venue of ['comment', 'application'] as const) byId(`save-${venue}`).onclick = () => void saveRequest(venue)
  byId('end-proposal').onclick = () => {
    revised = undefined
    keepCurrent(false)
    byId('proposal').hidden = true
  }
}

/** The current wording is CMS’s while a change of it is proposed. */
function keepCurrent(kept: boolean): void {
  byId<HTMLTextAreaElement>('current').readOnly = kept
  for (const id of ['swap', 'sample', 'clear']) byId<HTMLButtonElement>(id).disabled = kept
}

function proposalOf(one: Revised): Proposal {
  const text = (id: string) => field(id).value.replace(/\s+/g, ' ').trim()
  return { ...one, proposed: { long: text('proposed'), short: text('proposed-short') } }
}

let latest = 0

/** What the code’s file declares. */
async function declare(): Promise<void> {
  if (!revised) return
  const own = ++latest
  const { lines } = await ask('declare', proposalOf(revised))
  if (own !== latest) return
  const isSame = lines.length === 0
  byId('declares').textContent = isSame ? 'Nothing is changed yet.' : 'The code’s file declares:'
  byId('declared').replaceChildren(...lines.map(line => make('li', {}, line)))
  byId<HTMLButtonElement>('save-code').disabled = isSame
}

async function saveCode(): Promise<void> {
  if (!revised) return
  const { file } = await ask('declare', proposalOf(revised))
  save(`${revised.record.code}.md`, file, 'text/markdown')
}

async function saveRequest(venue: 'comment' | 'application'): Promise<void> {
  if (revised) save('request.md', await ask('beginRequest', { ...revised, venue }), 'text/markdown')
}
