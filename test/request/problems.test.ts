import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { formatReport } from '../../src/cli/report.ts'
import type { InputFile } from '../../src/types.ts'
import { base, basePlan, templates } from '../support/plans.ts'
import { filesOf, root } from '../support/project.ts'

const folder = `${root}/test/fixtures/problems`

/** The base request with the files of a case laid over it, and those that its remove.txt names taken away. */
async function caseFiles(name: string) {
  const removed = existsSync(`${folder}/${name}/remove.txt`)
    ? readFileSync(`${folder}/${name}/remove.txt`, 'utf8').trim().split('\n')
    : []
  const laid = async (sub: string, files: readonly InputFile[]) => {
    const over = await filesOf(sub, `${folder}/${name}`)
    const gone = new Set([...removed, ...over.map(file => file.path)])
    return [...files.filter(file => !gone.has(file.path)), ...over].sort((a, b) => (a.path < b.path ? -1 : 1))
  }
  return { descriptors: await laid('descriptors', base), templates: await laid('templates', templates) }
}

test('the base request has no fault', async () => {
  const plan = await basePlan()
  expect(plan.messages.map(String)).toEqual([])
  expect(plan.outputs.length).toBeGreaterThan(10)
})

describe('each mistake is answered by a sentence, and nothing is made', () => {
  test.each(readdirSync(folder))('%s', async name => {
    const files = await caseFiles(name)
    const plan = await planBuild(files.descriptors, files.templates)
    expect(plan.outputs).toEqual([])
    expect(plan.messages.map(message => message.ruleId)).toContain(name)
    const report = formatReport(plan.messages)
    await expect(report).toMatchFileSnapshot(`${folder}/${name}/expected.txt`)
  })
})
