import { startCode } from './code-view.ts'
import { startKeeping } from './keep.ts'
import { startOwn } from './own-view.ts'
import { startProposal } from './proposal.ts'
import { startReleases } from './releases.ts'
import { startRequest } from './request-view.ts'
import { startTabs } from './tabs.ts'
import { showWordings, startWordings } from './wordings.ts'

startTabs()
startWordings()
startProposal()
startReleases()
startOwn()
startCode()
startRequest()
startKeeping(() => void showWordings())
