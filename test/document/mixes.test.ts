import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { filesOfMix, type MadeMix } from '../support/mixes.ts'
import { templates } from '../support/plans.ts'

const KINDS = ['long', 'short', 'both'] as const
const OTHERS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [2, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [2, 2],
]

/** Strikes are asked for with precedents in an application and without in a comment, insertions the other way round. */
const mixes: readonly MadeMix[] = OTHERS.flatMap(([establish, discontinue]) => {
  const others = { establish, discontinue }
  const revisions = [1, 2].flatMap(revise =>
    KINDS.flatMap(kind => (['strike', 'insert'] as const).map(edit => ({ revise, kind, edit, ...others }))),
  )
  const none = { revise: 0, kind: 'long', edit: 'strike', ...others } as const
  return [...revisions, ...(establish + discontinue > 0 ? [none] : [])].flatMap(mix =>
    (['comment', 'application'] as const).map(venue => ({
      ...mix,
      venue,
      precedents: (mix.edit === 'strike') === (venue === 'application'),
    })),
  )
})

/** By the revised descriptors, whether there are new ones, and the codes that would end: 0, 1, or 2 for more. */
const SHOWN: Readonly<Record<string, string>> = {
  '1 0 0': 'shows the redline of the descriptor and how it would read.',
  '2 0 0': 'shows the redline of each descriptor and how it would read.',
  '0 1 0': 'shows the new descriptors.',
  '0 0 1': 'quotes the descriptor of the code that would end.',
  '0 0 2': 'quotes the descriptors of the codes that would end.',
  '0 1 1': 'shows the new descriptors and quotes the descriptor of the code that would end.',
  '0 1 2': 'shows the new descriptors and quotes the descriptors of the codes that would end.',
  '1 1 0': 'shows the redline of the revised descriptor and how it would read, and shows the new descriptors.',
  '2 1 0': 'shows the redline of each revised descriptor and how it would read, and shows the new descriptors.',
  '1 0 1':
    'shows the redline of the revised descriptor and how it would read, and quotes the descriptor of the code that would end.',
  '1 0 2':
    'shows the redline of the revised descriptor and how it would read, and quotes the descriptors of the codes that would end.',
  '2 0 1':
    'shows the redline of each revised descriptor and how it would read, and quotes the descriptor of the code that would end.',
  '2 0 2':
    'shows the redline of each revised descriptor and how it would read, and quotes the descriptors of the codes that would end.',
  '1 1 1':
    'shows the redline of the revised descriptor and how it would read, shows the new descriptors, and quotes the descriptor of the code that would end.',
  '1 1 2':
    'shows the redline of the revised descriptor and how it would read, shows the new descriptors, and quotes the descriptors of the codes that would end.',
  '2 1 1':
    'shows the redline of each revised descriptor and how it would read, shows the new descriptors, and quotes the descriptor of the code that would end.',
  '2 1 2':
    'shows the redline of each revised descriptor and how it would read, shows the new descriptors, and quotes the descriptors of the codes that would end.',
}

const READING = {
  strike: 'ithout the struck words the text is the proposed descriptor; with them it is the current one.',
  insert: 'ith the inserted words the text is the proposed descriptor; without them it is the current one.',
} as const

/** Sentences that were printed where they were not true, or that nobody would sign. */
const WRONG = [
  'undefined',
  'NaN',
  '[object',
  '0 of 0',
  'whose place',
  'each descriptor as it reads',
  'The request',
  'the request strikes',
  'the request asks',
  'a HCPCS',
  'HCPCS Level II code NEW',
  'blank',
]

const squeeze = (text: string) => text.replace(/\s+/g, ' ')
const count = (text: string, words: string) => text.split(words).length - 1

