/** The desk of an organisation's own people: what is asked of it in all its cases, what it raised, what was said of it. */
import { askedOf, byDay, type OurCase, ownAgenda } from '../casework/asked-of-organisation.ts'
import { eachCase } from '../casework/case-store.ts'
import { countingEvents } from '../casework/counting.ts'
import { today, withActor, type Working } from '../casework/desk-store.ts'
import { doubleDuties } from '../casework/double-duties.ts'
import { holds } from '../casework/grants.ts'
import { matterOf } from '../casework/matter-store.ts'
import type { Case } from '../casework/model.ts'
import { holdingOn } from '../casework/records/appointment.ts'
import { publishedMonths } from '../casework/records/plan-versions.ts'
import type { StoredRecord } from '../casework/records/record.ts'
import { repliesTo } from '../casework/records/reply.ts'
import { organisationRoles } from '../casework/records/writers.ts'
import { dayFromIso } from '../regimes/day.ts'
import { passedTo } from '../regimes/predecessors.ts'
import { type CaseRecords, recordsOf, type SeenRecord } from './case-records.ts'
import { type Asking, kindShown, readingOf } from './cases.ts'
import { windowOf } from './duty-filter.ts'
import { roleTitle, stateTitle } from './event-words.ts'
import { words } from './format.ts'
import { neighbourEffects } from './neighbour-effects.ts'
import type { DeskJson } from './organisation-desk-schema.ts'
import { planIn } from './plan-view.ts'

/** The desk of an organisation; null for whoever holds no role of its in any regime. */
export function deskFor(asking: Asking, code: string, name: (code: string) => string): Promise<DeskJson | null> {
  return withActor(asking.desk, asking.actor, async working => {
    if (!(await actsFor(working, code))) return null
    const ours = await ourCases(asking, working, code)
    const month = windowOf('month', dayFromIso(today(working)))
    const asks = ours.flatMap(one => ownAgenda(one.about, month.from, month.to).map(({ to }) => whom(one, to)))
    const open = ours.map(({ about: { found, compiled } }) => ({ found, compiled }))
    return {
      recordKind: kindShown(working),
      today: today(working),
      cases: ours.map(({ about: { found, compiled } }) => ({
        ...caseOf(found, compiled.regime.title),
        stageTitle: stateTitle(compiled.regime, 'main', found.stage),
      })),
      asked: ours
        .flatMap(one => askedOf(one.about).map(asked => ({ ...headOf(one), ...asked, filled: { ...asked.filled } })))
        .toSorted(byDay),
      raised: ours.flatMap(raised),
      appointments: ours.flatMap(appointments),
      said: ours.flatMap(said).toSorted((a, b) => (a.knownAt < b.knownAt ? 1 : a.knownAt > b.knownAt ? -1 : 0)),
      neighbour: await neighbourEffects(asking, code, name),
      burden: {
        month: today(working).slice(0, 7),
        asks: asks.length,
        byWhom: [...Map.groupBy(asks, to => to)].map(([to, all]) => ({ to, asks: all.length })),
        twice: open.flatMap((one, index) =>
          doubleDuties(one, open.slice(index + 1), { nameOf: name }).map(double => double.words),
        ),
      },
    }
  })
}

/** Whether somebody may act as an organisation in any regime of the shelf. */
async function actsFor(working: Working, code: string): Promise<boolean> {
  const rules = working.regimes.flatMap(({ byVersion }) => [...byVersion.values()].map(({ regime }) => regime))
  for (const regime of rules) {
    const matter = await matterOf(working, regime, [code])
    const roles = Object.entries(regime.roles).filter(([, { kind }]) => kind === 'organisation')
    if (roles.some(([role]) => holds(working.actor.grants, role, matter))) return true
  }
  return false
}

/** An open case of the organisation, with the records that the reader sees in it. */
interface Ours {
  readonly about: OurCase
  readonly seen: CaseRecords
}

