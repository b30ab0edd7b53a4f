/** That an organisation of a running case is one no more: when, to whom it passed, and what of the case passes with it. */
import { z } from 'zod'
import { sharedDuties } from '../casework/duty-parts.ts'
import { holdingOn } from '../casework/records/appointment.ts'
import { organisationRoles } from '../casework/records/writers.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { dayFromIso } from '../regimes/day.ts'
import { dutiesOf } from '../regimes/standing.ts'
import { type Passing, passedOn } from '../regimes/successors.ts'
import type { CaseRecords } from './case-records.ts'
import { roleTitle } from './event-words.ts'
import { date, list } from './format.ts'
import { organisationName } from './organisation-name.ts'

const named = z.object({ code: z.string(), name: z.string() })
export const passedSchema = z.object({
  organisation: named,
  on: z.string().meta({ description: 'ISO day from which the successors act for it.' }),
  kind: z.string(),
  to: z.array(named.extend({ here: z.boolean().meta({ description: 'Whether this store has a page about it.' }) })),
  words: z.string(),
  duties: z.array(z.string()).meta({ description: 'What the organisation owed, and its successors now owe.' }),
  appointments: z.array(z.string()).meta({ description: 'Appointments that hold, of what the reader may see.' }),
})
type Passed = z.infer<typeof passedSchema>

/** For each organisation of a case that passed to others while it ran; none of a case that was over by then. */
export function passedIn({ reading, records }: CaseRecords, snapshot: Snapshot): Passed[] {
  const { found, compiled, today, asKnownAt, events } = reading
  const { regime } = compiled
  const last = found.closed ?? '9999-12-31'
  const ours = organisationRoles(compiled, found.state.route)
  const latest = records.map(one => one.latest)
  const shared = sharedDuties(compiled, found.state, { records: latest, events }, dayFromIso(today))
  /** What an organisation owes, but for what it has done its part of. */
  const dutiesOfOne = (code: string) =>
    dutiesOf(compiled, found.state).flatMap(({ id, owner, duty }) => {
      const mine = shared.flatMap(({ owed, parts }) => (owed.id === id ? parts : []))
      const isDone = mine.some(part => part.organisation === code && part.done !== null) && !('every' in duty.when)
      return ours.includes(owner) && !isDone ? [duty.title] : []
    })
  const held = holdingOn(latest, today).map(({ body: { role, post } }) => `${roleTitle(regime, role)}: ${post}`)
  return found.organisations.flatMap(code => {
    const passings = passedOn(snapshot, code, asKnownAt?.slice(0, 10) ?? today).filter(({ on }) => on <= last)
    const [first] = passings
    if (first === undefined) return []
    const organisation = { code, name: organisationName(snapshot, code) }
    const to = passings.map(one => ({
      code: one.to,
      name: organisationName(snapshot, one.to),
      here: snapshot.organisations.has(one.to),
    }))
    return [
      {
        organisation,
        on: first.on,
        kind: first.kind,
        to,
        words: saysOf(organisation, to, first),
        duties: dutiesOfOne(code),
        appointments: held,
      },
    ]
  })
}

function saysOf({ code, name }: z.infer<typeof named>, to: Passed['to'], { on, kind }: Passing): string {
  const heirs = list(to.map(one => `${one.name} (${one.code})`))
  const how = kind === 'name-change' ? 'became' : to.length > 1 ? 'was divided between' : 'became part of'
  return `${name} (${code}) ${how} ${heirs} on ${date(on)}. The case goes on: from that day whoever acts for ${heirs} acts in it. Nothing here says that the intervention was extended to the whole of ${to.length > 1 ? 'each' : heirs}.`
}
