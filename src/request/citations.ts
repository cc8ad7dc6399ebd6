import type { Root, RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { suggest } from '../parse/field-faults.ts'
import type { ParsedYaml } from '../parse/yaml.ts'
import { fault } from '../rules.ts'
import type { Place } from '../types.ts'
import { isFiled } from './editions.ts'
import type { Descriptor, OtherCode, Prose, Request } from './types.ts'

/** A source that is named, and where. */
export interface Citation {
  readonly id: string
  readonly place: Place
}

/** Every `source` of a data file, with its place. */
export function citationsIn(data: ParsedYaml<unknown> | undefined): Citation[] {
  const found: Citation[] = []
  const walk = (value: unknown, path: PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key]
      if (key === 'source') found.push({ id: String(item), place: data!.placeOf(here) })
      else walk(item, here)
    }
  }
  walk(data?.value, [])
  return found
}

/** Holds what is cited against what is defined. */
export function checkCitations(
  request: Request,
  codes: readonly (Descriptor | OtherCode)[],
  sourced: readonly Citation[],
  isComplete: boolean,
  report: VFile,
): void {
  const cited: Citation[] = [
    ...(request.venue.kind === 'comment' ? [{ id: request.venue.rule, place: request.at.rule }] : []),
    ...request.changes.flatMap(({ source, place }) => (source === undefined ? [] : [{ id: source, place }])),
    ...codes.filter(code => code.source !== '').map(code => ({ id: code.source, place: code.at.added })),
    ...codes.flatMap(code =>
      'decided' in code && code.decided ? [{ id: code.decided.source, place: code.decided.place }] : [],
    ),
    ...sourced,
  ]
  const ids = request.sources.map(source => source.id)
  for (const { id, place } of cited.filter(one => !ids.includes(one.id))) {
    const reason = `Unexpected source “${id}” without a definition, expected ${suggest(id, ids)}`
    fault(report, 'footnote-undefined', reason, place)
  }
  // A file with a fault may cite what nothing else does: only of a folder without one can it be said that a source is unused.
  if (!isComplete) return
  const descriptors = codes.filter(code => 'proposed' in code)
  const inProse = proseOf(request, descriptors).flatMap(prose => referencesIn(prose.nodes))
  const used = new Set([...cited.map(one => one.id), ...inProse].map(id => id.toLowerCase()))
  for (const source of request.sources.filter(one => !used.has(one.id.toLowerCase()))) {
    const reason = `Unexpected footnote “${source.id}” that nothing cites, expected a “[^${source.id}]” or a field “source: ${source.id}”`
    fault(report, 'footnote-unused', reason, source.place)
  }
}

/** The sources that a text cites, each as often as it does. */
export function referencesIn(nodes: readonly RootContent[]): string[] {
  const ids: string[] = []
  visit({ type: 'root', children: [...nodes] } satisfies Root, 'footnoteReference', node => {
    ids.push(node.label ?? node.identifier)
  })
  return ids
}

/** All that staff wrote: the sections of the request, and the rationale of each code. */
export function proseOf(request: Request, descriptors: readonly Descriptor[]): Prose[] {
  return [...request.sections.values(), ...rationalesOf(descriptors)]
}

/** What of it goes to the docket; `hasPlace` says of a section whether anything prints it. */
export function filedProse(
  request: Request,
  descriptors: readonly Descriptor[],
  hasPlace: (section: string) => boolean = () => true,
): Prose[] {
  const sections = [...request.sections].flatMap(([title, prose]) => (isFiled(title) && hasPlace(title) ? [prose] : []))
  return [...sections, ...rationalesOf(descriptors)]
}

function rationalesOf(descriptors: readonly Descriptor[]): Prose[] {
  return descriptors.flatMap(({ rationale }) => rationale ?? [])
}
