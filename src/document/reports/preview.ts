import type { PhrasingContent, Root } from 'mdast'
import type { VFile } from 'vfile'
import type { OpenItem } from '../../request/open.ts'
import type { BuildMessage } from '../../review/types.ts'
import { helpers } from '../template/helpers.ts'
import { fillTemplate } from '../template/template.ts'
import type { Inline } from '../template/values.ts'
import { type OverviewRow, overviewView, sortByName } from './overview.ts'

/** A request as the preview's first page shows it. */
export interface PreviewRequest extends OverviewRow {
  readonly codes: number
  readonly checks: number
  readonly open: readonly OpenItem[]
  readonly exhibits: readonly { readonly title: string; readonly address: string }[]
}

/** What the preview has to show: the requests as last built, and what the build says now. */
export interface PreviewView {
  readonly requests: readonly PreviewRequest[]
  readonly messages: readonly BuildMessage[]
  /** Where the page that was asked for can still be seen as it was built last. */
  readonly lastGood?: string
}

/** The preview's first page, or the page of a mistake, from `preview.md.hbs`; `undefined` with a fault in the template. */
export function previewTree(
  { requests, messages, lastGood }: PreviewView,
  template: string,
  report: VFile,
): Root | undefined {
  const refused = messages.length > 0
  const view = {
    title: refused ? 'There is something to fix' : 'Requests',
    refused: refused ? `${messages.length} ${messages.length === 1 ? 'fault' : 'faults'}` : '',
    lastGood: lastGood ? link('The last good build', lastGood) : '',
    messages: messages.map(({ place, reason, note }) => ({ reason, note, place: placeName(place) })),
    overview: lastGood ? [] : overviewView(requests, name => `/${name}/`),
    requests: lastGood ? [] : sortByName(requests).map(request => viewOf(request, refused)),
  }
  return fillTemplate('templates/preview.md.hbs', template, view, helpers, report)
}

function viewOf({ name, codes, checks, open, exhibits }: PreviewRequest, refused: boolean) {
  const state = refused ? 'Not fresh: these are the exhibits of the last good build' : `Fresh: ${checks} checks held`
  return {
    name,
    state: `${state}; ${codes} ${codes === 1 ? 'code' : 'codes'}.`,
    sideBySide: link('Side by side: current | redline | proposed', `/side-by-side/${name}`),
    exhibits: exhibits.map(({ title, address }) => ({ link: link(title, address) })),
    open: open.map(({ what, place }) => ({ what, place: place ? placeName(place) : '' })),
  }
}

function link(text: string, url: string): Inline {
  const node: PhrasingContent = { type: 'link', url, children: [{ type: 'text', value: text }] }
  return { inline: [node] }
}

function placeName({ path, line }: BuildMessage['place']): string {
  return line ? `${path}, line ${line}` : path
}
