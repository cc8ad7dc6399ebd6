import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { base, templates } from '../support/plans.ts'

/** The templates, of which one has other text. */
function changed(name: string, change: (text: string) => string) {
  return templates.map(file => {
    if (file.path !== `templates/${name}`) return file
    return { ...file, bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes))) }
  })
}

const linksOf = (html: string) => [...html.matchAll(/href="#([^"]*)"/g)].map(match => match[1]!)
const idsOf = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(match => match[1]!)

describe('the contents of a packet', () => {
  test.each([
    ['as it is', /^$/, ''],
    ['with other words', /^# .*/, '# Annex {{letter}}: *What CMS did*'],
    ['that the cover has as well', /^# .*/, '# {{request.title}}'],
    ['that is that of another exhibit', /^# .*/, '# Exhibit {{exhibits.revisions}}. Requested revisions'],
  ])('lead to each exhibit, its heading %s', async (_, from, to) => {
    const { outputs, messages } = await planBuild(
      base,
      changed('precedent.md.hbs', text => text.replace(from, to)),
      ['html', 'md'],
    )
    expect(messages.map(String)).toEqual([])
    const textOf = (name: string) => String(outputs.find(({ path }) => path === `out/demo/${name}`)!.content)
    const packet = textOf('packet.html')
    const contents = /<ul>[\s\S]*?<\/ul>/.exec(packet)![0]
    const headings = [...packet.matchAll(/<h2 id="([^"]*)" class="exhibit">([\s\S]*?)<\/h2>/g)]
    const entries = [...contents.matchAll(/href="#([^"]*)">([^<]*)</g)]
    expect(entries.length).toBe(5)
    for (const [, id, title] of entries)
      expect(headings.find(heading => heading[1] === id)?.[2]?.replace(/<[^>]+>/g, '')).toBe(title)
    expect(new Set(entries.map(entry => entry[1])).size).toBe(5)
    expect(linksOf(packet).filter(link => !idsOf(packet).includes(link))).toEqual([])
    expect(textOf('packet.md')).not.toContain('undefined')
  })

  test('a title is written once', () => {
    const text = templates.map(({ bytes }) => new TextDecoder().decode(bytes)).join('\n')
    for (const title of ['Requested revisions', 'Level I and Level II', 'Sources and status'])
      expect(text).not.toContain(title)
  })
})
