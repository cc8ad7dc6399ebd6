import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where a browser is found: the one that is asked for, Debian's, or that of GitHub's machines. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser']

export const browserPath: string = process.env.CHROMIUM ?? PLACES.find(path => existsSync(path)) ?? 'chromium'

/** Starts it without a window, without its own network traffic, and, as root must, without its sandbox. */
export function launch(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic']
  const args = ['--disable-gpu', '--no-first-run', ...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  return chromium.launch({ executablePath: browserPath, args })
}
