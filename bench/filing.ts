import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** A project with the base request of the tests and `count` codes more. */
function project(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const request = join(folder, 'descriptors/demo')
  mkdirSync(join(folder, 'descriptors'))
  cpSync(join(root, 'test/fixtures/base/descriptors/demo'), request, { recursive: true })
  cpSync(join(root, 'templates'), join(folder, 'templates'), { recursive: true })
  const codes = Array.from({ length: count }, (_, index) => `Q3${String(index).padStart(3, '0')}`)
  const model = readFileSync(join(request, 'Q2041.md'), 'utf8')
  for (const code of codes) writeFileSync(join(request, `${code}.md`), model.replaceAll('Q2041', code))
  const fields = readFileSync(join(request, 'request.md'), 'utf8')
  writeFileSync(
    join(request, 'request.md'),
    fields.replace('codes: [Q2041, Q2042]', `codes: [${['Q2041', 'Q2042', ...codes].join(', ')}]`),
  )
  return folder
}

/** Whole builds, cold, as a user starts them; nothing is there yet, so that everything is written. */
export function builds(): Readonly<Record<string, () => unknown>> {
  const [few, hundred, many] = [4, 98, 398].map(project)
  const build = (folder: string, formats: string) => () => {
    rmSync(join(folder, 'out'), { recursive: true, force: true })
    const args = [join(root, 'start.mjs'), 'build', '--formats', formats]
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  const all = 'md,html,txt,docx,pdf'
  process.once('exit', () => {
    for (const folder of [few!, hundred!, many!]) rmSync(folder, { recursive: true, force: true })
  })
  return {
    pages: build(few!, 'md,html'),
    all: build(few!, all),
    hundred: build(hundred!, all),
    many: build(many!, all),
  }
}
