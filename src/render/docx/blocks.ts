import {
  Bookmark,
  BorderStyle,
  type FileChild,
  HeadingLevel,
  type IParagraphOptions,
  type ITableOptions,
  Paragraph,
  StringValueElement,
  Table,
  TableCell,
  TableLayoutType,
  TableProperties,
  TableRow,
} from 'docx'
import type {
  Heading,
  List,
  Paragraph as ParagraphNode,
  PhrasingContent,
  RootContent,
  Table as TableNode,
  TableRow as TableRowNode,
} from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { columnShares, isDense, isRedlined } from '../columns.ts'
import { isCaption, isSmall, keepsNext } from '../paper.ts'
import { unknownNode } from '../unknown-node.ts'
import { bookmarkOf, type Content, wordRuns } from './runs.ts'
import { BULLETED, LINE_WIDTH, ORDERED } from './styles.ts'

/** Where a block stands: how deep within lists, in which style, and what its first paragraph is like. */
interface Around {
  readonly depth: number
  readonly style?: string
  readonly first?: IParagraphOptions
  /** The space between a table and what follows it, in twips. */
  readonly gap?: number
  /** Within a quote that stands on one page with what follows it. */
  readonly keepNext?: boolean
}

/** The blocks as Word has them. */
export function wordBlocks(
  blocks: readonly RootContent[],
  content: Content,
  around: Around = { depth: 0 },
): FileChild[] {
  const { first, ...rest } = around
  const made = blocks.flatMap((node, index) => {
    const keepNext = around.keepNext || keepsNext(blocks, index)
    const previous = blocks[index - 1]?.type
    const parted = previous === 'table' && node.type === 'table' ? [new Paragraph({})] : []
    const here = index === 0 && first ? { ...rest, first } : previous === 'table' ? { ...rest, gap: AFTER_TABLE } : rest
    if (node.type !== 'table' || content.inNote) return [...parted, ...wordBlock(node, content, keepNext, here)]
    const before = blocks[index - 1]
    return [...parted, tableOf(node, content, keepNext, isCaption(before) ? plainText(before) : '')]
  })
  return blocks.at(-1)?.type === 'table' ? [...made, new Paragraph({})] : made
}

const AFTER_TABLE = 240

/** The text of a footnote. Word has paragraphs only there. */
export function wordNote(note: readonly RootContent[], content: Content): Paragraph[] {
  const inNote = { ...content, inNote: true }
  const [first, ...rest] = note
  const blank = { type: 'text', value: ' ' } as const
  const blocks = first?.type === 'paragraph' ? [{ ...first, children: [blank, ...first.children] }, ...rest] : note
  return wordBlocks(blocks, inNote, { depth: 0, style: 'FootnoteText' }) as Paragraph[]
}

/** A row of a table where no table can be: "a | b". */
function inLine({ children }: TableRowNode): PhrasingContent[] {
  const bar = { type: 'text', value: ' | ' } as const
  return children.flatMap((cell, index) => (index === 0 ? cell.children : [bar, ...cell.children]))
}

function wordBlock(node: RootContent, content: Content, keepNext: boolean, around: Around): FileChild[] {
  const paragraph = (children: readonly PhrasingContent[], more: IParagraphOptions = {}) => {
    const indent = around.depth > 0 && !around.first ? { indent: { left: 400 * around.depth } } : {}
    const style = around.style ? { style: around.style } : {}
    const keep = keepNext ? { keepNext } : {}
    return [
      new Paragraph({
        ...keep,
        ...(around.gap ? { spacing: { before: around.gap } } : {}),
        ...style,
        ...indent,
        ...around.first,
        ...more,
        children: wordRuns(children, content),
      }),
    ]
  }
  switch (node.type) {
    case 'heading':
      return [headingOf(node, content)]
    case 'paragraph':
      return paragraph(node.children, isEntry(node) ? CONTENTS : node.data?.caption ? { style: 'Caption' } : {})
    case 'blockquote':
      return wordBlocks(node.children, content, { ...around, style: 'Quote', keepNext })
    case 'list':
      return listItems(node, content, around)
    case 'table':
      return node.children.flatMap(row => paragraph(inLine(row)))
    case 'code':
      return paragraph(codeLines(node.value), { style: 'Code' })
    case 'thematicBreak':
      return paragraph([], { border: { bottom: { style: BorderStyle.SINGLE, size: 4, space: 1, color: '8A8A8A' } } })
    case 'html':
      return paragraph([node])
    default:
      return unknownNode(node)
  }
}

/** Whether a line of the contents: a link to an exhibit, after which stands its page. */
function isEntry({ children }: ParagraphNode): boolean {
  return children.some(child => child.type === 'link' && child.data?.exhibit !== undefined)
}

const CONTENTS: IParagraphOptions = { tabStops: [{ type: 'right', position: LINE_WIDTH, leader: 'dot' }] }

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const

