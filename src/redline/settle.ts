import type { Run } from './align.ts'
import type { Weights } from './weigh.ts'
import { weigh } from './weigh.ts'
import type { Words } from './words.ts'

/** A run of this many words is no coincidence: it stays, and what lies between two such runs is settled by itself. */
const TRUSTED = 12

/** Cells of the table below; a stretch of 1,000 by 1,000 words that shares no trusted run is a rewrite. */
const MAX_CELLS = 1_000_000

/**
 * Chooses again which of the words in common are shown as kept, so that a reader sees few places, each whole: every
 * place costs what some two words are worth, so a lone word between two edits is not worth keeping (R5), and a clause
 * that stands in both wordings is (R8).
 *
 * Current `for use only in the approved care model, which`, proposed `for use only in a approved project, which`:
 * `approved` alone is no reason for two edits, so `the approved care model` becomes `a approved project`.
 */
export function settle(runs: readonly Run[], current: Words, proposed: Words): Run[] {
  const [lengthC, lengthP] = [current.texts.length, proposed.texts.length]
  const table = { current: current.texts, proposed: proposed.texts }
  const settled: Run[] = []
  let weights: readonly [Weights, Weights] | undefined
  let loose: Run[] = []
  let after: Run = { current: 0, proposed: 0, length: 0 }
  for (const run of [...runs, { current: lengthC, proposed: lengthP, length: 0 }]) {
    if (!isFixed(run, lengthC, lengthP)) {
      loose.push(run)
      continue
    }
    if (loose.length > 0) {
      weights ??= weigh(current, proposed)
      settled.push(...choose(table, weights, priceOf(Math.min(lengthC, lengthP)), after, run))
    }
    settled.push(run)
    loose = []
    after = run
  }
  return joinRuns(settled)
}

function isFixed(run: Run, lengthC: number, lengthP: number): boolean {
  return (
    run.length >= TRUSTED ||
    (run.current === 0 && run.proposed === 0) ||
    (run.current + run.length === lengthC && run.proposed + run.length === lengthP)
  )
}

const env = (k: string, d: number) => (process.env[k] ? Number(process.env[k]) : d)
const PRICE_MAX = env('PMAX', 19), PRICE_MIN = env('PMIN', 9), PRICE_BASE = env('PBASE', 5), PRICE_STEP = env('PSTEP', 1)
function priceOf(words: number): number {
  return Math.min(PRICE_MAX, Math.max(PRICE_MIN, PRICE_BASE + PRICE_STEP * words))
}

function choose(t: {current: readonly string[], proposed: readonly string[]}, [wc, wp]: readonly [Weights, Weights], price: number, a: Run, b: Run): Run[] {
  const i0 = a.current + a.length, j0 = a.proposed + a.length
  const n = b.current - i0, m = b.proposed - j0
  if (n * m > MAX_CELLS) return []
  const W = m + 1
  const trace = new Uint8Array((n + 1) * W)
  let M0 = new Int32Array(W).fill(-1e9), G0 = new Int32Array(W).fill(-1e9), M1 = new Int32Array(W), G1 = new Int32Array(W)
  const ids = new Map<string, number>()
  const id = (s: string) => { let x = ids.get(s); if (x === undefined) ids.set(s, x = ids.size); return x }
  const C = Int32Array.from({length: n}, (_, i) => id(t.current[i0 + i]!))
  const P = Int32Array.from({length: m}, (_, j) => id(t.proposed[j0 + j]!))
  M0[0] = 0
  for (let j = 1; j <= m; j++) { G0[j] = -price; trace[j] = 2 | (j === 1 ? 4 : 0) }
  for (let i = 1; i <= n; i++) {
    M1[0] = -1e9; G1[0] = -price; trace[i * W] = i === 1 ? 4 : 0
    const ci = C[i - 1]!, w = wc[i0 + i - 1]!
    for (let j = 1; j <= m; j++) {
      let bits = 0
      if (ci === P[j - 1]) {
        const w2 = wp[j0 + j - 1]!
        const x = M0[j - 1]!, y = G0[j - 1]!
        if (y > x) { M1[j] = y + (w < w2 ? w : w2); bits = 1 } else M1[j] = x + (w < w2 ? w : w2)
      } else M1[j] = -1e9
      // gap: 2 = left (insertion), 4 = from match
      let best = G0[j]!, from = 0
      if (M0[j]! - price > best) { best = M0[j]! - price; from = 4 }
      if (G1[j - 1]! > best) { best = G1[j - 1]!; from = 2 }
      if (M1[j - 1]! - price > best) { best = M1[j - 1]! - price; from = 6 }
      G1[j] = best
      trace[i * W + j] = bits | from
    }
    ;[M0, M1] = [M1, M0]; [G0, G1] = [G1, G0]
  }
  const runs: Run[] = []
  let inMatch = M0[m]! >= G0[m]!
  for (let i = n, j = m; i > 0 || j > 0;) {
    const bits = trace[i * W + j]!
    if (inMatch) { i--; j--; inMatch = (bits & 1) === 0; runs.unshift({ current: i0 + i, proposed: j0 + j, length: 1 }) }
    else { inMatch = (bits & 4) !== 0; if (bits & 2) j--; else i-- }
  }
  return runs
}

function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last && last.current + last.length === run.current && last.proposed + last.length === run.proposed)
      joined[joined.length - 1] = { ...last, length: last.length + run.length }
    else if (run.length > 0) joined.push(run)
  }
  return joined
}
