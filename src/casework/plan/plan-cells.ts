/**
 * Days, months and figures as a spreadsheet may have rewritten them. What cannot be read stays as it is, for the schema to
 * refuse.
 */
import { parseDate } from '../../evidence/dates.ts'
import { parsePeriod } from '../../evidence/periods.ts'

/** `31/05/2026` → `2026-05-31`. */
export function dateOf(text: string): string {
  return parseDate(text) ?? text
}

/** `May-26` → `2026-05`. */
export function monthOf(text: string): string {
  return /^\d{4}-\d{2}$/.test(text) ? text : (parsePeriod(text)?.id ?? text)
}

/** `1.50` → 1.5. */
export function figureOf(text: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text
}
