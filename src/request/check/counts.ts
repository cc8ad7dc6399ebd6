import type { Packet } from '../packet-types.ts'
import { citedIn, type StaffText } from '../texts.ts'
import { codesAt, codesIn, servicesIn } from './named.ts'
import { type Count, countsIn } from './numbers.ts'
import { groupsOf, type Sizes, sizesOf } from './sizes.ts'

type Groups = readonly ReadonlySet<string>[]

/** What is said around a count tells what it counts. */
interface Around {
  /** The sizes that any count of the sentence may state. */
  readonly sizes: readonly number[]
  /** How many codes the sentence names, or have words that it quotes. */
  readonly named: readonly number[]
  readonly isOfPrecedents: boolean
  readonly isOfServices: boolean
}

/** Finds the numbers of codes in prose that the request has not: "six HCPCS Level II codes", "two precedents". */
export function countFinder(packet: Packet): (text: StaffText) => (string | false)[] {
  const sizes = sizesOf(packet)
  const groups = groupsOf(packet)
  const releases = packet.evidence?.releases ?? []
  // What sources state, and how many codes a release has in all.
  const stated = new Set([
    ...countsIn(citedIn(packet)).map(({ value }) => value),
    ...releases.map(({ codes }) => codes),
  ])
  return ({ text, section }) => {
    const ofText = { sizes: namedSizes(text), rests: restsOf(groups, codesIn(text)) }
    return sentencesOf(text).flatMap(sentence => {
      const counts = countsIn(sentence)
      if (counts.length === 0) return []
      const around = aroundOf(sentence, section, sizes, packet)
      const rests = [restsOf(groups, codesIn(sentence)), ofText.rests]
      const before = restsBefore(sentence, counts, groups)
      return counts.flatMap((count, index) => {
        const isRest = /\bthe other $/i.test(sentence.slice(Math.max(0, count.start - 11), count.start))
        const isLeft = isRest || /\b(?:other|remaining)\b/i.test(count.phrase)
        const left = [before[index]!, ...rests].find(list => list.length > 0) ?? []
        // "the other two" may be two of anything, unless codes of the request are named before it.
        if (count.noun === '' && before[index]!.length === 0) return []
        const ofAll = [sizesFor(count, around, sizes), around.sizes, ofText.sizes]
        const known = [around.named, isLeft ? left : [], ...(isRest && left.length > 0 ? [] : ofAll)]
        return !stated.has(count.value) && !known.some(list => list.includes(count.value)) && reasonFor(count, known)
      })
    })
  }
}

function reasonFor({ phrase }: Count, known: readonly (readonly number[])[]): string {
  const list = [...new Set(known.flat())].filter(size => size > 0).sort((a, b) => a - b)
  return `Unexpected “${phrase}” in the prose, expected a number that the request has: ${list.join(', ')}`
}

/** A sentence ends where a mark and a space come before a capital letter or a quotation. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?][”"’)]?) (?=[\p{Lu}“"‘(])/u)
}

const OF_PRECEDENTS = /\bprecedents?\b|\bpatterns?\b|\brel(?:y|ies|ied|ying)\b/i
const OF_SERVICES = /\bCPT\b|\bLevel I\b|\bplaceholders?\b/
const ENDED = /\b(?:terminat|discontinu|end|former|earlier|no longer|not in (?:force|use))/i
const IN_FORCE = /\bin (?:force|use|all)\b|\breleases?\b|\bfiles?\b/i

function aroundOf(sentence: string, section: string, sizes: Sizes, packet: Packet): Around {
  const words = (packet.evidence?.releases ?? []).map(({ carriers }) => carriers.word)
  return {
    sizes: [
      ...(ENDED.test(sentence) ? sizes.ended : []),
      ...heldIn(sentence, sizes),
      ...(IN_FORCE.test(sentence) && words.some(word => word !== '' && sentence.includes(word)) ? sizes.kindred : []),
    ],
    named: [...partSizes(sentence), ...sharing(sentence, packet)],
    isOfPrecedents: section === 'precedent' || OF_PRECEDENTS.test(sentence),
    isOfServices: OF_SERVICES.test(sentence) || stepsOf(packet).some(step => sentence.includes(step)),
  }
}

/** A sentence on a year speaks of the codes that there were in it, or, as rules do, in the year before. */
function heldIn(sentence: string, { held }: Sizes): number[] {
  const years = new Set((sentence.match(/\b20\d\d\b/g) ?? []).map(Number))
  return held.filter(({ year }) => years.has(year) || years.has(year + 1)).map(({ size }) => size)
}

