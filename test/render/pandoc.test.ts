import { fromHtml } from 'hast-util-from-html'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { recoverWordings } from '../../src/redline/marks.ts'
import { readPacket } from '../../src/request/packet.ts'
import { canRun, pipe } from '../support/peers.ts'
import { filesOf, readOut } from '../support/project.ts'
import { fromTags } from '../support/tags.ts'

/** Another reader of Markdown and HTML than the one that wrote them must find the same wordings. */
describe.skipIf(!canRun('pandoc'))('pandoc reads both descriptors of every code', async () => {
  const { descriptors } = readPacket('car-t', await filesOf('descriptors/car-t'), new VFile())!
  const expected = descriptors.map(({ current, proposed }) => ({ current: current.long, proposed: proposed.long }))

  test('from Markdown, by its tags', async () => {
    const html = fromHtml(
      pipe('pandoc', ['-f', 'gfm', '-t', 'html', '--wrap=none'], await readOut('car-t/exhibit-a.md')),
    )
    const text = (drop: 'del' | 'ins') => fromTags(html, drop).replace(/\[struck: ([^\]]*)\]/g, '$1')
    for (const { current, proposed } of expected) {
      expect(text('ins')).toContain(current)
      expect(text('del')).toContain(proposed)
    }
  })

  test.each([
    ['gfm', 'exhibit-a.md'],
    ['html', 'exhibit-a.html'],
    ['gfm', 'packet.md'],
    ['html', 'packet.html'],
  ])('from %s as plain text without any formatting: %s', async (format, file) => {
    // Without the extension that prints strikeout as "~~", plain text has nothing left but words.
    const source = (await readOut(`car-t/${file}`)).replace(/<\/?(?:del|ins)>/g, '')
    const lines = pipe('pandoc', ['-f', format, '-t', 'plain', '--wrap=none'], source).split('\n')
    const recovered = lines.filter(line => line.includes('[struck: ')).map(line => recoverWordings(line.trim()))
    for (const both of expected) expect(recovered).toContainEqual(both)
  })
})
