import { createHash } from 'node:crypto'
import type { VFile } from 'vfile'
import { longDate } from '../document/template/helpers.ts'
import type { Rendered } from '../render/types.ts'
import { DRAFT, type OpenItem } from '../request/open.ts'
import type { Request } from '../request/types.ts'
import { cycleName } from '../request/venue.ts'
import { fault } from '../rules.ts'

/** What regulations.gov takes: at most so many files, each of at most so many bytes. */
const MOST_FILES = 20
const MOST_BYTES = 10_000_000

/** The types that it takes of those that the build makes; an application is filed in them too. */
const TYPES = ['pdf', 'docx', 'txt']

/** What CMS takes with an application, all files together. */
const MOST_PAGES = 40

/** The documents of a request by their names without their endings. */
export interface Names {
  readonly exhibits: readonly string[]
  readonly papers: readonly string[]
  /** The notice that stands wherever CPT is named. */
  readonly notice: string
}

/**
 * `filing/`: the files to attach, numbered in their order, and `MANIFEST.txt`. Nothing where a file of the list was not
 * made because its format was not asked for.
 *
 * @param made what was made of the request
 * @param only the list to use instead of that of request.md
 */
export function planFiling(
  request: Request,
  made: readonly Rendered[],
  names: Names,
  open: readonly OpenItem[],
  only: readonly string[] | undefined,
  report: VFile,
): Rendered[] {
  const listed = (only ?? request.filing ?? defaultList(request, names)).flatMap(name => expand(name, names.exhibits))
  const files = listed.flatMap(name => made.filter(file => file.name === name))
  const badNames = [...wrongNames(listed, names, request), ...(only ? unmade(only, made) : [])]
  const badSizes = wrongSizes(listed, files, request)
  for (const reason of badNames) fault(report, 'filing-file', reason, request.at.filing)
  for (const reason of badSizes) fault(report, 'filing-limit', reason, request.at.filing)
  if (badNames.length + badSizes.length > 0 || files.length < listed.length) return []
  const width = String(files.length).length
  const attached = files.map((file, index) => {
    const name = `${String(index + 1).padStart(width, '0')}-${listed[index]}`
    return { ...file, name: `filing/${name}` }
  })
  return [...attached, { name: 'filing/MANIFEST.txt', content: manifest(request, attached, open, names.notice) }]
}

/** What is attached where request.md does not list it. */
function defaultList({ venue }: Request, { papers }: Names): string[] {
  if (venue.kind === 'comment') return ['letter.pdf', 'redline-sheet.pdf', 'packet.pdf']
  const own = ['letter', 'redline-sheet', 'summary', 'answers'].filter(name => papers.includes(name))
  return [...own, 'packet'].map(name => `${name}.pdf`)
}

/** `exhibits.pdf` is `exhibit-a.pdf`, `exhibit-b.pdf` … */
function expand(name: string, exhibits: readonly string[]): string[] {
  const type = /^exhibits\.(\w+)$/.exec(name)?.[1]
  return type === undefined ? [name] : exhibits.map(exhibit => `${exhibit}.${type}`)
}

function wrongNames(names: readonly string[], { exhibits, papers }: Names, { venue }: Request): string[] {
  const stems = [...papers, 'packet', ...exhibits]
  const known = [
    ...(venue.kind === 'comment' ? ['comment-box.txt'] : []),
    ...stems.flatMap(stem => TYPES.map(type => `${stem}.${type}`)),
  ]
  const wrong = names.flatMap((name, index) => {
    if (names.indexOf(name) < index) return [`Unexpected second ${name}, expected it once`]
    if (/-tracked\.docx$/.test(name))
      return [`Unexpected ${name} with tracked changes, expected ${name.replace('-tracked', '')}`]
    if (known.includes(name)) return []
    if (/^working-paper\b/.test(name))
      return [`Unexpected ${name}, expected no working paper, which is for those who write the filing`]
    if (stems.some(stem => /^\.\w+$/.test(name.replace(stem, ''))))
      return [
        `Unexpected type of ${name}, expected .pdf, .docx or .txt${venue.kind === 'comment' ? ', which regulations.gov takes' : ''}`,
      ]
    return [`Unexpected file “${name}”, expected one of: ${stems.join(', ')}, exhibits, each with .pdf, .docx or .txt`]
  })
  const single = names.find(name => name.startsWith('exhibit-'))
  if (single && names.some(name => name.startsWith('packet.')))
    wrong.push(`Unexpected ${single} beside the packet, expected the packet, or its exhibits one by one`)
  return wrong
}

