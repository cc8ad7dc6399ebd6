import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { applyChanges } from '../../src/request/changes/apply.ts'
import { fromSentence } from '../../src/request/changes/sentence.ts'
import { readPacket } from '../../src/request/packet.ts'
import type { OutputFile } from '../../src/types.ts'
import { onOneLine, textOfPdf, textsOfWord } from '../support/finished.ts'
import { canRun } from '../support/peers.ts'
import { templates } from '../support/plans.ts'
import { realChanges, toFiles } from '../support/real-changes.ts'

const contentOf = (outputs: readonly OutputFile[], name: string) =>
  outputs.find(({ path }) => path === `out/made/${name}`)!.content

const squeezed = (text: string) => onOneLine(text).replaceAll(': ', ':')

describe.each(realChanges)('$name', async change => {
  const files = toFiles(change)
  const { outputs, messages } = await planBuild(files, templates)
  const { descriptors } = readPacket('made', files, new VFile())!
  const marked = descriptors.map(({ current, proposed }) => toLine(redlineNodes(redline(current.long, proposed.long))))

  test('is built without a fault', () => {
    expect(messages.map(String)).toEqual([])
    expect(outputs.filter(({ path }) => path.includes('/filing/')).length).toBeGreaterThanOrEqual(3)
  })

  test('can be read back from text, Word and PDF', () => {
    const found = [String(contentOf(outputs, 'exhibit-a.txt'))]
    if (canRun('pdftotext')) found.push(textOfPdf(contentOf(outputs, 'packet.pdf') as Uint8Array))
    if (canRun('pandoc')) found.push(textsOfWord(contentOf(outputs, 'packet.docx') as Uint8Array, 'accept').join('\n'))
    // A line that ends at a space has lost it: which spaces there are, Markdown and tracked changes tell.
    for (const text of found) for (const line of marked) expect(squeezed(text)).toContain(squeezed(line))
    for (const [index, line] of marked.entries()) {
      const { current, proposed } = descriptors[index]!
      expect(recoverWordings(line)).toEqual({ current: current.long, proposed: proposed.long })
    }
  })

  test.runIf(canRun('pandoc'))(
    'gives the proposed wording when its tracked changes are accepted, else the current one',
    () => {
      const word = contentOf(outputs, 'exhibit-a-tracked.docx') as Uint8Array
      const [accepted, rejected] = [textsOfWord(word, 'accept'), textsOfWord(word, 'reject')]
      for (const { current, proposed } of descriptors) {
        if (proposed.long !== '') expect(accepted).toContain(proposed.long)
        if (current.long !== '') expect(rejected).toContain(current.long)
      }
    },
  )

  test('has instructions that make the proposed wording when they are read back and carried out', () => {
    const text = onOneLine(String(contentOf(outputs, 'exhibit-a.txt')))
    for (const { code, action, current, proposed } of descriptors.filter(one => one.action === 'revise')) {
      for (const kind of ['long', 'short'] as const) {
        const printed = new RegExp(
          `In the ${kind} descriptor of ${code}, (.*?)\\. (?:Proof\\.|In CMS|Instruction)`,
        ).exec(text)?.[1]
        const changes = (printed?.split(/; (?:and )?(?=strike “|insert “)/) ?? []).map(one => fromSentence(one)!)
        expect([action, applyChanges(changes, current[kind])]).toEqual(['revise', proposed[kind]])
      }
    }
  })
})
