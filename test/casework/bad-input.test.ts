/** Bad input to casework, and what somebody who means ill would try: each is refused in words, and nothing is written of it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSnapshot } from '../../src/evidence/snapshot.ts'
import { correctEvent } from '../../src/casework/correct-event-store.ts'
import { migrateCase, previewMigration } from '../../src/casework/migrate-store.ts'
import type { Actor, AskedEvent, Case, Grant } from '../../src/casework/model.ts'
import { openCase } from '../../src/casework/open-case-store.ts'
import { recordEvent } from '../../src/casework/record-event-store.ts'
import { writeRecord } from '../../src/casework/records/write-record-store.ts'
import type { ShelvedRegime } from '../../src/regimes/shelf-file.ts'
import type { Store } from '../../src/store/open-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { cited, type Parts, state } from '../regimes/engine/harness.ts'
import {
  analyst,
  as,
  deskOn,
  done,
  grant,
  lookout,
  master,
  record,
  recommended,
  refused,
  shelfOf,
} from './core/desk.ts'
import { careful, estimate, publisher, recommendation, surgeon, trouble, write } from './records/desk.ts'
import { embedded } from '../store/databases.ts'

const shelf: ShelvedRegime = shelfOf({
  ...careful,
  capacity: { places: null, kind: 'none', ...cited },
  entry: {
    recommender: 'lookout',
    decider: 'master',
    automatic: false,
    ways: {
      trouble: { title: 'In trouble', criterion: 'entry', event: 'admitted', ...cited },
      word: {
        title: 'By word',
        recommender: 'surgeon',
        decider: 'pilot',
        criterion: 'entry',
        event: 'boarded',
        ...cited,
      },
    },
    ...cited,
  },
})

/** Takes candidates over by the warden, and knows the recommender of before by no name. */
const guard: Parts = {
  regime: 'harbour-guard',
  title: 'Harbour Guard',
  roles: { warden: { title: 'Warden', kind: 'office', ...cited } },
  entry: { decider: 'warden', automatic: false, ways: {}, ...cited },
  stages: {
    first: 'guarded',
    states: {
      guarded: state('in', { freed: { to: 'free', by: 'warden' } }),
      free: state('after', undefined, { ends: 'success' }),
    },
  },
  relations: {
    'migrates-from': {
      'small-watch': { says: 'It takes over.', stages: { outside: 'guarded', draft: 'guarded' }, ...cited },
    },
  },
}

/** M1 and M2 became part of M3 on 1 March 2014, which M4 took the name of on 1 May; S1 was divided between S2 and S3. */
const sector = (() => {
  const source = { import: 0, row: 1 }
  const about = { type: 'acute', subtype: null, legalForm: null, opened: null, closed: null, authority: 3, source }
  const named = (code: string, region = 'North', more: { closed?: string } = {}) => ({
    ...about,
    code,
    name: `Hospital ${code}`,
    region,
    ...more,
  })
  const step = (predecessor: string, successor: string, date: string | null, kind: string) => ({
    predecessor,
    successor,
    date,
    kind,
    source,
  })
  return buildSnapshot(
    [
      {
        observations: [],
        findings: [],
        organisations: [
          ...Array.from({ length: 40 }, (_, index) => named(`XB${index + 10}`)),
          named('M1', 'North', { closed: '2014-02-28' }),
          named('M2'),
          named('M3'),
          named('M4'),
          named('S1', 'North', { closed: '2014-02-28' }),
          named('S2'),
          named('S3'),
          named('SX', 'South'),
          named('C1', 'North', { closed: '2014-02-28' }),
          named('U1'),
        ],
        successions: [
          step('M1', 'M3', '2014-03-01', 'merger'),
          step('M2', 'M3', '2014-03-01', 'merger'),
          step('M3', 'M4', '2014-05-01', 'name-change'),
          step('M4', 'M3', null, 'merger'),
          step('S1', 'S2', '2014-03-01', 'split'),
          step('S1', 'S3', null, 'split'),
          step('U1', 'M4', null, 'merger'),
        ],
      },
    ],
    { recordKind: 'fictional', asKnownAt: null, imports: [] },
  )
})()

let store: Store
let desk: ReturnType<typeof deskOn>
beforeAll(async () => {
  store = await openStore(await embedded.newPlace('fictional'))
  desk = { ...deskOn(store, shelf), regimes: [shelf, shelfOf(guard)], snapshot: async () => sector }
  desk.turn('2014-02-10')
}, 60_000)
afterAll(() => store?.close())

