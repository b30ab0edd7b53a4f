/** Durable wake-ups on both databases: each day of the product once and in order, whatever happens to the workers. */
import { describe, expect, it } from 'vitest'
import { dayFromIso, isoFromDay } from '../../src/regimes/day.ts'
import { type JobSettings, startJobs } from '../../src/jobs/start-jobs.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { closing, databases, newStore, postgres } from '../store/databases.ts'
import { caseworkOf, deskFor, inventedCases, setClock, withDeadlines, written } from './desk-for-jobs.ts'

const quick = { look: 0.05, sweep: 60, expires: 1, watch: 1 }

function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => isoFromDay(dayFromIso(first) + index))
}

/** Starts jobs that are to meet no fault. */
function start(store: Store, clock: ReturnType<typeof setClock>, settings: JobSettings) {
  const faults: Error[] = []
  const jobs = startJobs(deskFor(store, clock), { pace: quick, onError: error => faults.push(error), ...settings })
  return { ...jobs, faults }
}

for (const database of databases) {
  describe(`on ${database.name}`, () => {
    it('a clock that leaps has every day begun, in order, with each reminder on its day', async () => {
      const [store, clock, cases] = [
        await newStore(database),
        setClock('2026-01-10'),
        await inventedCases(3, '2026-01-15'),
      ]
      const jobs = start(store, clock, { casework: caseworkOf(cases) })
      await jobs.settle()
      clock.set('2026-02-20')
      await jobs.settle()
      await jobs.stop()
      const { digests, reminders } = await written(store)
      expect(digests).toEqual(daysFrom('2026-01-10', 42))
      expect(reminders.map(({ day }) => day)).toEqual(['2026-02-15', '2026-02-15', '2026-02-15'])
      expect(new Set(reminders.map(({ subject }) => subject)).size).toBe(3)
      expect(jobs.faults).toEqual([])
    })

    it('goes on after a stop from the day it had come to, and does nothing again', async () => {
      const [store, clock, cases] = [
        await newStore(database),
        setClock('2026-02-14'),
        await inventedCases(1, '2026-01-15'),
      ]
      for (const day of ['2026-02-14', '2026-02-16', '2026-02-16']) {
        clock.set(day)
        const jobs = start(store, clock, { casework: caseworkOf(cases) })
        await jobs.settle()
        await jobs.stop()
        expect(jobs.faults).toEqual([])
      }
      const { digests, reminders } = await written(store)
      expect(digests).toEqual(['2026-02-14', '2026-02-15', '2026-02-16'])
      expect(reminders.map(({ day }) => day)).toEqual(['2026-02-15'])
    })

    it('a case is woken the day after its deadline, once calendars have been brought in', async () => {
      const [store, clock, cases] = [
        await newStore(database),
        setClock('2026-02-10'),
        await inventedCases(2, '2026-01-15'),
      ]
      await withDeadlines(store, cases.cases.slice(0, 1), '2026-02-10')
      const did: string[] = []
      const casework = caseworkOf(cases, {
        async recalendarCases() {
          did.push('calendars')
          return 0
        },
        async fireDeadlines(desk, caseId) {
          did.push(`${caseId ?? 'all'} on ${desk.clock.now().slice(0, 10)}`)
          return 0
        },
      })
      const jobs = start(store, clock, { casework })
      await jobs.settle()
      clock.set('2026-02-11')
      await jobs.settle()
      await jobs.stop()
      expect(did[0]).toBe('calendars')
      expect(did.filter(one => one.startsWith('0000'))).toEqual([`${cases.cases[0]?.id} on 2026-02-11`])
      expect(did.at(-1)).toBe('all on 2026-02-11')
      expect(jobs.faults).toEqual([])
    })

    it('a job that fails is told and tried again, and keeps no other from being done', async () => {
      const [store, clock, cases] = [
        await newStore(database),
        setClock('2026-02-14'),
        await inventedCases(3, '2026-01-15'),
      ]
      await withDeadlines(store, cases.cases, '2026-02-10')
      const [bad] = cases.cases
      const tried = new Map<string, number>()
      const casework = caseworkOf(cases, {
        async fireDeadlines(_desk, caseId) {
          if (caseId === undefined) return 0
          tried.set(caseId, (tried.get(caseId) ?? 0) + 1)
          if (caseId === bad?.id && tried.get(caseId) === 1) throw new Error('The clock is stuck.')
          return 1
        },
      })
      const jobs = start(store, clock, { casework })
      await jobs.settle()
      expect([...tried.values()]).toEqual([1, 1, 1])
      expect(jobs.faults.map(({ message }) => message)).toEqual(['The clock is stuck.'])
      await expect.poll(() => tried.get(bad?.id ?? ''), { timeout: 15_000 }).toBe(2)
      await jobs.stop()
      expect((await written(store)).digests).toEqual(['2026-02-14'])
    })
  })
}

it('several workers on one database share the work, and nothing is done by two', async () => {
  const place = await postgres.newPlace()
  const stores = [closing(await openStore(place)), closing(await openStore(place)), closing(await openStore(place))]
  const [clock, cases] = [setClock('2026-02-09'), await inventedCases(60, '2026-01-15')]
  await withDeadlines(stores[0]!, cases.cases, '2026-02-14')
  const did = stores.map(() => [] as string[])
  const workers = stores.map((store, index) =>
    start(store, clock, {
      casework: caseworkOf(cases, {
        async fireDeadlines(_desk, caseId) {
          if (caseId === undefined) return 0
          did[index]?.push(caseId)
          await new Promise(done => setTimeout(done, 5))
          return 1
        },
      }),
    }),
  )
  await Promise.all(workers.map(worker => worker.settle()))
  clock.set('2026-02-15')
  await expect.poll(() => did.flat().length, { timeout: 15_000 }).toBe(60)
  await Promise.all(workers.map(worker => worker.settle()))
  await Promise.all(workers.map(worker => worker.stop()))
  expect(new Set(did.flat()).size).toBe(60)
  expect(did.every(one => one.length > 0)).toBe(true)
  const { digests, reminders } = await written(stores[0]!)
  // Days begin in order; whichever worker takes a day's digest may write it down after the next day's.
  expect(digests.toSorted()).toEqual(daysFrom('2026-02-09', 7))
  expect(reminders.length).toBe(60)
  expect(workers.flatMap(worker => worker.faults)).toEqual([])
})
