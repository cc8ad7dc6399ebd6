import { crc32, inflateSync } from 'node:zlib'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { readPacket } from '../../src/request/packet.ts'
import type { OutputFile } from '../../src/types.ts'
import { filesOfMix } from '../support/mixes.ts'
import { base, basePlan, templates } from '../support/plans.ts'

const { outputs } = await basePlan()
const { descriptors } = readPacket('demo', base, new VFile())!

/** The pictures of a plan with one ending, by their names. */
function picturesOf(files: readonly OutputFile[], ending: 'svg' | 'png') {
  const found = files.filter(({ path }) => path.includes('/pictures/') && path.endsWith(`.${ending}`))
  return new Map(found.map(({ path, content }) => [/([\w-]+)\.\w+$/.exec(path)![1]!, content]))
}

const svgs = picturesOf(outputs, 'svg')
const pngs = picturesOf(outputs, 'png')

const unescapeXml = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const descriptionOf = (svg: unknown) => unescapeXml(/<desc id="desc">([^<]*)<\/desc>/.exec(String(svg))![1]!)
const wordingsIn = (text: string) => text.split('\n').map(line => recoverWordings(line.replace(/^.*?descriptor: /, '')))

/** The parts of a PNG after its signature, with their checksums held. */
function chunksOf(png: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(png)
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + length)
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)))
    chunks.set(type, Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), data]))
    at += 12 + length
  }
  return chunks
}

test('there is one of the sheet and one of each code', () => {
  const names = ['redline-sheet', ...descriptors.map(({ code }) => code)]
  expect([...svgs.keys()]).toEqual(names)
  expect([...pngs.keys()]).toEqual(names)
})

describe.each(descriptors)('the pictures of $code', ({ code, current, proposed }) => {
  const both = { current: current.long, proposed: proposed.long }

  test('have both wordings in their descriptions', () => {
    const [svg, png] = [svgs.get(code), chunksOf(pngs.get(code) as Uint8Array)]
    expect(wordingsIn(descriptionOf(svg))).toContainEqual(both)
    expect(png.get('iTXt')!.toString()).toBe(`Description\0\0\0\0\0${descriptionOf(svg)}`)
    expect(wordingsIn(descriptionOf(svgs.get('redline-sheet')))).toContainEqual(both)
  })

  test('can be described from the list of alternative texts', () => {
    const list = String(outputs.find(({ path }) => path.endsWith('/alternative-texts.txt'))!.content)
    expect(list).toContain(`${code}\n\n${descriptionOf(svgs.get(code))}\n`)
  })
})

describe.each([...svgs.keys()])('the picture %s', name => {
  const svg = String(svgs.get(name))
  const chunks = chunksOf(pngs.get(name) as Uint8Array)
  const [width, height] = [0, 4].map(at => chunks.get('IHDR')!.readUInt32BE(at)) as [number, number]

  test('needs no font and loads nothing', () => {
    expect(svg).not.toMatch(/<(?:text|tspan|style|script|image|foreignObject)\b|font-|href="(?!#)/)
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title" aria-describedby="desc"><title /)
  })

  test('is 1,600 pixels wide and as high as its SVG', () => {
    const [, wide, high] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg)!.map(Number) as [number, number, number]
    expect([width, Math.abs(height - (high * 1600) / wide) <= 1]).toEqual([1600, true])
  })

  test('is not blank', () => {
    const lines = inflateSync(chunks.get('IDAT')!)
    expect(lines.length).toBe(height * (1 + 4 * width))
    const differing = new Set(
      Array.from({ length: height }, (_, row) =>
        lines.toString('latin1', row * (1 + 4 * width), (row + 1) * (1 + 4 * width)),
      ),
    )
    expect(differing.size).toBeGreaterThan(height / 4)
  })
})

test('pictures repeat to the byte', async () => {
  const again = await planBuild(base, templates, ['svg', 'png'])
  for (const ending of ['svg', 'png'] as const)
    expect([...picturesOf(again.outputs, ending)]).toEqual([...picturesOf(outputs, ending)])
})

test('words that look like markup are words', async () => {
  const files = filesOfMix({
    kind: 'long',
    edit: 'strike',
    revise: 1,
    establish: 0,
    discontinue: 0,
    venue: 'comment',
    precedents: false,
  }).map(file => ({
    ...file,
    bytes: Buffer.from(Buffer.from(file.bytes).toString().replaceAll('Kit one', 'Kit <b>&amp;one')),
  }))
  const made = await planBuild(files, templates, ['svg'])
  expect(made.messages.map(String)).toEqual([])
  const svg = picturesOf(made.outputs, 'svg').get('A0001')
  expect(descriptionOf(svg)).toContain('Kit <b>&amp;one[struck: , sterile], each')
})
