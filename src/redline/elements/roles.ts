import type { ElementRole } from '../types.ts'

interface Rule {
  readonly role: ElementRole
  readonly pattern: RegExp
}

/** What the first clause can be other than the product, when it is not all there is. */
const FIRST: readonly Rule[] = [
  {
    role: 'route',
    pattern:
      /^(intravenous |subcutaneous |intramuscular |home )?(injections?|infusion|instillation|inhalation|implantation)$|^(topical|oral|intravenous|intravesical|ophthalmic) (administration|application|infusion|injection)$/i,
  },
  { role: 'qualifier', pattern: /^(for|in|at|when|if)\b/i },
]

/** What any other clause says by its first words. The first rule that fits holds. */
const OTHER: readonly Rule[] = [
  { role: 'billing unit', pattern: /^(per|each|every)\b|; ?per\b|^(pair|dozen)$/i },
  {
    role: 'included service',
    pattern: /^(and )?(including|includes?|inclusive|included|may include|with all)\b|^and all\b/i,
  },
  {
    role: 'quantity',
    pattern:
      /^(up to|at least|less than|more than|greater than|over|under|(minimum|maximum|total)( of)?|not to exceed|pad size|plus or minus|volume|approximately|first|initial|additional)?\b ?(an? additional |and including |more than |less than )?[<>=]*[#$.]?\d/i,
  },
  {
    role: 'route',
    pattern:
      /^(oral(ly)?|intravenous(ly)?|intramuscular(ly)?|subcutaneous(ly)?|sublingual|rectal|topical|buccal|intranasal|transdermal|ophthalmic|otic|intrathecal)$|^inhalation\b|^administered (through|by|via)\b|^(for|by) (intra|sub|trans|epi)[\w-]+ (use|injection|administration)$/i,
  },
  {
    role: 'qualifier',
    pattern:
      /^(any|all|not otherwise|not elsewhere|n\.?o\.?s|unspecified|custom|prefabricated|off-the-shelf|replacement|reusable|disposable|sterile|non-?sterile|diagnostic|therapeutic|biosimilar|brand|for|with|without|not|reason|when|as|if|or|and|other than|fda)\b/i,
  },
]

/** What a clause's own words say it is for; nothing when they leave it open. */
export function roleOf(clause: string, isFirst: boolean): ElementRole | undefined {
  return (isFirst ? FIRST : OTHER).find(({ pattern }) => pattern.test(clause))?.role
}
