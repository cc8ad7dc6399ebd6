import type { Root as HtmlTree } from 'hast'
import { accept, redline, reject } from '../redline/redline.ts'
import { toLine } from '../redline/to-line.ts'
import { redlineNodes } from '../redline/to-mdast.ts'
import type { Edit, Redline } from '../redline/types.ts'
import { severityOfEdits } from '../release/items.ts'
import type { Severity } from '../release/types.ts'
import { refuseInWord, toStaticWord, toTrackedWord } from '../render/docx/wordings.ts'
import { toHtmlTree } from '../render/html.ts'
import { describePng } from '../render/pictures/description.ts'

/** Two wordings as they were typed. */
export interface Pair {
  readonly current: string
  readonly proposed: string
}

/** What the page shows of two wordings. */
export interface PairShown {
  readonly tree: HtmlTree
  readonly severity: Severity
  readonly edits: readonly Edit[]
  /** Both wordings, taken back from the redline. */
  readonly recovered: Pair
  readonly segments: Redline['segments']
  /** The redline as a text, for those who do not see it. */
  readonly text: string
}

/** The redline of two wordings, and what is known of it. */
export function showPair({ current, proposed }: Pair): PairShown {
  const made = redline(current, proposed)
  const paragraph = { type: 'paragraph', children: redlineNodes(made) } as const
  return {
    tree: toHtmlTree({ type: 'root', children: [{ type: 'blockquote', children: [paragraph] }] }),
    severity: severityOfEdits(made.edits),
    edits: made.edits,
    recovered: { current: reject(made), proposed: accept(made) },
    segments: made.segments,
    text: toLine(redlineNodes(made)),
  }
}

/** The redline as a Word file; the sentence where a wording has what no Word file can hold. */
export function wordOf({ current, proposed, tracked }: Pair & { readonly tracked: boolean }): Blob | string {
  const made = redline(current, proposed)
  const wrong = refuseInWord(made)
  if (wrong !== undefined) return wrong
  const day = new Date().toISOString().slice(0, 10)
  const bytes = tracked ? toTrackedWord(redlineNodes(made, true), day) : toStaticWord(redlineNodes(made), day)
  return new Blob([bytes as BlobPart])
}

/** A picture of a redline with the redline as a text in it. */
export async function describePicture(drawn: { readonly png: Blob; readonly text: string }): Promise<Blob> {
  const png = new Uint8Array(await drawn.png.arrayBuffer())
  return new Blob([describePng(png, drawn.text) as BlobPart], { type: 'image/png' })
}
