import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** No test is timed; this only ends what hangs. The long run, by FC_RUNS, takes minutes a property. */
const HANGS = process.env.FC_RUNS ? 3_600_000 : 600_000

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes of killing builds and filling disks: `npm run faults`. Their table is held to them here.
    exclude: [...configDefaults.exclude, 'test/faults/{disk,kill,package,start,surroundings,windows}.test.ts'],
    setupFiles: process.env.FC_RUNS ? ['test/support/long.ts'] : [],
    testTimeout: HANGS,
    hookTimeout: HANGS,
    // Loading the libraries anew for each file takes longer than most files; no test changes what they share.
    isolate: false,
    maxWorkers: availableParallelism(),
  },
})
