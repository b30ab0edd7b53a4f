/** Faults of the small regime when its text is changed in one place. */
import { expect } from 'vitest'
import { DocumentFault } from '../../../src/documents/yaml-document.ts'
import { readRegime } from '../../../src/regimes/regime-file.ts'
import { harbourWatch } from '../fixture.ts'

/** Text of the small regime with one piece replaced by another. */
export function changed(from: string | RegExp, to: string): string {
  const text = harbourWatch.replace(from, to)
  expect(text, `the small regime has "${from}"`).not.toBe(harbourWatch)
  return text
}

/** The faults of a text, each in one line with its place, followed by two lines of excerpt. */
export function faultsOf(text: string, version?: string): readonly string[] {
  try {
    readRegime(text, 'harbour-watch.yaml', version, { id: 'harbour-watch', calendars: ['england'] })
  } catch (error) {
    if (error instanceof DocumentFault) return error.message.split(/\n(?=harbour-watch\.yaml)/)
    throw error
  }
  throw new Error('the regime was accepted')
}

/** The only fault of the small regime with one piece replaced by another. */
export function faultOf(from: string | RegExp, to: string, version?: string): string {
  const faults = faultsOf(changed(from, to), version)
  expect(faults).toHaveLength(1)
  return faults[0] ?? ''
}

/** Line and column (from 1) at which a piece of a text stands. */
export function placeOf(text: string, piece: string): string {
  const before = text.slice(0, text.indexOf(piece)).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}
