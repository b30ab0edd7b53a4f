/** One contender of the RTT bench, in a process of its own; prints its peak resident memory. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { loadReading } from '../src/evidence/evidence-store.ts'
import { readFile } from '../src/evidence/read-file.ts'
import { loadSources } from '../src/evidence/sources.ts'
import { openStore, type Store } from '../src/store/open-store.ts'

const [contender, zip, work, database] = process.argv.slice(2) as [string, string, string, string]
const csv = join(work, 'extract.csv')
const options = async () => ({ sources: await loadSources(), today: '2026-11-22', importIndex: 0 })

const runs: Record<string, () => Promise<unknown>> = {
  async unzip() {
    const { promisify } = await import('node:util')
    const { execFile } = await import('node:child_process')
    const { stdout } = await promisify(execFile)('unzip', ['-Z1', zip])
    const name = stdout.split('\n').find(line => line.endsWith('.csv') && !line.startsWith('__')) as string
    const { spawn } = await import('node:child_process')
    const child = spawn('unzip', ['-p', zip, name])
    await pipeline(child.stdout, createWriteStream(csv))
  },
  async import() {
    await load(await openStore({ directory: await mkdtemp(join(work, 'store-')) }))
  },
  async 'import-postgresql'() {
    await load(await openStore({ database }))
  },
  async read() {
    return readFile(zip, await options())
  },
  async 'duckdb-parquet'() {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(
      `copy (select * from read_csv('${csv}', all_varchar = false)) to '${join(work, 'extract.parquet')}' (format parquet)`,
    )
  },
  async 'csv-parse'() {
    let rows = 0
    for await (const _row of createReadStream(csv).pipe(parse({ bom: true }))) rows++
    return rows
  },
}

async function load(store: Store): Promise<void> {
  await loadReading(store, await readFile(zip, await options()), {})
  await store.close()
}

await runs[contender]?.()
process.stdout.write(JSON.stringify({ peakMegabytes: process.resourceUsage().maxRSS / 1024 }))
