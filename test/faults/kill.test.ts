import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { hostname } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LIST } from '../../src/build/made.ts'
import { call } from '../support/call.ts'
import { root } from '../support/project.ts'
import { aged, isLong, leftovers, outputsOf, restore, scratch } from './scratch.ts'

/** When to kill: so many milliseconds after the start, or after the first file is staged, or is in its place. */
type Moment = readonly [after: 'start' | 'staging' | 'moving', milliseconds: number]

/** How much later each kill of a long run is than the one before: together they reach from the start to the end. */
const STEPS = { start: 300, staging: 3, moving: 3 } as const

const MOMENTS: readonly Moment[] = isLong
  ? (['start', 'staging', 'moving'] as const).flatMap(after =>
      Array.from({ length: 15 }, (_, at): Moment => [after, STEPS[after] * at]),
    )
  : [
      ['start', 300],
      ['staging', 0],
      ['moving', 0],
    ]

test('kill -9 at any moment of a build', async () => {
  const folder = scratch(isLong ? 4 : 2)
  expect(await call(['build'], folder)).toMatchObject({ code: 0 })
  const whole = outputsOf(folder)
  const old = aged(whole)
  const seen = { old: 0, mixed: 0, new: 0, leftovers: 0 }
  for (const moment of MOMENTS) {
    restore(folder, old)
    await killBuild(folder, [...whole.keys()][0]!, moment)
    const found = [...outputsOf(folder)].filter(([path]) => !path.includes('.staging-'))
    expect(found.map(([path]) => path)).toEqual([...whole.keys()])
    expect((await call(['check'], folder)).stderr).not.toMatch(/output-(?:edited|list|orphan)/)
    const fresh = found.filter(([path, content]) => content === whole.get(path)).length
    for (const [path, content] of found) if (path !== LIST) expect([old.get(path), whole.get(path)]).toContain(content)
    seen[fresh === 0 ? 'old' : fresh < whole.size ? 'mixed' : 'new'] += 1
    if (leftovers(folder).length > 0) seen.leftovers += 1
    expect(await call(['build'], folder)).toMatchObject({ code: 0 })
    expect(outputsOf(folder)).toEqual(whole)
    expect(leftovers(folder)).toEqual([])
  }
  if (isLong) console.log(`${MOMENTS.length} kills, ${whole.size} files: ${JSON.stringify(seen)}`)
  expect(seen.leftovers).toBeGreaterThan(0)
})

/** A build that was broken off after its last file and before it had cleared up leaves a folder and nothing to write. */
test('a staging folder that was left behind', async () => {
  const folder = scratch()
  await call(['build'], folder)
  const ended = spawn(process.execPath, ['--version'])
  await once(ended, 'close')
  const staging = `out/.staging-${ended.pid}-abcdef`
  restore(
    folder,
    new Map([
      [`${staging}/0`, 'half a fi'],
      [`${staging}/staging-of-hcpcs-redline`, hostname()],
    ]),
  )
  expect((await call(['build'], folder)).stderr).toContain('0 files written')
  expect(leftovers(folder)).toEqual([])
})

async function killBuild(folder: string, first: string, [after, milliseconds]: Moment): Promise<void> {
  const { ino } = statSync(`${folder}/${first}`)
  const hasCome = {
    start: () => true,
    staging: () => leftovers(folder).length > 0,
    moving: () => statSync(`${folder}/${first}`).ino !== ino,
  }
  const child = spawn(process.execPath, [`${root}/start.mjs`, 'build'], { cwd: folder, stdio: 'ignore' })
  const closed = once(child, 'close')
  while (child.exitCode === null && !hasCome[after]()) await setImmediate()
  const until = performance.now() + milliseconds
  while (child.exitCode === null && performance.now() < until) await setImmediate()
  child.kill('SIGKILL')
  await closed
}
