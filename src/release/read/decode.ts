import type { VFile } from 'vfile'
import { refuse } from './faults.ts'
import { isAscii, isUtf8, latin1 } from './platform.ts'

/**
 * Decodes the text of a release: UTF-8 where the bytes are such, else Windows-1252, which CMS writes. Throws a message
 * for UTF-16, for control characters, for bytes that Windows-1252 does not define, and for text that an earlier program
 * decoded wrongly.
 */
export function decodeText(bytes: Uint8Array, file: VFile): string {
  if (isUtf16(bytes)) refuse(file, 'release-encoding', 'Unexpected UTF-16 text, expected Windows-1252 or UTF-8', 1)
  const text = withoutEndMark(decode(bytes))
  checkLoss(text, file)
  return text
}

/** Decodes a table that people save, in which any character is theirs, but for those that a text cannot have. */
export function decodeTextOfPeople(bytes: Uint8Array, file: VFile): string {
  const wide = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'
  const text = isUtf16(bytes)
    ? new TextDecoder(wide).decode(bytes)
    : withoutEndMark(decode(bytes)).replace(/^\uFEFF/, '')
  const at = text.search(NO_TEXT)
  if (at >= 0) refuse(file, 'release-encoding', `Unexpected ${describe(text[at]!)}`, lineAt(text, at))
  return text
}

/** Control characters, but for those between words and lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
const NO_TEXT = /[\0-\x08\x0e-\x1f\x7f]/

/**
 * Outside 0x80 to 0x9F Windows-1252 is Latin-1. The rest is done by hand: in some versions of Node 20 and 22
 * `TextDecoder('windows-1252')` decodes Latin-1 throughout.
 */
function decode(bytes: Uint8Array): string {
  if (!isAscii(bytes) && isUtf8(bytes)) return new TextDecoder().decode(bytes)
  const latin = latin1(bytes)
  if (!/[\u0080-\u009f]/.test(latin)) return latin
  const units = Uint16Array.from(bytes)
  for (const [at, byte] of bytes.entries()) {
    if (byte >= 0x80 && byte <= 0x9f) units[at] = windows1252.charCodeAt(byte - 0x80)
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units)
}

/** The characters of the bytes 0x80 to 0x9F; five of them have none and stay as they are. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** DOS ended a text with a control character. */
function withoutEndMark(text: string): string {
  const end = text.trimEnd()
  return end.endsWith('\x1a') ? end.slice(0, -1) : text
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

/**
 * What no text has: control characters, U+0080 to U+009F among them, which undefined bytes decode to; what is no character
 * at all; `â€` and `Ã©`, which are UTF-8 read as Windows-1252; and characters that nobody sees, which join words, turn the
 * direction of writing, or stand between two letters.
 */
const lost =
  /(?!\s)[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\ufffd]|â€|Ã[\u00a0-\u00bf]|Â[\u00a0-\u00bf]|[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

/** All of what is lost is found in what is not plain ASCII, of which a release has little: the rest is passed over quickly. */
const unusual = /[^\t-\r -~]+/g

/** Says what a text has that no text should have, and where: “Unexpected control character U+001B, expected text”. */
export function findLoss(text: string): { readonly reason: string; readonly at: number } | undefined {
  for (const { 0: run, index } of text.matchAll(unusual)) {
    const found = lost.exec(run)
    if (found) return { reason: `Unexpected ${describe(found[0])}`, at: index + found.index }
  }
  return undefined
}

function describe(found: string): string {
  const shown = `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
  if (found < ' ' || found === '\x7f') return `control character ${shown}, expected text`
  if (unseen.test(found)) return `character ${shown} that nobody sees, expected text`
  return `${found.length === 1 ? shown : `"${found}"`}, the trace of a wrong encoding, expected Windows-1252 or UTF-8`
}

const unseen = /^[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

function checkLoss(text: string, file: VFile): void {
  const loss = findLoss(text)
  if (loss !== undefined) refuse(file, 'release-encoding', loss.reason, lineAt(text, loss.at))
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
