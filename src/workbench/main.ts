import { startCode } from './code-view.ts'
import { startOwn } from './own-view.ts'
import { startProposal } from './proposal.ts'
import { startReleases } from './releases.ts'
import { startTabs } from './tabs.ts'
import { startWordings } from './wordings.ts'

startTabs()
startWordings()
startProposal()
startReleases()
startOwn()
startCode()
