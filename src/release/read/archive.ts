import type { VFile } from 'vfile'
import type { NameSource } from './edition.ts'
import { refuse, within } from './faults.ts'
import { readReleaseSheets } from './foreign.ts'
import { latin1 } from './platform.ts'
import { type Content, firstLines, recognize, refuseContent } from './recognize.ts'
import { readSheetRelease, readTextRelease, recognizeRows, type Source } from './source.ts'
import { isWorkbook, type Sheet } from './xlsx.ts'
import { openZip, type ZipEntry } from './zip.ts'

/**
 * Reads a workbook, or the release in a zip: the fixed-width text where there is one, else the CSV, else the workbook.
 * CMS puts reports, notes and a readme beside it; each is looked at, and only a release is taken.
 */
export async function readArchive(bytes: Uint8Array, file: VFile): Promise<Source> {
  const entries = await openZip(bytes, file)
  const named: NameSource = { from: 'file name', name: file.path }
  if (isWorkbook(entries)) return readSheetRelease(await readReleaseSheets(entries, file), [named], file)
  const others: Content[] = []
  for (const look of [lookAtTexts, lookAtWorkbooks]) {
    const found = await look(entries, named, file, others)
    if (found !== undefined) return found
  }
  return refuseContent(others.find(content => content !== 'unknown') ?? 'unknown', file)
}

async function lookAtTexts(
  entries: readonly ZipEntry[],
  named: NameSource,
  file: VFile,
  others: Content[],
): Promise<Source | undefined> {
  for (const extension of ['.txt', '.csv']) {
    const found: [name: string, bytes: Uint8Array][] = []
    for (const entry of withExtension(entries, extension)) {
      const bytes = await entry.read()
      const content = recognize(firstLines(latin1(bytes.subarray(0, 32_768))))
      if (content === 'fixed' || content === 'table') found.push([entry.name, bytes])
      else others.push(content)
    }
    const [name, bytes] = one(found, file) ?? []
    if (name !== undefined) return readTextRelease(bytes!, [entryName(name), named], within(file, name))
  }
  return undefined
}

async function lookAtWorkbooks(
  entries: readonly ZipEntry[],
  named: NameSource,
  file: VFile,
  others: Content[],
): Promise<Source | undefined> {
  const found: [name: string, sheets: readonly Sheet[]][] = []
  let taken = sizeOf(entries)
  for (const entry of withExtension(entries, '.xlsx')) {
    const inside = within(file, entry.name)
    const parts = await openZip(await entry.read(), inside, taken)
    taken += sizeOf(parts)
    const sheets = await readReleaseSheets(parts, inside)
    const contents = sheets.map(sheet => recognizeRows(sheet.rows))
    if (contents.includes('table')) found.push([entry.name, sheets])
    else others.push(...contents)
  }
  const [name, sheets] = one(found, file) ?? []
  if (name === undefined) return undefined
  return readSheetRelease(sheets!, [entryName(name), named], within(file, name))
}

function sizeOf(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, { size }) => sum + size, 0)
}

function withExtension(entries: readonly ZipEntry[], extension: string): ZipEntry[] {
  return entries.filter(entry => entry.name.toLowerCase().endsWith(extension))
}

function entryName(name: string): NameSource {
  return { from: 'archive entry', name }
}

function one<T>(found: readonly (readonly [string, T])[], file: VFile): readonly [string, T] | undefined {
  if (found.length > 1) {
    const names = found
      .map(([name]) => name)
      .slice(0, 10)
      .join(', ')
    refuse(file, 'release-several', `Unexpected ${found.length} releases in the zip (${names}), expected one`)
  }
  return found[0]
}
