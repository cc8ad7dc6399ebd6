import type { VFile } from 'vfile'
import type { Row } from './csv.ts'
import { quote, refuse, within } from './faults.ts'
import { formatsOf } from './number-formats.ts'
import { readSheet, type Shared } from './sheet.ts'
import { readStrings, unescapeXml } from './strings.ts'
import { type Count, type Element, readXml } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** A sheet of a workbook. All cells are text: a number or date as the workbook stores it, an empty cell as `''`. */
export interface Sheet {
  readonly name: string
  readonly isHidden: boolean
  readonly rows: readonly Row[]
}

/** Where the files of a workbook say what belongs to what. */
const start = '_rels/.rels'

/** Whether the files of a zip are those of a workbook, or of another document of Office. */
export function isWorkbook(entries: readonly ZipEntry[]): boolean {
  return entries.some(entry => entry.name === start)
}

/**
 * Reads all sheets of a workbook, whose files are `entries`, wherever its relationships say that they are. Empty rows give
 * no row; `line` is the row's number.
 *
 * @param ofPeople whether people write it: numbers are then as they see them, and any character is theirs
 */
export async function readWorkbook(
  entries: readonly ZipEntry[],
  file: VFile,
  ofPeople = false,
): Promise<readonly Sheet[]> {
  const book = { file, parts: new Map(entries.map(entry => [entry.name.toLowerCase(), entry])), count: { elements: 0 } }
  const main = one(await readLinks(start, '', book), 'officeDocument', file)
  if (main === undefined) refuse(file, 'release-format', 'Unexpected zip without a main part, expected a workbook')
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const links = await readLinks(`${folder}_rels/${main.slice(folder.length)}.rels`, folder, book)
  const strings = one(links, 'sharedStrings', file)
  const shared = {
    ...{ file, count: book.count, text: { length: 0 } },
    strings:
      strings === undefined
        ? []
        : readStrings(await readPart(strings, book), within(file, strings), book.count, ofPeople),
    shown: ofPeople ? await readShown(main, one(links, 'styles', file), book) : undefined,
  }
  const sheets: Sheet[] = []
  for (const { name, isHidden, target } of await findSheets(main, links, book)) {
    sheets.push({ name, isHidden, rows: readSheet(await readPart(target, book), within(file, target), shared) })
  }
  return sheets
}

interface Workbook {
  readonly file: VFile
  /** By name in small letters: names of parts that differ in these alone are the same. */
  readonly parts: ReadonlyMap<string, ZipEntry>
  readonly count: Count
}

function readPart(name: string, { parts, file }: Workbook): Promise<Uint8Array> {
  const entry = parts.get(name.toLowerCase())
  if (entry !== undefined) return entry.read()
  return refuse(file, 'release-format', `Unexpected missing part ${quote(name)} of the workbook, expected a whole one`)
}

async function readElements(name: string, path: string, book: Workbook): Promise<Element[]> {
  const elements: Element[] = []
  readXml(await readPart(name, book), within(book.file, name), path, book.count, element => elements.push(element))
  return elements
}

/** How the numbers of a workbook are shown. */
async function readShown(main: string, styles: string | undefined, book: Workbook): Promise<Shared['shown']> {
  const [root] = await readElements(main, 'workbook', book)
  const settings = root?.children.find(({ name }) => name === 'workbookPr')?.attributes.get('date1904')
  const since1904 = settings === '1' || settings === 'true'
  if (styles === undefined) return { formats: [], since1904 }
  const [cells, codes] = [
    await readElements(styles, 'styleSheet/cellXfs/xf', book),
    await readElements(styles, 'styleSheet/numFmts/numFmt', book),
  ]
  return { formats: formatsOf(cells, codes), since1904 }
}

/** What one part says of another: by `id`, that it is of this type, and the name it has in the zip. */
interface Link {
  readonly id: string
  readonly type: string
  readonly target: string
}

async function readLinks(name: string, folder: string, book: Workbook): Promise<Link[]> {
  if (!book.parts.has(name.toLowerCase())) return []
  const elements = await readElements(name, 'Relationships/Relationship', book)
  return elements.map(({ attributes }) => {
    const value = (name: string) => attributes.get(name) ?? ''
    return { id: value('Id'), type: value('Type').split('/').at(-1)!, target: resolveName(folder, value('Target')) }
  })
}

/** The name in the zip that `target` means from `folder`; none leads out of the zip. */
export function resolveName(folder: string, target: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : `${folder}/${target}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** The one part of a type, where there is one. */
function one(links: readonly Link[], type: string, file: VFile): string | undefined {
  const found = links.filter(link => link.type === type)
  if (found.length > 1) refuse(file, 'release-format', `Unexpected ${found.length} parts ${type}, expected one`)
  return found[0]?.target
}

/** The sheets with cells; others hold a chart or a form. */
async function findSheets(main: string, links: readonly Link[], book: Workbook) {
  const known = new Set<string>()
  const sheets = await readElements(main, 'workbook/sheets/sheet', book)
  return sheets.flatMap(({ attributes }) => {
    const name = unescapeXml(attributes.get('name') ?? '')
    const ids = [...attributes].filter(([key]) => key.endsWith(':id')).map(([, id]) => id)
    const found = links.filter(({ id }) => ids.includes(id))
    const target = found[0]?.target ?? ''
    if (found.length === 1 && found[0]!.type !== 'worksheet') return []
    const first = known.size < known.add(target.toLowerCase()).size
    const isHidden = /hidden/i.test(attributes.get('state') ?? '')
    if (found.length === 1 && first) return { name, isHidden, target }
    const reason = `Unexpected sheet ${quote(name)} with ${found.length} parts or another’s, expected one of its own`
    return refuse(book.file, 'release-format', reason)
  })
}
