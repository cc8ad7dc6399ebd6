import type { Nodes, PhrasingContent, RootContent, Table } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import type { Exhibit } from '../../document/types.ts'
import { marksOf } from '../../redline/marks.ts'
import { fault } from '../../rules.ts'
import { columnShares, HELD_TOGETHER, isDense, isRedlined, piecesOf } from '../columns.ts'
import { isCaption, isSmall, keepsNext, layOut, type Section, titleSize } from '../paper.ts'
import { isNoteComma, type Settled } from '../resolve.ts'
import { keywordsOf, titleOf } from '../title.ts'
import type { Renderer, Surroundings } from '../types.ts'
import { unknownNode } from '../unknown-node.ts'
import { compile, type Print, toPdf } from './compiler.ts'
import { findRefused, lineOf } from './refused.ts'
import { isRedline, wordsOf } from './words.ts'

/** `exhibit-a.pdf`: tagged, after PDF/UA-1, which the compiler enforces. */
export const renderPdf: Renderer = (document, surroundings) => {
  const made = printPages(document, surroundings, toPdf)
  return made ? [{ name: `${document.name}.pdf`, content: made.pdf, pages: made.pages }] : []
}

/**
 * A document on its pages. The template gets the tree as JSON, never as code. With a fault there is nothing.
 *
 * @param width of a picture, in points; without it the pages are Letter paper
 */
export function printPages<T>(
  document: Exhibit,
  surroundings: Surroundings,
  print: Print<T>,
  width?: number,
): T | undefined {
  const { request, head, templates } = surroundings
  const { letter, tree } = document
  const headerOf = (one: string) => `${head} · Exhibit ${one}`
  const layout = layOut(tree, 'pdf', letter === '' ? head : headerOf(letter), headerOf)
  const dataOf = (sections: readonly Section[]) => {
    const citing = { noteOf: layout.noteOf, cited: new Set<number>() }
    return JSON.stringify({
      title: titleOf(document, surroundings),
      author: request.filedBy ?? '',
      subject: request.title,
      keywords: keywordsOf(request),
      titleSize: titleSize(document),
      width: width ?? null,
      heldTogether: HELD_TOGETHER.source,
      date: request.asOf.split('-').map(Number),
      sections: sections.map(({ header, blocks }) => ({ header, blocks: blockData(blocks, citing) })),
      notes: layout.notes.map(note => blockData(note.children, citing)),
    })
  }
  const make = (data: string) => compile(templates.get('page.typ') ?? '', data, print)
  // A node that is not known is a fault of the program, not one of the compiler.
  const whole = dataOf(layout.sections)
  try {
    return make(whole)
  } catch (error) {
    explain(error, surroundings, () => {
      const blocks = layout.sections.flatMap(section => section.blocks)
      return findRefused(blocks, some => isMade(() => make(dataOf([{ header: '', blocks: some }]))))
    })
    return undefined
  }
}

function isMade(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}

/** The notes of a document, and the numbers of those that have been cited so far. */
interface Citing extends Pick<Settled, 'noteOf'> {
  readonly cited: Set<number>
  /** Within the head of a table, which stands again on each of its pages. */
  readonly repeats?: boolean
}

/** Blocks as the template reads them; a caption is a part of its table. */
function blockData(blocks: readonly RootContent[], citing: Citing): object[] {
  return blocks.flatMap((node, index) => {
    const before = blocks[index - 1]
    if (isCaption(node) && blocks[index + 1]?.type === 'table') return []
    const caption = node.type === 'table' && isCaption(before) ? { caption: inlineData(before, citing) } : {}
    return [{ ...caption, ...nodeData(node, citing), keep: keepsNext(blocks, index) }]
  })
}

function inlineData(node: Nodes, citing: Citing): object[] {
  if (!('children' in node)) return []
  const nodes = node.children as PhrasingContent[]
  if (isRedline(nodes)) return [{ type: 'redline', words: wordsOf(nodes) }]
  return node.children.map(child => nodeData(child, citing))
}

