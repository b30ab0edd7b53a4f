/** What a profile makes of the columns of a chart: its phases, and per point the lines, moving range and special causes. */
import type { SpcPhase, SpcWarning } from './spc-model.ts'
import type { Lines } from './xmr-lines.ts'

export interface JudgedPhase {
  readonly lines: Lines
  readonly first: number
  readonly last: number
  readonly points: number
  readonly limitsFrom: number
  readonly averageMovingRange: number
  readonly screenedRanges: number
  readonly kind: SpcPhase['kind']
  readonly reason: string | null
}

export interface Judged {
  readonly phases: readonly JudgedPhase[]
  /** Per point: its phase, its moving range (NaN for none) and a mask of special causes. */
  readonly phaseOf: Int32Array
  readonly movingRanges: Float64Array
  readonly masks: Uint8Array
  readonly warnings: readonly SpcWarning[]
}

/** The places at which a phase begins, and why; `nearest` lets a date between two points begin with the later one. */
export function phaseStarts(
  dates: readonly string[],
  rebases: readonly { readonly date: string; readonly reason: string }[],
  nearest: boolean,
): { starts: ReadonlyMap<number, string>; without: readonly string[] } {
  const starts = new Map<number, string>()
  const without: string[] = []
  for (const { date, reason } of rebases) {
    const place = dates.findIndex(one => (nearest ? one >= date : one === date))
    if (place > 0) starts.set(place, reason)
    else without.push(date)
  }
  return { starts, without }
}

export function rebaseWithoutEffect(date: string, profileSays: string): SpcWarning {
  return {
    code: 'rebase-without-effect',
    message: `The rebase at ${date} changes nothing: ${profileSays}`,
  }
}
