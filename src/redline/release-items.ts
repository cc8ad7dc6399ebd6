import type { ChangeKind, ComparedItem, ItemKind, RecordChange, ReleaseComparison, Severity } from '../model.ts'
import { byCode } from './release-order.ts'

/** The kinds that concern no wording and no coming or going: counted always, listed only when asked for. */
export const quietKinds: readonly ItemKind[] = ['spacing', 'dates', 'action', 'other']

/** A comparison as one list, a code once, with all that became of it; modifiers first, then by code. */
export function listItems({ added, gone, changed }: ReleaseComparison): ComparedItem[] {
  const items: ComparedItem[] = [
    ...added.map(({ code, kind }, index) => {
      return { code, kind, kinds: ['added'], severity: 'substantive', proposed: added[index] } as const
    }),
    ...gone.map(({ code, kind }, index) => {
      return { code, kind, kinds: ['gone'], severity: 'substantive', current: gone[index] } as const
    }),
    ...changed.filter(isWorthListing).map(toItem),
  ]
  return items.sort(byCode)
}

/** Whether nothing became of a code but a quiet change. */
export function isQuiet({ kinds }: ComparedItem): boolean {
  return kinds.every(kind => quietKinds.includes(kind))
}

/** A record that only differs in columns one release lacks altogether is no news. */
function isWorthListing({ changes, longAnnounced, shortAnnounced }: RecordChange): boolean {
  return changes.length > 0 || longAnnounced === 'unfulfilled' || shortAnnounced === 'unfulfilled'
}

function toItem(change: RecordChange): ComparedItem {
  const { code, kind, current, proposed, changes, longAnnounced, shortAnnounced } = change
  const said = [longAnnounced, shortAnnounced]
  const claims = (['unannounced', 'unfulfilled'] as const).filter(claim => said.includes(claim))
  return { code, kind, kinds: [...changes, ...claims], severity: severityOf(change), current, proposed, change }
}

const critical = ['number', 'unit', 'polarity'] as const

const comingAndGoing: readonly ChangeKind[] = ['terminated', 'reactivated']

/** The short descriptor abbreviates the long one, often in another way than before: it counts where it changed alone. */
function severityOf({ changes, long, short }: RecordChange): Severity {
  const { edits = [] } = long ?? short ?? {}
  const touches = edits.flatMap(edit => edit.touches)
  if (changes.includes('reused') || critical.some(touch => touches.includes(touch))) return 'critical'
  if (comingAndGoing.some(kind => changes.includes(kind))) return 'substantive'
  return edits.some(edit => edit.effect === 'substantive') ? 'substantive' : 'editorial'
}
