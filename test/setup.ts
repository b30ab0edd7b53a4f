/**
 * Before every test file: how many generated cases a property is tried on, and from which seed they are drawn. A seed of its own
 * every time finds what the last one missed; a given one (`TURNAROUND_SEED`) draws the same cases again.
 */
import fc from 'fast-check'

const soak = process.env.TURNAROUND_SOAK === '1'
const seed = process.env.TURNAROUND_SEED

fc.configureGlobal({ numRuns: soak ? 3000 : 100, ...(seed ? { seed: Number(seed) } : {}) })
