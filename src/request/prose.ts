import type { Heading, Nodes, Paragraph, Root, RootContent, TableCell, Text } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { type MarkdownFile, withoutComments } from '../parse/markdown.ts'
import { at, placeAt, reportTraps } from '../parse/text.ts'
import { fault } from '../rules.ts'
import type { Place } from '../types.ts'
import type { Prose, QuotedInProse, ToConfirm } from './types.ts'

/** The words by which a writer marks a fact that nobody has confirmed yet. */
const UNCONFIRMED = /to\s+be\s+confirmed\s+before\s+filing/gi

/** A section with what it quotes and what it leaves to be confirmed. */
export function toProse({ file }: MarkdownFile, given: readonly RootContent[]): Prose {
  const nodes = withoutHtml(given)
  for (const node of nodes) checkNode(file, node)
  return {
    nodes,
    quoted: nodes.flatMap(node => findQuoted(file, node)),
    toConfirm: nodes.flatMap(node => findUnconfirmed(file, node)),
  }
}

/** What holds blocks; everything else that has children holds what stands within a line. */
const BLOCKS = ['root', 'blockquote', 'listItem', 'footnoteDefinition']

/**
 * HTML is shown as the text it is, never as markup; a comment is a note among writers and is left out, and so is the line
 * `[name]: address`, once links have their addresses. What is made has the place of what it stands for.
 */
export function withoutHtml<T extends RootContent>(nodes: readonly T[]): T[] {
  const root: Root = { type: 'root', children: structuredClone([...nodes]) }
  visit(root, ['html', 'definition'] as const, (node, index, parent) => {
    const isBlock = BLOCKS.includes(parent!.type)
    const bare = node.type === 'html' ? withoutComments(node.value) : ''
    const value = isBlock ? bare.trim() : bare
    const { position } = node
    const text: Text = { type: 'text', value, position }
    const shown = value.trim() === '' ? [] : [isBlock ? { type: 'paragraph', children: [text], position } : text]
    parent!.children.splice(index!, 1, ...(shown as never[]))
    return [SKIP, index! + shown.length]
  })
  return root.children as T[]
}

/**
 * Checks what only the parsed text shows: where links lead, where headings stand, whether both have words, and what
 * references such as `&nbsp;` stand for.
 */
export function checkNode(file: VFile, root: Nodes): void {
  checkAddresses(file, root)
  checkHeadings(file, root)
  checkWords(file, root)
  checkReferences(file, root)
}

/** A page must not load or run anything: links lead to web or mail addresses, and there are no pictures. */
function checkAddresses(file: VFile, root: Nodes): void {
  visit(root, node => {
    const url = 'url' in node ? node.url : undefined
    if (url === undefined && node.type !== 'imageReference') return
    const isImage = node.type === 'image' || node.type === 'imageReference'
    const length = url?.length ?? 0
    if (!isImage && /^(?:https?:\/\/|mailto:)/i.test(url!) && length <= LONGEST) return
    const reason = isImage
      ? 'Unexpected picture, expected text only'
      : length > LONGEST
        ? `Unexpected address of ${length} characters, expected at most ${LONGEST}`
        : `Unexpected link to “${url}”, expected an address that starts with https:// or mailto:`
    fault(file, 'link-address', reason, at(file, node))
  })
}

/** Word follows no address that is much longer, and the PDF compiler takes none of more than 8,000 bytes. */
const LONGEST = 2000

/** The headings of a document follow each other; one within a list or a quote would be none of them. */
function checkHeadings(file: VFile, root: Nodes): void {
  visit(root, 'heading', (node, _, parent) => {
    if (parent?.type !== 'listItem' && parent?.type !== 'blockquote') return
    const where = parent.type === 'listItem' ? 'list' : 'quote'
    fault(file, 'heading-place', `Unexpected heading within a ${where}, expected it outside`, at(file, node))
  })
}

/** A heading without words has no place in the contents of a PDF, and nobody can see a link without any. */
function checkWords(file: VFile, root: Nodes): void {
  visit(root, ['heading', 'link', 'linkReference'], node => {
    if (plainText(node).trim() !== '') return
    const what = node.type === 'heading' ? 'heading' : 'link'
    fault(file, 'words-missing', `Unexpected ${what} without words, expected some`, at(file, node))
  })
}

