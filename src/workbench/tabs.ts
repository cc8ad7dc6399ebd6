import { byId } from './dom.ts'

/** The views of the page: one is shown, and the arrow keys go from one to the next. */
export function startTabs(): void {
  const tabs = tabsOf()
  for (const [index, tab] of tabs.entries()) {
    tab.onclick = () => showView(viewOf(tab))
    tab.onkeydown = ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -index, End: tabs.length - 1 - index }[key]
      const next = step === undefined ? undefined : tabs.at((index + step) % tabs.length)
      if (!next) return
      showView(viewOf(next))
      next.focus()
    }
  }
}

/** Shows one view and hides the others. */
export function showView(view: string): void {
  for (const tab of tabsOf()) {
    const isShown = viewOf(tab) === view
    tab.setAttribute('aria-selected', String(isShown))
    tab.tabIndex = isShown ? 0 : -1
    byId(viewOf(tab)).hidden = !isShown
  }
}

/** The id of the view that is shown. */
export function shownView(): string {
  return viewOf(tabsOf().find(tab => tab.getAttribute('aria-selected') === 'true')!)
}

function tabsOf(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[role="tab"]')]
}

function viewOf(tab: HTMLElement): string {
  return tab.getAttribute('aria-controls')!
}