let next = 10
async function candidate(code = `XB${next++}`, on = '2014-01-06'): Promise<Case> {
  const found = done(
    await openCase(as(desk, analyst), { regime: 'small-watch', organisations: [code], on, reason: 'Signals' }),
  )
  done(await write(desk, lookout, found.id, 'estimate', estimate, { by: 'lookout' }))
  return found
}
async function entered(): Promise<Case> {
  const found = await candidate()
  await recommended(desk, found.id)
  return done(await record(as(desk, master), found, 'admitted', '2014-01-08')).case
}
const extent = async () =>
  (await store.readRows('select (select count(*) from case_event), (select count(*) from record)')).flat().map(Number)
/** That something is refused for a reason, and that nothing was written. */
async function refusedAs(reason: string, work: () => Promise<Parameters<typeof refused>[0]>): Promise<string> {
  const before = await extent()
  const found = refused(await work())
  expect(found.reason, found.words).toBe(reason)
  expect(await extent()).toEqual(before)
  return found.words
}
const holding = (key: string, ...grants: Grant[]): Actor => ({ key, grants })
const happens = (event: string, on: string, by: string): AskedEvent => ({ kind: 'event', event, on, by })

describe('a command that comes late, twice, or after the end', () => {
  test('a stale version, of a case and of a record', async () => {
    const found = await entered()
    await refusedAs('stale', () =>
      record(as(desk, master), found, 'left', '2014-01-10', { expected: found.sequence - 1 }),
    )
    const one = done(await write(desk, lookout, found.id, 'finding', trouble))
    done(
      await write(
        desk,
        lookout,
        found.id,
        'finding',
        { ...trouble, value: 'no' },
        { follows: { id: one.id, version: 1 } },
      ),
    )
    await refusedAs('stale', () =>
      write(desk, lookout, found.id, 'finding', trouble, { follows: { id: one.id, version: 1 } }),
    )
    await refusedAs('stale', () =>
      write(desk, lookout, found.id, 'finding', trouble, { follows: { id: one.id, version: 3 } }),
    )
  })

  test('a key that came before, with another body or for another case', async () => {
    const [one, other] = [await candidate(), await candidate()]
    done(await write(desk, lookout, one.id, 'recommendation', recommendation, { key: 'k' }))
    await refusedAs('key-used-otherwise', () =>
      write(desk, lookout, one.id, 'recommendation', { ...recommendation, advice: 'no' }, { key: 'k' }),
    )
    await refusedAs('key-used-otherwise', () =>
      write(desk, lookout, other.id, 'recommendation', recommendation, { key: 'k' }),
    )
    await refusedAs('key-used-otherwise', () =>
      record(as(desk, lookout), one, 'recommended', '2014-01-08', { key: 'k' }),
    )
  })

  test('an event, and its correction by another, in a case that has ended', async () => {
    const found = await candidate()
    const { case: proposed } = done(await record(as(desk, lookout), found, 'recommended', '2014-01-08'))
    const { case: ended } = done(await record(as(desk, master), proposed, 'declined', '2014-01-09'))
    await refusedAs('case-ended', () => record(as(desk, master), ended, 'admitted', '2014-01-10'))
    await refusedAs('case-ended', () => record(as(desk, lookout), ended, 'recommended', '2014-01-10'))
  })
})

