import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes of killing builds and filling disks: `npm run faults`. Their table is held to them here.
    exclude: [...configDefaults.exclude, 'test/faults/{disk,kill,start,surroundings}.test.ts'],
    hookTimeout: 120_000,
    // The long run of test/fuzz takes minutes a property.
    testTimeout: process.env.FC_RUNS ? 3_600_000 : 120_000,
  },
})
