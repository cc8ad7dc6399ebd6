import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes of killing builds and filling disks: `npm run faults`. Their table is held to them here.
    exclude: [...configDefaults.exclude, 'test/faults/{disk,kill,start,surroundings}.test.ts'],
    testTimeout: 120_000,
  },
})
