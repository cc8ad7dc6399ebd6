import fc from 'fast-check'
import { RUNS } from './runs.ts'

// Before each file of the long run: every property that says nothing else is tried so often, and with FC_SEED on the same
// inputs each time.
const seed = process.env.FC_SEED
fc.configureGlobal({ numRuns: RUNS, ...(seed === undefined ? {} : { seed: Number(seed) }) })
