import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Review } from '../../src/review/types.ts'
import { call } from '../support/call.ts'
import { type Clone, makeClone } from '../support/clone.ts'
import { scratch } from '../support/scratch.ts'

const file = 'descriptors/demo/Q2042.md'
let clone: Clone
beforeAll(async () => {
  clone = await makeClone()
  const { git, edit } = clone
  git('checkout', '-q', '-b', 'dose')
  await edit(file, text => text.replace(/(Proposed[\s\S]*)600/, '$160'))
  git('commit', '-q', '-a', '-m', 'dose')
  git('checkout', '-q', '-b', 'short', 'main')
  await edit(file, text => text.replace('short: Tisagenlecleucel car-pos t', 'short: Tisagenlecleucel car pos t'))
  git('commit', '-q', '-a', '-m', 'short')
  git('checkout', '-q', '-b', 'glyph', 'main')
  await edit('descriptors/demo/request.md', text => `${text.trimEnd()} 細\n`)
  git('commit', '-q', '-a', '-m', 'glyph')
  git('checkout', '-q', 'main')
})
afterAll(() => clone.remove())

/** A review as data, with its exit code; each builds both states, so that no test makes one that another has made. */
async function json(...args: string[]) {
  const { code, stdout } = await clone.call('review', ...args, '--formats', 'json')
  return { code, ...(JSON.parse(stdout) as Review & { stale: unknown[] }) }
}

describe('two commits', () => {
  test('are read from git: no file and no branch is touched', async () => {
    await writeFile(`${clone.folder}/descriptors/demo/unsaved.tmp`, 'x')
    const before = [clone.git('status', '--porcelain', '--branch'), clone.git('reflog')]
    const { code, stdout } = await clone.call('review', 'main', 'dose')
    expect(code).toBe(0)
    expect(stdout).toContain('up to <del>[struck: 600]</del><ins>[inserted: 60]</ins> million')
    expect(stdout).not.toContain('unsaved')
    expect([clone.git('status', '--porcelain', '--branch'), clone.git('reflog')]).toEqual(before)
    await rm(`${clone.folder}/descriptors/demo/unsaved.tmp`)
  })

  test('give the new faults of the build, and in the other direction the mended ones', async () => {
    const forth = await json('main', 'dose', '--fail-on', 'substantive')
    expect(forth.newMessages.map(message => message.rule)).toEqual(['change-only', 'element-kept'])
    expect([forth.code, forth.goneMessages]).toEqual([1, []])
    const back = await json('dose', 'main')
    expect(back.goneMessages).toEqual(forth.newMessages)
    expect([back.newMessages, back.stale]).toEqual([[], []])
  })

  test('tell of the same faults of the PDF in both directions', async () => {
    const [forth, back] = [await json('main', 'glyph'), await json('glyph', 'main')]
    expect(forth.newMessages.map(message => message.rule)).toEqual(['page-glyph'])
    expect(back.goneMessages).toEqual(forth.newMessages)
  })

  test('the same commit has nothing to say, and fails on nothing, not even with faults that stand', async () => {
    const made = await json('dose', 'dose', '--fail-on', 'unapproved')
    expect([made.code, made.findings, made.newMessages, made.standingMessages.length]).toEqual([0, [], [], 2])
    const { code, stdout } = await clone.call('review', 'main', 'main', '--fail-on', 'editorial')
    expect([code, stdout]).toEqual([0, expect.stringContaining('Nothing changed in the descriptors.')])
  })

  test('files of out/ that were not made anew are named', async () => {
    const made = await json('main', 'short', '--fail-on', 'editorial')
    expect(made.stale).toContainEqual({ path: 'out/demo/packet.pdf', state: 'stale' })
    expect(made.code).toBe(1)
  })

  test('a link in a commit is not followed', async () => {
    clone.git('checkout', '-q', '-b', 'link')
    await symlink('/etc/hostname', `${clone.folder}/descriptors/demo/Q2053.md`)
    clone.git('add', '-A')
    clone.git('commit', '-q', '-m', 'link')
    clone.git('checkout', '-q', 'main')
    const { code, stdout, stderr } = await clone.call('review', 'main', 'link')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('descriptors/demo/Q2053.md  file-link')
    expect(stderr).toContain('1 fault; nothing was reviewed.')
  })
})

describe('without names', () => {
  test('the files as they are are held against the main branch, also where that went on', async () => {
    clone.git('checkout', '-q', '-b', 'work')
    clone.git('checkout', '-q', 'main')
    await clone.edit('README.md', () => 'went on\n')
    await clone.edit('descriptors/demo/Q2041.md', text => text.replace('Kite', 'Kite Pharma'))
    clone.git('add', '-A')
    clone.git('commit', '-q', '-m', 'went on')
    clone.git('checkout', '-q', 'work')
    await clone.edit(file, text => text.replace('maker: Novartis', 'maker: Novartis AG'))
    const made = await json()
    expect(made.findings.map(({ code, name, from, to }) => [code, name, from, to])).toEqual([
      ['Q2042', 'maker', 'Novartis', 'Novartis AG'],
    ])
    clone.git('checkout', '-q', '.')
    clone.git('checkout', '-q', 'main')
    clone.git('reset', '-q', '--hard', 'HEAD~1')
  })
})

