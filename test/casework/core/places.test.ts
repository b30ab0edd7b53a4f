/** Places: a cap holds whatever races happen, an expected number gives way only to a recorded reason. */
import { describe, expect, test } from 'vitest'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import type { ShelvedRegime } from '../../../src/regimes/shelf-file.ts'
import { databases, embedded, newStore } from '../../store/databases.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { as, codes, deskOn, done, master, opened, record, refused, shelfOf, watch } from './desk.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const expected = { ...watch, capacity: { places: 1, kind: 'expected', ...cited } }

for (const database of databases)
  describe(`places in ${database.name}`, () => {
    const atDesk = async (shelf?: ShelvedRegime) => deskOn(await newStore(database), shelf)

    test('a cap is not exceeded, with or without a reason, and a place that falls free can be taken', async () => {
      const desk = await atDesk()
      const [a, b, c] = [await opened(desk, 'XA01'), await opened(desk, 'XA02'), await opened(desk, 'XA03')]
      const first = done(await record(as(desk, master), a, 'admitted', '2014-01-08')).case
      done(await record(as(desk, master), b, 'admitted', '2014-01-08'))
      const third = () => record(as(desk, master), c, 'admitted', '2014-01-08', { exceed: 'Urgent' })
      expect(refused(await third())).toMatchObject({ reason: 'no-place' })
      const published = done(await record(as(desk, crewOf('XA01')), first, 'published', '2014-01-09')).case
      desk.turn('2014-03-01')
      done(await record(as(desk, master), published, 'left', '2014-02-20'))
      expect(done(await third()).event.exceed).toBeNull()
    })

    test('an expected number is exceeded only with a reason, which is kept', async () => {
      const desk = await atDesk(shelfOf(expected))
      const [a, b] = [await opened(desk, 'XA01'), await opened(desk, 'XA02')]
      expect(
        done(await record(as(desk, master), a, 'admitted', '2014-01-08', { exceed: 'Not needed' })).event.exceed,
      ).toBeNull()
      const again = (exceed: string) => record(as(desk, master), b, 'admitted', '2014-01-08', { exceed })
      expect(refused(await again('  '))).toMatchObject({ reason: 'no-place' })
      expect(done(await again('Patients are in danger')).event).toMatchObject({ exceed: 'Patients are in danger' })
      expect(await desk.store.readRows('select taken from regime_places')).toEqual([[2]])
    })

    test('of 50 who are admitted to the last place at once, one is', { timeout: 3_000_000 }, async () => {
      const one = shelfOf({ ...watch, capacity: { places: 1, kind: 'cap', ...cited } })
      const desk = await atDesk(one)
      const rounds = database === embedded ? 1 : soak ? 1000 : 50
      let cases = await Promise.all(codes.slice(0, 50).map(code => opened(desk, code)))
      for (let round = 0; round < rounds; round++) {
        const outcomes = await Promise.all(
          cases.map(found => record(as(desk, master), found, 'admitted', '2014-01-08')),
        )
        const won = outcomes.flatMap(outcome => (outcome.done ? [outcome.value.case] : []))
        expect(won).toHaveLength(1)
        expect(outcomes.filter(outcome => !outcome.done && outcome.refused.reason === 'no-place')).toHaveLength(49)
        // It never happened, so that the place is free for the next round.
        const [winner] = won as [(typeof won)[0]]
        const { id: caseId, sequence } = winner
        const back = { caseId, expected: sequence, sequence, instead: null, reason: 'Another round' }
        const { case: again } = done(await correctEvent(as(desk, master), back))
        cases = cases.map(found => (found.id === caseId ? again : found))
      }
      expect(await desk.store.readRows('select taken from regime_places')).toEqual([[0]])
    })
  })

function crewOf(organisation: string) {
  const grants = [{ function: 'crew', organisation, region: null, regime: null, from: '2000-01-01', until: null }]
  return { key: `p-${organisation}`, grants }
}
