import { ask } from './ask.ts'
import { byId, count, make, save } from './dom.ts'
import { guardPage, saidList, takeFiles } from './files.ts'
import { SAVES, type SaveFormat } from './formats.ts'
import { type ListView, makeListView } from './list-view.ts'
import { showOwn } from './own-view.ts'
import { samplePairOfReleases } from './sample.ts'
import type { Query, ReleaseShown, Said } from './session.ts'

/** The view “Two releases”. */
export function startReleases(): void {
  guardPage()
  view = makeListView(
    from => ask('list', { query: query(), from }),
    ({ codes, nothing }) => {
      byId('comparison-saved').textContent = ''
      byId('found').textContent = codes === 0 ? (nothing ?? '') : `${count(codes, 'code')}.`
    },
  )
  takeFiles('release-files', files => void addFiles(files))
  byId('sample-pair').onclick = () => void showSample()
  byId('forget').onclick = () => void forget()
  for (const id of ['from', 'to']) byId(id).onchange = () => void compareChosen()
  const form = byId<HTMLFormElement>('narrow')
  form.oninput = () => void view.restart()
  form.onsubmit = event => {
    event.preventDefault()
    void view.restart()
  }
  form.onreset = () => setTimeout(() => view.restart())
  byId('rows').append(view.element)
  for (const format of Object.keys(SAVES) as SaveFormat[]) byId(`save-${format}`).onclick = () => void saveAs(format)
}

/** Made when the page is: the worker runs the same program. */
let view: ListView

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

/** What is said of the sample would be that it is no whole release. */
async function showSample(): Promise<void> {
  await addFiles(samplePairOfReleases())
  byId('release-said').replaceChildren(make('li', {}, 'These two files are made up, to show what the page does.'))
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
  else {
    byId('comparison').hidden = true
    byId('own-open').hidden = true
    byId('own-closed').hidden = false
  }
  byId('look').hidden = releases.length === 0
  byId('code-closed').hidden = releases.length > 0
}

async function compareChosen(): Promise<void> {
  byId('working').hidden = false
  progress().textContent = 'Comparing …'
  const wrong = await ask('compare', { from: select('from').value, to: select('to').value })
  byId('working').hidden = true
  progress().textContent = wrong ?? ''
  byId('comparison').hidden = wrong !== undefined
  byId('own-open').hidden = wrong !== undefined
  byId('own-closed').hidden = wrong === undefined
  if (wrong === undefined) await Promise.all([view.restart(), showOwn()])
}

function query(): Query {
  return Object.fromEntries(new FormData(byId<HTMLFormElement>('narrow'))) as never
}

async function saveAs(format: SaveFormat): Promise<void> {
  const name = `comparison.${format}`
  byId('comparison-saved').textContent = `Making ${name} …`
  save(name, await ask('save', { query: query(), format }), SAVES[format])
  byId('comparison-saved').textContent = `Saved as ${name}.`
}

async function forget(): Promise<void> {
  await ask('forget')
  byId('release-said').replaceChildren()
  await offer([])
}
