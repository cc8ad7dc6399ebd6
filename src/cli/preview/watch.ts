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
 * that also sees a file which an editor puts in another's place, on every system. After each change all are watched anew,
 * since a folder that was removed and made again, as a checkout does, is another one under its old name.
 */
export async function watchFolders(root: string, folders: readonly string[], changed: () => void): Promise<Watching> {
  let watchers: readonly FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const settle = () => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void look().then(changed), SETTLES)
  }
  const look = async () => {
    // Again where a folder came while the others were looked at; a folder that comes later is seen by the one around it.
    for (let seen: readonly string[] = [], found = await listFolders(root, folders); !isSame(seen, found); ) {
      if (stopped) return
      const before = watchers
      watchers = found.flatMap(folder => tryToWatch(folder, settle))
      for (const watcher of before) watcher.close()
      seen = found
      found = await listFolders(root, folders)
    }
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
      for (const watcher of [...above, ...watchers]) watcher.close()
    },
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n') === other.join('\n')
}

/** A folder that is gone is not watched; the others are. */
function tryToWatch(folder: string, changed: WatchListener<string>): FSWatcher[] {
  try {
    const watcher = watch(folder, changed)
    watcher.on('error', () => watcher.close())
    return [watcher]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return []
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
  return below.flat().sort()
}
