// Searches, filters, and sorts. Without script all is shown, in the order of the codes.
const form = document.getElementById('filter')
const why = document.getElementById('why')
const rows = [...document.querySelectorAll('tr[data-code]')]
// A row for several codes that changed alike; what is asked for, the rows of these codes tell.
const groups = [...document.querySelectorAll('tr[data-alike]')].map(row => {
  const head = row.cells[0].firstElementChild
  return { row, codes: row.dataset.alike.split(' '), head, title: head.textContent, found: [] }
})
const headOf = node => {
  while (node && node.tagName !== 'H2') node = node.previousElementSibling
  return node
}
// A part is a heading with all up to the next one; a section is a part with rows.
const parts = []
for (const node of document.getElementById('text').children) {
  if (node.tagName === 'H2') parts.push([])
  parts.at(-1)?.push(node)
}
const rowsOf = node => [...node.querySelectorAll('tr[data-code]')]
const groupsOf = node => groups.filter(({ row }) => node.contains(row))
const sections = parts
  .map(nodes => ({ nodes, head: nodes[0], rows: nodes.flatMap(rowsOf), groups: nodes.flatMap(groupsOf) }))
  .filter(({ rows, groups }) => rows.length + groups.length > 0)
  .map(one => ({ ...one, title: one.head.textContent, counted: countedIn(one) }))

// What the heading of a section counts: codes, pairs of codes, or, where no code stands by itself, those that changed alike.
function countedIn({ rows, groups }) {
  return new Set(rows.length > 0 ? rows.map(nameOf) : groups.flatMap(({ codes }) => codes))
}

function nameOf({ dataset }) {
  return dataset.pair ?? dataset.code
}

// Paragraphs that name codes, without a table: “Q9001 (long), Q9002 (short)”.
const NAMED = /\b[A-Z\d]{2,5} \((?:long|short)[^)]*\)/g
const claims = [...document.querySelectorAll('main > h2')].flatMap(head => {
  const says = head.nextElementSibling
  const list = says?.nextElementSibling
  const named = list?.tagName === 'P' ? (list.textContent.match(NAMED) ?? []) : []
  return named.length > 0 ? [{ head, says, list, named, text: list.textContent }] : []
})

// What a row shows, with its wordings before and after; what a redline says in words is none.
const texts = new Map()
function textOf(row) {
  if (!texts.has(row)) {
    const without = tag =>
      [...row.cells].map(cell => {
        if (!cell.querySelector('del, ins')) return cell.textContent
        const copy = cell.cloneNode(true)
        for (const node of copy.querySelectorAll(`.words, ${tag}`)) node.remove()
        return copy.textContent
      })
    texts.set(row, [...without('ins'), ...without('del')].join('\n').toLowerCase())
  }
  return texts.get(row)
}

const CODE = /^[A-Z]\d{4}$/
const CODES = /^(?:[A-Z]\d{0,3}\*|(?:[A-Z]\d{4}|[A-Z\d]{2})(?:[-–](?:[A-Z]\d{4}|[A-Z\d]{2}))?)$/
function parseRange(word) {
  if (word.endsWith('*')) return [word.slice(0, -1).padEnd(5, '0'), word.slice(0, -1).padEnd(5, '9')]
  const [from, to = from] = word.split(/[-–]/)
  return [from, to]
}

const isWithin = (code, [from, to]) => code.length === from.length && code >= from && code <= to
const split = text => text.split(/[\s,]+/).filter(Boolean)
const count = (number, one) => `${number.toLocaleString('en')} ${number === 1 ? one : `${one}s`}`
const codesOf = some => new Set(some.map(row => row.dataset.code))
const isOf = (row, ranges) =>
  nameOf(row)
    .split(' ')
    .some(code => ranges.some(range => isWithin(code, range)))
const rowsByCode = new Map(rows.map(row => [row.dataset.code, []]))
for (const row of rows) if (!row.dataset.pair) rowsByCode.get(row.dataset.code).push(row)

