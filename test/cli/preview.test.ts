import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Preview, startPreview } from '../../src/cli/preview/preview.ts'
import { type Clone, makeClone } from '../support/clone.ts'

const file = 'descriptors/demo/Q2042.md'
let clone: Clone
let preview: Preview
let built: () => Promise<number>

beforeAll(async () => {
  clone = await makeClone()
  const found: number[] = []
  const waiting: ((count: number) => void)[] = []
  preview = await startPreview(clone.folder, 0, messages => {
    const next = waiting.shift()
    if (next) next(messages.length)
    else found.push(messages.length)
  })
  found.splice(0)
  built = () => new Promise(resolve => (found.length > 0 ? resolve(found.shift()!) : waiting.push(resolve)))
})
afterAll(async () => {
  await preview.stop()
  await clone.remove()
})

const get = async (path: string, init?: RequestInit) => {
  const response = await fetch(new URL(path, preview.address), init)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

/** `fetch` mends addresses and sets the host itself; a socket sends what it is given. */
function send(lines: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(preview.address).port), '127.0.0.1', () => socket.write(lines))
    let answer = ''
    socket.on('data', chunk => {
      answer += chunk
    })
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('the preview', () => {
  test('lists each request with its exhibits and its state', async () => {
    const { text } = await get('/')
    expect(text).toContain('Fresh: ')
    expect(text).toContain('<th scope="row"><a href="/demo/">demo</a></th>')
    expect(text).toContain('<td>Draft: 11 items open before filing</td>')
    expect((await get('/demo/')).text).toContain('At a glance')
    expect(text).toContain('<a href="/demo/exhibit-a.html">Exhibit A. Requested revisions</a>')
  })

  test('shows the wordings side by side', async () => {
    const { status, text } = await get('/side-by-side/demo')
    expect(status).toBe(200)
    expect(text).toContain(
      '<p>Tisagenlecleucel, up to 600 million car-positive viable t cells, per therapeutic dose</p>',
    )
    expect((await get('/side-by-side/other')).status).toBe(404)
  })

  test('sends the files of out/ with a script of its own in the page and none in the file', async () => {
    const { text, type } = await get('/demo/exhibit-a.html')
    const onDisk = await readFile(`${clone.folder}/out/demo/exhibit-a.html`, 'utf8')
    expect([type, onDisk.includes('EventSource')]).toEqual(['text/html; charset=utf-8', false])
    const script = /<script>(new EventSource.*)<\/script>\n/.exec(text)!
    const hash = createHash('sha256').update(script[1]!).digest('base64')
    const allowed = `connect-src 'self'; script-src 'sha256-${hash}' `
    expect(text.split(allowed)).toHaveLength(2)
    expect(text.replace(script[0], '').replace(allowed, 'script-src ')).toBe(onDisk)
    expect((await get('/demo/')).text).toContain('exhibit-a.html')
    expect((await get('/demo/exhibit-a.md')).type).toBe('text/plain; charset=utf-8')
  })

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2f..%2fetc/passwd',
    '/demo/..\\..\\package.json',
    '/.git/config',
    '/%00',
    '/%E0%A4%A',
  ])('gives nothing outside out/: %s', async path => {
    expect(await send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 404 /,
    )
  })

  test('does not follow a link out of out/', async () => {
    await symlink('/etc', `${clone.folder}/out/demo/link`)
    expect((await get('/demo/link/hostname')).status).toBe(404)
    await rm(`${clone.folder}/out/demo/link`)
  })

  test('answers under no other name, and changes nothing', async () => {
    expect(await send('GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /)
    expect((await get('/', { method: 'POST' })).status).toBe(405)
  })

  test('builds again after a change, also one by an editor that puts a new file in its place, and tells the page', async () => {
    const events = (await fetch(new URL('/.preview/events', preview.address))).body!.getReader()
    await events.read()
    const text = (await readFile(`${clone.folder}/${file}`, 'utf8')).replace('Novartis', 'Novartis AG')
    await writeFile(`${clone.folder}/${file}~`, text)
    await rename(`${clone.folder}/${file}~`, `${clone.folder}/${file}`)
    expect(await built()).toBe(0)
    expect(new TextDecoder().decode((await events.read()).value)).toContain('data: built')
    await events.cancel()
    expect((await get('/demo/exhibit-a.html')).text).toContain('Novartis AG')
  })

  test('a mistake is a readable page; the last good build stays, on disk and at its address', async () => {
    const before = await readFile(`${clone.folder}/out/demo/exhibit-a.html`, 'utf8')
    await clone.edit(file, text => text.replace(/(Proposed[\s\S]*)600/, '$160'))
    expect(await built()).toBe(2)
    const { text } = await get('/demo/exhibit-a.html')
    expect(text).toContain('Unexpected “60”, expected “600”')
    expect(text).toContain('<a href="/demo/exhibit-a.html?last-good">')
    expect((await get('/demo/exhibit-a.html?last-good')).text).toContain('up to 600 million')
    expect((await get('/')).text).toContain('Not fresh')
    expect(await readFile(`${clone.folder}/out/demo/exhibit-a.html`, 'utf8')).toBe(before)
    await clone.edit(file, text => text.replace(/(Proposed[\s\S]*)60/, '$1600'))
    expect(await built()).toBe(0)
    expect((await get('/demo/exhibit-a.html')).text).toContain('up to 600 million')
  })

  test('a mistake in a template, even in that of the page, is one too', async () => {
    const page = `${clone.folder}/templates/page.html.hbs`
    const text = await readFile(page, 'utf8')
    await writeFile(page, text.replace('{{title}}', '{{title'))
    expect(await built()).toBe(1)
    expect((await get('/demo/exhibit-a.html')).text).toContain('templates/page.html.hbs, line ')
    await writeFile(page, text)
    expect(await built()).toBe(0)
  })

  test('sees a new folder', async () => {
    await mkdir(`${clone.folder}/descriptors/second`)
    expect(await built()).toBe(0)
    await writeFile(`${clone.folder}/descriptors/second/Q2041.md`, 'x')
    expect(await built()).toBeGreaterThan(0)
    await rm(`${clone.folder}/descriptors/second`, { recursive: true })
    expect(await built()).toBe(0)
  })

  test('with a second request keeps what it made of the first, and neither is lost', async () => {
    const folder = `${clone.folder}/descriptors`
    const seen = async (...parts: readonly string[]) => {
      const { text } = await get('/')
      for (const part of parts) expect(text).toContain(part)
    }
    await cp(`${folder}/demo`, `${folder}/other`, { recursive: true })
    for (let done = false; !done; ) {
      expect(await built()).toBe(0)
      done = (await get('/other/packet.html')).status === 200
    }
    const before = await readFile(`${clone.folder}/out/demo/packet.pdf`)
    await writeFile(
      `${folder}/other/Q2042.md`,
      (await readFile(`${folder}/other/Q2042.md`, 'utf8')).replace('Kymriah', 'Otherbrand'),
    )
    expect(await built()).toBe(0)
    expect((await get('/other/exhibit-a.html')).text).toContain('Otherbrand')
    expect((await get('/demo/exhibit-a.html')).text).toContain('Kymriah')
    await seen('/demo/exhibit-a.html', '/other/exhibit-a.html')
    expect((await readFile(`${clone.folder}/out/demo/packet.pdf`)).equals(before)).toBe(true)
    await writeFile(`${folder}/stray.md`, 'x')
    expect(await built()).toBe(1)
    await rm(`${folder}/stray.md`)
    expect(await built()).toBe(0)
    await rm(`${folder}/other`, { recursive: true })
    for (let done = false; !done; ) {
      await built()
      done = (await get('/other/packet.html')).status === 404
    }
    await seen('/demo/exhibit-a.html')
    expect((await get('/')).text).not.toContain('/other/')
  })
})

describe('the command', () => {
  test('CTRL-C ends it with exit code 0', async () => {
    const child = spawn(process.execPath, ['start.mjs', 'preview', '--port', '0'], {
      cwd: clone.folder,
    })
    let said = ''
    child.stderr.on('data', chunk => {
      said += chunk
      // Once: what is said after it must not interrupt the ending.
      if (!child.killed && said.includes('Preview: http://127.0.0.1:')) child.kill('SIGINT')
    })
    const code = await new Promise(resolve => child.on('exit', resolve))
    expect([code, said.endsWith('Preview ended.\n')]).toEqual([0, true])
  })

  test('a port that is in use, or none at all, is a sentence', async () => {
    const { port } = new URL(preview.address)
    const taken = await clone.call('preview', '--port', port)
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining(`Unexpected port ${port}, which is in use`)])
    expect(await clone.call('preview', '--port', 'eighty')).toMatchObject({ code: 2 })
  })
})
