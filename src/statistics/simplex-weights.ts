/**
 * Weights wᵢ ≥ 0, Σw = 1, that bring a mixture of points closest to the origin: the least of wᵀKw for their matrix of inner
 * products K. Wolfe's algorithm (1976) walks from support to support, each the exact least of its affine hull, and ends after
 * finitely many at the optimum itself, where general solvers stop at a tolerance. A step costs O(s³ + n·s), s being the
 * number of points with weight. Among equally good weights it returns one of few points.
 */
export function simplexWeights(k: readonly ArrayLike<number>[]): number[] {
  const n = k.length
  const at = (i: number, j: number) => k[i]?.[j] as number
  let largest = 0
  let start = 0
  for (let i = 0; i < n; i++) {
    largest = Math.max(largest, at(i, i))
    if (at(i, i) < at(start, start)) start = i
  }
  let support = [start]
  let weights = [1]
  const tolerance = 1e-13 * largest
  // Each round lowers the value, so none repeats; the bound only guards against rounding.
  for (let round = 0; round < 50 * n; round++) {
    let value = 0
    const slopes = new Float64Array(n)
    for (let i = 0; i < n; i++)
      for (let s = 0; s < support.length; s++)
        slopes[i] = (slopes[i] as number) + at(i, support[s] as number) * (weights[s] as number)
    support.forEach((i, s) => {
      value += (slopes[i] as number) * (weights[s] as number)
    })
    let best = -1
    for (let i = 0; i < n; i++)
      if (!support.includes(i) && (best < 0 || (slopes[i] as number) < (slopes[best] as number))) best = i
    if (best < 0 || !((slopes[best] as number) < value - tolerance)) break
    const next = descend(at, [...support, best], [...weights, 0], largest)
    if (next === null) break
    ;[support, weights] = next
  }
  const all = new Array<number>(n).fill(0)
  support.forEach((i, s) => {
    all[i] = weights[s] as number
  })
  return all
}

/** Towards the least of the support's affine hull, dropping points whose weight would turn negative on the way. */
function descend(
  at: (i: number, j: number) => number,
  support: number[],
  weights: number[],
  scale: number,
): [number[], number[]] | null {
  while (true) {
    const aim = hullLeast(at, support, scale)
    if (aim === null) return null
    if (aim.every(weight => weight > 0)) return [support, aim]
    let reach = 1
    let leaves = -1
    aim.forEach((weight, s) => {
      const from = weights[s] as number
      if (weight > 0) return
      const step = from === weight ? 0 : from / (from - weight)
      if (leaves < 0 || step < reach) [reach, leaves] = [step, s]
    })
    weights = weights.map((weight, s) => weight + reach * ((aim[s] as number) - weight)).filter((_, s) => s !== leaves)
    support = support.filter((_, s) => s !== leaves)
  }
}

/** The least of wᵀKw with Σw = 1: w ∝ (K + c·11ᵀ)⁻¹1, by Cholesky. Null where the points are affinely dependent. */
function hullLeast(at: (i: number, j: number) => number, support: readonly number[], scale: number): number[] | null {
  const s = support.length
  const shift = scale > 0 ? scale : 1
  const lower = new Float64Array(s * s)
  const x = new Float64Array(s)
  for (let i = 0; i < s; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = at(support[i] as number, support[j] as number) + shift
      for (let m = 0; m < j; m++) rest -= (lower[i * s + m] as number) * (lower[j * s + m] as number)
      if (i !== j) lower[i * s + j] = rest / (lower[j * s + j] as number)
      else if (rest > 1e-14 * shift) lower[i * s + i] = Math.sqrt(rest)
      else return null
    }
    let rest = 1
    for (let m = 0; m < i; m++) rest -= (lower[i * s + m] as number) * (x[m] as number)
    x[i] = rest / (lower[i * s + i] as number)
  }
  let total = 0
  for (let i = s - 1; i >= 0; i--) {
    let rest = x[i] as number
    for (let m = i + 1; m < s; m++) rest -= (lower[m * s + i] as number) * (x[m] as number)
    x[i] = rest / (lower[i * s + i] as number)
    total += x[i] as number
  }
  return Array.from(x, value => value / total)
}
