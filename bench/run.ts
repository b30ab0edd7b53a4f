/**
 * Runs the benches one after another: `npm run bench`, or `npm run bench -- --only bootstrap --rounds 3`.
 * Machines differ, so what is told are ratios within one run, never times to compare with another machine's.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) fail(`--rounds must be a whole number from 1, and is ${values.rounds}`)

const benches = await readBenches()
const chosen = benches.filter(({ name }) => values.only === undefined || name === values.only)
if (chosen.length === 0)
  fail(`No bench is named ${values.only}. There are: ${benches.map(({ name }) => name).join(', ')}`)

console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}, ${rounds} rounds`)
for (const { name, run } of chosen) {
  console.log(`\n${name}`)
  await run({ rounds, print: line => console.log(`  ${line}`) })
}

async function readBenches(): Promise<readonly Bench[]> {
  const files = (await readdir(import.meta.dirname)).filter(file => file.endsWith('.bench.ts')).sort()
  return Promise.all(files.map(async file => (await import(join(import.meta.dirname, file))).default))
}

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}
