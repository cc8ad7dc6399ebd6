import { type FSWatcher, type WatchListener, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Editors write a file in several steps, and a checkout many files: one rebuild is enough for all of it. */
const SETTLES = 120

export interface Watching {
  readonly stop: () => void
}

/**
 * Calls `changed` when something changed below the folders, once things have settled. Each folder is watched by itself:
 * that also sees a file which an editor puts in another's place, on every system.
 */
export async function watchFolders(root: string, folders: readonly string[], changed: () => void): Promise<Watching> {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const look = async () => {
    for (const folder of await listFolders(root, folders)) {
      if (stopped || watchers.has(folder)) continue
      const watcher = tryToWatch(folder, settle)
      watcher?.on('error', () => forget(folder))
      if (watcher) watchers.set(folder, watcher)
    }
  }
  const forget = (folder: string) => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  const settle = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look().then(changed), SETTLES)
  }
  await look()
  // A folder that is not there yet, or is moved away and back, is seen where it comes into being.
  const above = tryToWatch(root, (_, name) => {
    if (name === null || folders.includes(name)) settle()
  })
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      above?.close()
      for (const folder of [...watchers.keys()]) forget(folder)
    },
  }
}

/** A folder that is gone is not watched; the others are. */
function tryToWatch(folder: string, changed: WatchListener<string>): FSWatcher | undefined {
  try {
    return watch(folder, changed)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

async function listFolders(root: string, folders: readonly string[]): Promise<string[]> {
  const below = await Promise.all(
    folders.map(async folder => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
      const inner = entries.filter(entry => entry.isDirectory()).map(entry => join(entry.parentPath, entry.name))
      return [join(root, folder), ...inner]
    }),
  )
  return below.flat()
}
