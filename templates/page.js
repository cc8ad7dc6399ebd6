// What the page shows needs no script. With it, a wide table takes the keyboard, each redline has buttons that copy it, and
// what is copied carries no colors of the screen.
{
  const make = (tag, fields, ...children) => {
    const made = Object.assign(document.createElement(tag), fields)
    made.append(...children)
    return made
  }

  /** A table that is wider than its place is a region that the keyboard scrolls; no other one is. */
  const markWide = () => {
    for (const box of document.querySelectorAll('.table')) {
      const caption = box.querySelector('caption')?.cloneNode(true)
      for (const note of caption?.querySelectorAll('sup') ?? []) note.remove()
      const region = { tabindex: '0', role: 'region', 'aria-label': caption?.textContent || 'Table' }
      for (const [name, value] of Object.entries(region))
        if (box.scrollWidth > box.clientWidth) box.setAttribute(name, value)
        else box.removeAttribute(name)
    }
  }
  markWide()
  addEventListener('resize', markWide)

  /** Nodes as bare HTML: strikes and underlines survive a paste; the words, the colors, and the ids of the page do not. */
  const bareHtml = nodes => {
    const holder = make('div', {}, nodes)
    for (const node of holder.querySelectorAll('.words, .copy')) node.remove()
    for (const node of holder.querySelectorAll('.lead, .text')) node.replaceWith(...node.childNodes)
    for (const node of holder.querySelectorAll('del')) node.replaceWith(make('s', {}, ...node.childNodes))
    for (const node of holder.querySelectorAll('ins')) node.replaceWith(make('u', {}, ...node.childNodes))
    for (const node of holder.querySelectorAll('*'))
      for (const { name, value } of [...node.attributes])
        if (!/^(?:href=(?!#)|(?:col|row)span=)/.test(`${name}=${value}`)) node.removeAttribute(name)
    return holder.innerHTML
  }

  /** What is selected, within what stands around it and gives it its form. */
  const selected = () => {
    const range = getSelection().getRangeAt(0)
    let nodes = range.cloneContents()
    const start = range.commonAncestorContainer
    for (let around = start.parentElement ? start : null; around; around = around.parentElement)
      if (around.matches?.('del, ins, strong, em, ul, ol, table, thead, tbody, tr')) {
        const copy = around.cloneNode(false)
        copy.append(nodes)
        nodes = copy
      }
    return { html: bareHtml(nodes), text: String(getSelection()) }
  }

  let asked
  document.addEventListener('copy', event => {
    if (!asked && getSelection().isCollapsed) return
    const { html, text } = asked ?? selected()
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
    if (html) event.clipboardData.setData('text/html', html)
  })

  /** The parts of a redline: plain text, and what is struck or inserted, with its words. */
  const partsOf = redline =>
    [...redline.childNodes].filter(({ nodeName }) => ['#text', 'DEL', 'INS'].includes(nodeName))
  const literal = text => text.replace(/[\\`*_[\]<>&~|#]/g, '\\$&').replace(/^(\s*\d*)([-+.)])/, '$1\\$2')
  const toMarkdown = ({ nodeName, textContent }) => {
    const tag = nodeName.toLowerCase()
    return nodeName === '#text' ? literal(textContent) : `<${tag}>${literal(textContent)}</${tag}>`
  }
  const textOf = redline => partsOf(redline).reduce((text, part) => text + part.textContent, '')
  const FORMS = {
    'Copy for Word': redline => ({
      html: bareHtml(make('p', {}, ...partsOf(redline).map(part => part.cloneNode(true)))),
      text: textOf(redline),
    }),
    'Copy as text': redline => ({ text: textOf(redline) }),
    'Copy as Markdown': redline => ({ text: partsOf(redline).map(toMarkdown).join('') }),
  }

  /** The heading above a redline that names its code: of the headings before it, the last that begins with one. */
  const headingOf = block => {
    let found = block
    while (found && !(/^H\d$/.test(found.tagName) && /^[A-Z]+\d/.test(found.textContent)))
      found = found.previousElementSibling
    return found
  }

  const status = make('p', { className: 'status', role: 'status' })
  document.body.append(status)
  const addButtons = redline => {
    const isCell = redline.tagName === 'TD'
    const code = (isCell ? redline.parentElement.cells[0] : headingOf(redline.parentElement))?.textContent ?? ''
    const buttons = Object.entries(FORMS)
      .slice(0, isCell ? 1 : 3)
      .map(([label, form]) => {
        const onclick = () => {
          asked = form(redline)
          getSelection().selectAllChildren(redline)
          status.textContent = document.execCommand('copy') ? 'Copied.' : 'The browser did not let the page copy.'
          asked = undefined
        }
        return make('button', {
          type: 'button',
          textContent: label,
          ariaLabel: code ? `${label}: the redline of ${code}` : label,
          onclick,
        })
      })
    const bar = make('div', { className: 'copy' }, ...buttons)
    const holder = isCell ? redline : redline.parentElement
    holder.append(bar)
  }
  // The rows of a comparison are too many to have buttons.
  for (const redline of document.querySelectorAll(
    ':is(blockquote > p, tr:not([data-code]) > td):is(:has(> del), :has(> ins))',
  ))
    addButtons(redline)
  // A page that makes a redline while it is read says so by this event.
  document.addEventListener('redline', ({ target }) => addButtons(target))
}
