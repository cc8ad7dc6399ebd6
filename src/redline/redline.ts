import { align } from './align.ts'
import { settle } from './settle.ts'
import { tokenize } from './tokenize.ts'
import { toHunks, toSegments } from './hunks.ts'
import { toWords } from './weigh.ts'

export function redline(current: string, proposed: string) {
  const [c, p] = [toWords(tokenize(current)), toWords(tokenize(proposed))]
  const runs = settle(align(c.texts, p.texts), c, p)
  return { segments: toSegments(toHunks(runs, c, p), c, p), edits: [] }
}
