import { startTabs } from './tabs.ts'
import { startWordings } from './wordings.ts'

startTabs()
startWordings()
