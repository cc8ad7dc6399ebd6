// Searches, filters, and sorts. Without script all is shown, in the order of the codes.
const form = document.getElementById('filter')
const why = document.getElementById('why')
const rows = [...document.querySelectorAll('tr[data-code]')]
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
const sections = parts
  .filter(nodes => nodes.some(node => rowsOf(node).length > 0))
  .map(nodes => ({ nodes, head: nodes[0], title: nodes[0].textContent, rows: nodes.flatMap(rowsOf) }))

// Paragraphs that name codes, without a table: “Q9001 (long), Q9002 (short)”.
const NAMED = /\b[A-Z\d]{2,5} \((?:long|short)[^)]*\)/g
const claims = [...document.querySelectorAll('main > h2')].flatMap(head => {
  const says = head.nextElementSibling
  const list = says?.nextElementSibling
  const named = list?.tagName === 'P' ? (list.textContent.match(NAMED) ?? []) : []
  return named.length > 0 ? [{ head, says, list, named, text: list.textContent }] : []
})

// By the head of its column.
const isWording = cell =>
  /descriptor|wording/i.test(cell.closest('table').tHead.rows[0].cells[cell.cellIndex].textContent)
// The wordings of a row, before and after; what a redline says in words is none.
const wordings = new Map()
function textOf(row) {
  if (!wordings.has(row)) {
    const without = tag =>
      [...row.cells].filter(isWording).map(cell => {
        const copy = cell.cloneNode(true)
        for (const node of copy.querySelectorAll(`.words, ${tag}`)) node.remove()
        return copy.textContent
      })
    wordings.set(row, [...without('ins'), ...without('del')].join('\n').toLowerCase())
  }
  return wordings.get(row)
}

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

// What is asked for, one test for each field that is filled.
function tests() {
  const ranges = split(form.codes.value.toUpperCase()).map(parseRange)
  const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = name => form[name].selectedOptions[0].textContent
  return [
    ranges.length > 0 && {
      says: 'are of these codes',
      is: row => ranges.some(range => isWithin(row.dataset.code, range)),
    },
    words.length > 0 && { says: 'have these words', is: row => words.every(word => textOf(row).includes(word)) },
    form.kind.value && {
      says: `are “${chosen('kind')}”`,
      is: row => row.dataset.kinds.split(' ').includes(form.kind.value),
    },
    form.severity.value && {
      says: `are “${chosen('severity')}”`,
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

// Sentences, with buttons for the words that are suggested.
function explain(asked) {
  const bad = split(form.codes.value.toUpperCase()).find(word => !CODES.test(word))
  if (bad) return [`“${bad}” is no code and no range of codes. Write for example Q2041, Q2040-Q2058, or J*.`]
  const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean)
  const missing = words.find(word => !rows.some(row => textOf(row).includes(word)))
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
    const says = `No descriptor on this page has “${missing}”.`
    return near.length > 0 ? [`${says} Words that come near, and that CMS writes here:`, ...buttons] : [says]
  }
  if (words.length > 1 && !rows.some(row => words.every(word => textOf(row).includes(word))))
    return ['Each of these words is on this page, but no descriptor has all of them.']
  if (asked.length === 1 && form.codes.value.trim()) return ['No change on this page is of such a code.']
  const each = asked.map(({ says, is }) => `${codesOf(rows.filter(is)).size.toLocaleString('en')} ${says}`)
  return [`Nothing is all of that at once: of the codes on this page, ${each.join(', ')}.`]
}

function apply() {
  const asked = tests()
  for (const row of rows) row.hidden = asked.some(({ is }) => !is(row))
  for (const { nodes, head, title, rows: own } of sections) {
    const left = codesOf(own.filter(row => !row.hidden)).size
    for (const node of nodes) {
      const inside = rowsOf(node)
      node.hidden = left === 0 || (inside.length > 0 && inside.every(row => row.hidden))
      if (node.tagName === 'DETAILS') node.open = asked.length > 0
    }
    head.textContent =
      asked.length === 0 ? title : title.replace(/\(([\d,]+)\)$/, `(${left.toLocaleString('en')} of $1)`)
  }
  const shown = codesOf(rows.filter(row => !row.hidden))
  for (const { head, says, list, named, text } of claims) {
    const left = named.filter(one => shown.has(one.split(' ')[0]))
    for (const node of [head, says, list]) node.hidden = asked.length > 0 && left.length === 0
    list.textContent = asked.length === 0 ? text : left.join(', ')
  }
  const all = codesOf(rows).size
  form.shown.textContent =
    asked.length === 0 ? `${count(all, 'code')}` : `${shown.size.toLocaleString('en')} of ${count(all, 'code')}`
  why.replaceChildren(...(shown.size === 0 ? explain(asked) : []))
}

// The head of a column sorts its table: upward, downward, and then as it was.
const collator = new Intl.Collator('en', { numeric: true })
function keyOf(row, column) {
  const copy = row.cells[column].cloneNode(true)
  for (const node of copy.querySelectorAll('.words, del')) node.remove()
  const text = copy.textContent.trim()
  const day = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(text) ? new Date(`${text} UTC`) : undefined
  return day ? day.toISOString() : text
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
      const sorted = [...own].sort((one, other) => collator.compare(keys.get(one), keys.get(other)))
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
