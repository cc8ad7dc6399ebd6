import { diffArrays, diffWords, diffWordsWithSpace } from 'diff'
import DiffMatchPatch from 'diff-match-patch'
import fastDiff from 'fast-diff'
import htmlDiff from 'node-htmldiff'
import { redline } from '../src/redline/redline.ts'
import type { Segment } from '../src/redline/types.ts'

/** A library that compares two texts: what is timed, and how its answer reads as a redline. */
export interface Library<Answer = unknown> {
  readonly draw: (current: string, proposed: string) => Answer
  readonly toSegments: (answer: Answer) => readonly Segment[]
}

const dmp = new DiffMatchPatch()

/** The redline and what else a program in JavaScript could use. */
export const libraries: Readonly<Record<string, Library>> = {
  'this project': library(redline, made => made.segments),
  'jsdiff diffWords': library(diffWords, toSegments),
  'jsdiff diffWordsWithSpace': library(diffWordsWithSpace, toSegments),
  'jsdiff diffArrays, words between spaces': library(
    (current, proposed) => diffArrays(current.split(/(?<=\s)(?=\S)/), proposed.split(/(?<=\s)(?=\S)/)),
    parts => toSegments(parts.map(part => ({ ...part, value: part.value.join('') }))),
  ),
  'diff-match-patch, semantic clean-up': library((current, proposed) => {
    const edits = dmp.diff_main(current, proposed)
    dmp.diff_cleanupSemantic(edits)
    return edits
  }, fromSigns),
  'fast-diff': library((current, proposed) => fastDiff(current, proposed), fromSigns),
  'node-htmldiff': library((current, proposed) => htmlDiff(escapeHtml(current), escapeHtml(proposed)), fromHtml),
}

function library<Answer>(
  draw: (current: string, proposed: string) => Answer,
  toSegments: (answer: Answer) => readonly Segment[],
): Library {
  return { draw, toSegments: toSegments as Library['toSegments'] }
}

function toSegments(parts: readonly { added?: boolean; removed?: boolean; value: string }[]): Segment[] {
  return parts.map(({ added, removed, value }) => segment(removed ? -1 : added ? 1 : 0, value))
}

function fromSigns(edits: readonly (readonly [number, string])[]): Segment[] {
  return edits.map(([sign, text]) => segment(sign, text))
}

function fromHtml(html: string): Segment[] {
  const parts = html.split(/(<(?:ins|del)\b[^>]*>[^<]*<\/(?:ins|del)>)/)
  return parts.map(part => segment(part.startsWith('<del') ? -1 : part.startsWith('<ins') ? 1 : 0, plain(part)))
}

/** A piece of a redline: struck below zero, inserted above it. */
export function segment(sign: number, text: string): Segment {
  return { type: sign < 0 ? 'deletion' : sign > 0 ? 'insertion' : 'same', text }
}

/** Neighbors of one type become one piece; empty ones go. */
export function joinNeighbors(parts: readonly Segment[]): Segment[] {
  const joined: Segment[] = []
  for (const { type, text } of parts.filter(part => part.text !== '')) {
    const last = joined.at(-1)
    if (last?.type === type) joined[joined.length - 1] = { type, text: last.text + text }
    else joined.push({ type, text })
  }
  return joined
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