describe('four eyes', () => {
  const both = (key: string, ...more: string[]) =>
    holding(key, ...['lookout', 'master', ...more].map(one => grant(one)))

  test('whoever recommended by event or by record does not decide, nor by correction', async () => {
    const who = both('p-both')
    const byEvent = await candidate()
    await recommended(desk, byEvent.id)
    const { case: proposed } = done(
      await record(as(desk, who), byEvent, 'recommended', '2014-01-08', { by: 'lookout' }),
    )
    await refusedAs('own-recommendation', () =>
      record(as(desk, who), proposed, 'admitted', '2014-01-09', { by: 'master' }),
    )
    const byRecord = await candidate()
    done(await write(desk, who, byRecord.id, 'recommendation', recommendation))
    await refusedAs('own-recommendation', () =>
      record(as(desk, who), byRecord, 'admitted', '2014-01-09', { by: 'master' }),
    )
    const instead = happens('admitted', '2014-01-08', 'master')
    await refusedAs('own-recommendation', () =>
      correctEvent(as(desk, who), { caseId: byEvent.id, expected: 2, sequence: 2, instead, reason: 'Was so' }),
    )
  })

  test('nor in another role: recommended by one way, entered by another', async () => {
    const who = holding('p-knife', grant('surgeon'), grant('master'), grant('lookout'))
    const found = await candidate()
    done(await write(desk, who, found.id, 'recommendation', { ...recommendation, way: 'word' }, { by: 'surgeon' }))
    await recommended(desk, found.id)
    await refusedAs('own-recommendation', () =>
      record(as(desk, who), found, 'admitted', '2014-01-09', { by: 'master' }),
    )
  })

  test('nor by taking the candidate to other rules, under which the recommender has no name', async () => {
    const who = holding('p-mover', grant('lookout'), grant('warden'))
    const found = await candidate()
    done(await write(desk, who, found.id, 'recommendation', recommendation))
    const asked = { caseId: found.id, to: 'harbour-guard', on: '2014-02-10' }
    const { hash, why } = done(await previewMigration(as(desk, who), asked))
    expect(why?.reason).toBe('own-recommendation')
    const move = { ...asked, expected: found.sequence, reason: 'It goes over', previewed: hash }
    await refusedAs('own-recommendation', () => migrateCase(as(desk, who), move))
  })

  test('an approval lapses with what it was of', async () => {
    const found = await candidate()
    await recommended(desk, found.id)
    const more = { ...recommendation, way: 'trouble' }
    done(await write(desk, lookout, found.id, 'recommendation', more))
    const judge = holding('p-judge', grant('lookout'))
    done(await write(desk, judge, found.id, 'finding', trouble, { on: '2014-01-07' }))
    await refusedAs('recommendation-lapsed', () => record(as(desk, master), found, 'admitted', '2014-01-08'))
  })
})

describe('leave', () => {
  test('a role that one does not hold, that reads only, or that is no role', async () => {
    const found = await candidate()
    const judged = (who: Actor, by: string) => () => write(desk, who, found.id, 'finding', trouble, { by })
    await refusedAs('not-granted', judged(holding('p-none'), 'lookout'))
    await refusedAs('not-granted', judged(master, 'lookout'))
    await refusedAs('not-granted', judged(holding('p-past', grant('lookout', { until: '2014-02-09' })), 'lookout'))
    await refusedAs('not-granted', judged(holding('p-next', grant('lookout', { from: '2014-02-11' })), 'lookout'))
    await refusedAs('not-granted', judged(holding('p-else', grant('lookout', { regime: 'harbour-guard' })), 'lookout'))
    await refusedAs('not-granted', judged(holding('p-near', grant('lookout', { organisation: 'SX' })), 'lookout'))
    const events =
      (by: string, ...functions: string[]) =>
      () =>
        recordEvent(as(desk, holding('p-any', ...functions.map(one => grant(one)))), {
          caseId: found.id,
          expected: 1,
          event: happens('recommended', '2014-01-08', by),
          reason: 'Said so',
        })
    await refusedAs('bad-request', events('auditor', 'auditor'))
    for (const by of ['constructor', '__proto__', 'toString']) await refusedAs('bad-request', events(by, by))
  })

  test('a publisher of another region', async () => {
    const found = await entered()
    const south = holding('p-south', grant('publisher', { region: 'South' }))
    await refusedAs('not-granted', () => write(desk, south, found.id, 'publication', { of: 'case', says: 'Read it' }))
  })
})

