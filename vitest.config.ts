import { defineConfig } from 'vitest/config'

const soak = process.env.TURNAROUND_SOAK === '1'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Full rounds are for generated cases; the house and the browser have none.
    exclude: soak ? ['test/house/**', 'test/browser/**'] : [],
    setupFiles: ['test/setup.ts'],
    reporters: ['default', './tools/closing-line.mjs'],
    testTimeout: soak ? 600_000 : 30_000,
    hookTimeout: 120_000,
  },
})
