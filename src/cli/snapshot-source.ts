/** Where a command's evidence comes from: the files named on the command line, in memory, or else the store. */
import { loadSnapshot } from '../evidence/evidence-store.ts'
import { parseInstant } from '../evidence/instant.ts'
import { parsePeriod } from '../evidence/periods.ts'
import { snapshotFromLines } from '../evidence/snapshot-lines.ts'
import { readSnapshot } from '../evidence/read-files.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { assessablePeriods, defaultPeriod } from '../assessment/roster.ts'
import type { GroundsFramework, ScoresFramework } from '../assessment/framework.ts'
import { groundsPeriods } from '../assessment/grounds.ts'
import { DirectoryHeld } from '../store/directory-lock.ts'
import { hasEmbedded } from '../store/embedded.ts'
import { openStore } from '../store/open-store.ts'
import { say, today, UsageError } from './output.ts'

export interface SnapshotOptions {
  readonly asKnownAt?: string
  readonly directory?: string
  readonly database?: string
}

/** Reads files in memory, opening no store; without files, loads the snapshot of the store, which has to be there. */
export async function snapshotFrom(files: readonly string[], options: SnapshotOptions): Promise<Snapshot> {
  const asKnownAt = options.asKnownAt === undefined ? undefined : instant(options.asKnownAt)
  if (files.length > 0) {
    if (asKnownAt !== undefined)
      throw new UsageError(
        '--as-known-at asks what the store knew then; with files on the command line there is no store to ask. Leave one of the two out.',
      )
    const { snapshot, reports } = await readSnapshot(files, { today: today() })
    for (const report of reports) {
      const serious = report.issues.filter(issue => issue.severity === 'quarantined').length
      if (serious > 0)
        say(`${report.fileName}: ${report.rowsQuarantined} rows set aside; "turnaround import --json" lists why.`)
    }
    return snapshot
  }
  return fromStore(options, asKnownAt)
}

async function fromStore(options: SnapshotOptions, asKnownAt: string | undefined): Promise<Snapshot> {
  const place = options.database
    ? { database: options.database }
    : { directory: options.directory ?? '.turnaround/live' }
  if ('directory' in place && !hasEmbedded(place.directory))
    throw new UsageError(
      `There is no store in ${place.directory}. Import files first (turnaround import FILE…), name files on the command line to do without a store, or say with --directory where the store is.`,
    )
  const store = await openStore(place).catch((error: unknown) => {
    if (error instanceof DirectoryHeld && error.holder.address) return error.holder.address
    throw error
  })
  if (typeof store === 'string') return borrowed(store, asKnownAt)
  try {
    return await loadSnapshot(store, asKnownAt === undefined ? {} : { asKnownAt })
  } finally {
    await store.close()
  }
}

/** One process at a time may open an embedded store, so a running server is asked for what it knows. */
async function borrowed(address: string, asKnownAt: string | undefined): Promise<Snapshot> {
  const query = asKnownAt === undefined ? '' : `?as-known-at=${encodeURIComponent(asKnownAt)}`
  const response = await fetch(`${address}/api/snapshot${query}`)
  if (!response.ok || !response.body) {
    throw new UsageError(
      `The server at ${address} holds the store and answered ${response.status} instead of its snapshot. Stop it, or ask again.`,
    )
  }
  return snapshotFromLines(response.body)
}

/** The period asked for, by id or published label; the latest loaded that is in force where none is named. */
export function periodFor(framework: ScoresFramework, snapshot: Snapshot, asked: string | undefined): string {
  const loaded = assessablePeriods(framework, snapshot)
  if (asked !== undefined && asked !== '') {
    const known = loaded.find(period => period.id === asked || period.label === asked)
    return known?.id ?? parsePeriod(asked)?.id ?? asked
  }
  const latest = defaultPeriod(framework, loaded)
  if (!latest) {
    throw new UsageError(
      snapshot.asKnownAt === null
        ? `Nothing is loaded that ${framework.title} could score. Name the files on the command line, or import them first: turnaround import FILE…`
        : `At ${snapshot.asKnownAt} nothing was known that ${framework.title} could score; later figures may be known now.`,
    )
  }
  return latest.id
}

/** The period of a framework of grounds: asked for, else the latest it was in force for, else the latest. */
export function groundsPeriodFor(framework: GroundsFramework, snapshot: Snapshot, asked: string | undefined): string {
  const periods = groundsPeriods(framework, snapshot)
  const { from, to } = framework['in-force']
  const inForce = periods.filter(
    period => period >= from.slice(0, period.length) && (to === null || period <= to.slice(0, period.length)),
  )
  const period = asked ?? inForce.at(-1) ?? periods.at(-1)
  if (period === undefined || !periods.includes(period)) {
    throw new UsageError(
      `Nothing is loaded ${period === undefined ? '' : `for ${period} `}that ${framework.title} measures. ${periods.length > 0 ? `Loaded are ${periods[0]} to ${periods.at(-1)}.` : 'Import figures first.'}`,
    )
  }
  return period
}

function instant(text: string): string {
  const parsed = parseInstant(text)
  if (parsed !== null) return parsed
  throw new UsageError(
    `--as-known-at: found "${text}"; expected a date such as 2026-03-31, or an instant such as 2026-03-31T09:30:00Z.`,
  )
}
