import type { Node } from 'mdast'
import { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { InputFile, Place } from '../types.ts'

/** A megabyte: the six real descriptor files together have 4 kB, so a larger file is a mistake. */
const LARGEST = 1_000_000

/** A file in a wrong encoding has hundreds of such places: these many are enough to see what is wrong. */
const MOST = 10

/**
 * Reads the bytes as UTF-8 text and reports characters that a reader cannot see. The text has no byte order mark and only
 * `\n` at line ends.
 *
 * @param report gets the messages of the file too: all that is said in one run lies in one list
 */
export function decode({ path, bytes }: InputFile, report = new VFile()): VFile {
  const file = Object.assign(new VFile({ path, value: '' }), { messages: report.messages })
  if (bytes.length > LARGEST) {
    fault(file, 'file-size', `Unexpected file of ${bytes.length} bytes, expected at most ${LARGEST}`)
    return file
  }
  const text = new TextDecoder('utf-8').decode(bytes).replace(/\r\n?/g, '\n')
  file.value = text
  reportTraps(file, text, offset => placeAt(file, offset))
  return file
}

/** Reports characters of a text that a reader cannot see or would mistake for others. */
export function reportTraps(file: VFile, text: string, placeOf: (offset: number) => Place): void {
  for (const trap of TRAPS) reportTrap(file, text, trap, placeOf)
}

interface Trap {
  readonly rule: 'file-encoding' | 'control-character' | 'invisible-space' | 'look-alike'
  readonly pattern: RegExp
  readonly expected: string
}

const TRAPS: readonly Trap[] = [
  // The decoder puts U+FFFD where bytes are no UTF-8: "Q2041 \xE9" is é in Windows-1252.
  { rule: 'file-encoding', pattern: /\uFFFD/gu, expected: 'text in UTF-8' },
  // And what is no character at all: halves of one, code points that are none, and those that each font uses as it likes.
  {
    rule: 'control-character',
    pattern: /(?![\t\n])[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/gu,
    expected: 'printable text',
  },
  // Every space but the ordinary one, and everything without width: no-break space, soft hyphen, zero-width joiner …
  {
    rule: 'invisible-space',
    pattern: /(?! )[\p{Zs}\p{Zl}\p{Zp}\u2800]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
    expected: 'an ordinary space or nothing',
  },
  // A word that mixes Latin letters with Cyrillic or Greek ones: "саr-t" with a Cyrillic "са".
  {
    rule: 'look-alike',
    pattern: /(?<!\p{L})(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}])\p{L}+/gu,
    expected: 'letters of one alphabet',
  },
]

function reportTrap(file: VFile, text: string, trap: Trap, placeOf: (offset: number) => Place): void {
  let seen = 0
  for (const match of text.matchAll(trap.pattern)) {
    if (++seen > MOST) continue
    const found = trap.rule === 'look-alike' ? `word “${match[0]}” (${foreign(match[0])})` : name(match[0])
    fault(file, trap.rule, `Unexpected ${found}, expected ${trap.expected}`, placeOf(match.index))
  }
  if (seen > MOST) fault(file, trap.rule, `Unexpected characters of this kind at ${seen - MOST} more places`)
}

function name(character: string): string {
  const hex = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return character === '\uFFFD' ? 'bytes that are not UTF-8' : `character U+${hex}`
}

function foreign(word: string): string {
  const letters = word.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu) ?? []
  return letters.map(letter => `“${letter}” is ${/\p{Script=Greek}/u.test(letter) ? 'Greek' : 'Cyrillic'}`).join(', ')
}

/** The place of the character at `offset` (from 0). */
export function placeAt(file: VFile, offset: number): Place {
  const starts = startsOf(String(file))
  let [line, after] = [0, starts.length]
  while (after - line > 1) {
    const middle = (line + after) >> 1
    if (starts[middle]! <= offset) line = middle
    else after = middle
  }
  return { path: file.path, line: line + 1, column: offset - starts[line]! + 1 }
}

/** Where the lines of the text that was asked for last begin: its places are mostly asked for one after the other. */
let last: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] }

function startsOf(text: string): readonly number[] {
  if (text !== last.text) last = { text, starts: [0, ...Array.from(text.matchAll(/\n/g), match => match.index + 1)] }
  return last.starts
}

/** The place where a node starts. */
export function at(file: VFile, node: Pick<Node, 'position'>): Place {
  return { path: file.path, line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
}
