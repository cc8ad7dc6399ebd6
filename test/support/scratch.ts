import { rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { call } from './call.ts'
import { root } from './project.ts'

/** An empty folder that goes away with the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hcpcs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A project of its own with the base request and the real templates, for the test that asks for it. */
export async function scratch(): Promise<string> {
  const folder = await emptyFolder()
  await layOut(folder)
  return folder
}

/** The same with `out/` as a build leaves it. */
export async function builtScratch(): Promise<string> {
  const folder = await emptyFolder()
  await cp(await builtOnce(), folder, { recursive: true })
  return folder
}

let built: Promise<string> | undefined

/** A project that was built and that nobody changes, to be copied: one for all tests of a process. */
export function builtOnce(): Promise<string> {
  built ??= build()
  return built
}

async function build(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hcpcs-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await layOut(folder)
  const { code, stderr } = await call(['build'], folder)
  if (code !== 0) throw new Error(stderr)
  return folder
}

async function layOut(folder: string): Promise<void> {
  await cp(`${root}/test/fixtures/base/descriptors`, `${folder}/descriptors`, { recursive: true })
  await cp(`${root}/templates`, `${folder}/templates`, { recursive: true })
}
