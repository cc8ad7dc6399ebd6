import Handlebars from 'handlebars'
import type { PhrasingContent } from 'mdast'
import { OWN_ONLY } from '../document/template/own.ts'
import { toFragment } from './html.ts'
import { asParagraph } from './line.ts'

/** One code with its wordings; `redline` joins them. */
export interface Aligned {
  readonly code: string
  readonly title: string
  readonly current: string
  readonly proposed: string
  readonly redline: readonly PhrasingContent[]
  /** What moves, in words; empty where nothing does. */
  readonly moves: string
}

/** The wordings beside each other, with a switch that shows one of them. Every value is escaped. */
export function toSideBySide(codes: readonly Aligned[], template: string): string {
  const render = Handlebars.compile(template, { strict: true, knownHelpersOnly: true })
  const asHtml = (nodes: readonly PhrasingContent[]) => new Handlebars.SafeString(toFragment(asParagraph(nodes)))
  return render({ codes: codes.map(one => ({ ...one, redline: asHtml(one.redline) })) }, OWN_ONLY)
}