/** The sizes that a count may state by its own words and those around it. */
function sizesFor({ phrase, noun }: Count, around: Around, sizes: Sizes): number[] {
  const isProduct = /\b(?:HCPCS|Level II|product|descriptors|precedents)\b/i.test(phrase)
  const isWhole = noun === 'descriptors' && !/\b(?:long|short)\b/i.test(phrase)
  return [
    ...(noun === 'precedents' ? [] : sizes.always),
    ...(isWhole ? sizes.descriptors : []),
    ...(around.isOfPrecedents || noun === 'precedents' || /\bother\b/i.test(phrase) ? sizes.precedents : []),
    ...(around.isOfServices && !isProduct ? sizes.services : []),
  ]
}

/** What the first words of the steps are: "collection", "processing". */
function stepsOf({ payment, crosswalk }: Packet): string[] {
  const steps = [...(payment?.services ?? []), ...(crosswalk?.services ?? [])].map(({ step }) => step)
  return steps.map(step => step.split(',')[0]!).filter(step => step !== '')
}

/** How many codes a text names, where it names several. */
function namedSizes(text: string): number[] {
  return [codesIn(text), servicesIn(text)].map(list => new Set(list).size).filter(size => size > 1)
}

/**
 * How many codes the parts of a sentence name: "two codes (Q2041 and Q2053)"; "Q2041 and Q2042 …; Q2053 …". A parenthesis
 * that names none, as "(CAR-T)", parts nothing.
 */
function partSizes(sentence: string): number[] {
  const joined = sentence.replace(/\([^()]*\)/g, part =>
    [...codesIn(part), ...servicesIn(part)].length > 0 ? part : '',
  )
  return [...new Set([...joined.split(';'), ...joined.split(/[;()]/)].flatMap(namedSizes))]
}

/** How many codes have, and have not, words that the sentence quotes: “the other seven have “per therapeutic dose””. */
function sharing(sentence: string, { descriptors }: Packet): number[] {
  const quoted = Array.from(sentence.matchAll(/“([^“”]{1,400})”/g), ([, words]) => words!.replace(/[.,;]$/, ''))
  const sizes = [...new Set(quoted)].flatMap(words => {
    const having = descriptors.filter(one => `${one.current.long}\n${one.proposed.long}`.includes(words)).length
    return having > 0 && having < descriptors.length ? [having, descriptors.length - having] : []
  })
  return [...new Set(sizes)]
}

/** Of each group of codes, how many are left besides those that are named. */
function restsOf(groups: Groups, named: readonly string[]): number[] {
  const all = [...new Set(named)]
  return groups.flatMap(group => leftOf(group, all.filter(code => group.has(code)).length))
}

function leftOf({ size }: ReadonlySet<string>, named: number): number[] {
  return named > 0 && named < size ? [size - named] : []
}

/** Of each count, how many codes are left besides those that are named, or counted, before it in its sentence. */
function restsBefore(sentence: string, counts: readonly Count[], groups: Groups): number[][] {
  const codes = codesAt(sentence)
  const told = groups.map(group => ({ group, named: new Set<string>(), counted: new Set<number>() }))
  let next = 0
  return counts.map(({ start, value }) => {
    for (; next < codes.length && codes[next]!.index < start; next++) {
      const { code } = codes[next]!
      for (const { group, named } of told) if (group.has(code)) named.add(code)
    }
    const rests = told.flatMap(({ group, named, counted }) =>
      [named.size, ...counted].flatMap(size => leftOf(group, size)),
    )
    for (const { group, counted } of told) if (value < group.size) counted.add(value)
    return rests
  })
}
