/** Before every test file: how many generated cases a property is tried on, and where each failure can be replayed. */
import fc from 'fast-check'

const soak = process.env.TURNAROUND_SOAK === '1'

fc.configureGlobal({ numRuns: soak ? 3000 : 100 })