// What is asked for, one test for each field that is filled.
function tests() {
  const ranges = split(form.codes.value.toUpperCase()).map(parseRange)
  const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = name => form[name].selectedOptions[0].textContent
  return [
    ranges.length > 0 && {
      says: 'are of these codes',
      is: row => isOf(row, ranges),
    },
    words.length > 0 && { says: 'have these words', is: row => words.every(word => textOf(row).includes(word)) },
    form.kind.value && {
      says: `are “${chosen('kind')}”`,
      is: row => row.dataset.kinds.split(' ').includes(form.kind.value),
    },
    form.severity.value && {
      says: `are “${chosen('severity')}”`,
      isOfChange: true,
      is: row => row.dataset.severity === form.severity.value,
    },
  ].filter(Boolean)
}

// How many letters part two words.
function distance(one, other) {
  let last = [...Array(other.length + 1).keys()]
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++)
      next.push(Math.min(last[to] + 1, next[to - 1] + 1, last[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1)))
    last = next
  }
  return last.at(-1)
}

// The words of this page that come nearest: those that share a part, then those that differ in a few letters.
function nearWords(word) {
  const partsOf = text => text.split(/[-/’']/).filter(part => part.length > 2)
  const parts = partsOf(word)
  const all = new Set(rows.flatMap(row => textOf(row).match(/[\p{L}\p{N}]+(?:[-/’'][\p{L}\p{N}]+)*/gu) ?? []))
  return [...all]
    .map(one => ({ one, shared: partsOf(one).filter(part => parts.includes(part)).length, far: distance(word, one) }))
    .filter(({ shared, far }) => shared > 0 || far <= Math.max(1, Math.floor(word.length / 4)))
    .sort((one, other) => other.shared - one.shared || one.far - other.far)
    .slice(0, 3)
    .map(({ one }) => one)
}

// What the page knows of a list of one’s own beside its rows: the codes that have none, by what became of them.
const ownRows = [...document.querySelectorAll('tr[data-own]')]
const unlisted = state => {
  const row = ownRows.find(({ dataset }) => dataset.own === state)
  return { codes: split(row?.dataset.unlisted ?? ''), all: row?.cells[1].textContent }
}
const lists = new Intl.ListFormat('en')
const enumerate = (all, most = 8) =>
  lists.format(all.length > most ? [...all.slice(0, most), `${all.length - most} more`] : all)

// What became of codes of which the page has no row.
function explainCodes(typed) {
  if (ownRows.length === 0) return ['No change on this page is of such a code.']
  const among = codes => codes.filter(code => typed.some(word => isWithin(code, parseRange(word))))
  const says = (codes, rest) =>
    codes.length > 0 ? [`${enumerate(codes)} ${codes.length > 1 ? 'are' : 'is'} ${rest}`] : []
  const [untouched, changed, ended] = ['unchanged', 'changed', 'discontinued'].map(unlisted)
  const known = [untouched, changed, ended].flatMap(({ codes }) => codes)
  const missing = typed.filter(word => !known.some(code => isWithin(code, parseRange(word))))
  const list = ownRows.some(({ dataset }) => dataset.part) ? 'the part of your list that was asked for' : 'your list'
  const sentences = [
    ...says(
      among(untouched.codes),
      `${untouched.all === '1' ? 'the only untouched code' : `among the ${untouched.all} untouched`} of your list: the same wording, and not said to have ended.`,
    ),
    ...says(among(changed.codes), 'in your list and affected, but this page is narrowed to other changes.'),
    ...says(among(ended.codes), 'in your list and discontinued, but this page is narrowed to other changes.'),
    ...(missing.length > 0 ? [`Neither ${list} nor this page has ${enumerate(missing)}.`] : []),
  ]
  return [sentences.join(' ')]
}

// Of codes that were typed beside others, those of which the page has no row.
function explainMissing() {
  const typed = split(form.codes.value.toUpperCase()).filter(word => CODE.test(word))
  const missing = typed.filter(word => !rows.some(row => isOf(row, [parseRange(word)])))
  return missing.length > 0 && ownRows.length > 0 ? explainCodes(missing) : []
}

// Sentences, with buttons for the words that are suggested.
function explain(asked) {
  const typed = split(form.codes.value.toUpperCase())
  const bad = typed.find(word => !CODES.test(word))
  if (bad) return [`“${bad}” is no code and no range of codes. Write for example Q2041, Q2040-Q2058, or J*.`]
  if (typed.length > 0 && !rows.some(row => isOf(row, typed.map(parseRange)))) return explainCodes(typed)
  const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean)
  const missing = words.find(word => !rows.some(row => textOf(row).includes(word)))
  if (missing && CODE.test(missing.toUpperCase())) return explainCodes([missing.toUpperCase()])
  if (missing) {
    const near = nearWords(missing)
    const buttons = near.flatMap(word => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: word })
      button.onclick = () => {
        form.words.value = words.map(one => (one === missing ? word : one)).join(' ')
        form.words.focus()
        apply()
      }
      return [' ', button]
    })
    const says = `No row on this page has “${missing}”.`
    return near.length > 0 ? [`${says} Words that come near, and that stand here:`, ...buttons] : [says]
  }
  if (words.length > 1 && !rows.some(row => words.every(word => textOf(row).includes(word))))
    return ['Each of these words is on this page, but no row has all of them.']
  const each = asked.map(({ says, is }) => `${codesOf(rows.filter(is)).size.toLocaleString('en')} ${says}`)
  return [`Nothing is all of that at once: of the codes on this page, ${each.join(', ')}.`]
}

// The codes of a group that are asked for; how much it matters is that of the change, which its codes may exceed.
function findInGroup({ row, codes }, asked) {
  if (asked.some(({ is, isOfChange }) => isOfChange && !is(row))) return []
  const ofCodes = asked.filter(({ isOfChange }) => !isOfChange)
  return codes.filter(code => rowsByCode.get(code)?.some(one => ofCodes.every(({ is }) => is(one))))
}

function filterGroup(group, asked) {
  group.found = findInGroup(group, asked)
  group.row.hidden = group.found.length === 0
  const isPart = group.found.length < group.codes.length
  group.head.textContent = isPart ? `${group.found.length.toLocaleString('en')} of ${group.title}` : group.title
}

// “The whole redlines of 217 codes that change alike: 18 of them”
const lines = new Map([...document.querySelectorAll('summary')].map(line => [line, line.textContent]))
function filterDetails(details, asked) {
  const [line, all] = [details.querySelector('summary'), rowsOf(details)]
  const left = all.filter(row => !row.hidden).length
  line.textContent = lines.get(line) + (left < all.length ? `: ${left.toLocaleString('en')} of them` : '')
  details.open = asked.length > 0
}

// “Added (1 of 2)”; a code that stands in another list may be in a row of those that changed alike, too.
function filterSection({ nodes, head, title, rows: own, groups: alike, counted }, asked) {
  const found = new Set([...own.filter(row => !row.hidden).map(nameOf), ...alike.flatMap(one => one.found)])
  const left = [...found].filter(name => counted.has(name)).length
  for (const node of nodes) {
    const inside = node.querySelectorAll('tr:is([data-code], [data-alike])')
    node.hidden = found.size === 0 || (inside.length > 0 && [...inside].every(row => row.hidden))
    if (node.tagName === 'DETAILS') filterDetails(node, asked)
  }
  const others = found.size > left ? `, and ${(found.size - left).toLocaleString('en')} listed elsewhere` : ''
  const says = `(${left.toLocaleString('en')} of $1${others})`
  head.textContent = asked.length === 0 ? title : title.replace(/\(([\d,]+)\)$/, says)
}

function apply() {
  const asked = tests()
  for (const row of rows) row.hidden = asked.some(({ is }) => !is(row))
  for (const group of groups) filterGroup(group, asked)
  for (const section of sections) filterSection(section, asked)
  const shown = new Set([...codesOf(rows.filter(row => !row.hidden)), ...groups.flatMap(({ found }) => found)])
  for (const { head, says, list, named, text } of claims) {
    const left = named.filter(one => shown.has(one.split(' ')[0]))
    for (const node of [head, says, list]) node.hidden = asked.length > 0 && left.length === 0
    list.textContent = asked.length === 0 ? text : left.join(', ')
  }
  const all = codesOf(rows).size
  form.shown.textContent =
    asked.length === 0 ? `${count(all, 'code')}` : `${shown.size.toLocaleString('en')} of ${count(all, 'code')}`
  why.replaceChildren(...(shown.size === 0 ? explain(asked) : explainMissing()))
}

// “1,072.51”, “$8,367.30”, “(12.00)”
function numberOf(text) {
  const [, opens, minus, digits] =
    /^(\(?)([-−]?)((?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d+)?)%?\)?$/.exec(text.replace(/[$\s]/g, '')) ?? []
  if (!digits) return undefined
  return (opens || minus ? -1 : 1) * Number(digits.replaceAll(',', ''))
}

// The head of a column sorts its table: upward, downward, and then as it was.
const collator = new Intl.Collator('en', { numeric: true })
function keyOf(row, column) {
  const copy = row.cells[column].cloneNode(true)
  for (const node of copy.querySelectorAll('.words, del')) node.remove()
  const text = copy.textContent.trim()
  const [date] = /^[A-Z][a-z]+ \d{1,2}, \d{4}(?=$|, ends )/.exec(text) ?? []
  const day = date && new Date(`${date} UTC`)
  return day ? day.toISOString() : (numberOf(text) ?? text)
}
// Numbers stand before words.
function compareKeys(one, other) {
  const [isNumber, isOther] = [one, other].map(key => typeof key === 'number')
  if (isNumber && isOther) return one - other
  return isNumber === isOther ? collator.compare(one, other) : Number(isOther) - Number(isNumber)
}
for (const table of new Set(rows.map(row => row.closest('table')))) {
  const own = rowsOf(table)
  const heads = [...table.querySelectorAll('thead th')]
  for (const [column, head] of heads.entries()) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'sort' })
    button.append(...head.childNodes)
    head.append(button)
    button.onclick = () => {
      const order = { ascending: 'descending', descending: '' }[head.ariaSort] ?? 'ascending'
      for (const one of heads) one.removeAttribute('aria-sort')
      if (order) head.setAttribute('aria-sort', order)
      const keys = new Map(own.map(row => [row, keyOf(row, column)]))
      const sorted = [...own].sort((one, other) => compareKeys(keys.get(one), keys.get(other)))
      if (order === 'descending') sorted.reverse()
      table.querySelector('tbody').append(...(order ? sorted : own))
    }
  }
}