/** A node as the template reads it: its own fields, and what only the tree as a whole can tell. */
function nodeData(node: Nodes, citing: Citing): object {
  const { type } = node
  if (node.type === 'table') return tableData(node, citing)
  const isStack = type === 'blockquote' || type === 'listItem'
  const children = isStack ? blockData(node.children as RootContent[], citing) : inlineData(node, citing)
  switch (node.type) {
    case 'text':
      return isNoteComma(node) ? { type: 'noteComma' } : { type, pieces: piecesOf(node.value) }
    case 'inlineCode':
    case 'code':
    case 'html':
      return { type, value: node.value }
    case 'heading':
      return { type, children, depth: node.depth, id: String(node.data?.hProperties?.id ?? '') }
    case 'delete':
    case 'insert':
      return { type, children, ...marksOf(node) }
    case 'link':
      return citing.repeats ? { type: 'text', pieces: piecesOf(plainText(node)) } : { type, children, url: node.url }
    case 'list':
      return { type, children, ordered: node.ordered ?? false, start: node.start ?? 1 }
    case 'listItem':
      return { type, children, checked: node.checked ?? null }
    case 'footnoteReference':
      return { type, label: node.label ?? node.identifier, ...citation(citing.noteOf(node)?.number ?? 0, citing) }
    case 'paragraph':
    case 'blockquote':
    case 'emphasis':
    case 'strong':
    case 'break':
    case 'thematicBreak':
    case 'tableRow':
      return { type, children }
    case 'tableCell':
      return { type, children, redlined: isRedlined(node) }
    default:
      return unknownNode(node)
  }
}

function tableData(table: Table, citing: Citing): object {
  const [head, ...rows] = table.children
  return {
    type: 'table',
    align: head!.children.map((_, column) => table.align?.[column] ?? 'left'),
    shares: columnShares(table),
    dense: isDense(table),
    small: isSmall(table),
    head: inlineData(head!, { ...citing, repeats: true }),
    rows: rows.map(row => ({ cells: inlineData(row, citing), long: plainText(row).length > LONG_ROW })),
  }
}

function citation(number: number, { cited, repeats = false }: Citing) {
  const first = !cited.has(number)
  cited.add(number)
  return { number, first, repeats }
}

/** Characters of a row that is kept on one page; a longer one may be parted. */
const LONG_ROW = 1500

/** Reports what the compiler says: each character that the fonts lack with its place, or its own words of a block or the template. */
function explain(
  error: unknown,
  { request, find, report }: Surroundings,
  findBlock: () => RootContent | undefined,
): void {
  const said = String((error as Error).message).replaceAll('\\"', '"')
  const lacking = lackingIn(said)
  if (lacking.length === 0) {
    const words = /"?message"?: ?"(.*?)"?(?:, hints|, trace|", |",")/s.exec(said)?.[1] ?? said
    const reason = `Unexpected words of the PDF compiler, expected none: “${words}”`
    const block = findBlock()
    if (!block) fault(report, 'page-template', reason, { path: 'templates/page.typ' })
    else fault(report, 'page-text', reason, find(lineOf(block)) ?? { path: `descriptors/${request.name}` })
  }
  for (const character of lacking) {
    const hex = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    const reason = `Unexpected character “${character}” (U+${hex}), expected one that the fonts of the PDF have`
    fault(report, 'page-glyph', reason, find(character) ?? { path: `descriptors/${request.name}` })
  }
}

/** The characters beyond plain English that could not be set; the compiler writes a mark that combines as `\u{952}`. */
function lackingIn(said: string): string[] {
  const texts = Array.from(said.matchAll(/the text `"(.+?)"` could not be displayed/gsu), match => match[1]!)
  const characters = texts.flatMap(text => [
    ...text.replace(/\\u\{([\da-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
  ])
  return [...new Set(characters)].filter(character => !/[ -~]/.test(character))
}
