/** Sums of whole-time equivalents, in integer hundredths, over days. Pure. */

export interface Share {
  readonly 'wte-hundredths': number
  readonly from: string
  /** The last day (ISO); null where there is none. */
  readonly until: string | null
}

export function standsOn({ from, until }: Pick<Share, 'from' | 'until'>, day: string): boolean {
  return from <= day && (until === null || day <= until)
}

export function sumOf(shares: readonly Pick<Share, 'wte-hundredths'>[]): number {
  return shares.reduce((sum, one) => sum + one['wte-hundredths'], 0)
}

/** The most that shares come to on any day, and the first such day: it is one on which a share begins. */
export function mostOn(shares: readonly Share[]): { readonly most: number; readonly on: string } {
  return shares.reduce(
    (most, { from }) => {
      const sum = sumOf(shares.filter(one => standsOn(one, from)))
      return sum > most.most || (sum === most.most && from < most.on) ? { most: sum, on: from } : most
    },
    { most: 0, on: '' },
  )
}

/** `1.5`, of hundredths: as people write whole-time equivalents. */
export function wteText(hundredths: number): string {
  return (hundredths / 100).toLocaleString('en-GB', { maximumFractionDigits: 2 })
}
