import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const soak = process.env.TURNAROUND_SOAK === '1'
const shots = process.env.TURNAROUND_SHOTS === '1'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Full rounds are for generated cases; the house and pages in the browser have none. Whole cases are played in the browser
    // by the soak, and where pictures are taken; by commands in every run (test/casework/walkthroughs.test.ts).
    exclude: [
      ...(soak ? ['test/house/**', 'test/browser/*.test.ts'] : []),
      ...(soak || shots ? [] : ['test/browser/walkthroughs/walkthroughs.test.ts']),
    ],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
    reporters: ['default', './tools/closing-line.mjs'],
    // Much of a test is waiting for a database: two at a time, also where there is but one processor to spare.
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: soak ? 600_000 : 60_000,
    hookTimeout: 120_000,
  },
})
