import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import type { Action } from '../../src/request/types.ts'
import type { InputFile } from '../../src/types.ts'
import { root } from './project.ts'

interface CodeSpec {
  readonly code: string
  readonly action?: Action
  readonly current?: string
  readonly proposed?: string
  readonly decided?: string
  readonly short?: string
  readonly proposedShort?: string
}

/** A change that CMS made, as a request. */
export interface RealChange {
  readonly name: string
  readonly venue?: 'application'
  readonly changes?: string
  readonly codes: readonly CodeSpec[]
}

export const realChanges: readonly RealChange[] = parse(
  readFileSync(`${root}/test/fixtures/real-changes.yaml`, 'utf8'),
  {
    schema: 'failsafe',
  },
)

const COMMENT = {
  venue: 'comment',
  fileCode: 'CMS-1809-P',
  docket: 'CMS-2024-0199',
  calendarYear: '2025',
  rule: 'rule',
  deadline: '2024-09-09',
  commentPeriod: 'open',
}

const APPLICATION = { venue: 'application', cycle: '2027-Q1', items: 'drugs and biologicals', deadline: '2027-01-04' }

/** The files of the request, in `descriptors/made/`: nothing in them but what a request needs. */
export function toFiles({ venue, changes, codes }: RealChange): InputFile[] {
  const isComment = venue !== 'application'
  const fields = {
    title: 'A request',
    agency: 'Centers for Medicare & Medicaid Services',
    ...(isComment ? COMMENT : APPLICATION),
    asOf: isComment ? '2024-09-01' : '2026-11-25',
    effective: isComment ? '2025-01-01' : '2027-07-01',
    codes: codes.map(({ code }) => code),
  }
  const declared = changes ? `changes:\n${changes.replace(/^/gm, '  ').trimEnd()}\n` : ''
  const summary = isComment ? '' : '## Summary\n\nThe change is needed.\n\n'
  const notes = ['release', ...(isComment ? ['rule'] : [])].filter(
    id => id !== 'release' || codes.some(one => one.current),
  )
  const texts: Record<string, string> = {
    rule: 'CMS, CY 2025 OPPS/ASC proposed rule (CMS-1809-P), 2024.',
    release: 'CMS, HCPCS Level II release.',
  }
  const citations = notes.map(id => `[^${id}]: ${texts[id]}`).join('\n')
  const request = `---\n${stringify(fields)}${declared}---\n\n${summary}## Why\n\nThe change is needed.\n\n${citations}\n`
  return [toFile('request.md', request), ...codes.map(one => toFile(`${one.code}.md`, codeText(one)))]
}

function codeText({ current, proposed, decided, ...fields }: CodeSpec): string {
  const sections = [
    ['Current descriptor', current],
    ['Proposed descriptor', proposed],
    ['Decided descriptor', decided],
  ].filter(([, text]) => text !== undefined)
  const more = {
    ...(current === undefined ? {} : { source: 'release' }),
    ...(decided === undefined ? {} : { decided: { action: 'revise', date: '2026-04-01', source: 'release' } }),
  }
  const text = sections.map(([title, wording]) => `## ${title}\n\n> ${wording}\n`).join('\n')
  return `---\n${stringify({ ...fields, ...more }, { lineWidth: 0 })}---\n\n${text}`
}

function toFile(name: string, text: string): InputFile {
  return { path: `descriptors/made/${name}`, bytes: new TextEncoder().encode(text) }
}
