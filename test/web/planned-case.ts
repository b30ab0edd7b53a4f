/** A case of the small site whose rules speak of a plan: who keeps it, who checks it, and that it is updated every month. */
import type { Plan } from '../../src/casework/plan/plan-schema.ts'
import { addPeople } from '../../src/casework/people-store.ts'
import { fictionalPlan } from '../casework/plan/fictional-plan.ts'
import { type CaseworkSite, caseworkSite, home, json, openedCase, publish, send } from './casework-site.ts'

export interface PlannedCase {
  readonly site: CaseworkSite
  readonly id: string
  /** Writes a record as somebody of the cast, in a role, today; gives what the API answers. */
  write(
    as: string,
    by: string,
    kind: string,
    body: unknown,
    to?: { readonly id: string; readonly version: number },
  ): Promise<Response>
  /** Has the latest version checked and published. */
  goPublic(version: number): Promise<void>
  text(path: string, as?: string): Promise<string>
  /** Sends a form in parts, as the pages of the plan do. */
  post(path: string, as: string | undefined, fields: Readonly<Record<string, string | File>>): Promise<Response>
}

/** The plan of the fixture, in the year that the small sector has figures of, with measures that it knows and one that it does not. */
export function planFor(month: string, change: (plan: Plan) => Plan = plan => plan): Plan {
  const moved = JSON.parse(
    JSON.stringify(fictionalPlan).replaceAll('2026-', '2025-').replaceAll('OF0013', 'x-ae-type1-within-4h'),
  ) as Plan
  return change({ ...moved, month })
}

const areas = ['says: Any hospital or ambulance trust.', 'says: Any trust, or several.\n  areas: true'] as const

const everywhere = { organisation: null, region: null, regime: null, from: '2010-01-01', until: null }

/** A published case of X02, or of several, which entered on 3 February 2025; its clock stands on 5 August. */
export async function plannedCase(organisations: readonly string[] = ['X02']): Promise<PlannedCase> {
  const site = await caseworkSite('fictional', [
    ...(organisations.length > 1 ? [areas] : []),
    ['during: [delivery], when: { every: month }', 'during: [draft, consultation, delivery], when: { every: month }'],
    [
      'publication:\n  plan:',
      'plan: { title: The plan, by: crew, checked-by: pilot, duty: monthly-update, clause: rules#updates, confidence: ours }\npublication:\n  plan:',
    ],
  ])
  const cast = { 'cleo-crew': 'crew', 'carl-crew': 'crew', 'pat-publisher': 'publisher' }
  await addPeople(
    site.desk.store,
    Object.entries(cast).map(([key, what]) => ({
      key,
      name: `Name of ${key}`,
      purpose: 'Made for tests.',
      keepUntil: null,
      grants: [{ function: what, ...everywhere }],
    })),
  )
  site.turn('2025-02-03T09:00:00.000Z')
  const id = await openedCase(site, {
    regime: 'harbour-watch',
    route: 'foundation-trust',
    organisations,
    on: '2025-02-03',
    reason: 'Its board asked for help.',
  })
  let day = '2025-02-03'
  const planned: PlannedCase = {
    site: { ...site, turn: now => ((day = now.slice(0, 10)), site.turn(now)) },
    id,
    write: (as, by, kind, body, to) =>
      send(
        site,
        as,
        `/cases/${id}/records${to ? `/${to.id}` : ''}`,
        { ...(to ? {} : { kind }), body, on: day, by, reason: 'As agreed.' },
        to ? { 'if-match': `"${to.version}"` } : {},
      ),
    async goPublic(version) {
      await expectDone(
        this.write('pia-pilot', 'pilot', 'plan-check', { version: String(version), verdict: 'agreed', says: null }),
      )
      const { record } = (await json(site.ask(`/api/v1/cases/${id}/plan`, 'cleo-crew'))) as unknown as {
        record: string
      }
      await expectDone(this.write('pat-publisher', 'publisher', 'publication', { of: record, says: 'The plan.' }))
    },
    text: site.text,
    post(path, as, fields) {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      return site.ask(path, as, { method: 'POST', body, headers: { origin: home, host: 'localhost:4000' } })
    },
  }
  const estimate = { low: 1, high: 2, consultancy: null, posts: 3, months: 12, basis: 'As in cases before.' }
  await expectDone(planned.write('analyst', 'oversight-analyst', 'estimate', estimate))
  const recommendation = { on: 'entry', way: null, advice: 'yes', says: 'It cannot mend this alone.' }
  await expectDone(planned.write('leo-lookout', 'lookout', 'recommendation', recommendation))
  const event = { kind: 'event', event: 'admitted-at-once', on: day, by: 'office' }
  const admitted = send(
    site,
    'ida-office',
    `/cases/${id}/events`,
    { event, reason: 'Unsafe to wait.' },
    { 'if-match': '"1"' },
  )
  await expectDone(admitted)
  await publish(site, id)
  planned.site.turn('2025-08-05T09:00:00.000Z')
  return planned
}

export async function expectDone(answer: Promise<Response>): Promise<void> {
  const found = await answer
  if (!found.ok) throw new Error(`${found.status}: ${await found.text()}`)
}
