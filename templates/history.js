// Shows the redlines between the two editions that are chosen, and in the list of codes those that have one. Without script
// those between all wordings are shown.
const form = document.getElementById('editions')
const files = [...document.querySelectorAll('tr[data-release]')]
const pairs = [...document.querySelectorAll('tr[data-left]')]
const listed = [...document.querySelectorAll('tr[data-code]')]
const has = (places, place) => places.split(' ').includes(place)

for (const [name, label] of [
  ['left', 'any edition'],
  ['right', 'any edition'],
]) {
  const options = files.map(
    row =>
      new Option(
        [...row.cells]
          .slice(0, 2)
          .map(cell => cell.textContent)
          .join(', '),
        row.dataset.release,
      ),
  )
  form[name].append(new Option(label, ''), ...options)
}

function apply() {
  const [left, right] = [form.left.value, form.right.value]
  const swapped = left !== '' && right !== '' && Number(left) > Number(right)
  const [earlier, later] = swapped ? [right, left] : [left, right]
  for (const row of pairs)
    row.hidden = !(
      (earlier === '' || has(row.dataset.left, earlier)) &&
      (later === '' || has(row.dataset.right, later))
    )
  for (const table of new Set(pairs.map(row => row.closest('.table'))))
    table.hidden = [...table.querySelectorAll('tr[data-left]')].every(row => row.hidden)
  const open = pairs.filter(row => !row.hidden)
  const codes = new Set(open.map(row => row.cells[0].textContent.trim()))
  const isAll = earlier === '' && later === ''
  for (const row of listed) row.hidden = !isAll && !codes.has(row.dataset.code)
  const shown = open.length
  const told = shown === 1 ? '1 redline' : `${shown} redlines`
  form.shown.textContent = isAll
    ? told
    : `${told}${shown === 0 ? ': no wording changed between them' : ''}${swapped ? ', the earlier edition first' : ''}`
}

form.hidden = pairs.length === 0
document.querySelector('h1').after(form)
form.addEventListener('input', apply)
form.addEventListener('submit', event => {
  event.preventDefault()
  apply()
})
form.addEventListener('reset', () => setTimeout(apply))
apply()
