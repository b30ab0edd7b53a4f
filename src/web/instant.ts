/** The instant of an `as-known-at` parameter. */
import { PageFault } from './fault.ts'

/**
 * ISO instant in UTC, or null for "now". A date alone means the end of that day, so that what was loaded on the day
 * counts. Throws PageFault on anything else.
 */
export function parseInstant(text: string | null): string | null {
  if (text === null || text.trim() === '') return null
  const trimmed = text.trim()
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(trimmed))
    throw wrong(text)
  const date = /^\d{4}-\d{2}-\d{2}$/.test(trimmed)
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(trimmed) && !date
  const instant = new Date(date ? `${trimmed}T23:59:59.999Z` : `${trimmed.replace(' ', 'T')}${zoned ? '' : 'Z'}`)
  if (Number.isNaN(instant.getTime())) throw wrong(text)
  return instant.toISOString()
}

function wrong(text: string): PageFault {
  return new PageFault(
    400,
    'This is not a date we can read',
    `"as-known-at" was "${text}". Give a date such as 2026-03-31, or a date and time such as 2026-03-31T09:30:00Z.`,
  )
}
