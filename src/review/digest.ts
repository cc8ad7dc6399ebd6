import { createHash } from 'node:crypto'

/** 128 bits: nobody finds two changes of one name, a harmless one to be approved and another to be put in its place. */
export function digest(facts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)
}
