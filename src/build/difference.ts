import { createTwoFilesPatch } from 'diff'

/**
 * How a file of `out/` differs from what the build makes, to be put behind a sentence: the first lines of a line diff,
 * since a page of HTML can differ in hundreds; of bytes their number.
 */
export function difference(path: string, found: Uint8Array, made: string | Uint8Array): string {
  if (typeof made !== 'string')
    return found.length === made.length ? ' (of the same size)' : ` (${made.length} bytes, not ${found.length})`
  const text = new TextDecoder().decode(found)
  const lines = createTwoFilesPatch(path, path, text, made, 'in out/', 'as built', { context: 0 }).split('\n').slice(2)
  const shown = lines.slice(0, 12).map(line => `    ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`)
  return [':', ...shown, ...(lines.length > 12 ? [`    … and ${lines.length - 12} lines more`] : [])]
    .join('\n')
    .trimEnd()
}
