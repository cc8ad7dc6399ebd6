// Loaded before the tool: says at its end how much memory it took at most, in kilobytes. Linux says it in VmHWM; what
// resourceUsage says there counts the program that started this one too, so that a large one makes it larger.
const { readFileSync } = require('node:fs')

process.on('exit', () => process.stderr.write(`\nmaxRSS ${highWater() ?? process.resourceUsage().maxRSS}\n`))

function highWater() {
  try {
    return /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  } catch {
    return undefined
  }
}
