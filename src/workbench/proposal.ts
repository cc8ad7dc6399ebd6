import type { ReleaseRecord } from '../release/types.ts'
import { declareWordings, linesOf, toDescriptorFile } from '../request/new-files.ts'
import { byId, save } from './dom.ts'
import { showView } from './tabs.ts'
import { setWordings } from './wordings.ts'

type Revised = Pick<ReleaseRecord, 'code' | 'long' | 'short' | 'added'>

let revised: { readonly record: Revised; readonly source: string } | undefined

const field = (id: string) => byId<HTMLInputElement | HTMLTextAreaElement>(id)

/** Brings the wording of a code to the two fields, to be changed there. */
export function propose(record: Revised, source: string): void {
  revised = { record, source }
  setWordings(record.long, record.long)
  field('proposed-short').value = record.short
  byId('proposal').hidden = false
  byId('proposal-of').textContent = `A change of ${record.code}, as ${source} has it`
  showView('wordings')
  field('proposed').focus()
  declare()
}

/** The part of “Two wordings” that is there while a code is being changed. */
export function startProposal(): void {
  for (const id of ['current', 'proposed', 'proposed-short']) field(id).addEventListener('input', declare)
  byId('save-code').onclick = saveCode
  byId('end-proposal').onclick = () => {
    revised = undefined
    byId('proposal').hidden = true
  }
}

function wordings(record: Revised) {
  const text = (id: string) => field(id).value.replace(/\s+/g, ' ').trim()
  return {
    current: { long: record.long, short: record.short },
    proposed: { long: text('proposed'), short: text('proposed-short') },
  }
}

/** What `request.md` has to declare for the code. */
function declare(): void {
  if (!revised) return
  const { current, proposed } = wordings(revised.record)
  const lines = linesOf(declareWordings(current, proposed), [revised.record.code])
  const isSame = lines.length === 0
  byId('declared').textContent = isSame ? 'Nothing is changed yet.' : `changes:\n${lines.join('\n')}`
  byId<HTMLButtonElement>('save-code').disabled = isSame
}

function saveCode(): void {
  if (!revised) return
  const { record, source } = revised
  const { current, proposed } = wordings(record)
  const file = toDescriptorFile({ code: record.code, action: 'revise', current, proposed, added: record.added, source })
  save(`${record.code}.md`, file, 'text/markdown')
}
