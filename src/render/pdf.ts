import { tmpdir } from 'node:os'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Nodes, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { fault } from '../rules.ts'
import { columnShares, piecesOf } from './columns.ts'
import { marksOf } from './marks.ts'
import { isCaption, keepsNext, layOut } from './page.ts'
import type { Renderer, Surroundings } from './render.ts'
import type { Settled } from './settle.ts'

/** `exhibit-a.pdf`: tagged, after PDF/UA-1, which the compiler enforces. The template gets the tree as JSON, never as code. */
export const renderPdf: Renderer = (document, surroundings) => {
  const { request, templates, messages } = surroundings
  const { name, letter, title, tree } = document
  const headerOf = (one: string) => `${request.fileCode} · Exhibit ${one}`
  const layout = layOut(tree, letter === '' ? request.fileCode : headerOf(letter), headerOf)
  const citing = { noteOf: layout.noteOf, cited: new Set<number>() }
  const data = {
    title: letter === '' ? title : `${title} – ${request.fileCode}`,
    date: request.asOf.split('-').map(Number),
    sections: layout.sections.map(({ header, blocks }) => ({ header, blocks: blockData(blocks, citing) })),
    notes: layout.notes.map(note => blockData(note.children, citing)),
  }
  try {
    const { pdf, pages } = compile(templates.get('page.typ') ?? '', JSON.stringify(data))
    return [{ name: `${name}.pdf`, content: pdf, pages }]
  } catch (error) {
    messages.push(...explain(error, `${name}.pdf`, surroundings))
    return []
  }
}

/** The notes of a document, and the numbers of those that have been cited so far. */
interface Citing extends Pick<Settled, 'noteOf'> {
  readonly cited: Set<number>
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
  return 'children' in node ? node.children.map(child => nodeData(child, citing)) : []
}

/** A node as the template reads it: its own fields, and what only the tree as a whole can tell. */
function nodeData(node: Nodes, citing: Citing): object {
  const { type } = node
  const isStack = type === 'blockquote' || type === 'listItem'
  const children = isStack ? blockData(node.children as RootContent[], citing) : inlineData(node, citing)
  switch (node.type) {
    case 'text':
      return { type, pieces: piecesOf(node.value) }
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
      return { type, children, url: node.url }
    case 'list':
      return { type, children, ordered: node.ordered ?? false, start: node.start ?? 1 }
    case 'listItem':
      return { type, children, checked: node.checked ?? null }
    case 'table':
      return { type, children, align: node.children[0]!.children.map((_, at) => node.align?.[at] ?? 'left'), shares: columnShares(node) }
    case 'footnoteReference':
      return { type, label: node.label ?? node.identifier, ...citation(citing.noteOf(node)?.number ?? 0, citing) }
    case 'tableRow':
      return { type, children, long: plainText(node).length > LONG_ROW }
    default:
      return { type, children }
  }
}

function citation(number: number, { cited }: Citing) {
  const first = !cited.has(number)
  cited.add(number)
  return { number, first }
}

/** Characters of a row that is kept on one page; a longer one may be parted. */
const LONG_ROW = 1500

let compiler: NodeCompiler | undefined

function compile(template: string, document: string): { pdf: Uint8Array; pages: number } {
  // The template reads no file; a compiler needs a folder all the same.
  compiler ??= NodeCompiler.create({ workspace: tmpdir() })
  const made = compiler.compile({ mainFileContent: template, inputs: { document } })
  const failed = made.takeError()
  if (failed || !made.result) throw new Error(JSON.stringify(failed?.shortDiagnostics ?? 'no document'))
  const pdf = compiler.pdf(made.result, { pdfStandard: 'ua-1', creationTimestamp: 0 })
  compiler.evictCache(10)
  return { pdf: new Uint8Array(pdf), pages: made.result.numOfPages }
}

/** What the compiler says, as faults with the place of the character or, where there is none, of the template. */
function explain(error: unknown, file: string, { request }: Surroundings) {
  const text = String((error as Error).message)
  const missing = new Set(Array.from(text.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g), match => match[1]!))
  if (missing.size === 0) {
    const said = /message: "((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text
    return [fault('pdf', `Unexpected answer of the PDF compiler for ${file}: ${said.replaceAll('\\"', '"')}`, { path: 'templates/page.typ' })]
  }
  return [...missing].map(one => fault('glyph', `Unexpected ${one}`, { path: `descriptors/${request.name}` }))
}