/** Files that are asked for by name while their format is not made; a list in request.md waits for its formats. */
function unmade(only: readonly string[], made: readonly Rendered[]): string[] {
  const lacking = TYPES.filter(type => !made.some(file => file.name.endsWith(`.${type}`)))
  return only.flatMap(name => {
    const type = lacking.find(one => name.endsWith(`.${one}`))
    return type ? [`Unexpected ${name} without its format, expected ${type} among --formats`] : []
  })
}

function wrongSizes(names: readonly string[], files: readonly Rendered[], { venue }: Request): string[] {
  if (venue.kind === 'application') {
    const pages = files.reduce((sum, file) => sum + (file.pages ?? 0), 0)
    return pages > MOST_PAGES
      ? [`Unexpected ${pages} pages of an application, expected at most ${MOST_PAGES} in all`]
      : []
  }
  const tooMany = names.length > MOST_FILES ? [`Unexpected ${names.length} files, expected at most ${MOST_FILES}`] : []
  const tooLarge = files.filter(file => bytesOf(file).length > MOST_BYTES)
  return [
    ...tooMany,
    ...tooLarge.map(
      file => `Unexpected ${inWhole(bytesOf(file).length)} bytes of ${file.name}, expected at most 10 MB`,
    ),
  ]
}

function manifest(request: Request, files: readonly Rendered[], open: readonly OpenItem[], notice: string): string {
  const total = files.reduce((sum, file) => sum + bytesOf(file).length, 0)
  const parts = [
    ...(open.length > 0 ? [DRAFT] : []),
    destination(request),
    ...files.map(entry),
    request.venue.kind === 'comment'
      ? `${files.length} of at most ${MOST_FILES} files, ${inWhole(total)} bytes. A file may have 10 MB.`
      : `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${inWhole(total)} bytes.`,
    ...(request.venue.kind === 'application' ? [pagesInAll(files)] : []),
    ...(open.length > 0 ? [`Before filing:\n${open.map(({ what }) => `- ${what}`).join('\n')}`] : []),
  ]
  const text = `${parts.join('\n\n')}\n`
  // Its numbers of more than three digits have commas: five digits, or four and a letter, are a CPT code.
  return /\bCPT\b|\b\d{4}[\dTF]\b/.test(text) ? `${text}\n${notice}\n` : text
}

function destination({ venue, deadline }: Request): string {
  if (venue.kind === 'comment')
    return `What to attach to the comment on ${venue.fileCode}, in this order.\nDocket ${venue.docket}; comments due ${longDate(deadline)}.`
  return `What to attach to the HCPCS Level II application for the ${cycleName(venue.cycle)}, in this order.\nApplications due ${longDate(deadline)}.`
}

function pagesInAll(files: readonly Rendered[]): string {
  const pages = files.reduce((sum, file) => sum + (file.pages ?? 0), 0)
  const uncounted = files.filter(file => file.name.endsWith('.docx')).length
  const word = uncounted === 1 ? '1 Word file' : `${uncounted} Word files`
  const more = uncounted > 0 ? `, not counting ${word}, whose pages only Word counts` : ''
  return `${pages} of at most ${MOST_PAGES} pages${more}.`
}

function entry(file: Rendered): string {
  const bytes = bytesOf(file)
  const sum = createHash('sha256').update(bytes).digest('hex')
  const pages = file.pages ?? (file.name.endsWith('.docx') ? 'as Word counts them' : 'none')
  return `${file.name.replace('filing/', '')}\n  Size: ${inWhole(bytes.length)} bytes\n  SHA-256: ${sum}\n  Pages: ${pages}`
}

function bytesOf({ content }: Rendered): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

/** 1234567 as "1,234,567"; set by hand so that no locale of the machine matters. */
function inWhole(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}
