import { count, make } from './dom.ts'
import { show, toDom } from './hast-dom.ts'
import { ROWS } from './rows.ts'
import type { Group, Listed } from './sections.ts'

/** A list of which some rows are shown, and more when that is asked, with a button for each of its groups. */
export interface ListView {
  /** Shows the list from its start, or from a row on. */
  readonly restart: (from?: number) => Promise<void>
  readonly element: HTMLElement
}

/**
 * @param fetch asks for the rows from a number on
 * @param tell told how many codes there are, each time that the list starts anew
 */
export function makeListView<T extends Listed>(
  fetch: (from: number) => Promise<T>,
  tell: (listed: T) => void,
): ListView {
  const [jumps, rows] = [make('p', { className: 'buttons' }), make('div')]
  const more = make('button', { type: 'button', hidden: true })
  let [latest, shown, heading] = [0, 0, '']
  const add = ({ sections, rows: all }: Listed) => {
    for (const section of sections) {
      const title = `${section.heading} (${section.count.toLocaleString('en')})`
      const head = title === heading ? [] : [make('h3', {}, title), make('p', {}, section.says)]
      heading = title
      show(rows, ...head, ...toDom(section.table))
    }
    shown = Math.min(all, shown + ROWS)
    more.hidden = shown >= all
    more.textContent = `Show ${Math.min(ROWS, all - shown)} more of ${count(all, 'row')}`
  }
  const toJump = ({ heading, count, from }: Group) => {
    const onclick = async () => {
      await restart(from)
      jumps.scrollIntoView()
    }
    return make('button', { type: 'button', className: 'jump', onclick }, `${heading} (${count.toLocaleString('en')})`)
  }
  // An answer that a newer question has overtaken is left.
  const restart = async (from = 0) => {
    const own = ++latest
    const listed = await fetch(from)
    if (own !== latest) return
    rows.replaceChildren()
    jumps.replaceChildren(...listed.groups.map(toJump))
    ;[shown, heading] = [from, '']
    tell(listed)
    add(listed)
  }
  more.onclick = async () => {
    const own = latest
    const listed = await fetch(shown)
    if (own === latest) add(listed)
  }
  return {
    restart,
    element: make('div', { className: 'list' }, jumps, rows, make('p', { className: 'buttons' }, more)),
  }
}
