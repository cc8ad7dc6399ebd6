import fc from 'fast-check'
import { RUNS } from './runs.ts'

// Before each file of the long run: every property that says nothing else is tried so often.
fc.configureGlobal({ numRuns: RUNS })
