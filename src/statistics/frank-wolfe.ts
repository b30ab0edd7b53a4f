/**
 * Frank and Wolfe's method (1956) for ridge regression on the simplex: the weights w ≥ 0, Σw = 1, that lower
 * |A·w − b|²/rows + ζ²|w|², from a start by exact line search towards the vertex of steepest descent. It stops when a step
 * gains no more than `leastGain`² or after `steps`; unlike `simplex-weights.ts` its answer depends on that stop, which is
 * part of the published method of `synthetic-did.ts`. A step costs O(rows × columns).
 */
import type { Matrix } from './linear-algebra.ts'

export interface FrankWolfeOptions {
  readonly zeta: number
  /** Take column means out first, so that weights match movements rather than levels. */
  readonly intercept: boolean
  readonly leastGain: number
  readonly steps: number
  /** Where to begin; even weights otherwise. */
  readonly start?: readonly number[]
}

export function frankWolfe(a: Matrix, b: readonly number[], options: FrankWolfeOptions): number[] {
  const { zeta, intercept, leastGain, steps, start } = options
  const m = b.length
  const n = a[0]?.length ?? 0
  const columns = Array.from({ length: n }, (_, j) =>
    centred(
      a.map(row => row[j] as number),
      intercept,
    ),
  )
  const right = centred(b, intercept)
  const eta = m * zeta * zeta
  const w = Float64Array.from(start ?? new Array<number>(n).fill(1 / n))
  // A·w − b, carried along and made anew now and then so that rounding does not gather.
  const errors = new Float64Array(m)
  let before = Infinity
  for (let step = 0; step < steps; step++) {
    if (step % 100 === 0) residuals(columns, w, right, errors)
    let vertex = 0
    let least = Infinity
    let along = 0
    for (let j = 0; j < n; j++) {
      const column = columns[j] as Float64Array
      let slope = eta * (w[j] as number)
      for (let i = 0; i < m; i++) slope += (errors[i] as number) * (column[i] as number)
      along += slope * (w[j] as number)
      if (slope < least) [least, vertex] = [slope, j]
    }
    const chosen = columns[vertex] as Float64Array
    let curve = 0
    for (let i = 0; i < m; i++) curve += ((chosen[i] as number) - ((errors[i] as number) + (right[i] as number))) ** 2
    let moved = 0
    for (let j = 0; j < n; j++) moved += ((j === vertex ? 1 : 0) - (w[j] as number)) ** 2
    curve += eta * moved
    const stride = moved === 0 || curve === 0 ? 0 : Math.min(1, Math.max(0, (along - least) / curve))
    let squares = 0
    for (let i = 0; i < m; i++) {
      const error = errors[i] as number
      const next = error + stride * ((chosen[i] as number) - (right[i] as number) - error)
      errors[i] = next
      squares += next * next
    }
    let size = 0
    for (let j = 0; j < n; j++) {
      const weight = (1 - stride) * (w[j] as number) + (j === vertex ? stride : 0)
      w[j] = weight
      size += weight * weight
    }
    const value = zeta * zeta * size + squares / m
    if (step > 0 && !(before - value > leastGain * leastGain)) break
    before = value
  }
  return [...w]
}

function residuals(columns: readonly Float64Array[], w: Float64Array, right: Float64Array, errors: Float64Array): void {
  errors.forEach((_, i) => {
    let sum = -(right[i] as number)
    columns.forEach((column, j) => {
      sum += (column[i] as number) * (w[j] as number)
    })
    errors[i] = sum
  })
}

function centred(values: readonly number[], take: boolean): Float64Array {
  const mean = take ? values.reduce((sum, value) => sum + value, 0) / values.length : 0
  return Float64Array.from(values, value => value - mean)
}
