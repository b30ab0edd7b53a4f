import { defineConfig } from 'vitest/config'

const soak = process.env.TURNAROUND_SOAK === '1'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Full rounds are for generated cases; the house and pages in the browser have none. Whole cases are played by the soak alone.
    exclude: soak ? ['test/house/**', 'test/browser/*.test.ts'] : [],
    setupFiles: ['test/setup.ts'],
    reporters: ['default', './tools/closing-line.mjs'],
    testTimeout: soak ? 600_000 : 30_000,
    hookTimeout: 120_000,
  },
})
