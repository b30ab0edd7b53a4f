/**
 * The cuts between segments. Quarters of the averages are computed where the whole sector is loaded; where only part of
 * it is, the period's cuts inferred from published segments serve, each taken at the middle of its interval.
 * A score at or below a cut belongs to the better segment.
 */
import { add, compare, divide, fraction, multiply, subtract, toFixed, type Fraction } from './fraction.ts'
import type { ScoresFramework } from './framework.ts'
import type { Cuts } from './model.ts'
import { decimal } from './ranked-score.ts'
import type { Roster } from './roster.ts'

/** The cuts for `overall` or a domain, or null where neither way is open. `averages` are the rounded scores of everyone. */
export function cutsFor(
  framework: ScoresFramework,
  roster: Roster,
  of: string,
  averages: readonly Fraction[],
): Cuts | null {
  const rule = framework.segments.cuts
  const verified = rule.confidence === 'read'
  if ('thresholds' in rule) {
    return { at: rule.thresholds.map(decimal), basis: 'thresholds', intervals: null, verified, over: null }
  }
  const whole = Object.keys(framework['peer-groups']).every(group => roster.wholeGroups.has(group))
  if (whole && averages.length > 0) {
    const sorted = [...averages].sort(compare)
    const at = [1, 2, 3].map(quarter => exactQuantile7(sorted, fraction(quarter, 4)))
    return { at, basis: 'quartiles-computed', intervals: null, verified, over: sorted.length }
  }
  const declared = roster.period?.cuts[of]
  if (!declared) return null
  return {
    at: declared.map(([low, high]) => divide(add(decimal(low), decimal(high)), fraction(2))),
    basis: 'inferred-from-data',
    intervals: declared.map(([low, high]) => [low.toFixed(2), high.toFixed(2)] as const),
    verified: false,
    over: null,
  }
}

/** Type-7 quantile of an ascending sample, exactly. */
export function exactQuantile7(sorted: readonly Fraction[], p: Fraction): Fraction {
  const position = multiply(fraction(sorted.length - 1), p)
  const below = Number(position.n / position.d)
  const low = sorted[below] as Fraction
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as Fraction
  return add(low, multiply(subtract(high, low), subtract(position, fraction(below))))
}

/** The segment of a rounded score: 1 plus the number of cuts it is above. */
export function segmentOf(score: Fraction, cuts: Cuts): number {
  return 1 + cuts.at.filter(cut => compare(score, cut) > 0).length
}

/** A cut as printed: two decimals, or up to four where it falls between hundredths. */
export function cutText(cut: Fraction): string {
  return toFixed(cut, 4).replace(/0{1,2}$/, '')
}
