/** A power is used: a freedom suspended or granted, by which instrument, over whom, from when to when, on what conditions. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { dayFromIso } from '../../regimes/day.ts'
import type { Power } from '../../regimes/people-schema.ts'
import { powersOf } from '../../regimes/standing.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { choice, day, line, oneOf, prose } from './fields.ts'
import type { About, RecordKindRule } from './record.ts'
import { onRoute, organisationRoles, overseers } from './writers.ts'

/** What a power does to a freedom, as regime files say it; the freedom is what the organisation had before, in all but a grant. */
export const powerDoes: Readonly<Record<Power['does'], string>> = {
  suspends: 'Suspends a freedom',
  grants: 'Grants a freedom',
  requires: 'Takes a freedom away by a requirement',
  directs: 'Takes a freedom away by a direction',
  removes: 'Takes a freedom away',
}

const sent = z.strictObject({
  power: choice({
    label: 'Power under the rules',
    hint: 'What it does and to which freedom is then as the rules say.',
  }).nullable(),
  does: oneOf({ label: 'What it does, where it is none of the rules’ own' }, powerDoes).nullable(),
  freedom: line(
    {
      label: 'The freedom concerned, where it is none of the rules’ own',
      hint: 'What may be done no longer, such as declining help; of a grant, what may be done now.',
    },
    500,
  ).nullable(),
  instrument: line(
    { label: 'Instrument', hint: 'The order, direction, letter or licence condition by which it is used.' },
    500,
  ),
  place: line({ label: 'Section of the instrument or the law' }).nullable(),
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }).nullable(),
  conditions: prose({ label: 'Conditions' }, 4000).nullable(),
  ended: day({ label: 'Ended on, where it ended before its time' }).nullable(),
})
const body = sent.extend({
  does: z.enum(['suspends', 'grants', 'requires', 'directs', 'removes']),
  freedom: z.string(),
})
export type PowerUse = z.infer<typeof body>
type Sent = z.infer<typeof sent>

export const powerUseKind: RecordKindRule<PowerUse, Sent> = {
  kind: 'power-use',
  title: 'Use of a power',
  says: 'A freedom is suspended, granted or taken away: by which instrument, over whom, from when to when.',
  section: 'powers',
  sent,
  body,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...new Set([...usable(compiled, route).flatMap(([, { by }]) => onRoute(route, by)), ...overseers(compiled, route)]),
  ],
  answeredBy: organisationRoles,
  choices: ({ compiled, case: found }) => ({
    power: usable(compiled, found.state.route).map(([value, { title }]) => ({ value, label: title })),
  }),
  refuse(about, one, { role, before }) {
    const { from, until, ended } = one
    if (until !== null && until < from)
      return refuse('bad-request', `Found from ${from} until ${until}; expected the first day first.`)
    if (ended !== null && (ended < from || ended > about.today))
      return refuse('bad-request', `Found that it ended on ${ended}; expected a day from ${from} to ${about.today}.`)
    if (one.power !== null) return notTheirs(about, { ...one, power: one.power }, role, before === null)
    return one.does === null || one.freedom === null
      ? refuse('bad-request', 'Found no power of the rules; expected one, or what it does and to which freedom.')
      : null
  },
  complete({ compiled: { regime } }, one) {
    const power = one.power === null ? undefined : regime.powers[one.power]
    return { ...one, does: power?.does ?? one.does ?? 'requires', freedom: power?.freedom ?? one.freedom ?? '' }
  },
}

/** Why a power of the rules is not this role's to use, or not in this stage. */
function notTheirs(
  { compiled, case: found }: About,
  { power: id, from }: Sent & { readonly power: string },
  role: string,
  isNew: boolean,
): Refused | null {
  const { route } = found.state
  const known = usable(compiled, route)
  const power = known.find(([one]) => one === id)?.[1]
  if (power === undefined)
    return refuse(
      'bad-request',
      `Found the power "${id}"; expected one of ${known.map(([one]) => one).join(', ') || 'none: the rules name none'}, or one in words.`,
    )
  const by = onRoute(route, power.by)
  if (!by.includes(role))
    return refuse('wrong-role', `"${power.title}" is for ${by.join(' or ')} to use; found ${role}.`)
  // In which stage the case was before its latest event is not asked: what was used then is written down late.
  const now = dayFromIso(from) >= found.state.last
  if (!isNew || !now || powersOf(compiled, found.state).some(one => one.id === id)) return null
  return refuse('not-in-force', `"${power.title}" cannot be used in the stage "${found.stage}" of the case.`)
}

/** Powers of the rules on a route. */
function usable({ regime }: CompiledRegime, route: string | null): readonly (readonly [string, Power])[] {
  return Object.entries(regime.powers).filter(([, power]) => power.route === undefined || power.route === route)
}

/** Whether it holds on a day (ISO): its last day is in it, and the day on which it ended before its time is not. */
export function isInForce({ from, until, ended }: Pick<PowerUse, 'from' | 'until' | 'ended'>, on: string): boolean {
  return from <= on && (until === null || on <= until) && (ended === null || on < ended)
}
