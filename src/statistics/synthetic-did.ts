/**
 * Synthetic difference in differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021): unit weights ω that follow
 * the treated before the intervention up to a constant, period weights λ that follow the after among donors, and
 * effect = (−ω, 1/N₁)ᵀ Y (−λ, 1/T₁). Ridge ζω = (N₁T₁)^¼·σ, ζλ = 10⁻⁶σ, σ the spread of donors' one-step changes; both by
 * Frank and Wolfe, 100 steps, weights up to a quarter of the largest dropped, then to the end. The same machine gives
 * the plain synthetic control (ζω = 10⁻⁶σ, no constant, λ = 0) and difference in differences (even weights).
 */
import { frankWolfe } from './frank-wolfe.ts'
import { dot, type Matrix, transpose } from './linear-algebra.ts'
import { seededRandom } from './random.ts'

export type SyntheticDidMethod = 'synthetic-did' | 'synthetic-control' | 'did'

/** Units over equally spaced periods; all treated units enter at once, after `before` periods. */
export interface BlockPanel {
  readonly donors: Matrix
  readonly treated: Matrix
  readonly before: number
}

export interface SyntheticDid {
  /** Mean effect on the treated over the periods after, in the unit of y. */
  readonly effect: number
  /** ω, one for each donor, summing to 1. */
  readonly unitWeights: readonly number[]
  /** λ, one for each period before, summing to 1 (all 0 for the plain synthetic control). */
  readonly periodWeights: readonly number[]
}

/** Throws as the panel's check does: values that are not finite, unequal rows, too few donors or periods. */
export function syntheticDid(panel: BlockPanel, method: SyntheticDidMethod = 'synthetic-did'): SyntheticDid {
  requireBlock(panel)
  const { donors, treated, before } = panel
  const after = (treated[0] as readonly number[]).length - before
  const early = donors.map(row => row.slice(0, before))
  const target = columnMeans(treated)
  const noise = changeSpread(early)
  const fit = (a: Matrix, b: readonly number[], ridge: number, intercept: boolean) => {
    const options = { zeta: ridge * noise, intercept, leastGain: 1e-5 * noise }
    const rough = frankWolfe(a, b, { ...options, steps: 100 })
    return frankWolfe(a, b, { ...options, steps: 10_000, start: sparse(rough) })
  }
  const even = (count: number) => new Array<number>(count).fill(1 / count)
  const unitWeights =
    method === 'did'
      ? even(donors.length)
      : method === 'synthetic-did'
        ? fit(transpose(early), target.slice(0, before), (treated.length * after) ** 0.25, true)
        : fit(transpose(early), target.slice(0, before), 1e-6, false)
  const periodWeights =
    method === 'did'
      ? even(before)
      : method === 'synthetic-did'
        ? fit(
            early,
            donors.map(row => mean(row.slice(before))),
            1e-6,
            true,
          )
        : new Array<number>(before).fill(0)
  const change = (row: readonly number[]) => mean(row.slice(before)) - dot(row.slice(0, before), periodWeights)
  return { effect: change(target) - dot(donors.map(change), unitWeights), unitWeights, periodWeights }
}

/**
 * The effect's standard error by placebo: donors take the treated units' place and the spread of what is found for them is
 * told. With one treated unit every donor serves once, so the answer is exact; with more, `draws` random sets do, the same
 * for the same seed. Assumes that the treated vary as donors do. Needs more donors than treated units.
 */
export function placeboError(
  { donors, treated, before }: BlockPanel,
  method: SyntheticDidMethod = 'synthetic-did',
  { draws = 200, seed = 'placebo' }: { readonly draws?: number; readonly seed?: string } = {},
): number {
  if (donors.length <= treated.length)
    throw new RangeError(`Found ${donors.length} donors for ${treated.length} treated units; expected more.`)
  const random = seededRandom(seed)
  const sets =
    treated.length === 1
      ? donors.map((_, i) => new Set([i]))
      : Array.from({ length: draws }, () => {
          const chosen = new Set<number>()
          while (chosen.size < treated.length) chosen.add(random.below(donors.length))
          return chosen
        })
  const effects = sets.map(chosen => {
    const pretended = {
      donors: donors.filter((_, i) => !chosen.has(i)),
      treated: [...chosen].map(i => donors[i] as number[]),
      before,
    }
    return syntheticDid(pretended, method).effect
  })
  const centre = mean(effects)
  return Math.sqrt(mean(effects.map(effect => (effect - centre) ** 2)))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const columnMeans = (rows: Matrix) => transpose(rows).map(mean)

/** Standard deviation of all one-step changes of all donors. */
function changeSpread(rows: Matrix): number {
  const changes = rows.flatMap(row => row.slice(1).map((value, t) => value - (row[t] as number)))
  const centre = mean(changes)
  return Math.sqrt(changes.reduce((sum, change) => sum + (change - centre) ** 2, 0) / (changes.length - 1))
}

function sparse(weights: readonly number[]): number[] {
  const least = Math.max(...weights) / 4
  const kept = weights.map(weight => (weight <= least ? 0 : weight))
  const total = kept.reduce((sum, weight) => sum + weight, 0)
  return kept.map(weight => weight / total)
}

function requireBlock({ donors, treated, before }: BlockPanel): void {
  const periods = treated[0]?.length ?? 0
  if (treated.length === 0 || donors.length < 2)
    throw new RangeError(`Found ${treated.length} treated units and ${donors.length} donors; expected 1 and 2 or more.`)
  if (!Number.isInteger(before) || before < 2 || before >= periods)
    throw new RangeError(`Found ${before} periods before of ${periods}; expected at least 2 before and 1 after.`)
  for (const [kind, rows] of [
    ['Donor', donors],
    ['Treated unit', treated],
  ] as const)
    rows.forEach((row, i) => {
      if (row.length !== periods)
        throw new RangeError(`${kind} ${i + 1} has ${row.length} periods; expected ${periods}.`)
      const bad = row.findIndex(value => !Number.isFinite(value))
      if (bad >= 0)
        throw new RangeError(`${kind} ${i + 1}, period ${bad + 1}: found ${row[bad]}; expected a finite number.`)
    })
}
