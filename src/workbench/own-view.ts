import { ask } from './ask.ts'
import { byId, count, make, save } from './dom.ts'
import { saidList, takeFiles } from './files.ts'
import { OWN_SAVES, type OwnFormat } from './formats.ts'
import { type ListView, makeListView } from './list-view.ts'

let column = 0
/** Made when the page is: the worker runs the same program. */
let view: ListView

/** The view “My codes”: a list of one’s own beside the comparison. */
export function startOwn(): void {
  view = makeListView(
    from => ask('listOwn', { search: searched(), from }),
    ({ codes, counts }) => {
      byId('own-found').textContent = `${count(codes, 'code')} of yours.`
      byId('own-counts').replaceChildren(...counts.map(text => make('li', {}, text)))
      byId('own-saved').textContent = ''
    },
  )
  byId('own-rows').append(view.element)
  takeFiles('own-files', ([file]) => void (file && addList(file)))
  byId<HTMLSelectElement>('own-column').onchange = ({ target }) =>
    void choose(Number((target as HTMLSelectElement).value))
  byId('own-search').oninput = () => void view.restart()
  for (const format of Object.keys(OWN_SAVES) as OwnFormat[])
    byId(`own-${format.replace('.', '-')}`).onclick = () => void saveAs(format)
}

const searched = () => byId<HTMLInputElement>('own-search').value

async function saveAs(format: OwnFormat): Promise<void> {
  const name = `my-codes.${format}`
  byId('own-saved').textContent = `Making ${name} …`
  save(name, await ask('saveOwn', { search: searched(), format }), OWN_SAVES[format])
  byId('own-saved').textContent = `Saved as ${name}.`
}

async function addList(file: File): Promise<void> {
  const { said, heads, column: found, rows } = await ask('addList', file)
  column = found
  byId('own-said').replaceChildren(...saidList(said))
  byId('own-column').replaceChildren(...heads.map((head, index) => make('option', { value: String(index) }, head)))
  byId<HTMLSelectElement>('own-column').value = String(column)
  byId('own-name').textContent = heads.length === 0 ? '' : `${file.name}: ${count(rows, 'row')}.`
  byId('own').hidden = heads.length === 0
  await showOwn()
}

async function choose(index: number): Promise<void> {
  const said = await ask('chooseColumn', index)
  byId('own-said').replaceChildren(...saidList(said))
  if (said.length === 0) column = index
  byId<HTMLSelectElement>('own-column').value = String(column)
  await showOwn()
}

/** Shows the list anew, for other releases or another column. */
export async function showOwn(): Promise<void> {
  await view.restart()
}
