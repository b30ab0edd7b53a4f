import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseInstant } from '../../src/evidence/instant.ts'

describe('an instant as people write it', () => {
  const zone = process.env.TZ
  beforeEach(() => {
    process.env.TZ = 'America/New_York'
  })
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  test('without a zone is UTC, whatever the zone of the machine', () => {
    expect(parseInstant('2026-03-01T09:30')).toBe('2026-03-01T09:30:00.000Z')
    expect(parseInstant('2026-07-01 09:30:15')).toBe('2026-07-01T09:30:15.000Z')
  })

  test('a date alone is the end of that day; a zone is heeded', () => {
    expect(parseInstant('2026-03-01')).toBe('2026-03-01T23:59:59.999Z')
    expect(parseInstant('2026-07-01T09:30:00+01:00')).toBe('2026-07-01T08:30:00.000Z')
  })

  test.each(['', 'soon', '2026-13-01', '01/03/2026', 'March 2026'])('"%s" is none', text => {
    expect(parseInstant(text)).toBeNull()
  })
})
