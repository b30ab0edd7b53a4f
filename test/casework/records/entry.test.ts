/** Entry by recommendation: an estimate, a check of accuracy with every point answered, a recommendation that still holds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCase } from '../../../src/casework/case-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import type { Case } from '../../../src/casework/model.ts'
import { readHistory, readRecords } from '../../../src/casework/records/record-store.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { databases, embedded, newStore } from '../../store/databases.ts'
import {
  analyst,
  as,
  codes,
  crew,
  deskOn,
  done,
  grant,
  lookout,
  master,
  record,
  refused,
  shelfOf,
  type TestDesk,
} from '../core/desk.ts'
import { careful, estimate, openedCarefully, recommendation, trouble, write } from './desk.ts'

/** A case of which the organisation, asked, has no points of accuracy. */
async function checkedCase(desk: TestDesk): Promise<Case> {
  const found = await openedCarefully(desk)
  done(await write(desk, lookout, found.id, 'estimate', estimate))
  const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07')).case
  return done(await record(as(desk, crew), sent, 'checked', '2014-01-07')).case
}

for (const database of databases)
  describe(`entry in ${database.name}`, () => {
    const atDesk = async () => {
      const desk = deskOn(await newStore(database), shelfOf(careful))
      desk.turn('2014-01-07')
      return desk
    }

    test('comes after each thing that the rules ask for, in whichever order they are written', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      const admit = (sequence: number, on: string) => record(as(desk, master), { ...found, sequence }, 'admitted', on)
      expect(refused(await admit(1, '2014-01-07')).reason).toBe('no-estimate')
      done(await write(desk, lookout, found.id, 'estimate', estimate))
      expect(refused(await admit(1, '2014-01-07'))).toMatchObject({ reason: 'accuracy-check-open' })
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07')).case
      expect(refused(await admit(2, '2014-01-07')).words).toContain('21 January 2014')

      const point = done(
        await write(desk, crew, found.id, 'accuracy-point', {
          statement: 'It leaks',
          says: 'It does not',
          evidence: [],
        }),
      )
      desk.turn('2014-01-22')
      expect(refused(await admit(sent.sequence, '2014-01-22')).words).toContain('unanswered')
      const answer = { to: point.id, outcome: 'partly', says: 'It leaks less than was said.' }
      expect(refused(await write(desk, crew, found.id, 'reply', answer)).reason).toBe('wrong-role')
      done(await write(desk, lookout, found.id, 'reply', answer))
      expect(refused(await admit(sent.sequence, '2014-01-22')).reason).toBe('no-recommendation')
      done(await write(desk, lookout, found.id, 'recommendation', recommendation))
      const entered = done(await admit(sent.sequence, '2014-01-22')).case
      expect(entered).toMatchObject({ phase: 'in', entered: '2014-01-22' })
    })

    test('the organisation may say before the time is over that it has no more points, and has none after it', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      const body = { statement: 'It leaks', says: 'It does not', evidence: ['Log of the pump'] }
      const point = () => write(desk, crew, found.id, 'accuracy-point', body)
      expect(refused(await point()).words).toContain('Nothing was sent')
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07')).case
      done(await record(as(desk, crew), sent, 'checked', '2014-01-07'))
      expect(refused(await point()).words).toContain('over')
    })

    test('a recommendation lapses when what it rests on changes, and is made anew', async () => {
      const desk = await atDesk()
      const checked = await checkedCase(desk)
      const first = done(await write(desk, lookout, checked.id, 'recommendation', recommendation))
      expect(first.body).toMatchObject({ bound: { outcomes: { entry: 'needs-judgement' } } })
      done(await write(desk, lookout, checked.id, 'finding', trouble))
      const admit = () => record(as(desk, master), checked, 'admitted', '2014-01-07')
      const lapsed = refused(await admit())
      expect(lapsed).toMatchObject({ reason: 'recommendation-lapsed' })
      expect(lapsed.words).toContain('"In trouble" was needs-judgement, and is met')
      done(await write(desk, lookout, checked.id, 'recommendation', recommendation))
      done(await admit())
    })

    test('a check that was sent with a day in the past has its days from when it was written down', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      done(await write(desk, lookout, found.id, 'estimate', estimate))
      desk.turn('2014-02-03')
      // Sent, it is said, on 7 January: its days would have been over on the 21st, before anybody could answer.
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07')).case
      done(await write(desk, lookout, sent.id, 'recommendation', recommendation, { on: '2014-01-07' }))
      const admit = (on: string) => record(as(desk, master), sent, 'admitted', on)
      for (const on of ['2014-01-07', '2014-01-22', '2014-02-03']) {
        const { reason, words } = refused(await admit(on))
        expect(reason).toBe('accuracy-check-open')
        expect(words).toContain('until 17 February 2014, since its days count from 3 February 2014')
      }
      const point = { statement: 'It leaks', says: 'It does not', evidence: [] }
      const raised = done(await write(desk, crew, found.id, 'accuracy-point', point))
      done(await write(desk, lookout, found.id, 'reply', { to: raised.id, outcome: 'accepted', says: 'So it is.' }))
      desk.turn('2014-02-18')
      expect(refused(await admit('2014-02-17')).reason).toBe('accuracy-check-open')
      done(await admit('2014-02-18'))
    })

    test('nobody but the organisation ends its check early', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      done(await write(desk, lookout, found.id, 'estimate', estimate))
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07')).case
      const closed = done(await record(as(desk, lookout), sent, 'closed', '2014-01-07', { by: 'lookout' })).case
      done(await write(desk, lookout, found.id, 'recommendation', recommendation))
      const admit = (on: string) => record(as(desk, master), closed, 'admitted', on)
      expect(refused(await admit('2014-01-07')).words).toContain('until 21 January 2014')
      const point = { statement: 'It leaks', says: 'It does not', evidence: [] }
      const raised = done(await write(desk, crew, found.id, 'accuracy-point', point))
      done(await write(desk, lookout, found.id, 'reply', { to: raised.id, outcome: 'accepted', says: 'So it is.' }))
      desk.turn('2014-01-22')
      done(await admit('2014-01-22'))
    })

    test('entry is not moved into the time of the check by a correction', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      done(await write(desk, lookout, found.id, 'estimate', estimate))
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07')).case
      desk.turn('2014-01-22')
      done(await write(desk, lookout, sent.id, 'recommendation', recommendation))
      const entered = done(await record(as(desk, master), sent, 'admitted', '2014-01-22'))
      const instead = { kind: 'event', event: 'admitted', on: '2014-01-08', by: 'master' } as const
      const asked = { caseId: found.id, expected: entered.case.sequence, sequence: entered.event.sequence }
      const moved = await correctEvent(as(desk, master), { ...asked, instead, reason: 'It was earlier' })
      expect(refused(moved).words).toContain('until 21 January 2014')
    })

    test('a correction of what came before entry leaves the organisation its time, or is refused', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      done(await write(desk, lookout, found.id, 'estimate', estimate))
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07'))
      desk.turn('2014-01-22')
      done(await write(desk, lookout, found.id, 'recommendation', recommendation))
      const entered = done(await record(as(desk, master), sent.case, 'admitted', '2014-01-22'))
      desk.turn('2014-03-03')
      const move = (of: number, seen: number, on: string) =>
        correctEvent(as(desk, lookout), {
          caseId: found.id,
          expected: seen,
          sequence: of,
          instead: { kind: 'event', event: 'sent', on, by: 'lookout' },
          reason: 'As the post book says',
        })
      const late = refused(await move(sent.event.sequence, entered.case.sequence, '2014-01-20'))
      expect(late.reason).toBe('later-events-forbid')
      expect(late.words).toContain('Event 3, "admitted" on 2014-01-22')
      expect(late.words).toContain('until 3 February 2014')
      // What was written down in its time is put right by a day without its days counting from today.
      const moved = done(await move(sent.event.sequence, entered.case.sequence, '2014-01-06'))
      expect(moved.case).toMatchObject({ phase: 'in', entered: '2014-01-22' })
      const asked = { caseId: found.id, expected: moved.case.sequence, sequence: moved.event.sequence }
      const none = await correctEvent(as(desk, lookout), { ...asked, instead: null, reason: 'Never sent' })
      expect(refused(none).words).toContain('has not been asked to check')
    })

    test('that the organisation ended its check early is not taken back under a decision that rests on it', async () => {
      const desk = await atDesk()
      const checked = await checkedCase(desk)
      done(await write(desk, lookout, checked.id, 'recommendation', recommendation))
      const entered = done(await record(as(desk, master), checked, 'admitted', '2014-01-07'))
      const asked = { caseId: checked.id, expected: entered.case.sequence, sequence: checked.sequence }
      const taken = await correctEvent(as(desk, crew), { ...asked, instead: null, reason: 'It was another letter' })
      expect(refused(taken)).toMatchObject({ reason: 'later-events-forbid' })
      const day = { kind: 'event', event: 'sent', on: '2014-01-06', by: 'lookout' } as const
      const sent = { ...asked, sequence: checked.sequence - 1, instead: day, reason: 'A day earlier' }
      done(await correctEvent(as(desk, lookout), sent))
    })

    test('a recommendation lapses when the estimate changes or a place is proposed anew, not with the final list', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      const first = done(await write(desk, lookout, found.id, 'estimate', estimate))
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07')).case
      const checked = done(await record(as(desk, crew), sent, 'checked', '2014-01-07')).case
      const recommend = async () => done(await write(desk, lookout, found.id, 'recommendation', recommendation))
      const admit = () => record(as(desk, master), checked, 'admitted', '2014-01-07')
      await recommend()
      const dearer = { ...estimate, low: 500_000_000, high: 900_000_000, posts: 400 }
      const follows = { id: first.id, version: 1 }
      done(await write(desk, lookout, found.id, 'estimate', dearer, { follows }))
      const lapsed = refused(await admit())
      expect(lapsed.reason).toBe('recommendation-lapsed')
      expect(lapsed.words).toContain('the estimate that it rests on was version 1, and is version 2')
      const placing = { list: 'provisional', place: 'place', instead: null, protection: null, says: 'So' }
      await recommend()
      done(await write(desk, lookout, found.id, 'placing', placing))
      expect(refused(await admit()).words).toContain('there is another placing')
      await recommend()
      done(await write(desk, master, found.id, 'placing', { ...placing, list: 'final' }))
      done(await admit())
    })

    test('what was something else is not corrected into an entry past the gates', async () => {
      const desk = await atDesk()
      const found = await openedCarefully(desk)
      const sent = done(await record(as(desk, lookout), found, 'sent', '2014-01-07'))
      const instead = { kind: 'event', event: 'admitted', on: '2014-01-07', by: 'master' } as const
      const both = { key: 'p-both', grants: [...lookout.grants, ...master.grants] }
      const asked = { caseId: found.id, expected: 2, sequence: sent.event.sequence, instead, reason: 'It was an entry' }
      expect(refused(await correctEvent(as(desk, both), asked)).reason).toBe('no-estimate')
    })

    test('advice against entry is no recommendation to enter', async () => {
      const desk = await atDesk()
      const checked = await checkedCase(desk)
      done(await write(desk, lookout, checked.id, 'recommendation', { ...recommendation, advice: 'no' }))
      const admitted = await record(as(desk, master), checked, 'admitted', '2014-01-07')
      expect(refused(admitted).words).toContain('against')
    })

    test('a decision made while others write comes first, or is told so and leaves nothing', async () => {
      const desk = await atDesk()
      const checked = await checkedCase(desk)
      done(await write(desk, lookout, checked.id, 'recommendation', recommendation))
      const both = await Promise.all([
        record(as(desk, master), checked, 'admitted', '2014-01-07'),
        ...Array.from({ length: 4 }, () => write(desk, lookout, checked.id, 'finding', trouble)),
      ])
      const [decision] = both
      const findings = (await readRecords(desk.store, checked.id)).filter(({ kind }) => kind === 'finding')
      expect(findings).toHaveLength(4)
      if (!decision.done) expect(decision.refused.reason).toMatch(/^(stale|recommendation-lapsed)$/)
      const after = await readCase(as(desk, analyst), checked.id)
      const events = (await eventsOf(as(desk, analyst), checked.id)).map(({ name }) => name)
      const before = ['open', 'sent', 'checked']
      expect([after?.phase, events]).toEqual(decision.done ? ['in', [...before, 'admitted']] : ['before', before])
    })
  })

