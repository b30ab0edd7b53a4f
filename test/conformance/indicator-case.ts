/** What the checks of indicators share: levels, options and columns as the peer names them. */
import type { IntervalEstimate } from '../../src/statistics/interval.ts'
import { type PeerCase, type PeerCheck, tally } from './peer.ts'

export type Tally = ReturnType<typeof tally>
export type Column = readonly (number | null)[]

const closedForm = '1e-9 relative: closed form'

export function check(
  kinds: readonly string[],
  method: string,
  compareAll: (one: PeerCase, found: Tally) => void,
): PeerCheck {
  return {
    kinds,
    method,
    tolerance: closedForm,
    run(one) {
      const found = tally()
      compareAll(one, found)
      return found.outcome()
    },
  }
}

/** Confidence 0.95, or 0.95 and 0.998, as our levels in per cent. */
export function levelsOf(options: { readonly confidence?: number | readonly number[] }): readonly number[] {
  return [options.confidence ?? 0.95].flat().map(confidence => Number((confidence * 100).toPrecision(6)))
}

export function optionsOf(one: PeerCase, multiplier: number) {
  return { levels: levelsOf(one.options), multiplier: one.options.multiplier ?? multiplier }
}

/** Value and every interval of one row; the peer names columns by level only where there are several. */
export function compareEstimate(one: PeerCase, { compare }: Tally, row: number, found: IntervalEstimate) {
  const { rows } = one.expected
  const levels = levelsOf(one.options)
  compare(`value ${row}`, rows.value[row], found.value)
  for (const level of levels) {
    const suffix = levels.length > 1 ? `${level.toFixed(1).replace('.', '_')}cl` : 'cl'
    compare(`lower ${level} ${row}`, rows[`lower${suffix}`][row], found.intervals[level]?.[0])
    compare(`upper ${level} ${row}`, rows[`upper${suffix}`][row], found.intervals[level]?.[1])
  }
}
