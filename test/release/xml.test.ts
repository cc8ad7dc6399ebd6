import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { parseXml } from '../../src/release/read/xml-parse.ts'

const numRuns = Number(process.env.FC_RUNS ?? 400)

/** What a text says as XML, one event a line; `undefined` where it is refused. */
function ours(xml: string): string | undefined {
  const events = collect()
  const stop = (what: string): never => {
    throw new RangeError(what)
  }
  try {
    parseXml(xml, { ...events, stop })
    return events.all()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The same by a parser of others, which keeps to the standard to the letter. */
function theirs(xml: string): string | undefined {
  const events = collect()
  const parser = new SaxesParser({ forceXMLVersion: true, defaultXMLVersion: '1.0' })
  let refused = false
  parser.on('error', () => {
    refused = true
  })
  parser.on('opentag', ({ name, attributes }) =>
    events.open(name, new Map(Object.entries(attributes as Record<string, string>))),
  )
  parser.on('closetag', events.close)
  parser.on('text', events.text)
  parser.on('cdata', events.text)
  parser.write(xml).close()
  return refused ? undefined : events.all()
}

function collect() {
  const lines: string[] = []
  let [text, depth] = ['', 0]
  const flush = (next: string) => {
    if (text !== '') lines.push(JSON.stringify(text))
    text = ''
    lines.push(next)
  }
  return {
    open: (name: string, attributes: ReadonlyMap<string, string>) => {
      depth += 1
      flush(`<${name} ${JSON.stringify([...attributes])}`)
    },
    text: (more: string) => {
      if (depth > 0) text += more
    },
    close: () => {
      depth -= 1
      flush('>')
    },
    all: () => lines.join('\n'),
  }
}

const texts = [
  'words',
  ' ',
  '\n',
  '\r\n',
  '\r',
  'é',
  '😀',
  '&amp;',
  '&lt;',
  '&#65;',
  '&#x1F600;',
  '<![CDATA[<a> & ]]>',
  '<!-- <b> -->',
  '<?go on?>',
]
const wrong = [
  '&',
  '&#27;',
  '&#xD800;',
  '&#X41;',
  '&nbsp;',
  '&amp',
  '&AMP;',
  '&#;',
  '&#99999999;',
  ']]>',
  '<',
  '<!-- -- -->',
  '<!---->',
  '<!--->',
  '<![CDATA[',
  ']]',
  '<?xml version="1.0"?>',
  '<? x?>',
  '<?x',
  '<a',
  '</a >',
  '</b',
  '>',
  '"',
  '\0',
  '\x1b',
  '\ufffe',
  '<a b="1" b="2"/>',
  '<a b=1/>',
  '<a b/>',
  '<a b="<"/>',
  "<a b='&gt;\t\n'c='2'/>",
  '<1/>',
  '< a/>',
  '<a/ >',
  '<a\n/>',
]
const attributes = fc.constantFrom('', ' b="1"', " c-d = 'a&#9;b'", '\n\te="\n"', ' x:f="&quot;"')

const { element } = fc.letrec<{ element: string; content: string }>(tie => ({
  element: fc
    .tuple(fc.constantFrom('a', 'x:b', '_c'), attributes, tie('content'), fc.constantFrom('', ' ', '\n'))
    .map(([name, own, content, space]) =>
      content === '' ? `<${name}${own}${space}/>` : `<${name}${own}${space}>${content}</${name}${space}>`,
    ),
  content: fc
    .array(fc.oneof({ maxDepth: 4 }, fc.constantFrom(...texts), tie('element')), { maxLength: 5 })
    .map(parts => parts.join('')),
}))
const prolog = fc.constantFrom(
  '',
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
  "<?xml version='1.0'?>\r\n<!-- a -->",
)

test('sound XML says the same to this reader and to one that keeps to the standard', () => {
  fc.assert(
    fc.property(prolog, element, (before, xml) => {
      expect(ours(before + xml)).toBe(theirs(before + xml))
      expect(ours(before + xml)).toBeDefined()
    }),
    { numRuns },
  )
})

test('XML with something put in, doubled or taken out is refused by both, or says the same to both', () => {
  const damage = fc.record({ at: fc.nat(), length: fc.nat(6), put: fc.constantFrom('', ...texts, ...wrong) })
  fc.assert(
    fc.property(prolog, element, fc.array(damage, { minLength: 1, maxLength: 3 }), (before, xml, damages) => {
      const cut = damages.reduce((text, { at, length, put }) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + put + text.slice(put === '' || length % 2 ? place + length : place)
      }, xml)
      const hurt = before + Buffer.from(cut).toString()
      // What XML allows for names and instructions is more than a workbook has, and more than this reader takes.
      fc.pre(!/<\?|<!DOCTYPE/i.test(hurt.slice(before.length)) && !/<[^>]*[é😀\ufffd]|(?<!\w):|:(?![a-z_])/u.test(hurt))
      expect(ours(hurt)).toBe(theirs(hurt))
    }),
    { numRuns: numRuns * 5 },
  )
})

test.each([
  '<!DOCTYPE a><a/>',
  '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
  '<?xml version="1.1"?><a/>',
  '<?xml version="1.0" encoding="utf-16"?><a/>',
  '',
  ' ',
  '<a/><b/>',
  '<a/>x',
  '<a></b>',
  '<a>',
])('%s is refused', xml => {
  expect(ours(xml)).toBeUndefined()
})
