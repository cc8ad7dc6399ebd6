import { startCode } from './code-view.ts'
import { startOwn } from './own-view.ts'
import { startProposal } from './proposal.ts'
import { startReleases } from './releases.ts'
import { startTabs } from './tabs.ts'
import { startWordings } from './wordings.ts'
import { startWorker } from './worker.ts'

// The worker is made of this same program: one without a page.
if ('document' in globalThis) {
  startTabs()
  startWordings()
  startProposal()
  startReleases()
  startOwn()
  startCode()
} else startWorker()
