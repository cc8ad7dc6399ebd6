import {
  Bookmark,
  BuilderElement,
  DeletedTextRun,
  ExternalHyperlink,
  FootnoteReferenceRun,
  InsertedTextRun,
  InternalHyperlink,
  type IRunOptions,
  PageReference,
  type ParagraphChild,
  TextRun,
  XmlComponent,
} from 'docx'
import type { Delete, Insert, PhrasingContent } from 'mdast'
import { marksOf } from '../../redline/marks.ts'
import { isNoteComma, type Settled } from '../resolve.ts'
import { unknownNode } from '../unknown-node.ts'

/** Who made the tracked changes of a document, when, and how many there are so far. */
export interface Changes {
  readonly author: string
  readonly date: string
  count: number
}

/** What is known of a document while its parts are made. */
export interface Content extends Pick<Settled, 'noteOf'> {
  /** Links lead to any heading, not to those of exhibits alone. */
  readonly marksHeadings?: true
  /** The numbers of the notes cited so far. */
  readonly cited: Set<number>
  /** The first numbers of the ordered lists made so far. */
  readonly lists: number[]
  /** Set in a document that tracks its redlines. */
  readonly tracked: Changes | undefined
  /** Set within a tracked change. */
  readonly change?: 'delete' | 'insert'
  /** Word has no footnotes within footnotes: there a number stands alone. */
  readonly inNote?: boolean
  /** Set where the paper is another than that of exhibits: how wide the line is, and the shares of the columns of a table. */
  readonly paper?: { readonly width: number; readonly shares: readonly number[] }
}

const STRUCK = '9B1C1C'
const INSERTED = '14532D'

/** A line as Word's runs. `format` is what the nodes around it say of its type. */
export function wordRuns(
  nodes: readonly PhrasingContent[],
  content: Content,
  format: IRunOptions = {},
): ParagraphChild[] {
  return nodes.flatMap(node => wordRun(node, content, format))
}

function wordRun(node: PhrasingContent, content: Content, format: IRunOptions): ParagraphChild[] {
  const inner = (more: IRunOptions) =>
    'children' in node ? wordRuns(node.children, content, { ...format, ...more }) : []
  switch (node.type) {
    case 'text':
      return isNoteComma(node)
        ? [new TextRun({ text: ',', superScript: true })]
        : [textRun(node.value, content, format)]
    case 'html':
      return [textRun(node.value, content, format)]
    case 'inlineCode':
      return [textRun(node.value, content, { ...format, font: 'Consolas' })]
    case 'emphasis':
      return inner({ italics: true })
    case 'strong':
      return inner({ bold: true })
    case 'delete':
    case 'insert':
      return content.tracked && node.data?.requested
        ? wordRuns(node.children, { ...content, change: node.type }, format)
        : inWords(node, content, format)
    case 'break':
      return [content.change ? textRun('', content, { ...format, break: 1 }) : new TextRun({ ...format, break: 1 })]
    case 'link':
      return node.data?.exhibit === undefined
        ? [linked(node.url, inner({ style: 'Hyperlink' }))]
        : [linked(node.url, inner({})), new TextRun('\t'), new PageReference(anchorOf(node.url), { hyperlink: true })]
    case 'footnoteReference':
      return citation(content.noteOf(node)?.number, node.label ?? node.identifier, content)
    default:
      return unknownNode(node)
  }
}

/** A redline that is seen and read: the words stand in small italics around the struck or underlined text. */
function inWords(node: Delete | Insert, content: Content, format: IRunOptions): ParagraphChild[] {
  const { before, after } = marksOf(node)
  const color = node.type === 'delete' ? STRUCK : INSERTED
  // The type of a table on other paper is smaller still.
  const size = content.paper ? {} : { size: SMALL }
  const word = (text: string) => new TextRun({ ...format, text, italics: true, ...size, color })
  const line = node.type === 'delete' ? { strike: true } : { underline: { type: 'single' as const } }
  return [word(before), ...wordRuns(node.children, content, { ...format, color, ...line }), word(after)]
}

/** 9 points, in half points. */
const SMALL = 18

function textRun(text: string, { tracked, change }: Content, format: IRunOptions): ParagraphChild {
  if (!tracked || !change) return new TextRun({ ...format, text })
  const { author, date } = tracked
  const options = { ...format, text, id: ++tracked.count, author, date }
  return change === 'delete' ? new DeletedTextRun(options) : new InsertedTextRun(options)
}

function linked(url: string, children: readonly ParagraphChild[]): ParagraphChild {
  if (url.startsWith('#')) return new InternalHyperlink({ anchor: anchorOf(url), children })
  return new ExternalHyperlink({ link: url, children })
}

function anchorOf(url: string): string {
  return bookmarkOf(url.slice(1))
}

/** A name for a bookmark; Word takes letters, digits and underscores, forty at most. */
export function bookmarkOf(id: string): string {
  return id.replace(/\W/g, '_').slice(0, 40)
}

/** The first citation of a source is its footnote; later ones have its number and lead there. */
function citation(number: number | undefined, label: string, { cited, inNote }: Content): ParagraphChild[] {
  const text = new TextRun({ text: String(number ?? label), superScript: true })
  if (number === undefined || (inNote && !cited.has(number))) return [text]
  const anchor = `note_${number}`
  if (cited.has(number)) return noteReference(anchor, number)
  cited.add(number)
  return [new Bookmark({ id: anchor, children: [new FootnoteReferenceRun(number)] })]
}

/** The number of a footnote that stands elsewhere, as a field: Word counts anew where somebody adds a note. */
function noteReference(anchor: string, number: number): ParagraphChild[] {
  const run = (child: XmlComponent | string) => new TextRun({ superScript: true, children: [child] })
  const part = (value: 'begin' | 'separate' | 'end') =>
    run(new BuilderElement({ name: 'w:fldChar', attributes: { type: { key: 'w:fldCharType', value } } }))
  const instruction = run(new Instruction(`NOTEREF ${anchor} \\h`))
  return [part('begin'), instruction, part('separate'), run(String(number)), part('end')]
}

class Instruction extends XmlComponent {
  constructor(text: string) {
    super('w:instrText')
    this.root.push(text)
  }
}
