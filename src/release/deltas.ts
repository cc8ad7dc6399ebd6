import { familyOf } from './columns.ts'
import type { ChangeKind, CodeState, ItemKind, PropertyChange, RecordChange } from './types.ts'

/**
 * Every property that changed in the states of a code, in order; both wordings of a code that was added or is gone. The
 * first state tells of no change where it is that of the first release, `first`. Action codes are no property of their
 * own: each change has the one that the release gives it.
 */
export function listDeltas(code: string, states: readonly CodeState[], first: string | undefined): PropertyChange[] {
  return states.flatMap((state, index) => {
    const { release, edition, record, change, before: from, earlier } = state
    const about = { release, edition, code, actionCode: record?.actionCode, effective: record?.actionEffective }
    if (change) {
      const since = ({ property }: Told) => earlier[property] ?? earlier[familyOf(property)] ?? from
      return changesOf(change).map(one => ({ ...about, from: since(one), ...one }))
    }
    if (record && index === 0 && release === first) return []
    const before = record ? undefined : states[index - 1]?.record
    return (['long', 'short'] as const).map(property => ({
      ...about,
      property,
      prior: before?.[property],
      from,
      current: record?.[property],
      kind: record ? ('added' as const) : ('gone' as const),
      redline: undefined,
    }))
  })
}

type Told = Pick<PropertyChange, 'property' | 'prior' | 'current' | 'kind' | 'redline'>

function changesOf({ changes, columns, current, proposed, long, short }: RecordChange): Told[] {
  const has = (kind: ChangeKind) => changes.includes(kind)
  const told: Told[] = []
  const tell = (property: string, prior: string | undefined, now: string | undefined, kind: ItemKind) =>
    told.push({ property, prior, current: now, kind, redline: { long, short }[property] })
  if (has('long')) tell('long', current.long, proposed.long, has('reused') ? 'reused' : 'long')
  if (has('short')) tell('short', current.short, proposed.short, has('reused') ? 'reused' : 'short')
  if (has('spacing'))
    for (const property of ['long', 'short'] as const) {
      const [before, after] = [(current.filed ?? current)[property], (proposed.filed ?? proposed)[property]]
      if (current[property] === proposed[property] && before !== after) tell(property, before, after, 'spacing')
    }
  if (has('dates') && current.added !== proposed.added) tell('added', current.added, proposed.added, 'dates')
  const ended = (['terminated', 'reactivated', 'dates'] as const).find(has)
  const differs = current.terminated !== proposed.terminated
  if (ended === 'dates' ? differs && current.terminated && proposed.terminated : ended)
    tell('terminated', current.terminated, proposed.terminated, ended!)
  for (const name of columns) tell(name, current.fields[name], proposed.fields[name], 'other')
  return told
}
