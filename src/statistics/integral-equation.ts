/**
 * Run lengths of charts whose statistic is a Markov chain on an interval solve a Fredholm equation of the second kind,
 * L(u) = 1 + a(u)·L(s) + ∫ L(x)·K(u, x) dx over [low, high], where `a` is the chance of landing on the single state s.
 * Solved by Nyström's method on Gauss–Legendre nodes, which for smooth kernels is exact to rounding.
 */
import { solveLinear } from './linear-equations.ts'

export interface RunLengthEquation {
  readonly low: number
  readonly high: number
  /** Density of moving from u to x. */
  kernel(u: number, x: number): number
  /** A state with a probability of its own, such as 0 for a CUSUM. */
  readonly atom?: { readonly at: number; chance(u: number): number }
  readonly nodes: number
}

/** L(start): the expected number of observations until the statistic leaves the interval. */
export function solveRunLength(equation: RunLengthEquation, start: number): number {
  const { low, high, kernel, atom } = equation
  const { nodes, weights } = gaussLegendre(equation.nodes, low, high)
  const states = atom ? [atom.at, ...nodes] : nodes
  const row = (u: number) => {
    const moves = nodes.map((x, index) => (weights[index] as number) * kernel(u, x))
    return atom ? [atom.chance(u), ...moves] : moves
  }
  const matrix = states.map((u, i) => row(u).map((move, j) => (i === j ? 1 : 0) - move))
  const lengths = solveLinear(
    matrix,
    states.map(() => 1),
  )
  return row(start).reduce((sum, move, index) => sum + move * (lengths[index] as number), 1)
}

/** Nodes and weights of Gauss–Legendre quadrature on [low, high], by Newton's method on the Legendre polynomial. */
export function gaussLegendre(n: number, low: number, high: number): { nodes: number[]; weights: number[] } {
  const nodes: number[] = []
  const weights: number[] = []
  const half = (high - low) / 2
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 0
    for (let step = 0; step < 100; step++) {
      let previous = 1
      let value = x
      for (let degree = 2; degree <= n; degree++)
        [previous, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree]
      slope = (n * (x * value - previous)) / (x * x - 1)
      const move = value / slope
      x -= move
      if (Math.abs(move) < 1e-15) break
    }
    nodes.push(low + half * (1 + x))
    weights.push((2 * half) / ((1 - x * x) * slope * slope))
  }
  return { nodes, weights }
}
