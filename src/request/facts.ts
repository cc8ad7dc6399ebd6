import { toString as plainText } from 'mdast-util-to-string'
import type { IsoDate, Place } from '../types.ts'
import { datesIn, type IsoMonth, monthsIn } from './dates.ts'
import { isFiled } from './editions.ts'
import { filedSources } from './filed-sources.ts'
import type { Packet } from './packet-types.ts'
import { textsOf } from './texts.ts'

/** Something that a request states of a day or a month. */
export interface Fact {
  /** "J3393 is of", "the prose speaks of" */
  readonly what: string
  readonly date: IsoDate | IsoMonth
  readonly place: Place
}

/** Every date of what filed documents tell, but for those in texts that the request itself asks for. */
export function factsOf(packet: Packet): Fact[] {
  return [...factsOfData(packet), ...factsOfTexts(packet)]
}

function factsOfData({ descriptors, precedents, revisions, evidence }: Packet): Fact[] {
  const relied = precedents.filter(({ relation }) => relation === 'precedent')
  const codes = [...descriptors, ...relied].filter(({ added }) => added !== '')
  return [
    ...codes.map(({ code, added, at }) => ({ what: `${code} is of`, date: added, place: at.added })),
    ...revisions.map(({ code, effective, place }) => ({
      what: `the revision of ${code} is of`,
      date: effective,
      place,
    })),
    ...(evidence?.releases ?? []).map(({ file, edition }, index) => ({
      what: `the release ${file} is of`,
      date: edition,
      place: evidence!.placeOf(['releases', index]),
    })),
  ]
}

/** Of each text the first date that the request does not ask for comes first; a day or month is told once a text. */
function factsOfTexts(packet: Packet): Fact[] {
  const { request, descriptors, revisions } = packet
  const asked = [request.deadline, request.effective, ...descriptors.flatMap(one => one.effective ?? [])]
  const named = new Set(asked.flatMap(day => [day, day.slice(0, 7)]))
  const texts = [
    ...textsOf(packet)
      .filter(({ section }) => isFiled(section))
      .map(({ text, place }) => ({ name: 'the prose', text, place })),
    ...filedSources(packet).map(({ id, children, place }) => ({
      name: `the source “${id}”`,
      text: plainText({ type: 'root', children }).replace(/\s+/g, ' '),
      place,
    })),
    ...revisions.map(({ code, note, place }) => ({ name: `the note on ${code}`, text: note, place })),
  ]
  return texts.flatMap(({ name, text, place }) => {
    const dates = new Set([...datesIn(text), ...monthsIn(text)].filter(date => !named.has(date)))
    return [...dates].map(date => ({ what: `${name} speaks of`, date, place }))
  })
}
