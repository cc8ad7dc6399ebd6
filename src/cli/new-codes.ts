import type { VFile } from 'vfile'
import { PLACEHOLDER } from '../parse/fields.ts'
import type { Release, ReleaseRecord } from '../release/types.ts'
import { applyChanges, countIn, soughtWords } from '../request/changes/apply.ts'
import { changesOf } from '../request/changes/of.ts'
import { toSentence } from '../request/changes/sentence.ts'
import { type Declared, declareWordings, type NewDescriptor, sourceOf } from '../request/new-files.ts'
import type { Action, Descriptor, Request } from '../request/types.ts'
import { fault } from '../rules.ts'
import type { Code, Wording } from '../types.ts'

/** The options of `npm run new` as they were given. */
export type Options = Readonly<Record<string, string | boolean | undefined>>

/** A code's file, and the changes that are to be declared for it. */
export interface Made {
  readonly file: NewDescriptor
  readonly declared: readonly Declared[]
}

/** The file of a code, from its record or its proposed wording. With a fault there is none. */
export function makeCode(
  code: Code,
  release: Release,
  request: Request | undefined,
  options: Options,
  report: VFile,
): Made | undefined {
  const action = (options.action ?? 'revise') as Action
  const source = sourceOf(release)
  const wording = { long: options.proposed, short: options['proposed-short'] } as Partial<Wording>
  if (action === 'establish') return establish(code, release, wording, report)
  const record = findRecord(code, release, report)
  if (!record) return undefined
  const { long, short, added } = record
  const current = { long, short }
  const file = { code, action, current, added, source }
  if (action === 'discontinue') return { file, declared: [] }
  if (wording.long === undefined && wording.short === undefined) {
    const proposed = request ? applyDeclared(code, current, request, release, report) : current
    return proposed && { file: { ...file, proposed }, declared: [] }
  }
  const proposed = { long: wording.long ?? long, short: wording.short ?? short }
  return { file: { ...file, proposed }, declared: undeclared(code, current, proposed, request) }
}

function establish(code: Code, release: Release, wording: Partial<Wording>, report: VFile): Made | undefined {
  const record = release.records.find(one => one.code === code)
  if (record) {
    const reason = `Unexpected code ${code} to be established, expected one that the release does not have: “${record.long}”`
    fault(report, 'release-code', reason, { path: release.name }, 'Use NEW1 until CMS has given the code.')
    return undefined
  }
  const open = { long: `${PLACEHOLDER}: the long descriptor`, short: `${PLACEHOLDER}: at most 28` }
  return {
    file: { code, action: 'establish', proposed: { ...open, ...withoutMissing(wording) }, source: sourceOf(release) },
    declared: [],
  }
}

function withoutMissing(wording: Partial<Wording>): Partial<Wording> {
  return Object.fromEntries(Object.entries(wording).filter(([, text]) => text !== undefined))
}

/** The record of a code in force. */
function findRecord(code: Code, release: Release, report: VFile): ReleaseRecord | undefined {
  const record = release.records.find(one => one.code === code)
  const place = { path: release.name }
  if (record === undefined) {
    fault(report, 'release-code', `Unexpected missing code ${code}, expected it in the release`, place)
  } else if (record.terminated !== undefined) {
    const reason = `Unexpected termination of ${code} on ${record.terminated}, expected a code in force`
    fault(
      report,
      'release-code',
      reason,
      place,
      'A code that has ended cannot be revised, and need not be discontinued.',
    )
  } else return record
  return undefined
}

/** What the changes of the request make of a code's wordings. */
function applyDeclared(
  code: Code,
  current: Wording,
  request: Request,
  release: Release,
  report: VFile,
): Wording | undefined {
  const of = (kind: 'long' | 'short') => changesOf(request, { code, action: 'revise' } as Descriptor, kind)
  for (const kind of ['long', 'short'] as const) {
    const lost = of(kind).find(change => countIn(change, current[kind]) !== 1)
    if (lost === undefined) continue
    const times = countIn(lost, current[kind])
    const reason = `Unexpected ${kind} descriptor of ${code} with “${soughtWords(lost)}” ${times} times, expected once: “${current[kind]}”`
    fault(report, 'change-once', reason, { path: release.name })
    return undefined
  }
  const [long, short] = [applyChanges(of('long'), current.long), applyChanges(of('short'), current.short)]
  return long === undefined || short === undefined ? undefined : { long, short }
}

/** The changes of a code that its request does not declare yet. */
function undeclared(code: Code, current: Wording, proposed: Wording, request: Request | undefined): Declared[] {
  const known = (request?.changes ?? []).filter(({ codes }) => codes?.includes(code) ?? true)
  return declareWordings(current, proposed).filter(
    change => !known.some(one => one.in === change.in && toSentence(one) === toSentence(change)),
  )
}
