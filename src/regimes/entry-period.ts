/** The period that an entry test is about: as asked, else the latest for which a regime's evidence is loaded. */
import { defaultPeriod } from '../assessment/roster.ts'
import type { Framework } from '../assessment/framework.ts'
import { parseDate } from '../evidence/dates.ts'
import type { Period } from '../evidence/model.ts'
import { parsePeriod } from '../evidence/periods.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { judgementKinds, leavesOf } from './criterion-tree.ts'
import { assessedPeriods } from './evidence-segments.ts'
import type { Regime } from './regime.ts'

/** A period id, a label as published, or a day (`2012-07-16`); null where it is none of these. */
export function askedPeriod(text: string): Period | null {
  const plain = text.trim()
  if (!/^\d{4}-\d{2}-\d{2}$/.test(plain)) return parsePeriod(plain)
  const day = parseDate(plain)
  return day === null ? null : onDay(day)
}

/** One day as a period. */
export function onDay(day: string): Period {
  return { id: day, label: day, start: day, end: day }
}

/** The version in force on a day (ISO); the latest where none was. */
export function versionOn({ versions }: Regime, day: string): string {
  const all = Object.entries(versions)
  const found = all.findLast(
    ([
      ,
      {
        'in-force': { from, to },
      },
    ]) => from <= day && (to === null || day <= to),
  )
  return (found ?? all.at(-1))?.[0] ?? ''
}

/**
 * The latest period with evidence: of a framework that places organisations, else of figures, else the day of the latest
 * finding. Null where nothing is loaded of any of them.
 */
export function latestPeriod(
  regime: Regime,
  snapshot: Snapshot,
  frameworks: ReadonlyMap<string, Framework>,
): Period | null {
  const items = Object.entries(regime.evidence).flatMap(([name, item]) => (isOfPartners(regime, name) ? [] : [item]))
  const placed = items.flatMap(item => {
    const framework = item.kind === 'segment' || item.kind === 'outlier' ? frameworks.get(item.framework) : undefined
    const period = framework && frameworkPeriod(framework, snapshot)
    return period ? [period] : []
  })
  if (placed.length > 0) return lastOf(placed)
  const measured = items.flatMap(item => ('metric' in item ? (snapshot.periods(item.metric).at(-1) ?? []) : []))
  if (measured.length > 0) return lastOf(measured)
  const kinds = new Set([
    ...items.flatMap(item => (item.kind === 'finding' ? [item.finding] : [])),
    ...judgementKinds(regime),
  ])
  let day = ''
  for (const { kind, from, period } of snapshot.findings) {
    const known = from ?? period?.end ?? ''
    if (kinds.has(kind) && known > day) day = known
  }
  return day === '' ? null : onDay(day)
}

/** Whether evidence is asked for by the test of partners alone: when that was last known says nothing of when entry is tried. */
function isOfPartners({ criteria, support }: Regime, name: string): boolean {
  const partners = new Set(Object.values(support).flatMap(({ partner }) => partner?.criterion ?? []))
  const asking = Object.entries(criteria).filter(([, { of }]) =>
    leavesOf(of).some(leaf => 'test' in leaf && new RegExp(`\\b${name}\\b`).test(leaf.test)),
  )
  return asking.length > 0 && asking.every(([id]) => partners.has(id))
}

function frameworkPeriod(framework: Framework, snapshot: Snapshot): Period | null {
  const loaded = assessedPeriods(framework, snapshot)
  if (framework.kind === 'scores') return defaultPeriod(framework, loaded)
  const { from, to } = framework['in-force']
  return loaded.findLast(period => period.end >= from && (to === null || period.start <= to)) ?? loaded.at(-1) ?? null
}

function lastOf(periods: readonly Period[]): Period | null {
  return periods.reduce<Period | null>((latest, one) => (latest === null || one.end > latest.end ? one : latest), null)
}
