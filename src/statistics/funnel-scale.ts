/** The scale each funnel method measures on: where chance has about the same spread for every unit. */

export type FunnelMethod = 'shmi' | 'cqc' | 'proportion' | 'ratio'

/**
 * A variance-stabilising scale. `n` numerator, `d` denominator, `t` target; the target and its limits are on the
 * scale of the published value before any multiplier.
 */
export interface FunnelScale {
  readonly words: string
  transform(n: number, d: number): number
  target(t: number): number
  /** Standard error of a unit's transformed value under chance alone. */
  error(n: number, d: number, t: number): number
  /** The same for a unit that is not there, of this denominator and on target: what limits are drawn from. */
  limitError(d: number, t: number): number
  back(y: number): number
}

const arcsine = (p: number) => Math.asin(Math.sqrt(p))
const within = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value))

/** Sources: SHMI methodology (log); CQC and Spiegelhalter 2012 (square root); Spiegelhalter 2005 (arcsine, log ratio). */
export const funnelScales: Readonly<Record<FunnelMethod, FunnelScale>> = {
  shmi: {
    words: 'log of observed over expected',
    transform: (n, d) => Math.log(n / d),
    target: t => Math.log(t),
    error: (_, d, t) => 1 / Math.sqrt(d * t),
    limitError: (d, t) => 1 / Math.sqrt(d * t),
    back: Math.exp,
  },
  cqc: {
    words: 'square root of observed over expected',
    transform: (n, d) => Math.sqrt(n / d),
    target: t => Math.sqrt(t),
    error: (_, d) => 1 / (2 * Math.sqrt(d)),
    limitError: d => 1 / (2 * Math.sqrt(d)),
    back: y => Math.max(0, y) ** 2,
  },
  proportion: {
    words: 'arcsine of the square root of the proportion',
    transform: (n, d) => arcsine(n / d),
    target: arcsine,
    error: (_, d) => 1 / (2 * Math.sqrt(d)),
    limitError: d => 1 / (2 * Math.sqrt(d)),
    back: y => Math.sin(within(0, y, Math.PI / 2)) ** 2,
  },
  // Half is added to either count so that a zero has a logarithm.
  ratio: {
    words: 'log of the ratio of two counts',
    transform: (n, d) => Math.log((n + 0.5) / (d + 0.5)),
    target: t => Math.log(t),
    error: (n, d) => Math.sqrt(n / (n + 0.5) ** 2 + d / (d + 0.5) ** 2),
    limitError: (d, t) => Math.sqrt(1 / (t * d) + 1 / d),
    back: Math.exp,
  },
}
