/** `turnaround regime entry`: who would qualify under a regime, on which leaves, who would get a place and who would wait. */
import { loadFramework } from '../assessment/framework-file.ts'
import type { Framework } from '../assessment/framework.ts'
import type { Period } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { entryTest } from '../regimes/entry.ts'
import { entryJson } from '../regimes/entry-json.ts'
import { askedPeriod, latestPeriod, versionOn } from '../regimes/entry-period.ts'
import { entryText, organisationText } from '../regimes/entry-text.ts'
import { loadRegime, regimeTitles } from '../regimes/regime-file.ts'
import type { Regime } from '../regimes/regime.ts'
import { print, printJson, UsageError } from './output.ts'
import { placementsFor } from './placements-source.ts'
import { snapshotFrom, type SnapshotOptions } from './snapshot-source.ts'

export interface RegimeEntryOptions extends SnapshotOptions {
  readonly period?: string
  /** ODS code: the answer for this one, down to file and row. */
  readonly organisation?: string
  readonly version?: string
  readonly json?: boolean
}

/** Exit 0; with an organisation, 1 where its answer is anything but met. Files, where given, stand in for the store. */
export async function regimeEntryCommand(
  id: string,
  options: RegimeEntryOptions,
  files: readonly string[] = [],
): Promise<number> {
  const latest = await loadRegime(id, options.version)
  const [snapshot, frameworks, titles] = await Promise.all([
    snapshotFrom(files, options),
    frameworksOf(latest.regime),
    regimeTitles(),
  ])
  const placements = await placementsFor(snapshot.recordKind)
  const period = periodOf(latest.regime, snapshot, frameworks, options.period)
  // The rules of the time, unless somebody asks what others would have said.
  const loaded = options.version === undefined ? await loadRegime(id, versionOn(latest.regime, period.end)) : latest
  const code = options.organisation?.toUpperCase()
  const test = entryTest(
    loaded,
    snapshot,
    period,
    { frameworks, placements, titles },
    code === undefined ? {} : { organisation: code },
  )
  const [asked] = code === undefined ? [] : test.organisations
  if (options.json) printJson(entryJson(test, snapshot.imports))
  else print(asked ? organisationText(test, asked, snapshot.imports) : entryText(test))
  return asked && asked.outcome !== 'met' ? 1 : 0
}

/** The frameworks that the evidence of a regime speaks of. */
async function frameworksOf(regime: Regime): Promise<ReadonlyMap<string, Framework>> {
  const ids = new Set(Object.values(regime.evidence).flatMap(item => ('framework' in item ? [item.framework] : [])))
  return new Map(await Promise.all([...ids].map(async one => [one, await loadFramework(one)] as const)))
}

function periodOf(
  regime: Regime,
  snapshot: Snapshot,
  frameworks: ReadonlyMap<string, Framework>,
  asked: string | undefined,
): Period {
  if (asked !== undefined) {
    const period = askedPeriod(asked)
    if (period) return period
    throw new UsageError(
      `--period: found "${asked}"; expected a period such as 2025-26-Q2 or 2026-05, a label as published, or a day such as 2012-07-16.`,
    )
  }
  const latest = latestPeriod(regime, snapshot, frameworks)
  if (latest) return latest
  throw new UsageError(
    `Nothing is loaded that ${regime.title} could be tested on. Import files first (turnaround import FILE…), or name a period with --period to see what is missing.`,
  )
}
