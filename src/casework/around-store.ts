/** What else is going on around a case or an organisation: read here, worked out by the pure halves. */
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { RecordKind } from '../evidence/model.ts'
import { isoWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { ancestors } from '../regimes/predecessors.ts'
import { passedOn, successorsOf } from '../regimes/successors.ts'
import type { Database } from '../store/schema.ts'
import { caseOf } from './case-store.ts'
import { type Conflict, conflictsOf, isOpen, type RuledCase, type Surroundings } from './conflicts.ts'
import { type Desk, today, type Working } from './desk-store.ts'
import { type DoubleDuty, doubleDuties } from './double-duties.ts'
import { type Attempt, earlierAttempts, timesInWords } from './earlier-attempts.ts'
import { type LostHeadroom, lostHeadroom, type Partnership } from './headroom.ts'
import type { Case } from './model.ts'
import type { Body } from './past-stays.ts'
import { rulesOf } from './policy-store.ts'

/** What the reader may see, and the placements that belong with the store. */
export interface Eyes {
  readonly placements: readonly PlacementRecord[]
  sees(found: Case): Promise<boolean>
  /** Whether they work on a case, and see more than everybody does. */
  inside(found: Case): Promise<boolean>
}

export interface Around {
  readonly conflicts: readonly Conflict[]
  readonly duties: readonly DoubleDuty[]
  readonly headroom: readonly LostHeadroom[]
  readonly inherited: readonly Inherited[]
  readonly attempts: readonly Attempt[]
  /** Who came back how often, in words. */
  readonly times: readonly string[]
}

/** An open case of an organisation that has passed to another since: those who act for that one act in it. */
export interface Inherited {
  readonly caseId: string
  readonly regime: { readonly id: string; readonly title: string }
  readonly organisation: string
  readonly name: string
  /** The successor, and the day (ISO) from which it acts. */
  readonly by: string
  readonly on: string
  readonly words: string
}

/** Everything around a case, as far as the reader may see it. */
export async function aroundCase(working: Working, focal: RuledCase, eyes: Eyes): Promise<Around> {
  const { organisations, recordKind } = focal.found
  const read = await readAround(working, organisations, recordKind, eyes)
  const { cases, partnerships, surroundings } = read
  const { id } = focal.found
  return {
    conflicts: conflictsOf(focal, cases, eyes.placements, surroundings),
    duties: doubleDuties(focal, cases, surroundings),
    headroom: isOpen(focal.found)
      ? lostHeadroom(cases, partnerships, eyes.placements, surroundings).filter(
          one => one.helps.caseId === id || organisations.includes(one.organisation),
        )
      : [],
    inherited: inheritedBy(read, organisations),
    ...attemptsOf(read, organisations, focal, eyes),
  }
}

/** Everything around an organisation: of each pair of its open cases what is between them, told once. */
export async function aroundOrganisation(
  working: Working,
  code: string,
  recordKind: RecordKind,
  eyes: Eyes,
): Promise<Around> {
  const read = await readAround(working, [code], recordKind, eyes)
  const { cases, partnerships, surroundings } = read
  const own = cases.filter(({ found }) => isOpen(found) && found.organisations.includes(code))
  const pairs = own.map((focal, index) => ({ focal, later: own.slice(index + 1) }))
  const about = (one: { readonly organisations: readonly string[] }) => one.organisations.includes(code)
  const placements = eyes.placements.filter(({ organisation }) => organisation === code)
  // A regime in which it has another open case is told by that case, and not by a placement.
  const elsewhere = (focal: RuledCase) =>
    placements.filter(one => !own.some(({ found }) => found.id !== focal.found.id && found.regime === one.regime))
  return {
    conflicts: pairs
      .flatMap(({ focal, later }) => conflictsOf(focal, later, elsewhere(focal), surroundings))
      .filter(about),
    duties: pairs.flatMap(({ focal, later }) => doubleDuties(focal, later, surroundings)).filter(about),
    headroom: lostHeadroom(cases, partnerships, eyes.placements, surroundings).filter(one => one.organisation === code),
    inherited: inheritedBy(read, [code]),
    ...attemptsOf(read, [code], null, eyes),
  }
}

interface ReadAround {
  readonly snapshot: Snapshot
  readonly cases: readonly RuledCase[]
  readonly partnerships: readonly Partnership[]
  readonly surroundings: Surroundings
}

/** Cases of the organisations, of those they came from, and of their partners; and those in which they are partners. */
async function readAround(
  working: Working,
  organisations: readonly string[],
  recordKind: RecordKind,
  eyes: Eyes,
): Promise<ReadAround> {
  const snapshot = await working.snapshot()
  const day = today(working)
  const before = organisations.flatMap(code => ancestors(snapshot, code, day).map(one => one.predecessor))
  const own = await readCases(working, recordKind, { codes: [...organisations, ...before], ids: [] })
  const written = await readPartnerships(working, recordKind, { codes: organisations, ids: own.map(({ id }) => id) })
  const others = await readCases(working, recordKind, {
    codes: written.flatMap(({ organisation }) => organisation ?? []),
    ids: written.map(({ caseId }) => caseId),
  })
  const all = [...new Map([...own, ...others].map(one => [one.id, one])).values()]
  const seen = await Promise.all(all.map(one => eyes.sees(one)))
  const found = all.filter((_, index) => seen[index])
  const cases = await Promise.all(found.map(async one => ({ found: one, compiled: await rulesOf(working, one) })))
  const inside = new Map(await Promise.all(found.map(async one => [one.id, await eyes.inside(one)] as const)))
  const partnerships = written.filter(
    ({ caseId, audience }) => inside.get(caseId) === true || (inside.has(caseId) && audience === 'public'),
  )
  return { snapshot, cases, partnerships, surroundings: surroundingsOf(working, snapshot, day) }
}

function surroundingsOf({ regimes }: Desk, snapshot: Snapshot, day: string): Surroundings {
  const byId = new Map(regimes.map(one => [one.id, one]))
  return {
    day,
    nameOf: code => snapshot.organisations.get(code)?.name ?? code,
    regimeOf(id, version) {
      const shelved = byId.get(id)
      return (version === null ? shelved?.latest : (shelved?.byVersion.get(version) ?? shelved?.latest))?.regime
    },
  }
}

function attemptsOf(
  { snapshot, cases, surroundings }: ReadAround,
  organisations: readonly string[],
  focal: RuledCase | null,
  { placements }: Eyes,
): Pick<Around, 'attempts' | 'times'> {
  const bodies = organisations.flatMap((code): Body[] => [
    { code, of: 'itself', absorbed: null },
    ...ancestors(snapshot, code, surroundings.day).map(
      ({ predecessor, date }): Body => ({ code: predecessor, of: 'predecessor', absorbed: date }),
    ),
  ])
  const attempts = earlierAttempts(bodies, { cases, placements }, snapshot.findings, focal, surroundings)
  return { attempts, times: timesInWords(attempts) }
}

/** Open cases of others that have passed to some organisations by the day, each pair once. */
function inheritedBy({ snapshot, cases, surroundings }: ReadAround, organisations: readonly string[]): Inherited[] {
  const { day, nameOf } = surroundings
  return cases.flatMap(({ found, compiled: { regime } }) =>
    !isOpen(found)
      ? []
      : found.organisations.flatMap(code => {
          if (organisations.includes(code)) return []
          const [by] = successorsOf(snapshot, code, day).filter(one => organisations.includes(one))
          const [first] = passedOn(snapshot, code, day)
          if (by === undefined || first === undefined) return []
          const words = `${nameOf(code)} (${code}) passed to ${nameOf(by)} on ${isoWords(first.on)}, and its case in ${regime.title} goes on: those who act for ${nameOf(by)} act in it.`
          const about = { id: regime.regime, title: regime.title }
          return [{ caseId: found.id, regime: about, organisation: code, name: nameOf(code), by, on: first.on, words }]
        }),
  )
}

interface Asked {
  readonly codes: readonly string[]
  readonly ids: readonly string[]
}

/** Cases, open and closed, of some organisations or with some ids, in the order in which they were opened. */
async function readCases({ store }: Desk, kind: RecordKind, { codes, ids }: Asked): Promise<readonly Case[]> {
  const { rows } = await sql<Selectable<Database['case_file']>>`
    select * from case_file
    where record_kind = ${kind} and (organisations && ${[...codes]}::text[] or id = any(${[...ids]}::uuid[]))
    order by opened_at, id`.execute(store.db)
  return rows.map(caseOf)
}

/** What is asked of the body of a record of an appointment; the rest of it is not of interest here. */
const appointment = z.object({
  role: z.string(),
  partner: z.string().nullable(),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
})

/** Appointments, in their latest version, in some cases or of some organisations. */
async function readPartnerships({ store }: Desk, kind: RecordKind, { codes, ids }: Asked) {
  // A later version may name another partner.
  const theirs = sql`(case_id = any(${[...ids]}::uuid[]) or body ->> 'partner' = any(${[...codes]}::text[]))`
  const { rows } = await sql<Pick<Selectable<Database['record']>, 'case_id' | 'audience' | 'body'>>`
    select case_id, audience, body from (
      select distinct on (id) id, case_id, audience, body from record
      where id in (
        select id from record
        where kind = 'appointment' and record_kind = ${kind} and ${theirs}
      )
      order by id, version desc
    ) as latest
    where ${theirs}
    order by id`.execute(store.db)
  return rows.map(({ case_id, audience, body }) => {
    const { partner, ...rest } = appointment.parse(body)
    return { caseId: case_id as string, audience, organisation: partner, ...rest }
  })
}
