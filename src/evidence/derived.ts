/** Figures worked out from columns of the same row, where the publisher leaves the sum or ratio to the reader. Exact until the one rounding. */
import type { Columns } from './columns.ts'
import type { Source } from './source.ts'
import { readValue, shift, wholeNumber, type PrintedValue } from './values.ts'

export interface DerivedValue extends PrintedValue {
  readonly metric: string
  readonly unit: string
}

/** Makes the function that works out a row's derived figures; one that does not apply (nothing to divide by) is left out. */
export function deriver(source: Source, columns: Columns): (row: readonly string[]) => readonly DerivedValue[] {
  const rules = source.derived.flatMap(rule => {
    const indexes = (names: readonly string[]) => names.map(name => columns.named(name)?.index ?? -1)
    const [of, to] = [indexes(rule.of), rule.to ? indexes(rule.to) : null]
    return [...of, ...(to ?? [])].includes(-1) ? [] : [{ ...rule, of, to }]
  })
  return row =>
    rules.flatMap(({ metric, unit, of, to, complement, times, places }): DerivedValue[] => {
      const [top, bottom] = [sum(row, of), to ? sum(row, to) : 1n * scale]
      if (typeof top !== 'bigint' || typeof bottom !== 'bigint') {
        const status = top === 'suppressed' || bottom === 'suppressed' ? 'suppressed' : 'missing'
        return [{ metric, unit, status, value: null, text: '' }]
      }
      if (bottom === 0n) return []
      const text = ratioText((complement ? bottom - top : top) * BigInt(times), bottom, to ? places : 6)
      return [
        {
          metric,
          unit,
          status: 'value',
          value: Number(text),
          text: to ? text : wholeNumber(text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')),
        },
      ]
    })
}

/** Twelve decimals: more than any publisher prints. */
const scale = 10n ** 12n

function sum(row: readonly string[], indexes: readonly number[]): bigint | 'suppressed' | 'missing' {
  let total = 0n
  for (const index of indexes) {
    const read = readValue(row[index] ?? '')
    if (read?.status !== 'value') return read?.status === 'suppressed' ? 'suppressed' : 'missing'
    total += BigInt(shift(read.text, 12).split('.')[0] as string)
  }
  return total
}

/** A ratio as a decimal with so many places, rounded half away from zero. */
export function ratioText(top: bigint, bottom: bigint, places: number): string {
  const negative = top < 0n !== bottom < 0n
  const [n, d] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  const rounded = (2n * n * 10n ** BigInt(places) + d) / (2n * d)
  return `${negative && rounded > 0n ? '-' : ''}${shift(rounded.toString(), -places)}`
}
