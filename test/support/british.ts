/** A word that Americans write otherwise: where it starts, as it stands, and the American one. */
export interface Found {
  readonly offset: number
  readonly word: string
  readonly american: string
}

/** Verbs in -ise and their kin: recognise, recognised, recognition of course not. */
const IN_IZE = `
  agon anonym apolog author capital categor central character civil colon commercial computer critic custom
  deputr digit econom emphas energ equal factor familiar fertil final formal general global harmon hospital human ideal
  immun individual initial internal item jeopard legal liberal local magnet marginal material maxim mechan memor
  minim mobil modern monopol national natural neutral normal optim organ patron penal personal polar popular
  prior privat public random rational real recogn regular revolution scrutin sensit serial social special stabil
  standard steril subsid summar symbol sympath synchron synthes system terror theor token util vandal verbal visual
  vital western
`

/** Stems, wherever they stand in a word. */
const STEMS = `
  colour color|behaviour behavior|favour favor|flavour flavor|harbour harbor|honour honor|labour labor|
  neighbour neighbor|rumour rumor|vapour vapor|endeavour endeavor|tumour tumor|odour odor|humour humor|armour armor|
  savour savor|demeanour demeanor|candour candor|licence license|defence defense|offence offense|pretence pretense|
  practis practic|programme(?!r) program|sceptic skeptic|artefact artifact|judgement judgment|
  acknowledgement acknowledgment|labell(?!edby) label|cancelled canceled|cancelling canceling|travell travel|modell model|
  signall signal|levell level|counsell counsel|channell channel|tunnell tunnel|fuelled fueled|marshall marshal|
  dialled dialed|totalled totaled|equalled equaled|initialled initialed|focuss focus|centre center|
  fulfilment fulfillment|enrolment enrollment|instalment installment|skilful skillful|wilful willful|catalogued cataloged|
  cataloguing cataloging|analysed analyzed|analyse analyze|analysing analyzing|paralyse paralyze|catalyse catalyze|
  manoeuvr maneuver|anaesth anesth|haemo hemo|haemat hemat|leukaem leukem|anaem anem|paediatr pediatr|oedema edema|
  oesoph esoph|foetal fetal|foetus fetus|diarrhoea diarrhea|gynaec gynec|oestrogen estrogen|tranquillis tranquiliz|
  encyclopaed encycloped|sulph sulf|aluminium aluminum|plough plow|mould mold|jewellery jewelry|orientated oriented|
  storeys stories|sizeable sizable|likeable likable|useable usable
`

/** Whole words. */
const WORDS = `
  whilst while|amongst among|amidst amid|towards toward|afterwards afterward|forwards forward|backwards backward|
  upwards upward|downwards downward|onwards onward|inwards inward|outwards outward|learnt learned|spelt spelled|
  burnt burned|dreamt dreamed|leapt leaped|spoilt spoiled|smelt smelled|metre meter|metres meters|millimetre millimeter|
  millimetres millimeters|centimetre centimeter|centimetres centimeters|kilometre kilometer|kilometres kilometers|
  litre liter|litres liters|millilitre milliliter|millilitres milliliters|fibre fiber|fibres fibers|theatre theater|
  calibre caliber|spectre specter|sombre somber|grey gray|greyed grayed|greys grays|ageing aging|cheque check|
  cheques checks|tyre tire|tyres tires|fulfil fulfill|fulfils fulfills|instal install|instals installs|enrol enroll|
  enrols enrolls|tonne ton|tonnes tons|kerb curb|storey story|speciality specialty|specialities specialties|
  maths math|fortnight two weeks|per cent percent|draughts drafts
`

const pairsOf = (list: string) =>
  list.split('|').map((pair): [string, string] => {
    const [british = '', ...american] = pair.trim().split(/ +(?!cent)/)
    return [british, american.join(' ')]
  })

const american = new Map(
  [...pairsOf(STEMS), ...pairsOf(WORDS)].map(([british, one]) => [british.replace(/\(\?!\w+\)/, ''), one]),
)
const either = (list: string) =>
  pairsOf(list)
    .map(([british]) => british)
    .join('|')

const SPELLING = new RegExp(
  [
    `(?<ize>(?:${IN_IZE.trim().split(/\s+/).join('|')}))is(?<end>e|ing|able|ation)`,
    `(?<stem>${either(STEMS)})`,
    `(?<![a-z])(?<whole>${either(WORDS)})(?![a-z])`,
  ].join('|'),
  'gi',
)

/** British spellings, of comments and names within code too. */
export function britishIn(text: string): Found[] {
  return Array.from(text.matchAll(SPELLING), ({ index, 0: word, groups }) => {
    const { ize, end, stem, whole } = groups!
    return { offset: index, word, american: ize ? `${ize}iz${end}` : american.get((stem ?? whole!).toLowerCase())! }
  })
}

const MONTH =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'

const PRINT: readonly (readonly [pattern: RegExp, american: string])[] = [
  [new RegExp(`(?<![\\d.])\\d{1,2}(?:st|nd|rd|th)?(?: of)?\\s(?:${MONTH})\\.?,?\\s\\d{4}`, 'g'), 'September 9, 2024'],
  [/(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?!\.?\d)/g, 'September 9, 2024'],
  [/\S* – \S*/g, 'a closed em dash, a period, a comma or a colon'],
  [/\d+(?:\.\d+)?[ \u00a0]%/g, '10% or 10 percent'],
]

/** What Americans print otherwise: a day before its month, a dash between spaces, a percent sign after a space. */
export function unAmericanPrintIn(text: string): Found[] {
  return PRINT.flatMap(([pattern, american]) =>
    Array.from(text.matchAll(pattern), ({ index, 0: word }) => ({ offset: index, word, american })),
  )
}
