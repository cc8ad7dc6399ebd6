import { defineConfig } from 'vitest/config'

/** The experiments of docs/reliability.md, each repeated often. */
export default defineConfig({
  test: {
    include: ['test/faults/*.test.ts'],
    env: { FAULTS: 'long' },
    reporters: ['verbose'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
})
