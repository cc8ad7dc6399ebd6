import { startCode } from './code-view.ts'
import { byId } from './dom.ts'
import { startKeeping } from './keep.ts'
import { startOwn } from './own-view.ts'
import { startProposal } from './proposal.ts'
import { startReleases } from './releases.ts'
import { startRequest } from './request-view.ts'
import { startTabs } from './tabs.ts'
import { showWordings, startWordings } from './wordings.ts'

// What nobody foresaw is said, too: otherwise a button would seem to do nothing.
addEventListener('unhandledrejection', ({ reason }) => {
  const advice = 'DecompressionStream' in globalThis ? 'Load the page again.' : 'Use a browser of 2023 or later.'
  byId('wrong').textContent = `Unexpected failure (${String(reason)}), expected none. ${advice}`
})

startTabs()
startWordings()
startProposal()
startReleases()
startOwn()
startCode()
startRequest()
startKeeping(() => void showWordings())