async function ourCases(asking: Asking, working: Working, code: string): Promise<readonly Ours[]> {
  const cases: Case[] = []
  const ours = [code, ...passedTo(await working.snapshot(), code, today(working))]
  for (const organisation of ours)
    for await (const found of eachCase(working, { organisation, recordKind: kindShown(working) }))
      if (found.closed === null && !cases.some(({ id }) => id === found.id)) cases.push(found)
  const all = await Promise.all(
    cases.map(async (found): Promise<readonly Ours[]> => {
      const reading = await readingOf(asking, found.id, null)
      if (reading === null) return []
      const { compiled } = reading
      const matter = await matterOf(working, compiled.regime, [code])
      const roles = organisationRoles(compiled, found.state.route).filter(role =>
        holds(working.actor.grants, role, matter),
      )
      if (roles.length === 0) return []
      const seen = await recordsOf(asking, reading)
      const records = seen.records.map(({ latest }) => latest)
      const planMonths = publishedMonths(planIn(seen, null).versions)
      const organisations = found.organisations.filter(one => ours.includes(one))
      const { kept: deadlines } = reading
      const events = countingEvents(reading.events)
      const about = { found, compiled, organisations, roles, records, planMonths, deadlines, events }
      return [{ about: { ...about, today: today(working) }, seen }]
    }),
  )
  return all.flat()
}

function headOf({ about: { found, compiled } }: Ours) {
  return caseOf(found, compiled.regime.title)
}

function caseOf({ id, regime }: Case, regimeTitle: string) {
  return { case: id, regime, regimeTitle }
}

/** To whom something is owed: by the title of the role, where it is one. */
function whom({ about: { compiled } }: Ours, to: string | null): string {
  return to === null ? 'To whom is not said' : (compiled.regime.roles[to]?.title ?? to)
}

/** What the organisation itself raised and others answer: disputes, points of accuracy, proposals. */
function raised(one: Ours): DeskJson['raised'] {
  const { records, roles } = one.about
  return one.seen.records
    .filter(({ latest, rule }) => roles.includes(latest.role) && rule.answeredBy !== undefined)
    .map(({ latest, rule }) => {
      const reply = repliesTo(records, latest.id).at(-1)
      return {
        ...headOf(one),
        ...shortOf(one, { latest, rule }),
        says: pointOf(latest),
        answer: reply
          ? {
              outcome: words(reply.body.outcome),
              says: reply.body.says,
              roleTitle: roleTitle(one.about.compiled.regime, reply.role),
              on: reply.effective,
            }
          : null,
      }
    })
}

/** What is raised, in its writer's own words; the reason given for it, where its kind has no words of its own. */
function pointOf({ body, reason }: StoredRecord): string {
  const { statement, title, says, asks } = body as Readonly<Record<string, unknown>>
  const point = [statement, title, says, asks].filter(one => typeof one === 'string' && one !== '')
  return point.length === 0 ? reason : point.map(one => `${one}`.replace(/[^.?!]$/, '$&.')).join(' ')
}

function appointments(one: Ours): DeskJson['appointments'] {
  const { records, compiled, today } = one.about
  const title = (role: string) => roleTitle(compiled.regime, role)
  return holdingOn(records, today).map(({ body }) => ({
    ...headOf(one),
    roleTitle: title(body.role),
    post: body.post,
    from: body.from,
    until: body.until,
    appointedBy: title(body['appointed-by']),
    accountableTo: body['accountable-to'] === null ? null : title(body['accountable-to']),
  }))
}

/** What others wrote this month, as far as the reader may see it. */
function said(one: Ours): DeskJson['said'] {
  const { roles, today } = one.about
  return one.seen.records
    .filter(({ latest }) => !roles.includes(latest.role) && latest.knownAt.slice(0, 7) === today.slice(0, 7))
    .map(record => ({
      ...headOf(one),
      ...shortOf(one, record),
      knownAt: record.latest.knownAt,
      audience: record.latest.audience,
      published: one.seen.publishedOn(record.latest),
      mayAnswer: record.mayAnswer,
    }))
}

function shortOf({ about }: Ours, { latest, rule }: Pick<SeenRecord, 'latest' | 'rule'>) {
  const { id, effective, reason, role } = latest
  return { record: id, title: rule.title, on: effective, reason, byTitle: roleTitle(about.compiled.regime, role) }
}
