import type { Redline } from '../redline/types.ts'
import type { Lack, Release } from '../release/types.ts'
import type { Code, IsoDate, Place } from '../types.ts'

/**
 * What a release says of a code of a request. `later`: added after the release; `missing`: should be there and is not. Of a
 * code to be established: `free`, or `taken`, where the release has the code, or its descriptor under another.
 */
export type Standing = 'unchanged' | 'changed' | 'terminated' | 'missing' | 'later' | 'free' | 'taken'

/** A code of a request held against its record; redlines and dates only where they differ, from ours to the release's. */
export interface VerifiedCode {
  readonly code: Code
  readonly standing: Standing
  readonly place: Place
  readonly long?: Redline | undefined
  readonly short?: Redline | undefined
  readonly added?: { readonly ours: IsoDate; readonly release: IsoDate } | undefined
  readonly terminated?: IsoDate | undefined
  /** The code that has the descriptor which is asked for a code to be established. */
  readonly takenBy?: Code | undefined
}

/** All codes of a request held against one release, and who else carries its strike. */
export interface Verification {
  readonly release: Release
  readonly codes: readonly VerifiedCode[]
  readonly carriers: StrikeCarriers
}

/**
 * Codes outside the request's own list that carry its strike, apart by whether they are known to be terminated, and those
 * in force that only name `word`: the word of the strike that the fewest codes name.
 */
export interface StrikeCarriers {
  readonly inForce: readonly Code[]
  readonly terminated: readonly Code[]
  readonly kindred: readonly Code[]
  readonly word: string
}

/** `evidence.yaml`, written by `verify`. */
export interface EvidenceFile {
  readonly releases: readonly Evidence[]
  readonly placeOf: (path: readonly PropertyKey[]) => Place
}

/** What `verify` found in one release, as `evidence.yaml` keeps it and the last exhibit prints it. */
export interface Evidence {
  readonly file: string
  /** A year, or a year and a month; empty when nothing tells it. */
  readonly edition: string
  readonly sha256: string
  readonly codes: number
  /** The day on which the request was held against the file, where it was told. */
  readonly checked?: IsoDate | undefined
  /** The fingerprint of the texts that were held against the file. */
  readonly wordings: string
  readonly lacks: readonly Lack[]
  /** The codes of the request by what the release says of them. */
  readonly standing: Readonly<Record<Standing, readonly Code[]>>
  /** What the release has in place of what the request gives, for each code that is changed or terminated. */
  readonly differences: readonly Difference[]
  readonly carriers: StrikeCarriers
}

/** The values of a release that are not those of the request; `takenBy` is the code that has the descriptor asked for. */
export interface Difference {
  readonly code: Code
  readonly long?: string | undefined
  readonly short?: string | undefined
  readonly added?: IsoDate | undefined
  readonly terminated?: IsoDate | undefined
  readonly takenBy?: Code | undefined
}
