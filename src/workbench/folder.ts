import { planBuild, type RequestReport } from '../build/plan.ts'
import { DRAFT } from '../request/open.ts'
import { type InputFile, MOST_FILES, type OutputFile } from '../types.ts'
import { type InFolder, MOST_GIVEN, placeFiles } from './places.ts'
import { type Said, type Session, toSaid } from './session.ts'
import { templates } from './templates.ts'

/** What was made of a folder. */
export interface FolderShown {
  readonly said: readonly Said[]
  readonly requests: readonly RequestShown[]
}

/** A request, how it stands, and the names of the files that were made of it. */
export interface RequestShown {
  readonly name: string
  readonly title: string
  readonly state: string
  readonly open: readonly string[]
  readonly files: readonly string[]
}

/** Makes the web pages and Word files of the requests of a folder, as a build does, and keeps them. */
export async function makeRequests(session: Session, given: readonly InFolder[]): Promise<FolderShown> {
  if (given.length > MOST_GIVEN) return refused(`Unexpected more than ${MOST_GIVEN} files, expected at most these`)
  const placed = placeFiles(given.map(({ path }) => path))
  const found = given.flatMap(({ file }, index) => (placed[index] === undefined ? [] : [{ file, path: placed[index] }]))
  if (found.length > MOST_FILES) return refused(`Unexpected ${found.length} files, expected at most ${MOST_FILES}`)
  const size = found.reduce((sum, { file }) => sum + Math.min(file.size, LARGEST), 0)
  if (size > MOST_BYTES) return refused(`Unexpected ${size} bytes of text, expected at most ${MOST_BYTES}`)
  // As on a disk that is read: the order of what was dropped is that of the machine.
  const sorted = found.sort((one, other) => (one.path < other.path ? -1 : 1))
  const files = await Promise.all(sorted.map(read))
  const own = files.filter(({ path }) => path.startsWith('templates/'))
  const descriptors = files.filter(({ path }) => path.startsWith('descriptors/'))
  const { outputs, requests, messages } = await planBuild(descriptors, [...allTemplates(own)], ['html', 'docx'])
  session.outputs = outputs
  return { said: messages.map(toSaid), requests: requests.map(one => toShown(one, outputs)) }
}

/** What is read of a file, and of all together: one byte more than a build takes is enough for it to say so. */
const [LARGEST, MOST_BYTES] = [1_000_001, 50_000_000]

function refused(reason: string): FolderShown {
  const remedy = 'Choose the folder descriptors/, or the one folder in it.'
  return { said: [{ place: 'the folder', reason: `${reason}.`, remedy, fatal: true }], requests: [] }
}

async function read({ file, path }: InFolder): Promise<InputFile> {
  return { path, bytes: new Uint8Array(await file.slice(0, LARGEST).arrayBuffer()) }
}

/** Those of the program, but for those that the workspace has of its own. A page template would have to be made code of. */
function allTemplates(own: readonly InputFile[]): InputFile[] {
  const mine = own.filter(({ path }) => path !== 'templates/page.html.hbs')
  const names = new Set(mine.map(({ path }) => path))
  const brought = [...templates].map(([name, text]) => ({
    path: `templates/${name}`,
    bytes: new TextEncoder().encode(text),
  }))
  return [...mine, ...brought.filter(({ path }) => !names.has(path))]
}

function toShown({ name, title, open }: RequestReport, outputs: readonly OutputFile[]): RequestShown {
  const folder = `out/${name}/`
  const names = outputs.flatMap(({ path }) => (path.startsWith(folder) ? path.slice(folder.length) : []))
  // Its links lead to files that lie beside it.
  const files = names.filter(one => one !== 'index.html')
  const state = open.length > 0 ? DRAFT : 'ready to file'
  return { name, title: title ?? '', state, open: open.map(({ what }) => what), files }
}

/** One of the files that were made. */
export function takeFile({ outputs = [] }: Session, name: string): Blob {
  const { content } = outputs.find(({ path }) => path === `out/${name}`)!
  return new Blob([content as BlobPart])
}
