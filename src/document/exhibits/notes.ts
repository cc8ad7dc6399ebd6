import type { FootnoteReference, Nodes, Parents, Root, Text } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'

/**
 * Sets the citations of a tree as Americans print them: after punctuation, several at one place in order and joined by
 * commas, and never directly after a digit or a code, where "Q2056" with note 2 would read as another code.
 */
export function placeNotes(root: Root): void {
  const numbers = numberNotes(root)
  visit(root, node => {
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return undefined
    const leaves = leavesOf(node)
    let said = ''
    for (let at = 0; at < leaves.length; at++) {
      const leaf = leaves[at]!
      if (isReference(leaf.node)) {
        const end = endOfRun(leaves, at)
        said = placeRun(leaves, at, end, said, numbers)
        at = end
      } else said += 'value' in leaf.node ? leaf.node.value : '\n'
    }
    return SKIP
  })
}

/** The notes in the order in which they are cited first, as every format numbers them. */
function numberNotes(root: Root): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  visit(root, 'footnoteReference', ({ identifier }) => {
    if (!numbers.has(identifier)) numbers.set(identifier, numbers.size + 1)
  })
  return numbers
}

/** A node without children; those of a line, whatever is in bold type or in a redline, are read one after the other. */
interface Leaf {
  readonly node: Exclude<Nodes, Parents>
  readonly parent: Parents
}

function leavesOf(parent: Parents): Leaf[] {
  return parent.children.flatMap(node => ('children' in node ? leavesOf(node) : [{ node, parent }]))
}

function isReference(node: Nodes | undefined): node is FootnoteReference {
  return node?.type === 'footnoteReference'
}

/** A text whose characters may move; those of a redline may not. */
function isOwn(leaf: Leaf | undefined): leaf is { node: Text; parent: Parents } {
  return leaf?.node.type === 'text' && leaf.parent.type !== 'delete' && leaf.parent.type !== 'insert'
}

/** The punctuation that a note number follows. An apostrophe is the same sign as a closing single quotation mark. */
const PUNCTUATION = /^[,.;:!?”]+/

/** Where citations end that have nothing but punctuation and spaces between them. */
function endOfRun(leaves: readonly Leaf[], from: number): number {
  const { parent } = leaves[from]!
  const isMore = (at: number) => isReference(leaves[at]?.node) && leaves[at]!.parent === parent
  const isSeparator = (leaf: Leaf | undefined) => isOwn(leaf) && leaf.node.value.replace(PUNCTUATION, '').trim() === ''
  let end = from
  while (isMore(end + 1) || (isSeparator(leaves[end + 1]) && isMore(end + 2))) end += isMore(end + 1) ? 1 : 2
  return end
}

/** A number, or a code such as Q2056 or 0537T. */
const NUMBER = /\d\p{L}*$/u

/** Places the citations from one leaf to another; `said` is the line before them, and what comes back the line so far. */
function placeRun(
  leaves: readonly Leaf[],
  from: number,
  end: number,
  said: string,
  numbers: ReadonlyMap<string, number>,
): string {
  const run = leaves.slice(from, end + 1)
  const { children } = run[0]!.parent
  // A comma or semicolon between two notes parts the notes, not the words.
  const between = run.map(leaf => takePunctuation(leaf).replace(/[,;]/g, ''))
  const word = closeUp(leaves[from - 1], said)
  const moved = between.join('') + takePunctuation(leaves[end + 1])
  const added = NUMBER.test(word + moved) ? `${moved}\u00a0` : moved
  const [first, last] = [run[0]!, run.at(-1)!].map(({ node }) => children.indexOf(node as never)) as [number, number]
  const notes = inOrder(run, numbers).flatMap((node, index) => (index === 0 ? [node] : [comma(), node]))
  const nodes = added === '' ? notes : [{ type: 'text' as const, value: added }, ...notes]
  children.splice(first, last - first + 1, ...(nodes as never[]))
  return word + added
}

/** Each source once. */
function inOrder(run: readonly Leaf[], numbers: ReadonlyMap<string, number>): FootnoteReference[] {
  const byName = new Map(run.flatMap(({ node }) => (isReference(node) ? [[node.identifier, node] as const] : [])))
  return [...byName.values()].sort((one, other) => numbers.get(one.identifier)! - numbers.get(other.identifier)!)
}

/** Markdown keeps `[^a] [^b]`, HTML has the comma as the numbers are; the other formats know the comma by `joinsNotes`. */
function comma(): Text {
  const data = { joinsNotes: true, hName: 'sup', hChildren: [{ type: 'text' as const, value: ',' }] }
  return { type: 'text', value: ' ', data }
}

/** Takes the spaces away that would part a note from its word. */
function closeUp(leaf: Leaf | undefined, said: string): string {
  if (!isOwn(leaf)) return said
  leaf.node.value = leaf.node.value.replace(/ +$/, '')
  return said.replace(/ +$/, '')
}

function takePunctuation(leaf: Leaf | undefined): string {
  if (!isOwn(leaf)) return ''
  const [found = ''] = PUNCTUATION.exec(leaf.node.value) ?? []
  // A point or a comma before a digit is part of a number.
  const taken = /^\d/.test(leaf.node.value.slice(found.length)) ? found.replace(/[.,]$/, '') : found
  leaf.node.value = leaf.node.value.slice(taken.length)
  return taken
}