describe('what is missing is told, with the command that fetches it, and nothing is fetched', () => {
  test.each([
    [['no-such-branch'], 'Unexpected commit “no-such-branch”', 'git fetch origin no-such-branch'],
    [['main', 'origin/feature'], 'Unexpected commit “origin/feature”', 'git fetch origin feature'],
    [['0123456789012345678901234567890123456789'], 'Unexpected commit “0123', 'git fetch origin 0123'],
    [['main; rm -rf /'], 'Unexpected commit “main; rm -rf /”', 'git fetch origin\n'],
  ])('%j', async (args, reason, remedy) => {
    const { code, stdout, stderr } = await clone.call('review', ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(reason)
    expect(stderr).toContain(remedy)
  })

  test('a folder that is no clone', async () => {
    const { code, stderr } = await call(['review'], await scratch())
    expect(code).toBe(2)
    expect(stderr).toContain('expected a git clone')
  })
})

describe('approvals', () => {
  test('outlive the next push, and one whose finding is gone is reported', async () => {
    const { git, edit } = clone
    git('checkout', '-q', '-b', 'approved', 'short')
    const { fingerprint } = (await json('main', 'HEAD')).findings[0]!
    const entry = (finding: string) =>
      `approvals:\n  - finding: ${finding}\n    who: Jane Doe\n    when: 2026-11-23\n    why: As in the release\n`
    await edit('descriptors/demo/approvals', () => entry(fingerprint))
    git('add', '-A')
    git('commit', '-q', '-m', 'approved')
    expect((await clone.call('review', 'main', 'HEAD', '--fail-on', 'unapproved')).code).toBe(0)
    // The next push: the finding moves down by a line, and another one comes.
    await edit(file, text => text.replace('brand: Kymriah', 'brand: Kymriah®'))
    const pushed = await json('main', '--fail-on', 'unapproved')
    expect(pushed.findings.find(finding => finding.fingerprint === fingerprint)?.approval?.who).toBe('Jane Doe')
    expect([pushed.code, pushed.goneApprovals]).toEqual([1, []])
    // Another wording than the one approved.
    await edit(file, text => text.replace('car pos t', 'car+ t'))
    const { findings, goneApprovals } = await json('main')
    expect(findings.filter(finding => finding.approval)).toEqual([])
    expect(goneApprovals.map(approval => approval.finding)).toEqual([fingerprint])
    expect((await clone.call('review', 'main')).stdout).toContain(
      'approved by Jane Doe on November 23, 2026, is not among',
    )
    git('checkout', '-q', '.')
    git('checkout', '-q', 'main')
  })

  test('a file of approvals is read strictly by the build', async () => {
    await clone.edit('descriptors/demo/approvals', () => 'approvals:\n  - finding: 12\n    who: Jane\n')
    const { code, stderr } = await clone.call('build')
    expect(code).toBe(1)
    expect(stderr).toContain('descriptors/demo/approvals:2:14  field-value')
    expect(stderr).toContain('missing field “when”')
    await rm(`${clone.folder}/descriptors/demo/approvals`)
  })
})

describe('--out', () => {
  test('writes all formats of one build, and what check says of every file', async () => {
    const { code, stdout } = await clone.call('review', 'main', 'short', '--out', 'made', '--fail-on', 'editorial')
    expect([code, stdout]).toEqual([1, ''])
    const read = (name: string) => readFile(`${clone.folder}/made/review.${name}`, 'utf8')
    expect(await read('md')).toContain('| **Q2042 Kymriah** | short descriptor |')
    expect(JSON.parse(await read('json')).stale).toContainEqual({ path: 'out/demo/exhibit-a.html', state: 'stale' })
    expect(await read('github')).toMatch(/^::warning file=descriptors/)
    expect(await read('check')).toContain('out/demo/filing/')
    await clone.call('review', 'main', 'main', '--out', 'made')
    expect(await read('check')).toBe('')
    await rm(`${clone.folder}/made`, { recursive: true })
  })

  test.each(['', 'out', 'descriptors/demo'])('“%s” is refused', async folder => {
    expect((await clone.call('review', 'main', 'short', '--out', folder)).code).toBe(2)
  })
})

describe('--fail-on', () => {
  test.each([
    ['main', 'dose', 'unapproved', 1],
    ['main', 'short', 'substantive', 0],
    ['main', 'short', 'unapproved', 1],
  ])('%s to %s, --fail-on %s: %d', async (base, head, limit, expected) => {
    expect((await clone.call('review', base, head, '--fail-on', limit)).code).toBe(expected)
  })

  test.each([[['--fail-on', 'all']], [['--formats', 'html']], [['a', 'b', 'c']]])('%j is bad use', async args => {
    expect((await clone.call('review', ...args)).code).toBe(2)
  })
})

test('--formats github annotates the lines, and no value can begin a command', async () => {
  clone.git('checkout', '-q', '-b', 'command')
  await clone.edit(file, text => text.replace('brand: Kymriah', 'brand: "Kym\\r\\n::error::x, 100%"'))
  const { stdout } = await clone.call('review', 'main', '--formats', 'github')
  expect(stdout).toContain('::warning file=descriptors/demo/Q2042.md,line=3,col=8,title=Q2042%3A metadata changed')
  expect(stdout).toContain('100%25')
  for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^::(?:error|warning|notice) file=/)
  clone.git('checkout', '-q', '.')
})
