import type { Packet } from '../packet-types.ts'

/** Sizes that the data of a request has, by when prose may state them. */
export interface Sizes {
  readonly always: readonly number[]
  /** Of descriptors, long and short together. */
  readonly descriptors: readonly number[]
  readonly precedents: readonly number[]
  readonly services: readonly number[]
  /** Of codes that are no longer in use and had the strike. */
  readonly ended: readonly number[]
  /** Of codes in force that name the rarest word of the strike. */
  readonly kindred: readonly number[]
  /** Of the request’s codes that a release had, by its year. */
  readonly held: readonly { readonly year: number; readonly size: number }[]
}

/** How many codes there are of each kind, and of those that go together. */
export function sizesOf(packet: Packet): Sizes {
  const { descriptors, precedents, related, evidence } = packet
  const all = descriptors.length
  const count = <T>(list: readonly T[], test: (one: T) => boolean) => list.filter(test).length
  const clauses = (['same clause', 'kindred clause'] as const).map(name => count(related, one => one.relation === name))
  const releases = evidence?.releases ?? []
  const carriers = releases.map(one => one.carriers)
  const relations = (['precedent', 'later'] as const).map(name => count(precedents, one => one.relation === name))
  const actions = (['revise', 'establish', 'discontinue'] as const).map(name =>
    count(descriptors, one => one.action === name),
  )
  const held = releases.map(({ edition, standing: { unchanged, changed, terminated } }) => ({
    year: Number(edition.slice(0, 4)),
    size: count(descriptors, ({ code }) => [...unchanged, ...changed, ...terminated].includes(code)),
  }))
  const inForce = carriers.flatMap(one => [one.inForce.length, all + one.inForce.length])
  return {
    always: [all, ...actions, ...clauses, all + clauses[0]!, ...inForce],
    descriptors: [2 * all],
    precedents: [
      precedents.length,
      ...relations,
      related.length,
      count(related, one => one.relation === 'not relied on'),
    ],
    services: servicesOf(packet),
    ended: carriers.map(({ terminated }) => terminated.length),
    kindred: carriers.flatMap(one => [one.kindred.length, all + one.inForce.length + one.kindred.length]),
    held,
  }
}

function servicesOf({ payment, crosswalk }: Packet): number[] {
  const rows = crosswalk?.crosswalk ?? []
  return [
    ...[payment?.services, payment?.asked, crosswalk?.services, crosswalk?.notNamed].map(list => list?.length ?? 0),
    ...rows.map(({ services }) => services.length),
    new Set(rows.flatMap(({ services }) => services)).size,
  ]
}

/** The codes of which prose may say how many are left: "the other four". */
export function groupsOf({ descriptors, precedents, related }: Packet): ReadonlySet<string>[] {
  const actions = (['revise', 'establish', 'discontinue'] as const).map(name =>
    descriptors.filter(({ action }) => action === name),
  )
  return [descriptors, ...actions, precedents, related].map(group => new Set(group.map(({ code }) => code)))
}