describe('records', () => {
  // One store for all, with another hospital for each test.
  const anyCrew = { ...crew, grants: [grant('crew')] }
  let store: Store
  let next = 0
  beforeAll(async () => {
    store = await openStore(await embedded.newPlace())
  })
  afterAll(() => store?.close())
  const atDesk = async () => {
    const desk = deskOn(store, shelfOf(careful))
    desk.turn('2014-01-07')
    return { desk, found: await openedCarefully(desk, codes[next++]) }
  }

  test('are written by those whom their kind names, and by nobody else', async () => {
    const { desk, found } = await atDesk()
    expect(refused(await write(desk, anyCrew, found.id, 'estimate', estimate)).reason).toBe('wrong-role')
    expect(refused(await write(desk, anyCrew, found.id, 'estimate', estimate, { by: 'lookout' })).reason).toBe(
      'not-granted',
    )
    expect(
      refused(await write(desk, { key: 'public', grants: [] }, found.id, 'estimate', estimate, { by: 'lookout' }))
        .reason,
    ).toBe('not-signed-in')
    expect(refused(await write(desk, analyst, found.id, 'finding', trouble)).words).toContain('lookout')
  })

  test('say what is wrong with them, field by field', async () => {
    const { desk, found } = await atDesk()
    const bad = refused(await write(desk, lookout, found.id, 'estimate', { ...estimate, low: 'much', more: 1 }))
    expect(bad.words).toContain('low: found "much"; expected a number')
    expect(bad.words).toContain('more')
    expect(refused(await write(desk, lookout, found.id, 'estimate', { ...estimate, low: 9, high: 3 })).words).toContain(
      'lower figure first',
    )
    expect(refused(await write(desk, lookout, found.id, 'memo', {})).words).toContain('estimate')
    expect(refused(await write(desk, lookout, found.id, 'estimate', estimate, { on: '2014-02-30' })).words).toContain(
      '2014-02-30',
    )
    expect(refused(await write(desk, lookout, found.id, 'estimate', estimate, { on: '2013-12-31' })).reason).toBe(
      'bad-request',
    )
    expect(refused(await write(desk, lookout, found.id, 'estimate', estimate, { audience: 'restricted' })).reason).toBe(
      'bad-request',
    )
  })

  test('have versions that are all kept, and a version that was not seen is not written over', async () => {
    const { desk, found } = await atDesk()
    const first = done(await write(desk, lookout, found.id, 'estimate', estimate))
    const next = { follows: { id: first.id, version: 1 } }
    done(await write(desk, analyst, found.id, 'estimate', { ...estimate, high: 300_000 }, next))
    expect(refused(await write(desk, lookout, found.id, 'estimate', estimate, next)).reason).toBe('stale')
    const versions = (await readHistory(desk.store, found.id)).find(([one]) => one?.id === first.id)
    expect(versions?.map(({ version, actor, body }) => [version, actor, (body as typeof estimate).high])).toEqual([
      [1, 'p-lookout', 200_000],
      [2, 'p-analyst', 300_000],
    ])
  })

  test('sent again under their key are answered as before; with another body they are refused', async () => {
    const { desk, found } = await atDesk()
    const once = done(await write(desk, lookout, found.id, 'estimate', estimate, { key: 'k1' }))
    expect(done(await write(desk, lookout, found.id, 'estimate', estimate, { key: 'k1' })).id).toBe(once.id)
    const other = await write(desk, lookout, found.id, 'estimate', { ...estimate, posts: 2 }, { key: 'k1' })
    expect(refused(other).reason).toBe('key-used-otherwise')
    expect(await readRecords(desk.store, found.id)).toHaveLength(1)
  })

  test('what was recommended stays as it was said', async () => {
    const { desk, found } = await atDesk()
    const first = done(await write(desk, lookout, found.id, 'recommendation', recommendation))
    const next = { follows: { id: first.id, version: 1 } }
    expect(refused(await write(desk, lookout, found.id, 'recommendation', recommendation, next)).reason).toBe(
      'not-allowed-here',
    )
  })
})
