import type { VFile } from 'vfile'
import { type OverviewRow, overviewTree } from '../document/reports/overview.ts'
import type { Templates } from '../document/template/fill.ts'
import { pageOf, toHtml } from '../render/html.ts'
import type { Format } from '../render/types.ts'
import type { OutputFile } from '../types.ts'

const TITLE = 'All requests'

/** `out/index.html` and `out/index.md`: the page to open first, which leads to the page of each request. */
export async function planOverview(
  rows: readonly OverviewRow[],
  formats: readonly Format[],
  templates: Templates,
  report: VFile,
): Promise<OutputFile[]> {
  const treeFor = (format: Format) => overviewTree(rows, name => `${name}/index.${format}`, templates, report)
  const made: OutputFile[] = []
  if (formats.includes('md')) {
    const { toMarkdown } = await import('../render/markdown.ts')
    made.push({ path: 'out/index.md', content: toMarkdown(treeFor('md')) })
  }
  if (formats.includes('html')) {
    const page = pageOf(templates, 'overview', TITLE, 'On this computer; not part of a filing')
    made.push({ path: 'out/index.html', content: toHtml(treeFor('html'), page) })
  }
  return made
}
