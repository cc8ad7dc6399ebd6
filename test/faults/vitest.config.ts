import { defineConfig } from 'vitest/config'

/** The experiments of docs/reliability.md, each repeated often. */
export default defineConfig({
  test: {
    // Nothing is timed; this only ends what hangs.
    include: ['test/faults/*.test.ts'],
    env: { FAULTS: 'long' },
    reporters: ['verbose'],
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
  },
})
