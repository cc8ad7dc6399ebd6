/**
 * What HCPCS descriptors bill and measure in. A measure is a unit wherever it stands; an occasion only after `per`, as
 * in `per treatment`: elsewhere `treatment` is a word like any other.
 */
const MEASURES = new Set(
  (
    'mg mcg ug g gm gms gram grams kg milligram milligrams microgram micrograms ml cc l liter liters litre milliliter ' +
    'iu i.u. unit units meq mci uci millicurie millicuries microcurie microcuries curie mbq gbq ' +
    'mm cm sqcm inch inches in. foot feet ft yard yards mile miles sq square cubic oz ounce ounces lb lbs pound pounds ' +
    'minute minutes min mins hour hours hr hrs day days week weeks month months mo year years yr ' +
    'each ea pair dozen pint calories joules watt watts volt volts lpm psi mev diopters percent'
  ).split(' '),
)
const OCCASIONS = new Set(
  (
    'treatment infusion dose doses session visit encounter episode procedure injection application trip test study ' +
    'specimen vial cartridge case box pack package tray kit bag bottle can cell cells patient beneficiary person ' +
    'member diem night lens garment lesion eye ear tooth arch jaw quadrant side unilateral connector amputee'
  ).split(' '),
)

/** Measures that are words for other things too: a unit after an amount, a body part in `foot orthosis`. */
const AMBIGUOUS = new Set(['foot', 'feet', 'ft', 'l', 'min', 'mo'])
const AMOUNT_BEFORE = /\d|^(?:per|one|two|three|four|five|six|ten|half|each|sq|square|cubic|linear|running)$/

/** Whether a word is a unit, given the word before it. Case does not matter. */
export function isUnit(word: string, before = ''): boolean {
  const small = word.toLowerCase()
  const name = small.endsWith('(s)') ? small.slice(0, -3) : small
  if (AMBIGUOUS.has(name)) return AMOUNT_BEFORE.test(before.toLowerCase())
  return MEASURES.has(name) || (OCCASIONS.has(name) && before.toLowerCase() === 'per')
}