describe('references', () => {
  test('to what is in another case, or nowhere, are refused in the same words', async () => {
    const [one, other] = [await entered(), await entered()]
    const crew = holding('p-crew', grant('crew'))
    const theirs = done(await write(desk, lookout, other.id, 'finding', trouble))
    const worry = done(await write(desk, lookout, one.id, 'worry', { says: 'The crew is tired.' }))
    const bare = (words: string, id: string) => words.replaceAll(id, 'ID')
    for (const [kind, who, body] of [
      ['reply', crew, (to: string) => ({ to, outcome: 'noted', says: 'Read' })],
      ['dispute', crew, (of: string) => ({ about: 'finding', of, where: null, says: 'No', asks: 'Mend it' })],
      ['publication', publisher, (of: string) => ({ of, says: 'Read it' })],
    ] as const) {
      const words = []
      for (const id of [theirs.id, worry.id, randomUUID()])
        words.push(bare(await refusedAs('no-such-record', () => write(desk, who, one.id, kind, body(id))), id))
      expect(new Set(words).size, kind).toBe(1)
    }
    const follows = { id: theirs.id, version: 1 }
    await refusedAs('no-such-record', () => write(desk, lookout, one.id, 'finding', trouble, { follows }))
    await refusedAs('no-such-event', () =>
      correctEvent(as(desk, master), {
        caseId: one.id,
        expected: one.sequence,
        sequence: 99,
        instead: null,
        reason: 'None',
      }),
    )
    await refusedAs('no-such-case', () => write(desk, lookout, '../../etc', 'finding', trouble))
  })

  test('names that every object has are no kinds, ways, roles or findings of a regime', async () => {
    const [before, found] = [await candidate(), await entered()]
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      await refusedAs('bad-request', () => write(desk, lookout, found.id, name, {}))
      await refusedAs('bad-request', () => write(desk, lookout, found.id, 'finding', { ...trouble, finding: name }))
      await refusedAs('bad-request', () =>
        write(desk, lookout, before.id, 'recommendation', { ...recommendation, way: name }),
      )
      await refusedAs('bad-request', () =>
        write(
          desk,
          surgeon,
          found.id,
          'diagnostic-finding',
          JSON.parse(
            `{"heading":"${name}","is":"driver","structural":false,"says":"x","evidence":[],"confidence":"low","document":null}`,
          ),
        ),
      )
      for (const event of [
        happens(name, '2014-01-10', 'master'),
        { kind: 'support', support: name, subject: name, on: '2014-01-10', by: 'lookout' },
        { kind: 'support', support: 'caulking', subject: name, on: '2014-01-10', by: 'lookout' },
        { kind: 'extend', clock: name, length: 1, reference: 'Letter', on: '2014-01-10', by: 'master' },
      ] as const) {
        const who = event.by === 'master' ? master : lookout
        const outcome = refused(
          await recordEvent(as(desk, who), { caseId: found.id, expected: found.sequence, event, reason: 'So' }),
        )
        expect(['not-allowed-here', 'unknown-event', 'unknown-support', 'unknown-clock']).toContain(outcome.reason)
      }
      const asked = { regime: name, organisations: ['XB49'], on: '2014-01-06', reason: 'So' }
      await refusedAs('no-such-regime', () => openCase(as(desk, analyst), asked))
      await refusedAs('no-such-regime', () =>
        openCase(as(desk, analyst), { ...asked, regime: 'small-watch', version: name }),
      )
      await refusedAs('unknown-route', () =>
        openCase(as(desk, analyst), { ...asked, regime: 'small-watch', route: name }),
      )
      await refusedAs('no-such-organisation', () =>
        openCase(as(desk, analyst), { ...asked, regime: 'small-watch', organisations: [name] }),
      )
    }
    const body = JSON.parse(`{"__proto__": {"admin": true}, ${JSON.stringify(trouble).slice(1)}`)
    expect(await refusedAs('bad-request', () => write(desk, lookout, found.id, 'finding', body))).toContain('__proto__')
  })
})

