/**
 * τ², the variance between units beyond chance, by the estimators in use; none is right for all (Veroniki and others 2016):
 *
 * - `DL` DerSimonian and Laird 1986: (Q − (k−1))/(Σw − Σw²/Σw), w = 1/v. Quick; low where τ² is large.
 * - `HE` Hedges 1985: the variance of y less the mean v. Unbiased, unweighted, noisy.
 * - `SJ` Sidik and Jonkman 2005: never 0; too high where units hardly differ.
 * - `PM` Paule and Mandel 1982: the τ² at which Q(τ²) = k − 1. `EB` (Morris 1983) has the same root.
 * - `ML`, `REML`: maximum and restricted maximum likelihood; ML is low for few units. REML is a good default.
 *
 * Negative values become 0. Standard errors: of the quadratic form under normal theory with scatter V + τ² (DL, HE, SJ); from
 * the information (ML, REML); k√(2/(k−1))/Σw (PM, EB). All are rough for fewer than some 30 units.
 */
export type BetweenVarianceMethod = 'DL' | 'HE' | 'SJ' | 'PM' | 'EB' | 'ML' | 'REML'

/** τ² and its standard error, in squared units of y. Variances must be above 0. One unit gives 0 and NaN. */
export function betweenVariance(
  y: readonly number[],
  v: readonly number[],
  method: BetweenVarianceMethod,
): { readonly tau2: number; readonly seTau2: number } {
  const k = y.length
  if (k < 2) return { tau2: 0, seTau2: Number.NaN }
  const form = (tau2: number) =>
    quadratic(
      y,
      v.map(each => 1 / (each + tau2)),
    )
  /** SE of c·yᵀPy for weights w: c·√(2 tr(PΣPΣ)), Σ = V + τ². */
  const formError = (w: readonly number[], scale: number, tau2: number) =>
    scale *
    Math.sqrt(
      2 *
        traceOfSquare(
          w,
          v.map(each => each + tau2),
        ),
    )
  switch (method) {
    case 'DL': {
      const at = form(0)
      const tau2 = Math.max(0, (at.value - (k - 1)) / at.trace)
      return {
        tau2,
        seTau2: formError(
          v.map(each => 1 / each),
          1 / at.trace,
          tau2,
        ),
      }
    }
    case 'HE': {
      const ones = v.map(() => 1)
      const meanV = v.reduce((sum, each) => sum + each, 0) / k
      const tau2 = Math.max(0, quadratic(y, ones).value / (k - 1) - meanV)
      return { tau2, seTau2: formError(ones, 1 / (k - 1), tau2) }
    }
    case 'SJ': {
      const first =
        quadratic(
          y,
          v.map(() => 1),
        ).value / k
      if (first === 0) return { tau2: 0, seTau2: 0 }
      const tau2 = (first * form(first).value) / (k - 1)
      return {
        tau2,
        seTau2: formError(
          v.map(each => 1 / (each + first)),
          first / (k - 1),
          tau2,
        ),
      }
    }
    case 'PM':
    case 'EB': {
      const tau2 = falls(at => form(at).value - (k - 1), y)
      return { tau2, seTau2: (Math.sqrt(2 / (k - 1)) * k) / form(tau2).sum }
    }
    case 'ML': {
      const tau2 = falls(at => form(at).twice - form(at).sum, y)
      return { tau2, seTau2: Math.sqrt(2 / form(tau2).squares) }
    }
    case 'REML': {
      const tau2 = falls(at => form(at).twice - form(at).trace, y)
      return { tau2, seTau2: Math.sqrt(2 / form(tau2).traceSquared) }
    }
  }
}

/** yᵀPy and its kin for P = W − wwᵀ/Σw, the weighted maker of residuals. */
function quadratic(y: readonly number[], w: readonly number[]) {
  let sum = 0
  let squares = 0
  let cubes = 0
  let weighted = 0
  w.forEach((each, i) => {
    sum += each
    squares += each ** 2
    cubes += each ** 3
    weighted += each * (y[i] as number)
  })
  const mean = weighted / sum
  let value = 0
  let twice = 0
  w.forEach((each, i) => {
    const residual = (y[i] as number) - mean
    value += each * residual ** 2
    twice += (each * residual) ** 2
  })
  return {
    sum,
    squares,
    /** yᵀPy = Σw(y − ȳ)². */
    value,
    /** yᵀPPy. */
    twice,
    trace: sum - squares / sum,
    traceSquared: squares - (2 * cubes) / sum + (squares / sum) ** 2,
  }
}

/** tr(PΣPΣ) for diagonal Σ. */
function traceOfSquare(w: readonly number[], scatter: readonly number[]): number {
  const sum = w.reduce((total, each) => total + each, 0)
  let own = 0
  let across = 0
  let double = 0
  w.forEach((each, i) => {
    const share = (each ** 2 * (scatter[i] as number)) / sum
    own += ((each - each ** 2 / sum) * (scatter[i] as number)) ** 2
    across += share
    double += share ** 2
  })
  return own + across ** 2 - double
}

/** Where a falling function of τ² crosses zero, by halving; 0 where it starts at or below zero. */
function falls(of: (tau2: number) => number, y: readonly number[]): number {
  if (!(of(0) > 0)) return 0
  let low = 0
  let high =
    quadratic(
      y,
      y.map(() => 1),
    ).value / y.length
  while (of(high) > 0) high *= 2
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (of(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
