/** A worker killed in the middle of its work, again and again: nothing is lost, and nothing is done twice. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Case } from '../../src/casework/model.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../../src/regimes/day.ts'
import type { Regime } from '../../src/regimes/regime.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { lastDayBegun } from '../../src/jobs/wake-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { closing, postgres } from '../store/databases.ts'
import { caseworkOf, deskFor, inventedCases, setClock, written } from './desk-for-jobs.ts'

const rounds = process.env.TURNAROUND_SOAK === '1' ? 50 : 5

it(`after ${rounds} kills every day has its digest and every duty its reminder, once`, {
  timeout: 420_000 + rounds * 20_000,
}, async () => {
  const place = await postgres.newPlace()
  const store = closing(await openStore(place))
  for (let round = 0; round < rounds; round += 1) {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./working-process.ts', import.meta.url)), 'database' in place ? place.database : ''],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await once(child.stdout, 'data')
    await new Promise(done => setTimeout(done, 500 + ((round * 373) % 900)))
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const last = dayFromIso((await lastDayBegun(store)) ?? '2026-01-10') + 20
  const [cases, faults] = [await inventedCases(5, '2026-01-15'), [] as Error[]]
  const jobs = startJobs(deskFor(store, setClock(isoFromDay(last))), {
    pace: { look: 0.05, expires: 1, watch: 1 },
    casework: caseworkOf(cases),
    onError: error => faults.push(error),
  })

  const first = dayFromIso('2026-01-10')
  const days = Array.from({ length: last - first + 1 }, (_, index) => isoFromDay(first + index))
  const expected = cases.cases.flatMap(one => owedBy(cases.compiled.regime, one, last))
  // A job whose worker was killed often waits up to a minute and a half before it is tried again.
  const patience = { timeout: 200_000, interval: 500 }
  await expect.poll(async () => (await written(store)).digests.length, patience).toBe(days.length)
  await expect.poll(async () => (await written(store)).reminders.length, patience).toBe(expected.length)
  await jobs.settle()
  await jobs.stop()
  const { digests, reminders } = await written(store)
  expect(digests.toSorted()).toEqual(days)
  expect(reminders.map(({ subject, duty, day }) => `${subject} ${duty} ${day}`).toSorted()).toEqual(expected.toSorted())
  expect(faults).toEqual([])
})

const lengths = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const

/** What recurs in a case by the file of its regime, up to a day: each time it is owed, from a whole cadence after entry on. */
function owedBy({ duties, stages }: Regime, { id, stage, state, entered }: Case, last: number): readonly string[] {
  const from = dayFromIso(entered ?? '')
  return Object.entries(duties).flatMap(([duty, { when, during, route }]) => {
    const here = during === 'in-the-regime' ? stages.states[stage]?.phase === 'in' : during.includes(stage)
    if (!here || !('every' in when) || (route !== undefined && route !== state.route)) return []
    const { every } = when
    const day = (count: number) => (every === 'week' ? from + 7 * count : monthsLater(from, count * lengths[every]).day)
    const all = Array.from({ length: last - from }, (_, index) => day(index + 1))
    return all.filter(one => one <= last).map(one => `${id} ${duty} ${isoFromDay(one)}`)
  })
}
