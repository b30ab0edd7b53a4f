/** Clocks that can be counted: working days by a calendar, and extensions in the unit of what they extend. */
import type { DocumentIssue, ReadDocument } from '../documents/yaml-document.ts'
import { parseLength } from './clock-rule.ts'
import type { Regime } from './regime.ts'
import { unknownName } from './unknown-name.ts'

/** Faults of clocks; `calendars` are the ids of those there are, where that is known. */
export function checkClocks(document: ReadDocument<Regime>, calendars?: readonly string[]): DocumentIssue[] {
  return [...checkCalendars(document, calendars), ...checkExtensions(document)]
}

function checkCalendars(
  { value: regime, issueAt }: ReadDocument<Regime>,
  calendars?: readonly string[],
): DocumentIssue[] {
  return Object.entries(regime.clocks).flatMap(([id, { length, calendar }]) => {
    const at = ['clocks', id, 'calendar']
    if (calendar === undefined)
      return length.endsWith('working days')
        ? [
            issueAt(at, {
              found: `${length} without a calendar`,
              expected: 'the calendar of holidays by which they are counted',
              todo: 'Add "calendar".',
            }),
          ]
        : []
    if (!calendars || calendars.includes(calendar)) return []
    return [issueAt(at, unknownName(`the calendar "${calendar}"`, calendar, 'calendars', calendars))]
  })
}

function checkExtensions({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  return Object.entries(regime.clocks).flatMap(([id, { length, extension }]) => {
    const longest = extension?.['at-most-length']
    if (longest === undefined || parseLength(longest).unit === parseLength(length).unit) return []
    return [
      issueAt(['clocks', id, 'extension', 'at-most-length'], {
        found: `an extension of up to ${longest} for a clock of ${length}`,
        expected: `a length in ${parseLength(length).unit}`,
      }),
    ]
  })
}
