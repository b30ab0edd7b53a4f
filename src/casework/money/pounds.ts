/** Pence as people write them. Pure. */

/** `£1,234.56`, or `£1,234` where there are no pence; a minus sign before the pound sign. */
export function poundsText(pence: number): string {
  if (!Number.isSafeInteger(pence)) throw new RangeError(`Found ${pence}; expected whole pence.`)
  const all = Math.abs(pence)
  const rest = all % 100
  const whole = ((all - rest) / 100).toLocaleString('en-GB')
  return `${pence < 0 ? '−' : ''}£${whole}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`
}
