import { ask } from './ask.ts'
import type { Looked } from './code.ts'
import { byId, count } from './dom.ts'
import { show, toDom } from './hast-dom.ts'
import { propose } from './proposal.ts'
import { showView } from './tabs.ts'

let looked: Looked | undefined

/** The view “A code”. */
export function startCode(): void {
  byId<HTMLFormElement>('look').onsubmit = event => {
    event.preventDefault()
    void lookUp(byId<HTMLInputElement>('asked').value)
  }
  byId('propose').onclick = () => {
    const { record, source, edition } = looked ?? {}
    if (record && source !== undefined && edition !== undefined) propose({ record, source, edition })
  }
  // The code of any row leads here.
  for (const id of ['rows', 'own-rows', 'looked'])
    byId(id).addEventListener('click', ({ target }) => {
      const code = (target as HTMLElement).closest('th button')?.textContent
      if (code) void open(code)
    })
}

async function open(code: string): Promise<void> {
  byId<HTMLInputElement>('asked').value = code
  showView('code')
  byId('tab-code').focus()
  await lookUp(code)
}

async function lookUp(asked: string): Promise<void> {
  if (asked.trim() === '') return
  looked = await ask('lookUp', asked)
  const { record, tree, found } = looked
  byId('look-found').textContent = record
    ? `${record.code}: ${record.long}`
    : found === 0
      ? 'None of the dropped files has such a code, and none of its codes names these words.'
      : `${count(found, 'code')} with these words in the newest file.`
  byId('propose').hidden = record === undefined || record.terminated !== undefined
  byId('looked').replaceChildren()
  show(byId('looked'), ...toDom(tree))
}
