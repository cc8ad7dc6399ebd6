import { run } from './cli.ts'
import { describeUnexpected, FAULT_OF_OURS } from './unexpected.ts'

process.on('uncaughtException', error => {
  process.stderr.write(describeUnexpected(error, process.argv.includes('--debug')))
  process.exit(FAULT_OF_OURS)
})
process.exitCode = await run(process.argv.slice(2), process)
