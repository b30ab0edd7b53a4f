/** Whatever has happened in a case of a shipped regime, it goes over whole, and goes on from there. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rebuildCase, storedCase, type StoredCase } from '../../../src/casework/case-store.ts'
import type { Desk } from '../../../src/casework/desk-store.ts'
import { migrateCase, previewMigration } from '../../../src/casework/migrate-store.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { nextOf, readyNext } from '../../../src/casework/next-event-store.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { buildSnapshot } from '../../../src/evidence/snapshot.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import { loadShelf, type ShelvedRegime } from '../../../src/regimes/shelf-file.ts'
import { allowedEvents } from '../../../src/regimes/standing.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { databases, newStore } from '../../store/databases.ts'
import { as, done, grant } from './desk.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const shelf = await loadShelf()
const mappings = shelf.flatMap(to =>
  Object.keys(to.latest.regime.relations['migrates-from'] ?? {}).map(from => ({ from, to })),
)

/** A desk in 2030, with one organisation for each round, of a type that the regime is for. */
function deskFor(store: Store, { latest }: ShelvedRegime, codes: readonly string[]): Desk {
  const { scope } = latest.regime
  const about = { subtype: null, region: null, opened: null, closed: null, authority: 3 }
  const kind = { type: scope['organisation-types'][0] ?? null, legalForm: scope['legal-forms']?.[0] ?? null }
  const organisations = codes.map((code, row) => ({ ...about, ...kind, code, name: code, source: { import: 0, row } }))
  const snapshot = buildSnapshot([{ observations: [], findings: [], organisations, successions: [] }], {
    recordKind: 'fictional',
    asKnownAt: null,
    imports: [],
  })
  const sources = { frameworks: new Map(), placements: [] }
  const clock = { now: () => '2030-06-01T12:00:00.000Z' }
  return { store, clock, regimes: shelf, snapshot: async () => snapshot, sources }
}

/** Lets something happen that the case knows, whatever its criteria, if it may; gives the case after it. */
async function walk(desk: Desk, stored: StoredCase, choice: number, later: number): Promise<StoredCase> {
  const found = stored.case
  const compiled = await rulesOf(desk, found)
  const events = allowedEvents(compiled, found.state)
  const event = events[choice % Math.max(events.length, 1)]
  if (event === undefined) return stored
  const answers = Object.fromEntries(Object.keys(compiled.regime.criteria).map(id => [id, 'met' as const]))
  const act = { kind: 'event', event, on: found.state.last + later, answers } as const
  const next = await nextOf(desk, stored, { act, corrects: null })
  if ('words' in next) return stored
  const writer = { actor: 'p-walker', role: null, reason: 'As it went.', exceed: 'It had to be.' }
  await desk.store.db.transaction().execute(await readyNext(desk, stored, next, writer))
  return (await storedCase(desk, found.id)) as StoredCase
}

async function places(store: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await store.readRows('select regime, taken from regime_places')
  return new Map(rows.map(([regime, taken]) => [String(regime), Number(taken)]))
}

const steps = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 0, max: 40 })), { minLength: 2, maxLength: 9 })

for (const database of databases)
  describe(`shipped regimes in ${database.name}`, () => {
    test('cases walk, go over and walk on, each whole', { timeout: 600_000 }, async () => {
      const store = await newStore(database)
      const went = new Map<string, number>()
      let round = 0
      for (const { from, to } of mappings) {
        const old = shelf.find(({ id }) => id === from) as ShelvedRegime
        const codes = Array.from({ length: soak ? 400 : 40 }, () => `W${String(++round).padStart(4, '0')}`)
        const desk = deskFor(store, old, codes)
        const started = Math.max(old.latest.compiled.inForce.from, dayFromIso('2005-01-01'))
        const routes = [...old.latest.compiled.courses.keys()].filter(route => route !== null)
        const run = async (before: [number, number][], after: [number, number][], way: number) => {
          const person = (what: string): Actor => ({ key: `p-${what}`, grants: [grant(what)] })
          const roles = Object.entries(old.latest.regime.roles).filter(([, { kind }]) => kind !== 'public')
          const opened: Case = done(
            await openCase(as(desk, person(roles[0]?.[0] ?? '')), {
              regime: from,
              version: old.latest.version,
              organisations: [codes.shift() ?? ''],
              on: isoFromDay(started),
              reason: 'To walk.',
              ...(routes.length === 0 ? {} : { route: routes[way % routes.length] as string }),
            }),
          )
          let stored = (await storedCase(desk, opened.id)) as StoredCase
          for (const [choice, later] of before) stored = await walk(desk, stored, choice, later)
          const { inForce } = to.latest.compiled
          const on = isoFromDay(Math.max(stored.case.state.last, inForce.from))
          const targets = [undefined, ...Object.keys(to.latest.regime.routes ?? {})]
          for (const route of targets) {
            const asked = { caseId: opened.id, to: to.id, version: to.latest.version, on, ...(route ? { route } : {}) }
            const seen = await previewMigration(as(desk, person('p')), asked)
            if (!seen.done) continue
            const { decider, hash } = seen.value
            const taken = await places(store)
            const phase = stored.case.phase
            const agreed = { ...asked, expected: stored.case.sequence, previewed: hash, exceed: 'It had to be.' }
            const migrated = await migrateCase(as(desk, person(decider ?? '')), { ...agreed, reason: 'Wound up.' })
            const now = await places(store)
            const moved = (regime: string) => (now.get(regime) ?? 0) - (taken.get(regime) ?? 0)
            if (!migrated.done) {
              expect([migrated.refused.reason, now]).toEqual(['no-place', taken])
              break
            }
            expect(migrated.value.case.state).toEqual({ ...seen.value.migration.case, sequence: agreed.expected + 1 })
            expect(moved(from)).toBe(phase === 'in' ? -1 : 0)
            expect(moved(to.id)).toBe(migrated.value.case.phase === 'in' ? 1 : 0)
            went.set(`${from} ${to.id}`, (went.get(`${from} ${to.id}`) ?? 0) + 1)
            stored = (await storedCase(desk, opened.id)) as StoredCase
            for (const [choice, later] of after) stored = await walk(desk, stored, choice, later)
            break
          }
          expect(await rebuildCase(as(desk, person('p')), opened.id)).toEqual({ equal: true, differences: [] })
        }
        await fc.assert(fc.asyncProperty(steps, steps, fc.nat({ max: 5 }), run), {
          numRuns: soak ? 60 : 16,
          // The same each time, so that all of them come to a change of rules.
          seed: 2025,
          endOnFailure: true,
        })
      }
      // A property that no case ever came to would prove nothing.
      expect([...went.keys()].toSorted()).toEqual(mappings.map(({ from, to }) => `${from} ${to.id}`).toSorted())
    })
  })
