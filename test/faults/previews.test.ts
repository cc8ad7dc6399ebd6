import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startPreview } from '../../src/cli/preview/preview.ts'
import { root } from '../support/project.ts'
import { asOrdinaryUser, canBeOrdinary, emptyFolder, runProgram, scratch } from './scratch.ts'

const onLinux = process.platform === 'linux'

test('a preview that is asked for anything, and has pipes in out/', async () => {
  const folder = scratch()
  const preview = await startPreview(folder, 0, () => undefined)
  const ask = (target: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(preview.address).port), '127.0.0.1', () =>
        socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
      )
      socket.once('data', chunk => {
        socket.destroy()
        resolve(String(chunk).slice(9, 12))
      })
      socket.on('error', reject)
    })
  try {
    if (onLinux) {
      spawnSync('mkfifo', [`${folder}/out/pipe.html`])
      expect(await ask('/pipe.html')).toBe('404')
    }
    for (const target of ['/', '//', '///demo0/exhibit-a.html', '/demo0/'])
      expect(['200', '404']).toContain(await ask(target))
    const part = fc.constantFrom(
      '/',
      '//',
      '%',
      '%2e',
      '..',
      'a',
      ':',
      '?',
      '#',
      '[',
      ']',
      '@',
      '\\',
      '%00',
      '%ff',
      'http:',
    )
    const target = fc.array(part, { minLength: 1, maxLength: 6 }).map(parts => parts.join(''))
    await fc.assert(
      fc.asyncProperty(target, async one => {
        expect(['200', '400', '404']).toContain(await ask(one))
      }),
      { numRuns: 200 },
    )
  } finally {
    await preview.stop()
  }
})

test('a preview without descriptors/ and templates/', async () => {
  const folder = scratch()
  for (const name of ['descriptors', 'templates']) renameSync(`${folder}/${name}`, `${folder}/${name}.away`)
  const found: number[] = []
  const preview = await startPreview(folder, 0, messages => void found.push(messages.length))
  try {
    expect(found[0]).toBeGreaterThan(0)
    expect((await fetch(preview.address)).status).toBe(200)
    for (const name of ['descriptors', 'templates']) renameSync(`${folder}/${name}.away`, `${folder}/${name}`)
    await expect.poll(() => found.at(-1), { timeout: 60_000 }).toBe(0)
  } finally {
    await preview.stop()
  }
})

test.skipIf(!canBeOrdinary())('a preview on a port that this computer does not give', async () => {
  const folder = scratch()
  const command = [process.execPath, `${root}/start.mjs`, 'preview', '--port', '80']
  const unshared = ['unshare', '-n', ...asOrdinaryUser, ...command]
  const { code, stderr } = await runProgram(process.getuid?.() === 0 ? unshared : command, { cwd: folder })
  expect(code).toBe(2)
  expect(stderr).toMatch(/Unexpected port 80, which .*, expected a free one above 1023: npm run preview -- --port 0/)
})

test('a preview whose request is removed and made anew', async () => {
  const folder = scratch()
  const request = `${folder}/descriptors/demo0`
  const saved = `${emptyFolder()}/saved`
  cpSync(request, saved, { recursive: true })
  let builds = 0
  const preview = await startPreview(folder, 0, () => void builds++)
  const page = async () => await (await fetch(new URL('/demo0/exhibit-a.html', preview.address))).text()
  try {
    for (const name of ['Novartis SA', 'Novartis SE']) {
      const before = builds
      rmSync(request, { recursive: true })
      cpSync(saved, request, { recursive: true })
      await expect.poll(() => builds, { timeout: 60_000 }).toBeGreaterThan(before)
      const path = `${request}/Q2042.md`
      writeFileSync(path, readFileSync(path, 'utf8').replace('Novartis', name))
      await expect.poll(page, { timeout: 60_000 }).toContain(name)
    }
  } finally {
    await preview.stop()
  }
})
