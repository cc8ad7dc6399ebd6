import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'

/** What the server asks for at each request; the preview answers with the state of the moment. */
export interface Site {
  /** The project's folder; only what is in its `out/` is served. */
  readonly root: string
  /** A page made for the preview, or `undefined` where the address is one of a file. */
  readonly page: (address: string) => string | undefined
  /** The page that stands in for every page of `out/` while there is a mistake. */
  readonly mistake: (address: string) => string | undefined
}

export interface Server {
  readonly address: string
  /** Makes every open page load itself again. */
  readonly reload: () => void
  readonly stop: () => Promise<void>
}

const EVENTS = '/.preview/events'

/** Put into pages as they are sent, never into files. */
const SCRIPT = `new EventSource('${EVENTS}').onmessage = () => location.reload()`
const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.csv': 'text/csv; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Serves the site on this machine only. `port` 0 is any that is free. */
export async function serve(site: Site, port: number): Promise<Server> {
  const open = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    answer(site, request, response, open).catch(error => {
      send(response, 500, 'text/plain; charset=utf-8', `The page cannot be made: ${String(error).split('\n')[0]}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    reload: () => open.forEach(response => void response.write('data: built\n\n')),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse, open: Set<ServerResponse>) {
  const refuse = (code: number, reason: string) => send(response, code, 'text/plain; charset=utf-8', `${reason}\n`)
  // A page of another site must not reach the preview under a name of its own.
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '')) return refuse(403, 'Not this host.')
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only reading is possible.')
  // Twice a slash at the start would name another host.
  const address = (request.url ?? '/').replace(/^\/+/, '/')
  if (!URL.canParse(address, 'http://localhost')) return refuse(400, 'Unexpected address, expected one of a page.')
  const { pathname, searchParams } = new URL(address, 'http://localhost')
  if (pathname === EVENTS) return subscribe(response, open)
  const page = site.page(pathname)
  if (page !== undefined) return send(response, 200, TYPES['.html']!, withScript(page))
  const file = await readInside(site.root, pathname)
  if (!file) return refuse(404, `Unexpected address ${pathname}, expected a file of out/. All requests: /`)
  const type = TYPES[pathname.endsWith('/') ? '.html' : extname(pathname)] ?? 'application/octet-stream'
  if (type !== TYPES['.html']) return send(response, 200, type, file)
  const mistake = searchParams.has('last-good') ? undefined : site.mistake(pathname)
  return send(response, 200, type, withScript(mistake ?? file.toString()))
}

function subscribe(response: ServerResponse, open: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write('retry: 500\n\n')
  open.add(response)
  response.on('close', () => open.delete(response))
}

function send(response: ServerResponse, code: number, type: string, body: string | Buffer): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(body)
}

/** A page's policy lets it ask for nothing, not even this machine: as sent, it may run this script and hear of changes. */
function withScript(page: string): string {
  return page
    .replace("script-src '", () => `connect-src 'self'; script-src 'sha256-${SCRIPT_HASH}' '`)
    .replace('</body>', () => `<script>${SCRIPT}</script>\n</body>`)
}

/** The bytes of a file of `out/`; nothing outside it, whatever the address or a link says. */
async function readInside(root: string, pathname: string): Promise<Buffer | undefined> {
  try {
    const path = decodeURIComponent(pathname)
    if (path.split(/[\\/]/).some(part => part.startsWith('.')) || path.includes('\0')) return undefined
    const out = await realpath(join(root, 'out'))
    const real = await realpath(join(out, path.endsWith('/') ? `${path}index.html` : path))
    // A pipe would keep the reader waiting for ever.
    return real.startsWith(out + sep) && (await stat(real)).isFile() ? await readFile(real) : undefined
  } catch {
    return undefined
  }
}
