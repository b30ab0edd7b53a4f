/**
 * Everything that must hold before a change is accepted, in one command.
 *
 *   npm test                     types, lint, format, dead code, then every test
 *   npm test -- test/evidence    the tests below a folder only (any argument goes to vitest)
 *   npm run soak                 the tests again with full rounds of generated cases
 *   npm run check                the four checks without the tests
 *
 * The last line reads `N passed, N failed, N skipped`; a check counts as one test.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, withNode } from './child.mjs'
import { prepare, root } from './prepare.mjs'

const options = new Set(['--soak', '--check-only'])
const given = process.argv.slice(2)
const soak = given.includes('--soak')
const checkOnly = given.includes('--check-only')
const filters = given.filter(argument => !options.has(argument))

const checks = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['-p', '.'] },
  { name: 'lint', program: 'oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings', '.'] },
  { name: 'format', program: '@biomejs/biome/bin/biome', args: ['format', '.'] },
  { name: 'dead code', program: 'knip/bin/knip.js', args: [] },
]

const node = await prepare('full')
const env = {
  ...withNode(node),
  // Tests start the program some hundred times: what Node compiled of it once is kept.
  NODE_COMPILE_CACHE: join(root, '.cache', 'compile'),
  ...(soak ? { TURNAROUND_SOAK: '1' } : {}),
}
const total = { passed: 0, failed: 0, skipped: 0 }

if (!soak && filters.length === 0) {
  for (const { name, program, args } of checks) {
    const code = await tool(program, args)
    total[code === 0 ? 'passed' : 'failed'] += 1
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  }
}
if (!checkOnly) await test()

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
if (total.failed > 0 || total.passed === 0) process.exitCode = 1

/** Runs vitest and adds its counts. A run that ends badly, or without leaving counts, is a failure whatever it counted. */
async function test() {
  const folder = mkdtempSync(join(tmpdir(), 'turnaround-test-'))
  try {
    const file = join(folder, 'counts.json')
    const code = await tool('vitest/vitest.mjs', ['run', ...filters], { TURNAROUND_COUNTS: file })
    const counts = readCounts(file)
    total.passed += counts.passed
    total.skipped += counts.skipped
    total.failed += counts.failed || (code === 0 ? 0 : 1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    console.error('The test runner ended without a result.')
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function tool(program, args, more = {}) {
  return run(node, [join(root, 'node_modules', program), ...args], { cwd: root, env: { ...env, ...more } })
}