// A table that the keyboard scrolls is called as its heading is, or its first column.
function nameTables() {
  for (const table of document.querySelectorAll('.table[role]'))
    table.ariaLabel = (headOf(table) ?? table.querySelector('th')).textContent
}
nameTables()
addEventListener('resize', nameTables)

const [first] = sections
first?.head.before(form)
form.hidden = !first
// What no row of this page has is no choice.
for (const option of [...form.kind.options].slice(1))
  if (!rows.some(row => row.dataset.kinds.split(' ').includes(option.value))) option.remove()
for (const option of [...form.severity.options].slice(1))
  if (!rows.some(row => row.dataset.severity === option.value)) option.remove()
form.addEventListener('input', apply)
form.addEventListener('submit', event => {
  event.preventDefault()
  apply()
})
form.addEventListener('reset', () => setTimeout(apply))
// A link of the summary leads to a list that a filter hides: the filter goes.
document.addEventListener('click', ({ target }) => {
  const link = target.closest?.('a[href^="#"]')
  if (!link || !document.getElementById(link.hash.slice(1))?.hidden) return
  form.reset()
  apply()
})
apply()

// An address such as comparison.html#Q2041 opens what the row is folded away in.
function unfold() {
  const details = document.getElementById(location.hash.slice(1))?.closest('details')
  if (details) details.open = true
}
addEventListener('hashchange', unfold)
unfold()
