import { readFileSync } from 'node:fs'
import { root } from './project.ts'

/** The Markdown files that a page shows. */
export function blocksOf(page: string): string[] {
  const text = readFileSync(`${root}/${page}`, 'utf8')
  return Array.from(text.matchAll(/^( *)```markdown\n([\s\S]*?)^ *```$/gm), ([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
}

const code = `---
code: K1002
short: Ces system
added: 2020-01-01
source: our-request
---

## Current descriptor

> Cranial electrotherapy stimulation (ces) system, any type

## Proposed descriptor

> Cranial electrotherapy stimulation (ces) system
`

/** The least request that can be built: the one that `docs/requests.md` shows, and a code for it. */
export const leastRequest: Readonly<Record<string, string>> = {
  'descriptors/ces/request.md': blocksOf('docs/requests.md').find(block => block.includes('source: our-request'))!,
  'descriptors/ces/K1002.md': code,
}
