import { startReleases } from './releases.ts'
import { startTabs } from './tabs.ts'
import { startWordings } from './wordings.ts'
import { startWorker } from './worker.ts'

// The worker is made of this same program: one without a page.
if ('document' in globalThis) {
  startTabs()
  startWordings()
  startReleases()
} else startWorker()
