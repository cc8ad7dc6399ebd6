import { ask } from './ask.ts'
import { byId, count, make, save } from './dom.ts'
import { guardPage, saidList, takeFiles } from './files.ts'
import { show, toDom } from './hast-dom.ts'
import { SAVES, type SaveFormat } from './saves.ts'
import { type Listed, type Query, type ReleaseShown, ROWS, type Said } from './session.ts'

/** The view “Two releases”. */
export function startReleases(): void {
  guardPage()
  takeFiles('release-files', files => void addFiles(files))
  byId('forget').onclick = () => void forget()
  for (const id of ['from', 'to']) byId(id).onchange = () => void compareChosen()
  const form = byId<HTMLFormElement>('narrow')
  form.oninput = () => void showList()
  form.onsubmit = event => event.preventDefault()
  form.onreset = () => setTimeout(showList)
  byId('more').onclick = () => void showMore()
  for (const format of Object.keys(SAVES) as SaveFormat[]) byId(`save-${format}`).onclick = () => void saveAs(format)
}

const select = (id: string) => byId<HTMLSelectElement>(id)
const progress = () => byId('progress')

async function addFiles(files: readonly File[]): Promise<void> {
  const said: Said[] = []
  let releases: readonly ReleaseShown[] = []
  byId('working').hidden = false
  for (const [index, file] of files.entries()) {
    progress().textContent = `Reading ${file.name} (${index + 1} of ${files.length}) …`
    const added = await ask('add', file)
    said.push(...added.said)
    releases = added.releases
  }
  byId('working').hidden = true
  progress().textContent = ''
  byId('release-said').replaceChildren(...saidList(said))
  if (files.length > 0) await offer(releases)
}

/** Offers the releases for comparison: the last two by their time, where nothing else was chosen. */
async function offer(releases: readonly ReleaseShown[]): Promise<void> {
  byId('chosen').hidden = releases.length === 0
  byId('release-list').replaceChildren(
    ...releases.map(({ name, edition, codes }) =>
      make('li', {}, make('strong', {}, edition), `: ${name}, ${count(codes, 'code')}`),
    ),
  )
  for (const [id, at] of [
    ['from', -2],
    ['to', -1],
  ] as const) {
    select(id).replaceChildren(
      ...releases.map(one => make('option', { value: one.id }, `${one.edition} (${one.name})`)),
    )
    select(id).value = releases.at(at)?.id ?? ''
  }
  byId('pick').hidden = releases.length < 2
  byId('one-more').hidden = releases.length !== 1
  if (releases.length > 1) await compareChosen()
  else byId('comparison').hidden = true
}

async function compareChosen(): Promise<void> {
  byId('working').hidden = false
  progress().textContent = 'Comparing …'
  const wrong = await ask('compare', { from: select('from').value, to: select('to').value })
  byId('working').hidden = true
  progress().textContent = wrong ?? ''
  byId('comparison').hidden = wrong !== undefined
  if (wrong === undefined) await showList()
}

function query(): Query {
  return Object.fromEntries(new FormData(byId<HTMLFormElement>('narrow'))) as never
}

let latest = 0
let shown = 0

/** Shows the list anew; an answer that a newer question has overtaken is left. */
async function showList(): Promise<void> {
  const own = ++latest
  const listed = await ask('list', { query: query(), from: 0 })
  if (own !== latest) return
  byId('rows').replaceChildren()
  shown = 0
  byId('found').textContent = listed.codes === 0 ? 'No codes.' : `${count(listed.codes, 'code')}.`
  addRows(listed)
}

async function showMore(): Promise<void> {
  const own = latest
  const listed = await ask('list', { query: query(), from: shown })
  if (own === latest) addRows(listed)
}

function addRows({ sections, rows }: Listed): void {
  for (const { heading, says, count, table } of sections) {
    const last = byId('rows').querySelector('h3:last-of-type')
    const isNew = last?.textContent !== `${heading} (${count})`
    const head = isNew ? [make('h3', {}, `${heading} (${count})`), make('p', {}, says)] : []
    show(byId('rows'), ...head, ...toDom(table))
  }
  shown = Math.min(rows, shown + ROWS)
  byId('more').hidden = shown >= rows
  byId('more').textContent = `Show ${Math.min(ROWS, rows - shown)} more of ${count(rows, 'row')}`
}

async function saveAs(format: SaveFormat): Promise<void> {
  save(`comparison.${format}`, await ask('save', { query: query(), format }), SAVES[format])
}

async function forget(): Promise<void> {
  await ask('forget')
  byId('release-said').replaceChildren()
  await offer([])
}
