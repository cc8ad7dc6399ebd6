import type { RuleId } from '../../rules.ts'
import type { Place } from '../../types.ts'
import type { Packet } from '../packet-types.ts'
import type { Request } from '../types.ts'

/** What does not hold, where, and against which rule. */
export interface Wrong {
  readonly rule: RuleId
  readonly reason: string
  readonly place: Place
  /** Lines that show what is left over, and how it would be declared. */
  readonly shown?: readonly string[] | undefined
}

/** A sentence of the proof, and its cases: each holds, or says what does not. */
export interface Statement {
  readonly sentence: (request: Request) => string
  readonly cases: (packet: Packet) => readonly (Wrong | undefined)[]
}
