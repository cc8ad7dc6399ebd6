import { type Plan, planBuild } from '../../src/build/plan.ts'
import type { InputFile } from '../../src/types.ts'
import { filesOf, root } from './project.ts'

/** The request of `test/fixtures/base`. */
export const base = await filesOf('descriptors', `${root}/test/fixtures/base`)

/** The project's own templates. */
export const templates = await filesOf('templates')

let planned: Promise<Plan> | undefined

/** What a build makes of `base` in every format, planned once for all tests of a process. */
export function basePlan(): Promise<Plan> {
  planned ??= planBuild(base, templates)
  return planned
}

/** The base request with these words as its first reason. */
export function prose(words: string): InputFile[] {
  return base.map(file => {
    if (!file.path.endsWith('/request.md')) return file
    const text = new TextDecoder().decode(file.bytes).replace(/The services are not the product.*/, () => words)
    return { ...file, bytes: new TextEncoder().encode(text) }
  })
}
