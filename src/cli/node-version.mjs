import { setFlagsFromString } from 'node:v8'

const OLDEST = [20, 19]

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  const reason = `Unexpected Node.js ${process.versions.node}, expected ${OLDEST.join('.')} or newer`
  console.error(`${reason}: install the newest from https://nodejs.org, and open the terminal anew.`)
  process.exit(2)
}

// Node.js 20 has one optimizing compiler, a slow one, and calls it early: in a run of a second it costs more than it gains.
// Called 15 times later it takes a quarter off a build and harms no long run (docs/benchmarks.md). Later versions have a
// quick one besides, and no such setting.
if (major === 20) setFlagsFromString('--interrupt-budget=1000000')
