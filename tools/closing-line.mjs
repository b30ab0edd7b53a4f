/** Vitest reporter that leaves the counts for tools/test.mjs, in the file named by TURNAROUND_COUNTS. */
import { writeFileSync } from 'node:fs'

export default class ClosingLine {
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.TURNAROUND_COUNTS
    if (file) writeFileSync(file, JSON.stringify(count(modules, unhandledErrors)))
  }
}

// A file that cannot be loaded, a hook that throws and an error nobody caught fail the run, so each counts as a failure.
function count(modules, unhandledErrors) {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
  for (const module of modules) {
    for (const group of [module, ...module.children.allSuites()]) counts.failed += group.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      counts[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
    }
  }
  return counts
}