function headingOf({ depth, data, children }: Heading, content: Content): Paragraph {
  const runs = wordRuns(children, content)
  const heading = HEADINGS[depth - 1]!
  if (data?.exhibit === undefined && !content.marksHeadings) return new Paragraph({ heading, children: runs })
  const mark = new Bookmark({ id: bookmarkOf(String(data?.hProperties?.id)), children: runs })
  const first = data?.exhibit === undefined ? {} : { spacing: { before: 0 } }
  return new Paragraph({ heading, ...first, children: [mark] })
}

function codeLines(value: string): PhrasingContent[] {
  const text = (line: string) => ({ type: 'text', value: line }) as const
  return value
    .split('\n')
    .flatMap((line, index) => (index === 0 ? [text(line)] : [{ type: 'break' } as const, text(line)]))
}

/** The space after an item of a list, in twips. */
const ITEM = 60

function listItems(list: List, content: Content, { depth, style, gap }: Around): FileChild[] {
  const start = list.start ?? 1
  const reference = list.ordered ? `${ORDERED}${start}` : BULLETED
  if (list.ordered) content.lists.push(start)
  const numbering = { reference, level: Math.min(depth, 8), instance: list.ordered ? content.lists.length : 0 }
  return list.children.flatMap((item, index) => {
    const isLast = index === list.children.length - 1
    const box =
      typeof item.checked === 'boolean' ? [{ type: 'text', value: item.checked ? '[x] ' : '[ ] ' } as const] : []
    const [head, ...rest] = item.children
    const lead: RootContent =
      head?.type === 'paragraph'
        ? { ...head, children: [...box, ...head.children] }
        : { type: 'paragraph', children: box }
    const blocks = head === undefined || head.type === 'paragraph' ? [lead, ...rest] : [lead, head, ...rest]
    return wordBlocks(blocks, content, {
      depth: depth + 1,
      ...(style ? { style } : {}),
      first: {
        numbering,
        spacing: { ...(index === 0 && gap ? { before: gap } : {}), ...(isLast ? {} : { after: ITEM }) },
      },
    })
  })
}

function tableOf(table: TableNode, content: Content, keepNext: boolean, caption: string): Table {
  const { width = LINE_WIDTH, shares = columnShares(table) } = content.paper ?? {}
  const widths = shares.map(share => Math.round(share * width))
  const dense = content.paper !== undefined || isDense(table)
  const look = { widths, align: table.align ?? [], style: dense ? 'DenseText' : 'TableText' }
  const last = table.children.length - 1
  const rows = table.children.map((row, index) => {
    const keeps = keepNext || index === 0 || index === last - 1 || (isSmall(table) && index < last)
    return rowOf(row, index === 0, { ...look, keeps }, content)
  })
  const line = { style: BorderStyle.SINGLE, size: 8, color: '000000' }
  const hair = { style: BorderStyle.SINGLE, size: 4, color: 'C8C8C8' }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  return new NamedTable(caption, {
    rows,
    columnWidths: widths,
    width: { size: width, type: 'dxa' },
    layout: TableLayoutType.FIXED,
    borders: { top: line, bottom: line, left: none, right: none, insideHorizontal: hair, insideVertical: none },
    tableLook: { firstRow: true, lastRow: false, firstColumn: true, lastColumn: false, noHBand: true, noVBand: true },
  })
}

/** A table with its caption among its properties, where screen readers look for it. */
class NamedTable extends Table {
  constructor(caption: string, options: ITableOptions) {
    super(options)
    if (caption !== '') this.root.find(isProperties)!.addChildElement(new StringValueElement('w:tblCaption', caption))
  }
}

function isProperties(part: unknown): part is TableProperties {
  return part instanceof TableProperties
}

/** Half the room between two columns. */
const GAP = 100

/** What the rows of a table have in common. */
interface Look {
  readonly widths: readonly number[]
  readonly align: readonly unknown[]
  readonly style: string
  /** Whether the row must stand on one page with what follows it. */
  readonly keeps: boolean
}

function rowOf(row: TableRowNode, isHead: boolean, { widths, align, style, keeps }: Look, content: Content): TableRow {
  const cells = row.children.map((cell, column) => {
    const alignment = align[column] === 'right' ? 'right' : align[column] === 'center' ? 'center' : 'left'
    const nodes: PhrasingContent[] = isHead ? [{ type: 'strong', children: cell.children }] : cell.children
    return new TableCell({
      width: { size: widths[column]!, type: 'dxa' },
      margins: { left: column === 0 ? 0 : GAP, right: column === widths.length - 1 ? 0 : GAP, marginUnitType: 'dxa' },
      ...(isHead ? { borders: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000' } } } : {}),
      children: [
        new Paragraph({
          style: isRedlined(cell) && !content.paper ? 'RedlineText' : style,
          ...(keeps ? { keepNext: true } : {}),
          alignment,
          children: wordRuns(nodes, content),
        }),
      ],
    })
  })
  return new TableRow({ children: cells, cantSplit: true, ...(isHead ? { tableHeader: true } : {}) })
}
