/**
 * The arithmetic of a contract's terms, in whole pence: half a penny and more is a penny (half up), and nothing else is rounded.
 * Percentages and days have at most two decimals, so that every product is one of whole numbers. Pure; the method is ours.
 */

/** A share of an amount that is not negative. @param percent From 0, with at most two decimals. */
export function share(pence: number, percent: number): number {
  return halfUp(BigInt(pence) * hundredths(percent), 10_000n)
}

/** What some days cost at a rate in pence a day. @param days From 0, with at most two decimals. */
export function daysCost(days: number, pence: number): number {
  return halfUp(hundredths(days) * BigInt(pence), 100n)
}

/** Whether a number has at most two decimals, as days and percentages do. */
export function hasTwoDecimals(value: number): boolean {
  return Math.abs(value * 100 - Math.round(value * 100)) < 1e-6
}

/** What a result earns: a share of what it is of, less what results of the same kind have earned before; never negative. */
export interface Earning {
  readonly base: number
  readonly percent: number
  /** Share of the base. */
  readonly due: number
  /** Earned before, which is not earned again. */
  readonly before: number
  readonly earns: number
}

/**
 * Terms of a kind are a scale: the best one reached counts, once. What is not known pays nothing until it is named.
 * @param percent Null where the term has no figure.
 */
export function earning(base: number, percent: number | null, before: number): Earning {
  const due = share(base, percent ?? 0)
  return { base, percent: percent ?? 0, due, before, earns: Math.max(0, due - before) }
}

/** Part of a fee that is paid whatever the result. */
export function fixedFee(fee: number, contingentPercent: number | null): number {
  return fee - share(fee, contingentPercent ?? 0)
}

function hundredths(value: number): bigint {
  if (value < 0 || !hasTwoDecimals(value))
    throw new RangeError(`Found ${value}; expected a number from 0 with at most two decimals.`)
  return BigInt(Math.round(value * 100))
}

function halfUp(product: bigint, by: bigint): number {
  const found = Number((product * 2n + by) / (by * 2n))
  if (!Number.isSafeInteger(found)) throw new RangeError(`Found ${product / by} pence; expected fewer.`)
  return found
}
