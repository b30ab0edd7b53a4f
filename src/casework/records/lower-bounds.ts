/** How early a day may lie that a record speaks of. Pure. */
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import type { About } from './record.ts'

/**
 * Why something under the rules cannot be of a day (ISO): no rules of the case were in force yet. It may be of before the case
 * was opened, as what a diagnostic cost is, or a director who came earlier.
 * @param what What is of that day, such as `a cost from`.
 */
export function beforeTheRules(about: Pick<About, 'compiled' | 'case'>, what: string, day: string): Refused | null {
  const first = firstOfTheRules(about)
  return day < first
    ? refuse('bad-request', `Found ${what} ${day}; expected ${first}, when its rules came into force, or later.`)
    : null
}

/** Why something of the case itself cannot be of a day (ISO): the case was not opened yet. */
export function beforeOpening({ case: found }: Pick<About, 'case'>, what: string, day: string): Refused | null {
  return day < found.opened
    ? refuse('bad-request', `Found ${what} ${day}; expected ${found.opened}, when the case was opened, or later.`)
    : null
}

/** A case that came under its rules by migration was opened under others, before theirs began. */
function firstOfTheRules({ compiled: { regime }, case: found }: Pick<About, 'compiled' | 'case'>): string {
  const versions = Object.values(regime.versions).map(version => version['in-force'].from)
  return versions.reduce((first, one) => (one < first ? one : first), found.opened)
}
