/** A power is used: a freedom suspended or granted, by which instrument, over whom, from when to when, on what conditions. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Power } from '../../regimes/people-schema.ts'
import type { Refused } from '../model.ts'
import type { PowerSpan } from '../power-spans.ts'
import { refuse } from '../refused.ts'
import { choice, day, line, oneOf, prose } from './fields.ts'
import { beforeOpening } from './lower-bounds.ts'
import { type About, type Asked, type RecordKindRule, recordsOfKind } from './record.ts'
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
export type UseDays = Pick<PowerUse, 'from' | 'until' | 'ended'>

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
  refuse(about, one, asked) {
    const { from, until, ended } = one
    if (until !== null && until < from)
      return refuse('bad-request', `Found from ${from} until ${until}; expected the first day first.`)
    if (ended !== null && (ended < from || ended > about.today))
      return refuse('bad-request', `Found that it ended on ${ended}; expected a day from ${from} to ${about.today}.`)
    if (one.power !== null) return notTheirs(about, { ...one, power: one.power }, asked)
    return one.does === null || one.freedom === null
      ? refuse('bad-request', 'Found no power of the rules; expected one, or what it does and to which freedom.')
      : beforeOpening(about, 'the use of a power from', from)
  },
  complete({ compiled: { regime } }, one) {
    const power = one.power === null ? undefined : regime.powers[one.power]
    return { ...one, does: power?.does ?? one.does ?? 'requires', freedom: power?.freedom ?? one.freedom ?? '' }
  },
}

type RulesUse = Sent & { readonly power: string }

/** Why a power of the rules is not this role's to use, was not there on its first day, or is in use already. */
async function notTheirs(about: About, use: RulesUse, asked: Asked): Promise<Refused | null> {
  const { route } = about.case.state
  const known = usable(about.compiled, route)
  const power = known.find(([one]) => one === use.power)?.[1]
  if (power === undefined)
    return refuse(
      'bad-request',
      `Found the power "${use.power}"; expected one of ${known.map(([one]) => one).join(', ') || 'none: the rules name none'}, or one in words.`,
    )
  const by = onRoute(route, power.by)
  if (!by.includes(asked.role))
    return refuse('wrong-role', `"${power.title}" is for ${by.join(' or ')} to use; found ${asked.role}.`)
  const spans = (await about.powers()).filter(({ id }) => id === use.power)
  return notThere(about, power, spans, use, asked) ?? twice(about, power, use, asked)
}

/** Why the stages of the case did not have a power when its use began, or have it no longer. */
function notThere(
  { case: found, today }: About,
  { title }: Power,
  spans: readonly PowerSpan[],
  use: RulesUse,
  { before }: Asked,
): Refused | null {
  const there = (day: string) => spans.some(span => isInForce({ ...span, until: null }, day))
  // What was used by events that were corrected since may still be ended.
  const kept = earlier(before)?.power === use.power && earlier(before)?.from === use.from
  if (!kept && !there(use.from))
    return refuse(
      'not-in-force',
      `Found that "${title}" is used from ${use.from} on, when the stage of the case did not have it; expected a day on which it did: ${daysInWords(spans)}.`,
    )
  if (there(today) || !isInForce(use, today)) return null
  return refuse(
    'not-in-force',
    `Found that "${title}" is still in use; the stage "${found.stage}" of the case does not have it. Say until when it was used, or on which day it ended.`,
  )
}

function daysInWords(spans: readonly PowerSpan[]): string {
  const days = spans.map(({ from, ended }) =>
    ended === null ? `from ${from} on` : `from ${from} until before ${ended}`,
  )
  return days.join('; ') || 'there is none so far'
}

/** Why a power is not used once more: over the same organisation it is in force by another use. */
function twice({ records }: About, { title }: Power, use: RulesUse, { organisation, before }: Asked): Refused | null {
  const other = recordsOfKind(records, powerUseKind).find(
    ({ id, organisation: over, body: one }) =>
      id !== before?.id &&
      one.power === use.power &&
      (over === organisation || over === null || organisation === null) &&
      overlap(one, use),
  )
  const old = earlier(before)
  // Two that were in force at once before may be ended one after the other.
  if (other === undefined || (old?.power === use.power && overlap(old, other.body))) return null
  return refuse(
    'not-in-force',
    `"${title}" is in use already from ${other.body.from} on, by ${other.body.instrument}. Write the next version of that use, or in it on which day it ended.`,
  )
}

function earlier(before: Asked['before']): PowerUse | undefined {
  return before === null ? undefined : recordsOfKind([before], powerUseKind)[0]?.body
}

/** Powers of the rules on a route. */
function usable({ regime }: CompiledRegime, route: string | null): readonly (readonly [string, Power])[] {
  return Object.entries(regime.powers).filter(([, power]) => power.route === undefined || power.route === route)
}

/** Whether it holds on a day (ISO): its last day is in it, and the day on which it ended before its time is not. */
export function isInForce({ from, until, ended }: UseDays, on: string): boolean {
  return from <= on && (until === null || on <= until) && (ended === null || on < ended)
}

/** Whether two hold on one day. */
export function overlap(one: UseDays, other: UseDays): boolean {
  const begins = one.from > other.from ? one.from : other.from
  return isInForce(one, begins) && isInForce(other, begins)
}