describe('text and days', () => {
  const told =
    (found: Case, reason: string, body: unknown = trouble) =>
    () =>
      writeRecord(as(desk, lookout), {
        caseId: found.id,
        kind: 'finding',
        body,
        on: '2014-02-01',
        by: 'lookout',
        reason,
      })

  test('a reason that nobody can see or read as it is kept is none', async () => {
    const found = await candidate()
    for (const reason of [
      '',
      '   ',
      '\u200B\u200D\u2060',
      '\uFEFF\u00A0',
      '\u3164',
      'It\u202Eneeds help',
      '\u2066x',
      'nul\0',
      'half \uD83D',
      'x'.repeat(10_001),
    ])
      await refusedAs('bad-request', told(found, reason))
    await refusedAs('bad-request', told(found, 'Seen', { ...trouble, statement: '\u200B' }))
    await refusedAs('bad-request', told(found, 'Seen', { ...trouble, statement: 'a\u202Eb' }))
    for (const reason of ['Überlaut', '🏥', 'سبب', '原因', '“So”: \\u0000']) done(await told(found, reason)())
  })

  test('bodies without end are refused in few words', async () => {
    const found = await entered()
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    await refusedAs('bad-request', told(found, 'Seen', deep))
    await refusedAs('bad-request', told(found, 'Seen', { ...trouble, statement: deep }))
    const many = Array.from({ length: 100_000 }, () => 7)
    const heading = {
      heading: 'hull',
      is: 'driver',
      structural: false,
      says: 'x',
      evidence: many,
      confidence: 'low',
      document: null,
    }
    const words = await refusedAs('bad-request', () => write(desk, surgeon, found.id, 'diagnostic-finding', heading))
    expect(words.length).toBeLessThan(10_000)
    await refusedAs('bad-request', told(found, 'Seen', { ...trouble, statement: 'x'.repeat(1_000_000) }))
    await refusedAs('bad-request', () =>
      openCase(as(desk, analyst), {
        regime: 'small-watch',
        organisations: many.map(String),
        on: '2014-01-06',
        reason: 'All',
      }),
    )
  })

  test.each([
    ['before the regime', '2004-12-31'],
    ['in the future', '2014-02-11'],
    ['far ahead', '9999-12-31'],
    ['that never was', '2014-02-29'],
    ['of no calendar', '2014-13-01'],
    ['that is none', 'yesterday'],
    ['before the year one', '0000-01-01'],
  ])('a day %s opens nothing, is no day of an event, and none of a record', async (_, on) => {
    const found = await candidate()
    const opening = refused(
      await openCase(as(desk, analyst), { regime: 'small-watch', organisations: ['XB49'], on, reason: 'So' }),
    )
    expect(['bad-request', 'before-in-force', 'in-the-future']).toContain(opening.reason)
    const outcome = refused(await record(as(desk, lookout), found, 'recommended', on))
    expect(['bad-request', 'in-the-past', 'in-the-future', 'later-events-forbid']).toContain(outcome.reason)
    await refusedAs('bad-request', () => write(desk, lookout, found.id, 'finding', trouble, { on }))
  })

  test('a day before the case was opened', async () => {
    const found = await candidate()
    await refusedAs('bad-request', () => write(desk, lookout, found.id, 'finding', trouble, { on: '2014-01-05' }))
    expect(refused(await record(as(desk, lookout), found, 'recommended', '2014-01-05')).reason).toMatch(
      /in-the-past|later-events-forbid/,
    )
  })
})

describe('an organisation that is no more', () => {
  const open = (code: string, on: string) => () =>
    openCase(as(desk, analyst), { regime: 'small-watch', organisations: [code], on, reason: 'Signals' })
  const crewOf = (organisation: string) => holding(`p-${organisation}`, grant('crew', { organisation }))

  test('opens no case; the refusal names those it passed to', async () => {
    desk.turn('2014-06-01')
    expect(await refusedAs('no-such-organisation', open('M1', '2014-03-01'))).toBe(
      'Hospital M1 (M1) is no organisation of its own any more since 1 March 2014. It passed to Hospital M3 (M3). Open the case there.',
    )
    expect(await refusedAs('no-such-organisation', open('M2', '2014-03-01'))).toContain('Hospital M3 (M3)')
    expect(await refusedAs('no-such-organisation', open('S1', '2014-03-05'))).toContain(
      'Hospital S2 (S2) and Hospital S3 (S3)',
    )
    expect(await refusedAs('no-such-organisation', open('C1', '2014-03-05'))).toContain(
      'No file says what became of it',
    )
    for (const code of ['M1', 'U1', 'S2']) done(await open(code, '2014-02-28')())
  })

  test('in a running case its successors act for it from their day, and nobody else', async () => {
    desk.turn('2014-02-20')
    const point = { title: 'Ours', says: 'We mend it', missing: 'Time' }
    const [merged, split, unknown] = await Promise.all([candidate('M2'), candidate('S1'), candidate('XB49')])
    const propose = (found: Case, code: string) => () => write(desk, crewOf(code), found.id, 'proposal', point)
    await refusedAs('not-granted', propose(merged, 'M3'))
    desk.turn('2014-03-01')
    done(await propose(merged, 'M2')())
    done(await propose(merged, 'M3')())
    await refusedAs('not-granted', propose(merged, 'M4'))
    await refusedAs('not-granted', propose(merged, 'M1'))
    for (const heir of ['S2', 'S3']) done(await propose(split, heir)())
    await refusedAs('not-granted', propose(split, 'SX'))
    await refusedAs('not-granted', propose(unknown, 'M3'))
    desk.turn('2014-05-01')
    done(await propose(merged, 'M4')())
    const body = holding('p-body', grant('lookout', { organisation: 'M4' }))
    await refusedAs('not-granted', () => write(desk, body, merged.id, 'finding', trouble))
    // Of a day that no file gives nothing follows.
    const [stays] = await store.readRows(`select id from case_file where organisations = '{U1}'`)
    await refusedAs('not-granted', () => write(desk, crewOf('M4'), String(stays?.[0]), 'proposal', point))
  })
})
