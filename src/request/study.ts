import { cutElements } from '../redline/elements/cut.ts'
import { redlineElements } from '../redline/elements/redline.ts'
import { redline } from '../redline/redline.ts'
import type { Element } from '../redline/types.ts'
import type { Packet } from './packet-types.ts'
import type { CodeStudy, Pattern, PatternStudy, Study } from './study-types.ts'

/** Redlines every proposal, every past revision, and each code against the pattern of the precedents. */
export function studyPacket({ request, descriptors, precedents, related, revisions }: Packet): Study {
  const others = [...precedents, ...related].map(one => ({ code: one.code, elements: cutElements(one.current.long) }))
  const patterns = findPatterns(others.filter(other => request.precedents.includes(other.code)))
  return {
    codes: descriptors.map(({ code, current, proposed }) => studyCode(code, current.long, proposed.long, patterns)),
    others,
    patterns,
    revisions: revisions.map(revision => {
      const { from, to } = revision
      return { revision, redline: from !== undefined && to !== undefined ? redline(from, to) : undefined }
    }),
  }
}

function studyCode(code: string, current: string, proposed: string, patterns: readonly Pattern[]): CodeStudy {
  const [own, other] = [cutElements(current), cutElements(proposed)]
  const product = own.find(element => element.role === 'product')?.text
  const againstPatterns =
    product === undefined ? [] : patterns.map(pattern => studyPattern(pattern, product, own, other))
  return { code, redline: redline(current, proposed), current: own, proposed: other, againstPatterns }
}

function studyPattern(
  pattern: Pattern,
  product: string,
  current: readonly Element[],
  proposed: readonly Element[],
): PatternStudy {
  const wording = pattern.text.replace(PRODUCT, () => product)
  const elements = cutElements(wording)
  return {
    pattern,
    wording,
    elements,
    current: redlineElements(current, elements),
    proposed: redlineElements(proposed, elements),
  }
}

const PRODUCT = '[product]'

/** "Injection, betibeglogene autotemcel, per treatment" has the pattern "Injection, [product], per treatment". */
function findPatterns(precedents: Study['others']): Pattern[] {
  const byText = new Map<string, string[]>()
  for (const { code, elements } of precedents) {
    const text = elements.map(({ role, lead, text }) => lead + (role === 'product' ? PRODUCT : text)).join('')
    byText.set(text, [...(byText.get(text) ?? []), code])
  }
  return [...byText].map(([text, codes]) => ({ text, precedents: codes }))
}
