import type { InputFile } from '../types.ts'

/** Whether two lists have the same files with the same bytes, in the same order. */
export function isSame(some: readonly InputFile[], others: readonly InputFile[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ path, bytes }, at) => path === others[at]!.path && Buffer.from(bytes).equals(others[at]!.bytes))
  )
}
