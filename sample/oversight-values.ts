/** The raw value of each oversight measure for a trust and quarter: drawn from its standing, or from its monthly counts. */
import type { Quarter } from './calendar.ts'
import { financeOf } from './finance.ts'
import type { Measure } from './measures.ts'
import { share, winterAt, type CancerMonth, type EmergencyMonth, type Monthly, type WaitingMonth } from './monthly.ts'
import type { Programme } from './programme.ts'
import { stream } from './random.ts'
import type { Sector, Trust } from './sector.ts'
import type { Standing } from './standing.ts'

/** What values are drawn from. */
export interface Source {
  readonly sector: Sector
  readonly standing: Standing
  readonly monthly: ReadonlyMap<string, Monthly>
  readonly programme: Programme
}

interface At {
  readonly source: Source
  readonly trust: Trust
  readonly quarter: Quarter
  /** Standing at this measure in the month it reflects. */
  readonly z: number
  /** How hard winter makes that month. */
  readonly hard: number
  /** A label that stays the same while the same figure is published again. */
  readonly measured: string
}

/** The value as printed, or null where the trust has none (no recent inspection). */
export function valueOf(source: Source, measure: Measure, trust: Trust, quarter: Quarter): string | null {
  const month = Math.max(0, measure.reporting.month(quarter))
  const domain = measure.domain === 'summary' ? 'finance' : measure.domain
  const z = source.standing.at(trust.code, domain, measure.id)[month] as number
  const draw = draws[measure.id]
  if (!draw) throw new Error(`The sample has no rule for the measure ${measure.id}`)
  return draw({ source, trust, quarter, z, hard: winterAt(month), measured: measure.reporting.label(quarter) })
}

const draws: Readonly<Record<string, (at: At) => string | null>> = {
  OF0023: at =>
    ratio(
      lastMonth(at),
      m => m.within18Weeks,
      m => m.pathways,
    ),
  OF0106: at => (0.9 * at.z - 0.4).toFixed(4),
  OF0003: at =>
    ratio(
      lastMonth(at),
      m => m.over52Weeks,
      m => m.pathways,
    ),
  // A third of providers have nobody waiting so long: real ties at zero.
  OF0005: at => longWaits(Math.exp(0.2 - 1.8 * at.z) - 0.5),
  OF0010: at =>
    ratio(
      cancerQuarter(at, 'fasterDiagnosis'),
      m => m.within,
      m => m.total,
    ),
  OF0011: at =>
    ratio(
      cancerQuarter(at, 'sixtyTwoDay'),
      m => m.within,
      m => m.total,
    ),
  OF0013: at =>
    ratio(
      emergencyQuarter(at),
      m => m.attendances + m.otherAttendances - m.over4Hours - m.otherOver4Hours,
      attendances,
    ),
  OF0014: at => ratio(emergencyQuarter(at), m => m.over12Hours, attendances),
  OF0017: at => (33 + 3.2 * at.hard - 0.11 * at.quarter.lastMonth - 3.4 * at.z).toFixed(4),
  OF0041: at => (7 + 11 * at.z).toFixed(4),
  'x-shmi-band-score': at => band(at.z, [1.25, -1.3, -3.2]),
  OF0057: at => within(100 * share(2.1 + 0.75 * at.z - 0.1 * at.hard), 4),
  OF0025: at => Math.exp(1.5 - 0.33 * at.z + 0.05 * at.hard).toFixed(4),
  OF0063: at => within(23 - 6.2 * at.z, 4),
  'x-inpatient-survey-score': at => band(at.z, [1.5, -1.4, -3]),
  OF1035: at => band(at.z, [1.8, -1.7, -2.6]),
  OF0016: at => within(100 * share(0.55 + 0.85 * at.z), 4),
  OF0061: at => (6.45 + 0.24 * at.z).toFixed(6),
  OF0020: at =>
    String(
      stream(at.source.sector.seed, 'mrsa', at.trust.code, at.quarter.id).count(
        1.5 * at.trust.size * Math.exp(-0.35 * at.z),
      ),
    ),
  OF0048: at => Math.exp(0.03 - 0.2 * at.z).toFixed(6),
  OF0088: at => Math.exp(0.08 - 0.26 * at.z).toFixed(6),
  OF1067: inspected,
  OF0079: at => finance(at).plan.toFixed(4),
  OF0081: at => finance(at).variance.toFixed(4),
  OF0085: at => (1.8 + 2.7 * at.z).toFixed(6),
  OF0086: at => (100 - 10.5 * at.z).toFixed(6),
  OF0082: at => (5.1 - 0.62 * at.z + 0.22 * at.hard).toFixed(6),
  OF0084: at => (6.9 + 0.21 * at.z).toFixed(6),
  OF5004: at => (finance(at).flagged ? '1' : '0'),
  OF5007: at => (at.source.programme.includes(at.trust.code, at.quarter.start, at.quarter.end) ? '1' : '0'),
}

const finance = (at: At) => financeOf(at.source.sector.seed, at.trust, at.quarter, at.source.standing)
const attendances = (m: EmergencyMonth) => m.attendances + m.otherAttendances

function monthlyOf({ source, trust }: At): Monthly {
  const found = source.monthly.get(trust.code)
  if (!found) throw new Error(`No monthly series were drawn for ${trust.code}`)
  return found
}

const lastMonth = (at: At): readonly WaitingMonth[] =>
  monthlyOf(at).waiting.slice(at.quarter.lastMonth, at.quarter.lastMonth + 1)
const emergencyQuarter = (at: At): readonly EmergencyMonth[] =>
  monthlyOf(at).emergency.slice(at.quarter.lastMonth - 2, at.quarter.lastMonth + 1)
const cancerQuarter = (at: At, of: 'fasterDiagnosis' | 'sixtyTwoDay'): readonly CancerMonth[] =>
  monthlyOf(at)[of].slice(at.quarter.lastMonth - 2, at.quarter.lastMonth + 1)

// A skewed percentage: nothing below zero, and bent so that the worst stay below 80.
function longWaits(skewed: number): string {
  const some = Math.max(0, skewed)
  return ((80 * some) / (80 + some)).toFixed(6)
}

// Percentage over months, of sums.
function ratio<M>(months: readonly M[], top: (month: M) => number, bottom: (month: M) => number): string {
  const sum = (of: (month: M) => number) => months.reduce((total, month) => total + of(month), 0)
  return ((100 * sum(top)) / sum(bottom)).toFixed(5)
}

function within(value: number, decimals: number): string {
  return Math.min(100, Math.max(0, value)).toFixed(decimals)
}

// 1 is the best band; most stand in 2.
function band(z: number, cuts: readonly [number, number, number]): string {
  return String(1 + cuts.filter(cut => z < cut).length)
}

// About one trust in twenty was inspected within the last two years; the rating is of its own quarter.
function inspected(at: At): string | null {
  const { seed } = at.source.sector
  for (let quarter = 0; quarter < 8; quarter += 1) {
    const month = at.quarter.lastMonth - 3 * quarter
    if (!stream(seed, 'inspection', at.trust.code, month).chance(0.007)) continue
    const then = at.source.standing.at(at.trust.code, 'safety', 'OF1067')[Math.max(0, month)] as number
    return band(then, [1.6, 0, -1.8])
  }
  return null
}
