import type { RootContent } from 'mdast'
import { visit } from 'unist-util-visit'

const PLAIN: RootContent = { type: 'paragraph', children: [{ type: 'text', value: 'Words.' }] }

/**
 * The block of a document that the compiler refuses: the one with which its beginning no longer compiles. Nothing where not
 * even plain words compile, or where all blocks do: then the template is to blame.
 *
 * @param compiles whether a document of these blocks compiles
 */
export function findRefused(
  blocks: readonly RootContent[],
  compiles: (blocks: readonly RootContent[]) => boolean,
): RootContent | undefined {
  if (!compiles([PLAIN]) || compiles(blocks)) return undefined
  let [sound, refused] = [0, blocks.length]
  while (refused - sound > 1) {
    const middle = (sound + refused) >> 1
    if (compiles(blocks.slice(0, middle))) sound = middle
    else refused = middle
  }
  return blocks[refused - 1]
}

/** The longest line of a block’s text, by which it can be found in the file that it came from. */
export function lineOf(block: RootContent): string {
  let longest = ''
  visit(block, node => {
    for (const line of 'value' in node ? node.value.split('\n') : []) if (line.length > longest.length) longest = line
  })
  return longest
}
