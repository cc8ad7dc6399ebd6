import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** What a browser is called by Debian, by Google and by others. */
const NAMES = ['chromium', 'google-chrome', 'chromium-browser']
const folders = (process.env.PATH ?? '').split(delimiter)

/** The browser that is asked for, or the first that the PATH has. */
export const browserPath: string =
  process.env.CHROMIUM ??
  NAMES.flatMap(name => folders.map(folder => join(folder, name))).find(path => existsSync(path)) ??
  'chromium'

/**
 * Starts it without a window, without its own network traffic, and, as root must, without its sandbox.
 *
 * @param env what it finds in its environment beside what this process finds
 */
export function launch(env: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic']
  const args = ['--disable-gpu', '--no-first-run', ...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  return chromium.launch({ executablePath: browserPath, args, env: { ...process.env, ...env }, timeout: 300_000 })
}
