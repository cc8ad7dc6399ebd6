import { VFile } from 'vfile'
import type { Plan } from '../../build/plan.ts'
import { type PreviewRequest, previewTree } from '../../document/reports/preview.ts'
import { describeMoves } from '../../redline/classify/moves.ts'
import { redline } from '../../redline/redline.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { pageOf, toHtml, toPage } from '../../render/html.ts'
import { type Aligned, toSideBySide } from '../../render/side-by-side.ts'
import { readStated } from '../../review/stated.ts'
import type { BuildMessage, StatedFile } from '../../review/types.ts'
import type { InputFile, OutputFile } from '../../types.ts'

/** All that the preview's pages are made from. */
export interface State {
  /** Of the last good build. */
  readonly requests: readonly PreviewRequest[]
  readonly descriptors: readonly InputFile[]
  readonly messages: readonly BuildMessage[]
  /** The templates by file name: those of the last good build, so that a mistake in one cannot hide itself. */
  readonly templates: ReadonlyMap<string, string>
}

/** A page made for the preview: the first one, or the wordings of a request side by side. */
export function makePage(state: State, address: string): string | undefined {
  if (address === '/') return firstPage(state, undefined)
  const name = /^\/side-by-side\/([a-z0-9-]+)$/.exec(address)?.[1]
  if (!name || !state.requests.some(request => request.name === name)) return undefined
  return state.messages.length > 0 ? firstPage(state, undefined) : sideBySide(state, name)
}

/** The page that names the mistakes, with a way to the page as it was; `undefined` where there is none. */
export function makeMistake(state: State, address: string): string | undefined {
  return state.messages.length > 0 ? firstPage(state, `${address}?last-good`) : undefined
}

/** What the first page tells of each request that was built. */
export function toPreviewRequests({ requests, outputs }: Plan): PreviewRequest[] {
  return requests.map(({ checks, ...report }) => ({
    ...report,
    checks: checks.length,
    exhibits: outputs.filter(output => isExhibit(output, report.name)).map(toEntry),
  }))
}

function isExhibit({ path }: OutputFile, name: string): boolean {
  return path.startsWith(`out/${name}/`) && /\/(?:exhibit-[a-z]|packet)\.html$/.test(path)
}

function toEntry({ path, content }: OutputFile) {
  const title = /<h1[^>]*>([^<]*)</.exec(String(content))?.[1] ?? path
  const name = path.endsWith('/packet.html') ? 'The whole packet' : title
  return { title: name.replaceAll('&#x26;', '&').replaceAll('&amp;', '&'), address: path.replace(/^out/, '') }
}

function firstPage({ templates, requests, messages }: State, lastGood: string | undefined): string {
  const report = new VFile()
  const view = { requests, messages, ...(lastGood ? { lastGood } : {}) }
  const tree = previewTree(view, templates.get('preview.md.hbs') ?? '', report)
  return tree
    ? toHtml(tree, pageOf(templates, 'preview', 'Preview', NOT_FILED))
    : report.messages.map(String).join('\n')
}

function sideBySide({ descriptors, templates }: State, name: string): string {
  const files = descriptors.map(readStated).filter(file => file?.request === name && file.kind === 'code')
  const codes = files.flatMap(file => align(file!))
  const page = pageOf(templates, 'side-by-side', `Side by side: ${name}`, NOT_FILED)
  const style = page.style + (templates.get('side-by-side.css') ?? '')
  return toPage(toSideBySide(codes, templates.get('side-by-side.html.hbs') ?? ''), { ...page, style })
}

function align({ name, brand, statements }: StatedFile): Aligned[] {
  const wording = (part: string) => statements.find(statement => statement.part === part)?.text
  const [current, proposed] = [wording('current wording'), wording('proposed wording')]
  if (current === undefined || proposed === undefined) return []
  const made = redline(current, proposed)
  const title = [name, brand].filter(Boolean).join(', ')
  return [{ code: name, title, current, proposed, redline: redlineNodes(made), moves: describeMoves(made.edits) }]
}

const NOT_FILED = 'Preview on this computer; not part of the packet'
