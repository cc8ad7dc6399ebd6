import { mkdir, rmdir, stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

/** What is done alone takes milliseconds: a lock of this age was left behind by a program that was ended. */
const OLD = 10_000

/**
 * Does something while no other process does, by a folder that only one can make. Where none can be made, it is done
 * nevertheless: what then cannot be written says so itself.
 */
export async function alone<T>(lock: string, act: () => Promise<T>): Promise<T> {
  for (;;) {
    const error = await mkdir(lock).then(
      () => undefined,
      (failed: NodeJS.ErrnoException) => failed,
    )
    if (error?.code !== 'EEXIST') break
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > OLD) await rmdir(lock).catch(() => undefined)
    await setTimeout(20)
  }
  try {
    return await act()
  } finally {
    await rmdir(lock).catch(() => undefined)
  }
}
