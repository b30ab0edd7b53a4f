/** The instant of an `as-known-at` parameter. */
import * as evidence from '../evidence/instant.ts'
import { echo, PageFault } from './fault.ts'

/** ISO instant in UTC, or null for "now". Throws PageFault on what is no instant. */
export function parseInstant(text: string | null): string | null {
  if (text === null || text.trim() === '') return null
  const instant = evidence.parseInstant(text)
  if (instant !== null) return instant
  throw new PageFault(
    400,
    'This is not a date we can read',
    `"as-known-at" was "${echo(text)}". Give a date such as 2026-03-31, or a date and time such as 2026-03-31T09:30:00Z.`,
  )
}
