/**
 * Difference in differences: (treated after − treated before) − (others after − others before), as the coefficient of
 * treat × post in y = β₀ + β₁treat + β₂post + β₃treat·post. It is the effect only if both groups would have moved alike
 * without it (parallel trends), which the data cannot show; units entered because they were extreme break it by regression
 * to the mean. Where units enter at different times use `staggered-did.ts`.
 */
import { clusterRobust } from './cluster-robust.ts'
import { type Coefficient, leastSquares } from './least-squares.ts'

/** One unit in one period. */
export interface PanelRow {
  readonly unit: string | number
  readonly time: number
  readonly y: number
  /** Ever treated. */
  readonly treated: boolean
  /** In the period since treatment began, for the others too. */
  readonly post: boolean
}

export interface DifferenceInDifferences {
  /** treat × post, with errors clustered by unit (HC1). */
  readonly effect: Coefficient
  /** Terms `(Intercept)`, `treat`, `post`, `treat:post` with errors that take rows as independent: too small as a rule. */
  readonly plain: readonly Coefficient[]
  /** The same with errors clustered by unit, HC1. */
  readonly clustered: readonly Coefficient[]
  /** The same without the small-sample factors (HC0). */
  readonly clusteredUncorrected: readonly Coefficient[]
  /** Means of y, untreated first, before first. */
  readonly means: readonly {
    readonly treated: boolean
    readonly post: boolean
    readonly mean: number
    readonly rows: number
  }[]
}

/** The two-by-two comparison. Throws for a value that is not finite (with its row) and for an empty one of the four cells. */
export function differenceInDifferences(rows: readonly PanelRow[]): DifferenceInDifferences {
  const cells = [false, true].flatMap(post =>
    [false, true].map(treated => {
      const own = rows.filter(row => row.treated === treated && row.post === post)
      if (own.length === 0)
        throw new RangeError(
          `Found no ${treated ? 'treated' : 'untreated'} rows ${post ? 'after' : 'before'}; expected some of all four kinds.`,
        )
      return { treated, post, mean: own.reduce((sum, row) => sum + row.y, 0) / own.length, rows: own.length }
    }),
  )
  const fit = leastSquares(
    {
      terms: ['(Intercept)', 'treat', 'post', 'treat:post'],
      rows: rows.map(({ treated, post }) => [1, Number(treated), Number(post), Number(treated && post)]),
    },
    rows.map(row => row.y),
  )
  const units = rows.map(row => row.unit)
  const clustered = clusterRobust(fit, units, 'HC1')
  return {
    effect: clustered[3] as Coefficient,
    plain: fit.coefficients,
    clustered,
    clusteredUncorrected: clusterRobust(fit, units, 'HC0'),
    means: cells,
  }
}