/** `&nbsp;` and `&#x202E;` stand for characters that the file’s own text does not show. */
function checkReferences(file: VFile, root: Nodes): void {
  visit(root, node => {
    const { start, end } = node.position!
    const source = String(file).slice(start.offset, end.offset)
    for (const value of Object.values(node).filter(one => typeof one === 'string')) {
      if (node.type === value || [...new Set(value)].every(character => source.includes(character))) continue
      const offset = start.offset! + Math.max(0, source.search(/&(?!(?:amp|lt|gt|quot|apos);)#?\w+;/))
      reportReferred(file, value, placeAt(file, offset))
    }
  })
}

/** The parser gives U+FFFD for a reference to a control character. */
function reportReferred(file: VFile, value: string, place: Place): void {
  if (value.includes('\uFFFD')) {
    const reason = 'Unexpected reference to a control character, expected printable text'
    fault(file, 'control-character', reason, place)
  }
  reportTraps(file, value.replaceAll('\uFFFD', ''), () => place)
}

/** Block quotes, and two words or more in quotation marks, wherever they stand. */
function findQuoted(file: VFile, root: Nodes): QuotedInProse[] {
  const found: QuotedInProse[] = []
  visit(root, node => {
    if (node.type === 'blockquote') found.push({ text: plainText(node).replace(/\s+/g, ' '), place: at(file, node) })
    const isLine = node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell'
    // One by one: a call takes no more than some hundred thousand arguments.
    if (isLine) for (const one of inMarks(file, node)) found.push(one)
    return node.type === 'blockquote' || isLine ? SKIP : undefined
  })
  return found
}

function inMarks(file: VFile, paragraph: Paragraph | Heading | TableCell): QuotedInProse[] {
  return quotations(plainText(paragraph))
    .filter(text => /\S\s+\S/.test(text))
    .map(text => {
      const offset = String(file).indexOf(text, paragraph.position!.start.offset)
      const place = offset < 0 ? at(file, paragraph) : placeAt(file, offset)
      return { text: text.replace(/\s+/g, ' '), place }
    })
}

/** What closes a quotation that a mark opens. */
const CLOSES: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['"', '"'],
  ['‘', '’'],
  ['«', '»'],
])

/** What stands in quotation marks; no text is looked through twice, however many marks it has that nothing closes. */
function quotations(text: string): string[] {
  const found: string[] = []
  const open = new Set<string>()
  let end = 0
  for (const { 0: mark, index } of text.matchAll(/[“"‘«]/g)) {
    if (index < end || open.has(mark)) continue
    const close = text.indexOf(CLOSES.get(mark)!, index + 1)
    if (close < 0) open.add(mark)
    else {
      found.push(text.slice(index + 1, close))
      end = close + 1
    }
  }
  return found
}

/** The statements that stand before the mark, however it is set: `*(to be confirmed before filing)*`. */
export function findUnconfirmed(file: VFile, root: Nodes): ToConfirm[] {
  const found: ToConfirm[] = []
  visit(root, ['paragraph', 'heading', 'tableCell'], node => {
    const statements = plainText(node).split(UNCONFIRMED).slice(0, -1).map(sentenceBefore)
    // What is marked twice is one statement.
    const told = statements.filter((what, index) => index === 0 || what !== '')
    for (const what of told) found.push({ what, why: '', place: at(file, node) })
    return SKIP
  })
  return found
}

/** "Rule X. First page 89 FR 59186 *to be …*." gives "First page 89 FR 59186". */
function sentenceBefore(before: string): string {
  const start = before.replace(/^[\s),.;:]+/, '').replace(/(?<![\s(,])[\s(,]+$/, '')
  const sentence = start.split(/(?<=[.;])\s/).at(-1)!
  const bracket = sentence.lastIndexOf('(')
  return bracket > sentence.lastIndexOf(')') ? sentence.slice(bracket + 1) : sentence
}
