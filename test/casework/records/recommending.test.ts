/** What recommends: a recommendation, or an event that the rules name for it; nothing else that a recommender does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { recordEvent } from '../../../src/casework/record-event-store.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { cited, type Parts, state } from '../../regimes/engine/harness.ts'
import { embedded } from '../../store/databases.ts'
import { analyst, as, codes, deskOn, done, lookout, master, record, refused, shelfOf, watch } from '../core/desk.ts'
import { write } from './desk.ts'

const waysIn = { admitted: { to: 'draft', by: 'master' }, taken: { to: 'draft', by: 'master' } }

/** A watch in which the lookout does more than recommend, and from which a case may come back. */
const busy: Parts = {
  ...watch,
  entry: {
    'recommending-events': ['recommended', 'seen-again'],
    decider: 'master',
    automatic: false,
    ways: {
      advised: { title: 'On advice', criterion: 'entry', event: 'recommended', recommender: 'lookout', ...cited },
      unadvised: { title: 'Without advice', criterion: 'entry', event: 'taken', considered: true, ...cited },
    },
    ...cited,
  },
  capacity: { places: 50, kind: 'expected', ...cited },
  exit: {
    recommender: 'lookout',
    'recommending-events': ['advised-out'],
    decider: 'master',
    criterion: 'exit',
    events: ['left'],
    ...cited,
  },
  stages: {
    first: 'outside',
    states: {
      outside: state('before', {
        noted: { to: 'outside', by: 'lookout' },
        recommended: { to: 'outside', by: 'lookout' },
        ...waysIn,
      }),
      draft: state('in', {
        visited: { to: 'draft', by: 'lookout' },
        'advised-out': { to: 'draft', by: 'lookout' },
        left: { to: 'out', by: 'master' },
      }),
      out: state('after', {
        'seen-again': { to: 'outside', by: 'lookout' },
        back: { to: 'outside', by: 'master' },
      }),
    },
  },
  clocks: {},
}

const advice = (on: 'entry' | 'exit', yes: boolean) => ({
  on,
  way: null,
  advice: yes ? 'yes' : 'no',
  says: 'So it is.',
})

describe('a recommendation', () => {
  let store: Store
  let next = 0
  beforeAll(async () => {
    store = await openStore(await embedded.newPlace())
  })
  afterAll(() => store?.close())

  /** A case to which one thing after the other happens, each a day later than the one before. */
  async function atSea() {
    const desk = deskOn(store, shelfOf(busy))
    let day = 6
    const today = () => `2014-01-${String(day).padStart(2, '0')}`
    desk.turn(today())
    const asked = { regime: 'small-watch', organisations: [codes[next++] ?? ''], on: today(), reason: 'Signals' }
    let found: Case = done(await openCase(as(desk, analyst), asked))
    const turn = () => {
      day += 1
      desk.turn(today())
    }
    return {
      found: () => found,
      /** Happens, or is refused for the reason that is given. */
      async happens(event: string, who: typeof lookout, reason?: string) {
        turn()
        const told = await record(as(desk, who), found, event, today())
        if (reason !== undefined) return expect(refused(told).reason).toBe(reason)
        found = done(told).case
      },
      async says(on: 'entry' | 'exit', yes: boolean) {
        turn()
        done(await write(desk, lookout, found.id, 'recommendation', advice(on, yes)))
      },
      quash: async (of: number) => {
        const judgement = { kind: 'quashed', part: null, clocks: [], court: 'High Court', reference: '1', of } as const
        const event = { ...judgement, on: today(), by: 'oversight-analyst' }
        const command = { caseId: found.id, expected: found.sequence, event, reason: 'The court says so' }
        found = done(await recordEvent(as(desk, analyst), command)).case
      },
    }
  }

  test('of entry is one that is written, or an event that the rules name, and no other act of the recommender', async () => {
    const noted = await atSea()
    await noted.happens('noted', lookout)
    await noted.happens('admitted', master, 'no-recommendation')
    await noted.happens('recommended', lookout)
    await noted.happens('admitted', master)
    const written = await atSea()
    await written.says('entry', true)
    await written.happens('admitted', master)
  })

  test('of exit is not made by whatever else its recommender does', async () => {
    const { happens, says } = await atSea()
    await happens('recommended', lookout)
    await happens('admitted', master)
    await happens('visited', lookout)
    await happens('left', master, 'no-recommendation')
    await happens('advised-out', lookout)
    // What is written on the matter is what counts from then on, whatever else is said.
    await says('exit', false)
    await happens('left', master, 'no-recommendation')
    await happens('visited', lookout)
    await happens('advised-out', lookout)
    await happens('left', master, 'no-recommendation')
    await says('exit', true)
    await happens('left', master)
  })

  test('holds for the time of which it speaks: an entry or exit after another needs its own', async () => {
    const { happens, says } = await atSea()
    await says('entry', true)
    await happens('admitted', master)
    await says('exit', true)
    await happens('left', master)
    await happens('back', master)
    await happens('admitted', master, 'no-recommendation')
    await happens('recommended', lookout)
    await happens('admitted', master)
    await happens('left', master, 'no-recommendation')
    await happens('advised-out', lookout)
    await happens('left', master)
    await happens('seen-again', lookout)
    await happens('admitted', master)
  })

  test('is not asked for where nobody recommends the way by which it enters', async () => {
    const { happens, found } = await atSea()
    await happens('taken', master)
    expect(found().phase).toBe('in')
  })

  test("stands in no court's way: an exit that is quashed gives the place back", async () => {
    const { happens, quash, found } = await atSea()
    await happens('recommended', lookout)
    await happens('admitted', master)
    await happens('advised-out', lookout)
    await happens('left', master)
    await quash(found().sequence)
    expect(found().phase).toBe('in')
  })
})
