/**
 * Importing the full RTT extract: zip to store, beside DuckDB reading the same rows and writing them to Parquet, and
 * beside csv-parse alone. Each contender is a process of its own, so that its memory is its own too.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { postgresServer, stopPostgresServer } from '../test/store/postgres-server.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'

const folder = resolve(import.meta.dirname, '..', process.env.TURNAROUND_SHARED ?? join('..', 'shared'), 'data', 'rtt')
const contenders = ['import', 'import-postgresql', 'read', 'duckdb-parquet', 'csv-parse'] as const
const words = {
  import: 'import: zip to the embedded store, checked and summed',
  'import-postgresql': 'the same into PostgreSQL (a server of its own)',
  read: 'the same without the store',
  'duckdb-parquet': 'DuckDB: read the CSV, write every row to Parquet',
  'csv-parse': 'csv-parse: read the CSV and drop it',
}

export default {
  name: 'rtt-import',
  run: async ({ rounds, print }) => {
    const zip = existsSync(folder) ? (await readdir(folder)).find(name => name.endsWith('.zip')) : undefined
    if (!zip) return print('skipped: the shared data folder with the RTT full extract is not there')
    const work = await mkdtemp(join(tmpdir(), 'turnaround-bench-'))
    const server = await postgresServer()
    try {
      const peak = new Map<string, number>()
      const once = async (contender: string) => {
        const { stdout } = await promisify(execFile)(process.execPath, [
          join(import.meta.dirname, 'rtt-contender.ts'),
          contender,
          join(folder, zip),
          work,
          contender === 'import-postgresql' ? await server.newDatabase() : '',
        ])
        peak.set(contender, Math.max(peak.get(contender) ?? 0, Number(JSON.parse(stdout).peakMegabytes)))
      }
      await once('unzip')
      const timings = await compareTimes(
        contenders.map(contender => ({ name: words[contender], run: () => once(contender) })),
        Math.min(rounds, 3),
      )
      for (const line of timingTable(timings)) print(line)
      for (const contender of contenders)
        print(`peak resident memory, ${words[contender]}: ${peak.get(contender)?.toFixed(0)} MB`)
    } finally {
      await stopPostgresServer()
      await rm(work, { recursive: true, force: true })
    }
  },
} satisfies Bench
