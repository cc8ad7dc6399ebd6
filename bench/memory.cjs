// Loaded before the tool: says at its end how much memory it took at most, in kilobytes.
process.on('exit', () => process.stderr.write(`\nmaxRSS ${process.resourceUsage().maxRSS}\n`))
