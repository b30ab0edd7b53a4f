/**
 * What an organisation owes twice: in two open cases a duty of the same kind to different bodies. Told only where both files
 * say to whom it is owed; where one does not, nobody can tell. Pure.
 */
import { compare } from '../evidence/compare.ts'
import { whenInWords } from '../regimes/people-words.ts'
import type { Regime } from '../regimes/regime.ts'
import { dutiesOf, type DutyOwed } from '../regimes/standing.ts'
import { isOpen, listed, type RuledCase, type Surroundings } from './conflicts.ts'

export interface DoubleDuty {
  readonly organisations: readonly string[]
  readonly caseId: string
  readonly regime: { readonly id: string; readonly title: string }
  /** As owed here and as owed there: what, to whom, when. */
  readonly here: OwedTo
  readonly there: OwedTo
  /** Both bear the same title, or both are a regular plan or report. */
  readonly alike: 'same-title' | 'regular-plan' | 'regular-report'
  readonly words: string
}

export interface OwedTo {
  readonly duty: string
  readonly title: string
  readonly to: string
  readonly when: string
}

/** Duties owed now by the organisations of a case that they also owe, to another body, in another open case. */
export function doubleDuties(
  focal: RuledCase,
  others: readonly RuledCase[],
  { nameOf }: Pick<Surroundings, 'nameOf'>,
): readonly DoubleDuty[] {
  if (!isOpen(focal.found)) return []
  const own = owedByOrganisation(focal)
  return others
    .flatMap(other => {
      const { found, compiled } = other
      const organisations = found.organisations.filter(code => focal.found.organisations.includes(code)).toSorted()
      if (found.id === focal.found.id || found.recordKind !== focal.found.recordKind) return []
      if (organisations.length === 0 || !isOpen(found)) return []
      const regime = { id: compiled.regime.regime, title: compiled.regime.title }
      const who = listed(organisations.map(nameOf))
      return owedByOrganisation(other).flatMap(there =>
        own.flatMap((here): DoubleDuty[] => {
          const alike = likeness(here, there)
          if (alike === null || plain(here.said.to) === plain(there.said.to)) return []
          return [
            {
              organisations,
              caseId: found.id,
              regime,
              here: here.said,
              there: there.said,
              alike,
              words: `${who} may be asked twice: “${here.said.title}” in ${focal.compiled.regime.title}, to ${here.said.to}, and “${there.said.title}” in ${regime.title}, to ${there.said.to}.`,
            },
          ]
        }),
      )
    })
    .toSorted(
      (a, b) =>
        compare(a.regime.title, b.regime.title) ||
        compare(a.caseId, b.caseId) ||
        compare(a.here.duty, b.here.duty) ||
        compare(a.there.duty, b.there.duty),
    )
}

interface Owed {
  readonly regular: boolean
  readonly said: OwedTo
}

/** What the organisation itself owes in the present stage, where the file says to whom. */
function owedByOrganisation({ found, compiled }: RuledCase): readonly Owed[] {
  const { regime } = compiled
  return dutiesOf(compiled, found.state).flatMap(({ id, duty, owner }: DutyOwed): Owed[] => {
    if (regime.roles[owner]?.kind !== 'organisation' || duty.to === undefined) return []
    const said = { duty: id, title: duty.title, to: bodyIn(regime, duty.to), when: whenInWords(regime, duty) }
    return [{ regular: 'every' in duty.when, said }]
  })
}

/** To whom, by the title of the role where it is one. */
function bodyIn(regime: Regime, to: string): string {
  return regime.roles[to]?.title ?? to
}

function likeness(a: Owed, b: Owed): DoubleDuty['alike'] | null {
  if (plain(a.said.title) === plain(b.said.title)) return 'same-title'
  const kind = regularKind(a)
  return kind !== null && kind === regularKind(b) ? kind : null
}

/** What is owed regularly and is about a plan; else, what is a report by its name. */
function regularKind({ regular, said: { title } }: Owed): 'regular-plan' | 'regular-report' | null {
  if (!regular) return null
  if (/\bplans?\b/i.test(title)) return 'regular-plan'
  return /\b(reports?|accounts?|returns?|updates?)\b/i.test(title) ? 'regular-report' : null
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
