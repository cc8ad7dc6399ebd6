import { most } from './limits.ts'
import type { Attributes, XmlEvents } from './xml-parse.ts'

/** The namespaces of workbooks, as Excel writes them and as the strict form of the standard has them. */
const known = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
])

/** A namespace with the depth of the element that declares it. */
interface Declared {
  readonly prefix: string
  readonly uri: string
  readonly depth: number
}

/** Keeps the namespaces that the open elements declare, and tells by them what an element is. */
export class Names {
  private readonly declared: Declared[] = [{ prefix: 'xml', uri: 'xml', depth: -1 }]
  private depth = 0
  private readonly stop: XmlEvents['stop']

  constructor(stop: XmlEvents['stop']) {
    this.stop = stop
  }

  /** The name without its prefix, where it is one of a workbook’s own, else one that no part of a workbook has. */
  enter(written: string, attributes: Attributes, at: number): string {
    this.depth += 1
    const prefixed: string[] = []
    for (const name of attributes.keys()) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) this.declare(name, attributes.get(name)!, at)
      else if (name.includes(':')) prefixed.push(name)
    }
    for (const name of prefixed) this.find(name, at)
    const uri = this.find(written, at)
    return known.has(uri) ? written.slice(written.indexOf(':') + 1) : `{${uri}}${written}`
  }

  leave(): void {
    while (this.declared.at(-1)!.depth === this.depth) this.declared.pop()
    this.depth -= 1
  }

  private declare(name: string, uri: string, at: number): void {
    const prefix = name.slice('xmlns:'.length)
    if (/^xml/.test(prefix) || (prefix !== '' && uri === '')) this.stop(`namespace ${name}`, at)
    if (this.declared.length > most.attributes) this.stop(`more than ${most.attributes} namespaces`, at)
    this.declared.push({ prefix, uri, depth: this.depth })
  }

  private find(name: string, at: number): string {
    const colon = name.indexOf(':')
    const prefix = colon < 0 ? '' : name.slice(0, colon)
    const found = this.declared.findLast(one => one.prefix === prefix)
    if (found === undefined && prefix !== '') this.stop(`prefix of ${name}`, at)
    return found?.uri ?? ''
  }
}
