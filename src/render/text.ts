import type { FootnoteReference, List, PhrasingContent, Root, RootContent, Table, TableCell } from 'mdast'
import { marksOf, SOURCES_CITED } from '../redline/marks.ts'
import { withRedlineKey } from './redline-key.ts'
import { isNoteComma, type Settled, settle } from './resolve.ts'
import type { Renderer } from './types.ts'
import { unknownNode } from './unknown-node.ts'

/** Characters a line: what a mail program and an editor show without scrolling. */
const WIDTH = 76

/** `exhibit-a.txt`. */
export const renderText: Renderer = ({ name, tree }) => [
  { name: `${name}.txt`, content: toText(withRedlineKey(tree, 'txt')) },
]

/**
 * The tree as plain text, UTF-8, for programs and readers that know nothing else. A table is a list of its rows, so that
 * no line depends on columns; lines break between two words only, and a wording can be read back from them.
 *
 * @param width where lines break; `Infinity` leaves that to the program into which the text is pasted
 */
export function toText(tree: Root, width = WIDTH): string {
  const settled = settle(tree)
  const body = stack(settled.blocks, settled, width)
  return `${[...body, ...sourcesCited(settled, width)].join('\n')}\n`
}

/** Blocks with an empty line between them. */
function stack(nodes: readonly RootContent[], settled: Settled, width: number): string[] {
  const blocks = nodes.map(node => linesOf(node, settled, width)).filter(lines => lines.length > 0)
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

function linesOf(node: RootContent, settled: Settled, width: number): string[] {
  switch (node.type) {
    case 'heading':
      return underline(wrap(textOf(node.children, settled), width), node.depth)
    case 'paragraph':
      return wrap(textOf(node.children, settled), width)
    case 'blockquote':
      return indent(stack(node.children, settled, width - 4), '    ')
    case 'list':
      return listLines(node, settled, width)
    case 'table':
      return tableLines(node, settled, width)
    case 'code':
      return indent(node.value.split('\n'), '    ')
    case 'thematicBreak':
      return ['* * *']
    case 'html':
      return wrap(node.value, width)
    default:
      return unknownNode(node)
  }
}

function textOf(nodes: readonly PhrasingContent[], settled: Settled): string {
  return nodes
    .map((node, index) => {
      if (node.type === 'footnoteReference') return noteText(node, nodes[index - 1], nodes[index + 1], settled)
      return isNoteComma(node) ? ',\u00a0' : inlineText(node, settled)
    })
    .join('')
}

/** "[1]", or, of several at one place, "[1, 2]". */
function noteText(
  node: FootnoteReference,
  before: PhrasingContent | undefined,
  after: PhrasingContent | undefined,
  settled: Settled,
): string {
  const number = settled.noteOf(node)?.number ?? node.label ?? node.identifier
  return `${isNoteComma(before) ? '' : '['}${number}${isNoteComma(after) ? '' : ']'}`
}

function inlineText(node: PhrasingContent, settled: Settled): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'html':
      return node.value
    case 'delete':
    case 'insert': {
      const { before, after } = marksOf(node)
      return before + textOf(node.children, settled) + after
    }
    case 'link': {
      const text = textOf(node.children, settled)
      return text === node.url || node.url.startsWith('#') ? text : `${text} (${node.url})`
    }
    case 'break':
      return '\n'
    case 'emphasis':
    case 'strong':
      return textOf(node.children, settled)
    default:
      return unknownNode(node)
  }
}

const LINES = ['=', '-', '~', '.']

function underline(lines: readonly string[], depth: number): string[] {
  const longest = Math.max(...lines.map(line => line.length))
  const mark = LINES[depth - 1]
  return mark ? [...lines, mark.repeat(Math.min(longest, WIDTH))] : [...lines]
}

function listLines(list: List, settled: Settled, width: number): string[] {
  const marks = list.children.map((item, index) => {
    const box = item.checked === undefined || item.checked === null ? '' : item.checked ? '[x] ' : '[ ] '
    return (list.ordered ? `${(list.start ?? 1) + index}. ` : '- ') + box
  })
  const hang = Math.max(...marks.map(mark => mark.length))
  return list.children.flatMap((item, index) => {
    const lines = indent(stack(item.children, settled, width - hang), ' '.repeat(hang))
    return [marks[index]!.padEnd(hang) + (lines[0] ?? '').slice(hang), ...lines.slice(1)]
  })
}

/**
 * "Agency: CMS" for a table of two columns, its head before it in brackets; else each row as "Code: Q2041" with its other
 * cells below it. A head without rows is a line.
 */
function tableLines(table: Table, settled: Settled, width: number): string[] {
  const [head, ...rows] = table.children.map(row => row.children.map(cell => cellText(cell, settled)))
  const named = (cell: string, column: number) => (head![column] ? `${head![column]}: ${cell}` : cell)
  const pair = (row: readonly string[]) => wrap(`${row[0]}: ${row[1]}`, width - 2, '  ')
  const record = (row: readonly string[]) => [
    ...wrap(named(row[0]!, 0), width, '    '),
    ...row.slice(1).flatMap((cell, index) => indent(wrap(named(cell, index + 1), width - 2, '  '), '  ')),
  ]
  if (rows.length === 0) return wrap(head!.join(' | '), width)
  const legend = head!.some(cell => cell !== '') ? wrap(`(${head!.join(': ')})`, width) : []
  return head!.length === 2
    ? [...legend, ...rows.flatMap(pair)]
    : rows.flatMap((row, index) => (index ? ['', ...record(row)] : record(row)))
}

function cellText(cell: TableCell, settled: Settled): string {
  return textOf(cell.children, settled).trim()
}

function sourcesCited(settled: Settled, width: number): string[] {
  if (settled.notes.length === 0) return []
  const hang = `[${settled.notes.length}] `.length
  const notes = settled.notes.flatMap(({ number, children }) => {
    const lines = indent(stack(children, settled, width - hang), ' '.repeat(hang))
    return [`[${number}] `.padEnd(hang) + (lines[0] ?? '').slice(hang), ...lines.slice(1)]
  })
  return ['', ...underline([SOURCES_CITED], 2), '', ...notes]
}

function indent(lines: readonly string[], by: string): string[] {
  return lines.map(line => (line === '' ? '' : by + line))
}

/** Breaks lines at single spaces only: what stands between two lines is always one space. */
function wrap(text: string, width: number, hanging = ''): string[] {
  return text.split('\n').flatMap(line => {
    const lines: string[] = []
    let current = ''
    for (const word of line.split(/(?<=\S) (?=\S)/)) {
      if (current !== '' && current.length + 1 + word.length > width) {
        lines.push(current)
        current = hanging + word
      } else current = current === '' ? word : `${current} ${word}`
    }
    return [...lines, current]
  })
}
