import { most } from './limits.ts'

/** What a reader of XML is told, element by element; names as they are written, with their prefix. */
export interface XmlEvents {
  readonly open: (name: string, attributes: Attributes, at: number) => void
  readonly text: (text: string, at: number) => void
  readonly close: () => void
  /** Gives up, at this offset. */
  readonly stop: (what: string, at: number) => never
}

export type Attributes = ReadonlyMap<string, string>

/**
 * Reads XML 1.0 exactly, but for what no workbook has, which it refuses: document types, and so entities of one's own, and
 * names beyond ASCII. Whatever is not well-formed is refused too. Each character is looked at a few times, however the
 * text was made.
 */
export function parseXml(raw: string, on: XmlEvents): void {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  const illegal = text.search(notXml)
  if (illegal >= 0) on.stop('character that XML does not have', illegal)
  const open: string[] = []
  let roots = 0
  for (let at = skipDeclaration(text, on); at < text.length; ) {
    const tag = text.indexOf('<', at)
    const end = tag < 0 ? text.length : tag
    if (end > at) readText(text.slice(at, end), open.length, at, on)
    at = end
    if (tag < 0) break
    const kind = text.charCodeAt(tag + 1)
    if (kind === BANG || kind === QUESTION) at = readMark(text, tag, open.length, on)
    else if (kind === SLASH) at = readEnd(text, tag, open, on)
    else {
      if (open.length === 0 && ++roots > 1) on.stop('second root', tag)
      at = readStart(text, tag, open, on)
    }
  }
  if (open.length > 0 || roots === 0) on.stop(`missing end of <${open.at(-1) ?? 'root'}>`, text.length)
}

const [BANG, SLASH, QUESTION, EQUALS, GREATER] = [33, 47, 63, 61, 62]

/** The text was decoded from UTF-8, so that halves of characters need not be looked for. */
const notXml = /[^\t\n\r -\ufffd]/

const declaration =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"utf-8"|'utf-8'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/iy

function skipDeclaration(text: string, on: XmlEvents): number {
  if (!/^<\?xml[ \t\n]/.test(text)) return 0
  declaration.lastIndex = 0
  if (!declaration.test(text)) on.stop('declaration of another version or encoding than 1.0 and UTF-8', 0)
  return declaration.lastIndex
}

function readText(text: string, depth: number, at: number, on: XmlEvents): void {
  if (text.includes(']]>')) on.stop('end of a section CDATA', at)
  const decoded = decode(text, at, on)
  if (depth > 0) on.text(decoded, at)
  else if (/[^ \t\n]/.test(text)) on.stop('text outside of the root', at)
}

/** A comment, an instruction or a section CDATA; the offset after it. */
function readMark(text: string, at: number, depth: number, on: XmlEvents): number {
  if (text.startsWith('<!--', at)) {
    const end = text.indexOf('--', at + 4)
    return end >= 0 && text.charCodeAt(end + 2) === GREATER ? end + 3 : on.stop('comment with -- in it', at)
  }
  if (text.startsWith('<![CDATA[', at) && depth > 0) {
    const end = text.indexOf(']]>', at)
    if (end < 0) on.stop('section CDATA without an end', at)
    on.text(text.slice(at + 9, end), at)
    return end + 3
  }
  if (text.charCodeAt(at + 1) === BANG) on.stop('document type or section', at)
  const [end, name] = [text.indexOf('?>', at), text.slice(at + 2, endOfName(text, at + 2))]
  const after = text.charCodeAt(at + 2 + name.length)
  if (end < 0 || !/^[A-Za-z_]/.test(name) || /^xml$|:/i.test(name) || !(isSpace(after) || after === QUESTION)) {
    on.stop('instruction of XML', at)
  }
  return end + 2
}

function readEnd(text: string, at: number, open: string[], on: XmlEvents): number {
  const name = open.pop()
  const end = at + 2 + (name?.length ?? 0)
  const close = skipSpace(text, end)
  if (name === undefined || !text.startsWith(name, at + 2) || text.charCodeAt(close) !== GREATER) {
    on.stop(`end of an element, where ${name === undefined ? 'none' : `<${name}>`} is open`, at)
  }
  on.close()
  return close + 1
}

function readStart(text: string, at: number, open: string[], on: XmlEvents): number {
  let end = endOfName(text, at + 1)
  const name = text.slice(at + 1, end)
  if (!isName(name)) on.stop('< that begins no element', at)
  const attributes = new Map<string, string>()
  for (;;) {
    const next = skipSpace(text, end)
    const unit = text.charCodeAt(next)
    const empty = unit === SLASH && text.charCodeAt(next + 1) === GREATER
    if (unit === GREATER || empty) {
      on.open(name, attributes, at)
      if (empty) on.close()
      else open.push(name)
      return next + (empty ? 2 : 1)
    }
    if (next === end) on.stop(`character in <${name}>`, next)
    end = readAttribute(text, next, attributes, on)
  }
}

function readAttribute(text: string, at: number, attributes: Map<string, string>, on: XmlEvents): number {
  const nameEnd = endOfName(text, at)
  const name = text.slice(at, nameEnd)
  const equals = skipSpace(text, nameEnd)
  const start = skipSpace(text, equals + 1)
  const quote = text.charAt(start)
  if (!isName(name) || text.charCodeAt(equals) !== EQUALS || (quote !== '"' && quote !== "'")) {
    on.stop('attribute without a name or a value', at)
  }
  const end = text.indexOf(quote, start + 1)
  const value = text.slice(start + 1, end)
  if (end < 0 || value.includes('<')) on.stop(`value of attribute ${name}`, start)
  if (attributes.has(name)) on.stop(`second attribute ${name}`, at)
  if (attributes.size === most.attributes) on.stop(`element with more than ${most.attributes} attributes`, at)
  attributes.set(name, decode(/[\t\n]/.test(value) ? value.replace(/[\t\n]/g, ' ') : value, start, on))
  return end + 1
}

/** A letter, digit or one of `.-_:`. */
function endOfName(text: string, start: number): number {
  let at = start
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    const letter = (unit | 32) >= 97 && (unit | 32) <= 122
    if (!letter && !(unit >= 45 && unit <= 58 && unit !== SLASH) && unit !== 95) return at
  }
  return at
}

/** With at most one prefix. */
function isName(text: string): boolean {
  return /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/.test(text)
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at += 1
  return at
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(text: string, at: number, on: XmlEvents): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|(amp|lt|gt|quot|apos))?(;?)/gi,
    (whole, hex, digits, name, end) => {
      const character = name ? named[name] : toCharacter(Number(hex ? `0x${hex}` : (digits ?? -1)))
      return end && !whole.startsWith('&#X') && character !== undefined
        ? character
        : on.stop('& that begins no character of XML', at)
    },
  )
}

function toCharacter(code: number): string | undefined {
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
  const character = String.fromCodePoint(code)
  return notXml.test(character) ? undefined : character
}