describe.each(mixes)(
  '$venue: $revise revised ($kind, $edit), $establish new, $discontinue to end; precedents: $precedents',
  async mix => {
    const { revise, kind, edit, establish, discontinue, venue, precedents } = mix
    const { outputs, messages } = await planBuild(filesOfMix(mix), templates, ['txt'])
    const texts = new Map(outputs.map(({ path, content }) => [path.replace('out/made/', ''), String(content)]))
    const textOf = (name: string) => squeeze(texts.get(name) ?? '')
    const [exhibit, letter, box] = [textOf('exhibit-a.txt'), textOf('letter.txt'), texts.get('comment-box.txt') ?? '']
    const sources = textOf(`exhibit-${precedents ? 'c' : 'b'}.txt`)
    const [long, short] = [kind === 'short' ? 0 : revise, kind === 'long' ? 0 : revise]
    const isMixed = revise > 0 && establish + discontinue > 0

    test('is built without a fault', () => {
      expect(messages.map(String)).toEqual([])
      expect(exhibit).not.toBe('')
    })

    test('has no empty table or heading, no doubled space, and no sentence without its end', () => {
      for (const [name, text] of texts) {
        expect([name, WRONG.filter(words => squeeze(text).includes(words))]).toEqual([name, []])
        expect([
          name,
          /(?<!(?:struck|inserted):)\S {2,}\S|\S +\n|[.,;:] [.,;]/.exec(
            text.replace(/\[(struck|inserted): +/g, '['),
          )?.[0],
        ]).toEqual([name, undefined])
        expect([name, emptyIn(text)]).toEqual([name, []])
        expect([name, endless(text)]).toEqual([name, []])
      }
    })

    test('has titles that fit', () => {
      const [right, wrong] = establish + discontinue > 0 ? ['changes', 'revisions'] : ['revisions', 'changes']
      for (const text of [exhibit, letter]) {
        expect(text).toContain(`Exhibit A. Requested ${right}`)
        expect(text).not.toContain(`Requested ${wrong}`)
      }
    })

    test('says in the letter what is shown and what does not change', () => {
      const key = [long + short, Math.min(establish, 1), discontinue].map(number => Math.min(number, 2)).join(' ')
      expect(letter).toContain(`Exhibit A ${SHOWN[key]}`)
      const only = revise > 0 && !isMixed && kind !== 'both'
      const other = kind === 'long' ? 'short' : 'long'
      const stays = `The ${other} ${revise === 1 ? 'descriptor does' : 'descriptors do'} not change.`
      expect(count(letter, 'not change.')).toBe(only ? 1 : 0)
      if (only) expect(letter).toContain(stays)
    })

    test('asks for each code', () => {
      expect(count(letter, 'establish an HCPCS Level II code (here NEW')).toBe(establish)
      expect(count(exhibit, 'Establish a new HCPCS Level II code, which reads “Tray')).toBe(establish)
      const day = venue === 'comment' ? 'January 1, 2025' : 'July 1, 2027'
      if (discontinue > 0) {
        const heir = establish > 0 ? ', which NEW1 replaces,' : ''
        expect(letter).toContain(`discontinue HCPCS Level II code B0001${heir} as of ${day}.`)
      }
    })

    test('says how to read its redlines', () => {
      const strikes = discontinue > 0 || (revise > 0 && edit === 'strike')
      const inserts = establish > 0 || (revise > 0 && edit === 'insert')
      expect(exhibit.includes('Struck words appear')).toBe(strikes)
      expect(exhibit.includes('Inserted words appear')).toBe(inserts)
      expect(exhibit.includes(READING[edit])).toBe(revise > 0)
      expect(exhibit.includes('Where a descriptor is revised, ')).toBe(isMixed)
      const alone = revise === 0 && (establish === 0 || discontinue === 0)
      const ends = 'The whole descriptor is struck: the code would end.'
      expect(exhibit.includes(ends)).toBe(alone && discontinue > 0)
      expect(exhibit.includes('[inserted: …]. The whole descriptor is new.')).toBe(alone && establish > 0)
      expect(exhibit.includes('The whole descriptor of a new code is inserted.')).toBe(establish > 0 && !alone)
      expect(exhibit.includes('The whole descriptor of a code that would end is struck.')).toBe(
        discontinue > 0 && !alone,
      )
    })

    test('shows of each code what there is', () => {
      expect(count(exhibit, 'As it would read')).toBe(long)
      expect(count(exhibit, 'The short descriptor as it would read')).toBe(short)
      expect(count(exhibit, 'Source of the current wording')).toBe(revise + discontinue)
      expect(count(exhibit, 'Redline of the short descriptor')).toBe(short)
      expect(count(exhibit, ' → ')).toBe(short)
      expect(count(exhibit, 'spc, unchanged')).toBe(revise - short)
      const onlyShort = kind === 'short' && revise > 0
      const one = isMixed || revise === 1
      expect(count(exhibit, 'We ask for a change of the short descriptor only;')).toBe(
        onlyShort && one ? (isMixed ? revise : 1) : 0,
      )
      expect(count(exhibit, 'We ask for a change of the short descriptors only;')).toBe(onlyShort && !one ? 1 : 0)
      expect(exhibit).not.toContain('Product')
      expect(exhibit.includes('Added:')).toBe(revise + discontinue > 0)
    })

    test('tells where the wordings were read of those that were', () => {
      const read = revise + discontinue > 0 || precedents
      expect(sources.includes('The release in which each current wording was read')).toBe(read)
      expect(sources).not.toContain('NEW')
    })

    test('certifies no comparison that was not made, and tells in the working paper what was checked', () => {
      const stated = revise + discontinue > 0 || precedents
      expect(sources.includes('[to be completed: comparison with CMS’s own release file for ')).toBe(stated)
      expect(sources.includes('Certificate of comparison')).toBe(stated)
      expect(sources).not.toContain('Compared on')
      expect(sources.includes('As redlined, each descriptor gives')).toBe(long + short > 0)
      const paper = textOf('working-paper.txt')
      expect(count(paper, 'Made in the current descriptor, the instructions give the proposed one: yes')).toBe(
        long + short,
      )
      expect(paper).toContain('What was checked')
    })

    test.runIf(venue === 'comment')('has a text for the comment box that prints what changes', () => {
      const lines = box.split('\n').filter(line => /^[A-Z]+\d+(?:, short descriptor)?: /.test(line))
      expect(lines).toHaveLength(long + short + establish + discontinue)
      expect(lines.filter(line => line.includes(', short descriptor: Kit '))).toHaveLength(short)
      const marks = ['struck', 'inserted'].filter(mark => lines.some(line => line.includes(`[${mark}: `)))
      const said = marks.map(mark => `the words to be ${mark} stand between “[${mark}: ” and “]”`).join(' and ')
      expect(box).toContain(`\nIn ${lines.length === 1 ? 'the' : 'each'} descriptor below, ${said}:`)
      const end = precedents ? 'the redlines, the precedents, and the sources' : 'the redlines and the sources'
      expect(box).toContain(`\nThe attached letter gives our reasons, and the attached exhibits show ${end}.`)
    })

    test.runIf(precedents)('compares with the precedents what there is to compare', () => {
      const precedent = textOf('exhibit-b.txt')
      expect(precedent).not.toContain('Who names clinical services')
      expect(count(precedent, 'Billing unit: each')).toBe(revise + establish + 1)
      expect(precedent.includes('Elements that we ask CMS to change are redlined.')).toBe(long > 0)
      const paper = textOf('working-paper.txt')
      expect(paper.includes('Redline of each descriptor against')).toBe(long > 0)
      expect(paper.includes('Below, each code whose long descriptor we ask CMS to revise is')).toBe(isMixed && long > 0)
    })
  },
)

/** Headings and captions below which there is nothing. */
function emptyIn(text: string): string[] {
  const blocks = text.split(/\n{2,}/)
  const depth = (block: string | undefined) => {
    const line = /\n([-=~.])\1+$/.exec(block ?? '')?.[1]
    return line === undefined ? 9 : '=-~.'.indexOf(line)
  }
  return blocks.filter((block, index) => {
    const next = blocks[index + 1]
    if (/^Table (?:\w-)?\d+\. /.test(block)) return !next || !/^[^\n]+: /.test(next) || depth(next) < 9
    return depth(block) < 9 && (next === undefined || depth(next) <= depth(block))
  })
}

const SENTENCE =
  /^(?:We ask|Request|How to read|Exhibit A (?:shows|quotes)|Instruction|Proof|In CMS|New code|Discontinuation|Effective date|The (?:facts|descriptors?|exhibits|change)|Each|Questions)\b/

/** Paragraphs of sentences that do not end as sentences do. */
function endless(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .filter(block => SENTENCE.test(block) && !/[.:](?:\[\d+\])*\s*$|\n[-=~.]+$|\]\.$/.test(block))
}
