/** Somebody asks for support: agreed where its kind may improve the subject, referred where the subject is out of scope. */
import type { Draft } from './draft.ts'
import { holdsDuring, statesDuring } from './during.ts'
import type { CaseEvent } from './model.ts'
import type { ClockStop } from './move-clock.ts'
import type { Regime } from './regime.ts'
import { holdsOn } from './roles.ts'
import { tell } from './running-clocks.ts'

/** Agrees or refers, or says why neither is possible and changes nothing. */
export function askSupport(
  draft: Draft,
  regime: Regime,
  { support: id, subject: about }: Extract<CaseEvent, { kind: 'support' }>,
): ClockStop | null {
  const kinds = Object.entries(regime.support).filter(([, kind]) => holdsOn(kind, draft.course.route))
  const support = kinds.find(([kind]) => kind === id)?.[1]
  const subject = regime.subjects[about]
  if (support === undefined)
    return unknown(
      `kind of support "${id}" on this route`,
      'kinds',
      kinds.map(([kind]) => kind),
    )
  if (subject === undefined) return unknown(`subject "${about}"`, 'subjects', Object.keys(regime.subjects))
  if (!holdsDuring(regime, support.during, draft.state.id)) {
    const words = `"${support.title}" is given in the states ${statesDuring(regime, support.during).join(', ')}, and the case is in ${draft.state.id}.`
    return { reason: 'not-allowed-here', words }
  }
  const to = subject['refer-to']
  if (subject['in-scope'] && support.improves.includes(about)) {
    tell(draft, { kind: 'support-agreed', support: id, subject: about })
    return null
  }
  if (!subject['in-scope'] && to !== undefined) {
    tell(draft, { kind: 'referral', support: id, subject: about, to })
    return null
  }
  const instead = kinds.filter(([, kind]) => kind.improves.includes(about)).map(([kind]) => kind)
  const words = subject['in-scope']
    ? `"${support.title}" does not improve "${subject.title}"; what does: ${instead.join(', ') || 'nothing in this regime'}.`
    : `"${subject.title}" is out of scope, and the regime names nobody to refer it to.`
  return { reason: 'unknown-support', words }
}

function unknown(what: string, plural: string, known: readonly string[]): ClockStop {
  return { reason: 'unknown-support', words: `There is no ${what}. The ${plural} are: ${known.join(', ') || 'none'}.` }
}
