import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRelease } from '../../src/release/read/read.ts'
import type { Release } from '../../src/release/types.ts'

/** Where real releases of CMS lie; none is part of the project. */
export const sharedReleases = join(import.meta.dirname, '../../../shared/releases')

/** Whether they are there. When not, the tests that need them are skipped, and this says so. */
export const haveReleases = existsSync(sharedReleases)
if (!haveReleases) console.warn('Skipped what needs real CMS releases: there is no folder ../shared/releases.')

const cache = new Map<string, Promise<Release>>()

/** Reads a real release, once a test file. */
export function real(path: string): Promise<Release> {
  const known = cache.get(path)
  if (known !== undefined) return known
  const reading = readReal(path)
  cache.set(path, reading)
  return reading
}

async function readReal(path: string): Promise<Release> {
  const { release, messages } = await readRelease(path, realBytes(path))
  if (release === undefined) throw new Error(messages.map(String).join('\n'))
  return release
}

/** The bytes of a file among the real releases. */
export function realBytes(path: string): Buffer {
  return readFileSync(join(sharedReleases, path))
}

export const annual2018 = '2018-Alpha-Numeric-HCPCS-File.zip'
export const annual2019 = '2019-Alpha-Numeric-HCPCS-File.zip'
