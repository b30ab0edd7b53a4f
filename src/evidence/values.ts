/** Printed values: a number kept exactly as printed, or the reason why there is none. */
import type { ValueStatus } from './model.ts'

export interface PrintedValue {
  readonly status: ValueStatus
  readonly value: number | null
  /** Plain decimal digits (no exponent, no grouping); '' unless status is `value`. */
  readonly text: string
}

const missing: PrintedValue = { status: 'missing', value: null, text: '' }
const suppressed: PrintedValue = { status: 'suppressed', value: null, text: '' }
const notApplicable: PrintedValue = { status: 'not-applicable', value: null, text: '' }

/** Words in place of a number. R writes an absent value `NA`; people write `n/a` for "does not apply". */
const words: Readonly<Record<string, PrintedValue>> = {
  '': missing,
  na: missing,
  nan: missing,
  null: missing,
  none: missing,
  '.': missing,
  missing,
  'no data': missing,
  'not available': missing,
  '#n/a': missing,
  '*': suppressed,
  c: suppressed,
  '[c]': suppressed,
  suppressed,
  '<5': suppressed,
  '<7': suppressed,
  '[low]': suppressed,
  'n/a': notApplicable,
  'not applicable': notApplicable,
  '-': notApplicable,
  '–': notApplicable,
  '[z]': notApplicable,
  z: notApplicable,
}

const plainNumber = /^-?\d+(?:\.\d+)?$/
/** Beyond it a double no longer counts in ones, and no figure about an organisation is as large. */
const largest = 1e15

/** Reads one cell; null when it is neither a number of this world nor one of the words for its absence. */
export function readValue(cell: string): PrintedValue | null {
  if (plainNumber.test(cell)) return valueOf(cell)
  const word = words[cell.trim().toLowerCase()]
  if (word) return word
  const text = plainDecimal(cell)
  return text === null ? null : valueOf(text)
}

function valueOf(text: string): PrintedValue | null {
  const value = Number(text)
  return Math.abs(value) <= largest ? { status: 'value', value, text } : null
}

/** The digits of `1,234.50`, `£12.5`, `12.3%`, `(5.1)`, `.5`, `1.2e-3` or `+3`; null for anything else. */
export function plainDecimal(cell: string): string | null {
  let text = cell
    .trim()
    .replace(/^\((.+)\)$/, '-$1')
    .replace(/^([-+−]?)£/, '$1')
    .replace(/^−/, '-')
    .replace(/^\+/, '')
    .replace(/ ?%$/, '')
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) text = text.replaceAll(',', '')
  const parts = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text)
  if (!parts || !(parts[2] || parts[3])) return null
  return shift(`${parts[1]}${parts[2] || '0'}${parts[3] ? `.${parts[3]}` : ''}`, Number(parts[4] ?? 0))
}

/** Moves the decimal point of a plain decimal to the right (or left, if negative), exactly: `shift('0.7688', 2)` is `76.88`. */
export function shift(text: string, places: number): string {
  if (places === 0) return text
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) as unknown as [
    string,
    string,
    string,
    string?,
  ]
  const point = whole.length + places
  const digits = `${whole}${decimals}`
    .padEnd(point, '0')
    .padStart(whole.length + decimals.length + Math.max(0, 1 - point), '0')
  const at = Math.max(1, point)
  const front = digits.slice(0, at).replace(/^0+(?=\d)/, '')
  const back = digits.slice(at)
  return `${sign}${front}${back ? `.${back}` : ''}`
}

/** The two ends of `6 to 49`, `1.28 to 2.78`, `6-49` or `6 – 49`; null otherwise. */
export function readRange(cell: string): readonly [string, string] | null {
  const ends = /^(-?\d+(?:\.\d+)?) ?(?:to|-|–) ?(-?\d+(?:\.\d+)?)$/.exec(cell.trim())
  return ends && [ends[1] as string, ends[2] as string]
}

/** `Yes` → `1`, `No` → `0` (also Y/N, True/False, 1/0, 1.0/0.0); null otherwise. */
export function readYesNo(cell: string): '0' | '1' | null {
  const word = cell.trim().toLowerCase()
  return /^(yes|y|true|1|1\.0)$/.test(word) ? '1' : /^(no|n|false|0|0\.0)$/.test(word) ? '0' : null
}

/** A place or segment is a whole number however it was exported: `33.0` → `33`. */
export function wholeNumber(text: string): string {
  return text.replace(/^(-?\d+)\.0+$/, '$1')
}
