import { ask } from './ask.ts'
import { byId, count, make, save } from './dom.ts'
import { saidList, takeFolder } from './files.ts'
import type { RequestShown } from './folder.ts'
import { WORD } from './formats.ts'
import type { InFolder } from './places.ts'

/** The view “A request”: what a build makes of a folder of requests. */
export function startRequest(): void {
  takeFolder('request-files', files => void makeOf(files))
}

async function makeOf(files: readonly InFolder[]): Promise<void> {
  if (files.length === 0) return
  byId('request-working').hidden = false
  byId('request-progress').textContent = `Reading ${count(files.length, 'file')} and making the documents …`
  const { said, requests } = await ask('makeRequests', files)
  byId('request-working').hidden = true
  const faults = said.filter(({ fatal }) => fatal).length
  byId('request-progress').textContent =
    faults > 0 ? `${count(faults, 'fault')}; nothing was made.` : `${count(requests.length, 'request')} made.`
  byId('request-said').replaceChildren(...saidList(said))
  for (const address of opened.splice(0)) URL.revokeObjectURL(address)
  const blocks = faults > 0 ? [] : await Promise.all(requests.map(toBlocks))
  byId('requests').replaceChildren(...blocks.flat())
}

/** The addresses of the pages that can be opened. */
const opened: string[] = []

async function toLink(request: string, file: string, label: string): Promise<HTMLElement> {
  const page = await ask('takeFile', `${request}/${file}`)
  const href = URL.createObjectURL(new Blob([page], { type: 'text/html' }))
  opened.push(href)
  return make('a', { href, target: '_blank' }, label)
}

/** What the request is for, as a person looks for it, the main things first. */
const MAIN = [
  ['redline-sheet.html', 'Redline sheet, web page'],
  ['redline-sheet.docx', 'Redline sheet, Word'],
  ['redline-sheet-tracked.docx', 'Redline sheet, Word with tracked changes'],
  ['packet.html', 'Packet, web page'],
  ['packet.docx', 'Packet, Word'],
  ['packet-tracked.docx', 'Packet, Word with tracked changes'],
] as const

async function toBlocks({ name, title, state, open, files }: RequestShown): Promise<HTMLElement[]> {
  const main = MAIN.filter(([file]) => files.includes(file)).map(([file, label]) => toButton(name, file, label))
  const others = files.filter(file => !MAIN.some(([one]) => one === file)).map(file => toButton(name, file, file))
  const items = open.map(text => make('li', {}, text))
  return [
    make('h3', {}, title),
    make('p', {}, make('code', {}, name), `: ${state}`),
    ...(items.length > 0
      ? [make('details', {}, make('summary', {}, `Open before filing (${items.length})`), make('ul', {}, ...items))]
      : []),
    make(
      'p',
      {},
      'Open, to read or to print: ',
      await toLink(name, 'redline-sheet.html', 'the redline sheet'),
      ', ',
      await toLink(name, 'packet.html', 'the packet'),
      '.',
    ),
    make('p', { className: 'buttons' }, 'Save:', ...main),
    make(
      'details',
      {},
      make('summary', {}, `All other files (${others.length})`),
      make('p', { className: 'buttons' }, ...others),
    ),
  ]
}

function toButton(request: string, file: string, label: string): HTMLElement {
  const onclick = async () => {
    const type = file.endsWith('.docx') ? WORD : 'text/html'
    save(`${request}-${file.replaceAll('/', '-')}`, await ask('takeFile', `${request}/${file}`), type)
  }
  return make('button', { type: 'button', onclick }, label)
}
