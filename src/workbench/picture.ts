import type { Segment } from '../redline/types.ts'
import { make } from './dom.ts'

/** In pixels: a picture that is sharp on a slide that fills a screen. */
const [WIDTH, MARGIN, SIZE, LINE] = [1600, 80, 44, 68]

/** Where one wording gives way to the other, a little room between them, as on the page. */
const GAP = 0.15 * SIZE

/** How many lines a picture has at most: browsers draw none that is much higher. */
const MOST_LINES = 200

/** A word on its line, with the space after it. */
interface Piece {
  readonly text: string
  readonly type: Segment['type']
  readonly left: number
  readonly line: number
}

/** The redline as a picture, drawn by the browser; the sentence where it is too long for one. */
export async function drawRedline(segments: readonly Segment[]): Promise<Blob | string> {
  const canvas = make('canvas')
  const pieces = layOut(segments, canvas.getContext('2d')!)
  const lines = (pieces.at(-1)?.line ?? 0) + 1
  if (lines > MOST_LINES) return `Unexpected picture of ${lines} lines, expected at most ${MOST_LINES}`
  Object.assign(canvas, { width: WIDTH, height: 2 * MARGIN + lines * LINE })
  const pen = canvas.getContext('2d')!
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.font = fontOf(canvas)
  for (const piece of pieces) draw(piece, pen)
  const drawn = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/png'))
  return drawn ?? 'Unexpected browser that does not draw a picture, expected one that does'
}

/** The type of the page. */
function fontOf(canvas: HTMLCanvasElement): string {
  document.body.append(canvas)
  const { fontFamily } = getComputedStyle(canvas)
  canvas.remove()
  return `${SIZE}px ${fontFamily}`
}

/** Each word where it fits; one that is longer than a line is broken. */
function layOut(segments: readonly Segment[], pen: CanvasRenderingContext2D): Piece[] {
  pen.font = fontOf(pen.canvas)
  const room = WIDTH - 2 * MARGIN
  const pieces: Piece[] = []
  let [left, line] = [0, 0]
  for (const [index, { type, text }] of segments.entries()) {
    if (type === 'insertion' && segments[index - 1]?.type === 'deletion') left += GAP
    for (const word of text.match(/\n|[^\s]{1,40}[^\S\n]*|[^\S\n]+/g) ?? []) {
      const width = pen.measureText(word.trimEnd()).width
      if (word === '\n' || (left > 0 && left + width > room)) [left, line] = [0, line + 1]
      if (word !== '\n') pieces.push({ text: word, type, left, line })
      left += word === '\n' ? 0 : pen.measureText(word).width
    }
  }
  return pieces
}

const LOOKS = {
  same: { color: '#1a1a1a', at: 0, thickness: 0 },
  deletion: { color: '#9b1c1c', at: -0.28, thickness: 0.06 },
  insertion: { color: '#14532d', at: 0.14, thickness: 0.07 },
} as const

function draw({ text, type, left, line }: Piece, pen: CanvasRenderingContext2D): void {
  const { color, at, thickness } = LOOKS[type]
  const [x, baseline] = [MARGIN + left, MARGIN + line * LINE + SIZE]
  pen.fillStyle = color
  pen.fillText(text, x, baseline)
  pen.fillRect(x, baseline + at * SIZE, pen.measureText(text).width, thickness * SIZE)
}
