/** One oversight body takes over from another: its powers, contracts, duties or appointments, by an instrument, from a day on. */
import { z } from 'zod'
import { hashOfValue } from '../canonical.ts'
import type { Actor, EverydayFunction, Refused } from '../model.ts'
import { day, line, prose, yesNo } from '../records/fields.ts'
import { refuse } from '../refused.ts'
import { entriesOf, type RegisterEntry, type RegisterRule } from '../registers/register.ts'
import { transferred, type Transfer } from './body-on.ts'

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/
const bodyName = (label: string) =>
  z
    .string({ error: 'expected the short name of a body' })
    .max(100, 'expected at most 100 characters')
    .regex(slug, 'expected small letters and digits, with hyphens between words')
    .meta({ label, hint: 'By its name in the rules: an id of a role, or a title in small letters.', widget: 'choice' })

const body = z.strictObject({
  from: bodyName('Body that gives'),
  to: bodyName('Body that takes over'),
  on: day({ label: 'First day on which it rests with the other' }),
  powers: yesNo({ label: 'Powers' }),
  contracts: yesNo({ label: 'Contracts' }),
  duties: yesNo({ label: 'Duties' }),
  appointments: yesNo({ label: 'Appointments' }),
  instrument: line({ label: 'Instrument', hint: 'The Act, order or direction, with its section.' }, 500),
  says: prose({ label: 'What else there is to know' }, 2000).nullable(),
  confirmed: yesNo({
    label: 'Confirmed',
    hint: 'By somebody else than whoever wrote it, in its next version. Until then it gives nobody leave to act.',
  }),
})
export type OversightTransfer = z.infer<typeof body>

const writers: readonly EverydayFunction[] = ['oversight-analyst', 'publisher']

export const oversightTransferRegister: RegisterRule<OversightTransfer> = {
  register: 'oversight-transfer',
  title: 'Transfer between oversight bodies',
  says: 'Which body took over what from which, on what day and by what instrument.',
  scope: 'sector',
  body,
  audiences: ['public'],
  revised: 'by-its-writers',
  writers: () => writers,
  choices({ bodies }) {
    const offered = [...Map.groupBy([...bodies.named], ([name]) => bodies.of(name)).values()].flatMap(names => {
      // By its id where it has one, as transfers that ship name it.
      const [name] = names.toSorted(([a], [b]) => Number(bodies.of(a) === a) - Number(bodies.of(b) === b))
      return name === undefined ? [] : [{ value: name[0], label: name[1] }]
    })
    const sorted = offered.toSorted((a, b) => a.label.localeCompare(b.label, 'en-GB'))
    return { from: sorted, to: sorted }
  },
  refuse({ entries, before, bodies, actor }, one) {
    const unknown = [one.from, one.to].find(name => !bodies.named.has(name))
    if (unknown !== undefined)
      return refuse(
        'bad-request',
        `Found "${unknown}", which no rules here name as an oversight body; expected one of ${[...bodies.named.keys()].toSorted().join(', ')}. Name a new body in its rules first.`,
      )
    if (bodies.of(one.from) === bodies.of(one.to))
      return refuse('bad-request', `Found "${one.from}" twice; expected two bodies.`)
    const since = bodies.sinceOf(one.from)
    // A body may take over before any rules name it; what it takes over is there from the first that name the other.
    if (since !== null && one.on < since)
      return refuse(
        'bad-request',
        `Found the day ${one.on}; expected one from ${since}, when the first rules here that name ${one.from} began.`,
      )
    const what = transferred.filter(part => one[part])
    if (what.length === 0)
      return refuse('bad-request', `Found nothing that passes; expected one of ${transferred.join(', ')}.`)
    const others = transfersOf(entries.filter(({ id }) => id !== before?.id))
    const twice = others.find(
      other =>
        bodies.of(other.from) === bodies.of(one.from) &&
        other.on === one.on &&
        what.some(part => other.what.includes(part)),
    )
    if (twice)
      return refuse(
        'bad-request',
        `On ${one.on} it passed from ${one.from} to ${twice.to} already; expected it to pass once.`,
      )
    return one.confirmed ? unconfirmed(before, actor, one) : null
  },
}

/** Why somebody does not confirm a transfer: it is confirmed as it was written last, by somebody who did not write that. */
function unconfirmed(before: RegisterEntry | null, { key }: Actor, one: OversightTransfer): Refused | null {
  const [last] = before === null ? [] : entriesOf([before], oversightTransferRegister)
  if (last === undefined || last.actor === key)
    return refuse(
      'own-act',
      'Found a transfer that is confirmed by whoever writes it. Write it unconfirmed; somebody else confirms it in its next version.',
    )
  const differs = hashOfValue({ ...last.body, confirmed: true }) !== hashOfValue(one)
  return differs
    ? refuse(
        'bad-request',
        'Found a transfer that is changed and confirmed at once; expected it as it was written last. Write the change unconfirmed; somebody else confirms it.',
      )
    : null
}

/** Whether somebody has confirmed a transfer that somebody else wrote. */
export function isConfirmed(entry: RegisterEntry): boolean {
  return entriesOf([entry], oversightTransferRegister).some(({ body: { confirmed } }) => confirmed)
}

/** Transfers that a register holds. */
export function transfersOf(entries: readonly RegisterEntry[]): readonly Transfer[] {
  return entriesOf(entries, oversightTransferRegister).map(({ body: { from, to, on, instrument, ...more } }) => ({
    from,
    to,
    on,
    instrument,
    what: transferred.filter(part => more[part]),
  }))
}
