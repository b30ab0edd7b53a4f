/** Instants as people write them: the one reading that the command line, the pages and the store share. */

/**
 * The ISO instant in UTC that a text stands for, or null where it stands for none. A date alone means the end of that
 * day, so that what was loaded on the day counts; a time without a zone is UTC, whatever the machine's own zone.
 */
export function parseInstant(text: string): string | null {
  const trimmed = text.trim()
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(trimmed)) return null
  const date = /^\d{4}-\d{2}-\d{2}$/.test(trimmed)
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(trimmed) && !date
  const instant = new Date(date ? `${trimmed}T23:59:59.999Z` : `${trimmed.replace(' ', 'T')}${zoned ? '' : 'Z'}`)
  // Years 1 to 9999, which is what stores and ISO dates of four digits hold.
  const year = instant.getUTCFullYear()
  return year >= 1 && year <= 9999 ? instant.toISOString() : null
}
