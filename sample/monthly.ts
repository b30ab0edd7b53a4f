/**
 * Monthly series of the acute trusts: A&E (type 1), referral to treatment, and cancer. The quarterly oversight values are
 * worked out from these very counts, so that the two agree.
 *
 * National levels, winter dips and trends are like those published for England from 2022 to 2026.
 */
import { daysIn, monthCount, monthOfYear } from './calendar.ts'
import { stream } from './random.ts'
import type { Sector, Trust } from './sector.ts'
import type { Standing } from './standing.ts'

export interface EmergencyMonth {
  readonly attendances: number
  readonly over4Hours: number
  /** Attendances at other departments, nearly all seen in time; not in the monthly file, which is of type 1. */
  readonly otherAttendances: number
  readonly otherOver4Hours: number
  readonly over12Hours: number
}

export interface WaitingMonth {
  readonly pathways: number
  readonly within18Weeks: number
  readonly over52Weeks: number
  readonly over65Weeks: number
}

export interface CancerMonth {
  readonly total: number
  readonly within: number
}

/** Every monthly series of one trust, by month index; empty where it does not provide the service. */
export interface Monthly {
  readonly emergency: readonly EmergencyMonth[]
  readonly waiting: readonly WaitingMonth[]
  readonly fasterDiagnosis: readonly CancerMonth[]
  readonly sixtyTwoDay: readonly CancerMonth[]
}

// How much harder the month is, January to December, against the year's average.
const winter = [1.0, 0.6, 0.1, -0.4, -0.6, -0.7, -0.7, -0.6, -0.2, 0.3, 0.7, 1.2]

/** How much harder winter makes a month, by month index. */
export const winterAt = (month: number): number => winter[monthOfYear(month) - 1] as number

/** Draws the monthly series of every acute trust, for all months whether it was open or not. */
export function drawMonthly(sector: Sector, standing: Standing): ReadonlyMap<string, Monthly> {
  const acute = sector.trusts.filter(trust => trust.type === 'acute')
  return new Map(acute.map(trust => [trust.code, drawTrust(sector.seed, trust, standing)]))
}

function drawTrust(seed: string, trust: Trust, standing: Standing): Monthly {
  const at = (measure: string) => standing.at(trust.code, 'access', measure)
  const months = Array.from({ length: monthCount }, (_, month) => month)
  return {
    emergency: trust.services.has('emergency')
      ? months.map(month =>
          drawEmergency(
            stream(seed, 'emergency', trust.code, month),
            trust,
            month,
            at('OF0013')[month] ?? 0,
            at('OF0014')[month] ?? 0,
          ),
        )
      : [],
    waiting: months.map(month =>
      drawWaiting(
        stream(seed, 'waiting', trust.code, month),
        trust,
        month,
        at('OF0023')[month] ?? 0,
        at('OF0003')[month] ?? 0,
      ),
    ),
    fasterDiagnosis: trust.services.has('cancer')
      ? months.map(month =>
          drawCancer(
            stream(seed, 'faster', trust.code, month),
            trust,
            2100,
            1.05 + 0.004 * month + 0.3 * (at('OF0010')[month] ?? 0),
          ),
        )
      : [],
    sixtyTwoDay: trust.services.has('cancer')
      ? months.map(month =>
          drawCancer(
            stream(seed, 'sixty-two', trust.code, month),
            trust,
            165,
            0.48 + 0.007 * month + 0.38 * (at('OF0011')[month] ?? 0),
          ),
        )
      : [],
  }
}

type Draw = ReturnType<typeof stream>

function drawEmergency(by: Draw, trust: Trust, month: number, z: number, z12: number): EmergencyMonth {
  const hard = winterAt(month)
  const attendances = counted(11_600 * trust.size * (daysIn(month) / 30.4) * (1 + 0.0012 * month + 0.01 * hard), by)
  const over4Hours = Math.round(
    attendances * share(-0.36 + 0.17 * hard - 0.003 * month - 0.42 * z + 0.05 * by.normal()),
  )
  const otherAttendances = counted(attendances * 0.52, by)
  const otherOver4Hours = Math.round(otherAttendances * share(-3.1 + 0.15 * hard - 0.3 * z))
  const over12Hours = Math.min(
    over4Hours,
    Math.round((attendances + otherAttendances) * share(-2.6 + 0.3 * hard - 0.55 * z12)),
  )
  return { attendances, over4Hours, otherAttendances, otherOver4Hours, over12Hours }
}

function drawWaiting(by: Draw, trust: Trust, month: number, z: number, zLong: number): WaitingMonth {
  // Lists grew until the autumn of 2023 and have shrunk a little since; long waits fall throughout.
  const pathways = counted(
    51_000 * trust.size * (1 + 0.004 * Math.min(month, 15) - 0.0022 * Math.max(0, month - 15)),
    by,
  )
  const within = share(0.38 + 0.0045 * Math.max(0, month - 15) + 0.3 * z + 0.02 * by.normal())
  const over52 = share(-2.75 - 0.018 * month - 0.55 * zLong) * (1 - within)
  const over65 = over52 * share(-0.7 - 0.03 * month - 0.2 * zLong)
  return {
    pathways,
    within18Weeks: Math.round(pathways * within),
    over52Weeks: Math.round(pathways * over52 * 1.6),
    over65Weeks: Math.round(pathways * over65 * 1.6),
  }
}

function drawCancer(by: Draw, trust: Trust, mean: number, level: number): CancerMonth {
  const total = Math.max(8, counted(mean * trust.size, by))
  const chance = share(level)
  const within = Math.round(total * chance + Math.sqrt(total * chance * (1 - chance)) * by.normal())
  return { total, within: Math.max(0, Math.min(total, within)) }
}

// About so many, with the scatter of a count.
function counted(mean: number, by: Draw): number {
  return Math.max(1, Math.round(mean + Math.sqrt(mean) * by.normal()))
}

/** The proportion that a log-odds stands for. */
export function share(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}
