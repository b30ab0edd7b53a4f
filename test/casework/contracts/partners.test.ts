/** Who could be a partner: the published test, need against strength, consent, conflicts, days; and the match that binds it. */
import { beforeAll, afterAll, describe, expect, test } from 'vitest'
import type { Actor, Case } from '../../../src/casework/model.ts'
import type { PartnerMatch } from '../../../src/casework/contracts/partner-match.ts'
import { partnerTable } from '../../../src/casework/contracts/partner-store.ts'
import { byFitness, type Candidate, needsOf, strengthsIn } from '../../../src/casework/contracts/partner-candidates.ts'
import { aboutOf } from '../../../src/casework/records/about-store.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { buildSnapshot, type Snapshot } from '../../../src/evidence/snapshot.ts'
import { loadShelf, type ShelvedRegime } from '../../../src/regimes/shelf-file.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { embedded } from '../../store/databases.ts'
import { analyst, as, codes, deskOn, done, grant, refused, shelfOf, type TestDesk } from '../core/desk.ts'
import { write } from '../records/desk.ts'
import { deskAt, enteredCase, improvement, mate, owner, paying, sign, signed } from './desk.ts'

const period = { id: '2014-01', label: 'January 2014', start: '2014-01-01', end: '2014-01-31' }

/** The desk's evidence with a speed for every hospital: XA01 the slowest, XA60 the fastest. */
async function withSpeeds(desk: TestDesk): Promise<Snapshot> {
  const before = await desk.snapshot()
  const observations = codes.map((organisation, at) => ({
    organisation,
    metric: 'x-speed',
    period,
    dimension: '',
    status: 'value' as const,
    value: at,
    text: `${at}`,
    unit: 'knots',
    source: { import: 0, row: at },
  }))
  const { recordKind, asKnownAt, imports } = before
  const [any] = before.batches.flatMap(({ organisations: all }) => all)
  const organisations = [{ ...any!, code: 'XA99', name: 'Closed', closed: '2013-04-01' }]
  const batch = { observations, findings: [], organisations, successions: [] }
  return buildSnapshot([...before.batches, batch], { recordKind, asKnownAt, imports })
}

const fast = { metric: 'x-speed', title: 'Speed', better: 'high', declared: true } as const
const parts = {
  ...paying,
  evidence: { speed: { kind: 'metric', title: 'Speed', metric: 'x-speed', ...cited } },
  criteria: {
    ...(paying['criteria'] as object),
    swift: { title: 'Swift', of: { test: 'speed >= 50.0', says: 'It makes 50 knots.', ...cited } },
  },
  support: {
    ...(paying['support'] as Readonly<Record<string, object>>),
    towing: {
      ...(paying['support'] as Readonly<Record<string, object>>)['towing'],
      partner: { criterion: 'swift', ...cited },
    },
  },
}

let store: Store
let desk: TestDesk
let found: Case
beforeAll(async () => {
  const opened = await deskAt(await embedded.newPlace())
  store = opened.store
  const snapshot = await withSpeeds(opened.desk)
  const base = deskOn(store, shelfOf(parts))
  desk = {
    ...base,
    snapshot: async () => snapshot,
    metricWords: { metricReadings: [{ matches: '^x-speed$', better: 'high' }] },
  }
  found = await enteredCase(desk, 'XA01')
  // Another case, in which XA60 is the partner; and XA59 has a case of its own.
  const other = await enteredCase(desk, 'XA40')
  await enteredCase(desk, 'XA59')
  const helped = { ...improvement, parties: [{ role: 'mate', organisation: 'XA60' }, improvement.parties[1]] }
  await signed(desk, other.id, helped, [{ ...mate, grants: [{ ...mate.grants[0]!, organisation: null }] }, owner])
}, 60_000)
afterAll(() => store?.close())

const table = async () => {
  const working = as(desk, analyst)
  return partnerTable(working, await aboutOf(working, { case: found }), 'towing')
}
const put = (kind: string, body: unknown) => write(desk, analyst, found.id, kind, body, { by: 'oversight-analyst' })
const consent = (organisation: string, consents = true, days: number | null = 20) =>
  put('partner-consent', { support: 'towing', organisation, consents, days, reference: 'Letter of 1 February' })
const match = (organisation: string, more: object = {}) =>
  put('partner-match', {
    support: 'towing',
    organisation,
    says: 'It is near',
    conflicts: null,
    untested: null,
    ...more,
  })

describe('the table', () => {
  test('holds need against strength, the test of the rules, and what goes on elsewhere', async () => {
    const { needs, candidates, test: tested } = await table()
    expect(needs).toEqual([{ metric: 'x-speed', title: 'Speed', period: '2014-01' }])
    expect(tested).toBe('swift')
    const of = (code: string) => candidates.find(({ organisation }) => organisation === code)
    expect(of('XA01')).toBeUndefined()
    expect(of('XA58')).toMatchObject({ test: 'met', strengths: ['x-speed'], conflicts: [], consent: 'not-asked' })
    expect(of('XA59')?.conflicts).toEqual([expect.stringMatching(/open case of its own/)])
    expect(of('XA60')).toMatchObject({
      conflicts: [expect.stringMatching(/another contract/)],
      days: { committed: 100 },
    })
    expect(of('XA02')).toMatchObject({
      test: 'not-met',
      strengths: [],
      conflicts: [expect.stringMatching(/same region/)],
    })
    expect(candidates.slice(0, 3).map(({ test: one }) => one)).toEqual(['met', 'met', 'met'])
  })

  test('is of periods that are over on the day', async () => {
    const snapshot = await desk.snapshot()
    expect(needsOf(snapshot, [fast], ['XA01'], '2014-01-30')).toEqual([])
    expect(needsOf(snapshot, [fast], ['XA01'], '2014-01-31')).toHaveLength(1)
  })

  test('knows nothing from too few figures', async () => {
    const few = buildSnapshot([], { recordKind: 'fictional', asKnownAt: null, imports: [] })
    expect(needsOf(few, [fast], ['XA01'], '2014-04-01')).toEqual([])
    expect(strengthsIn(few, [fast], [], ['XA01'], '2014-04-01')('XA60')).toEqual([])
  })

  test('puts who is known to meet the test before all others', () => {
    const about = { name: '', region: null, consent: 'yes', days: { offered: 1, committed: 0 } } as const
    const one = (
      organisation: string,
      tested: Candidate['test'],
      strengths: string[],
      conflicts: string[],
    ): Candidate => ({
      ...about,
      organisation,
      test: tested,
      strengths,
      conflicts,
    })
    const [a, b, c] = [one('A', 'not-met', ['x'], []), one('B', 'met', [], ['y']), one('C', 'met', [], [])]
    expect([a, b, c].toSorted(byFitness)).toEqual([c, b, a])
  })
})

test('a match needs consent, and words on what speaks against it; it binds the table that was looked at', async () => {
  expect(refused(await match('XA58')).reason).toBe('not-allowed-here')
  expect(refused(await consent('XA01')).reason).toBe('bad-request')
  expect(refused(await consent('ZZZ')).reason).toBe('no-such-organisation')
  for (const code of ['XA58', 'XA59', 'XA31']) done(await consent(code))
  expect(refused(await match('XA59')).words).toMatch(/open case of its own.*Say what is done/)
  expect(refused(await match('XA31')).reason).toBe('criterion-not-met')
  const { body } = done(await match('XA58')) as StoredRecord<PartnerMatch>
  expect(body.test).toBe('swift')
  expect(body.candidates.find(({ organisation }) => organisation === 'XA58')).toMatchObject({
    consent: 'yes',
    days: { offered: 20 },
  })
  done(await match('XA31', { untested: 'It knows these waters' }))
})

test('tells of cases elsewhere what the reader may see; a match for everybody, what everybody may', async () => {
  const local: Actor = { key: 'p-local', grants: [grant('oversight-analyst', { organisation: 'XA01' })] }
  const working = as(desk, local)
  const { candidates } = await partnerTable(working, await aboutOf(working, { case: found }), 'towing')
  const of = (code: string) => candidates.find(({ organisation }) => organisation === code)
  expect(of('XA59')?.conflicts).toEqual([])
  expect(of('XA60')).toMatchObject({ conflicts: [], days: { committed: 0 } })

  done(await consent('XA57'))
  const matched = (code: string) =>
    write(
      desk,
      analyst,
      found.id,
      'partner-match',
      { support: 'towing', organisation: code, says: 'It is near', conflicts: null, untested: null },
      { by: 'oversight-analyst', audience: 'public' },
    )
  expect(refused(await matched('XA57')).words).toMatch(/not for everybody, as this match is/)
  const open = { support: 'towing', organisation: 'XA57', consents: true, days: 5, reference: 'Letter' }
  done(await write(desk, analyst, found.id, 'partner-consent', open, { by: 'oversight-analyst', audience: 'public' }))
  const { body } = done(await matched('XA57')) as StoredRecord<PartnerMatch>
  const bound = (code: string) => body.candidates.find(({ organisation }) => organisation === code)
  expect(bound('XA57')).toMatchObject({ consent: 'yes' })
  expect(bound('XA58')).toMatchObject({ consent: 'not-asked' })
  expect(bound('XA59')).toMatchObject({ conflicts: [] })
})

describe('a contract', () => {
  const by = (organisation: string | null, more: object = {}) => ({
    ...improvement,
    parties: [{ role: 'mate', organisation }, improvement.parties[1]],
    unmatched: null,
    'days-cap': 20,
    ...more,
  })
  const draw = (body: object) => put('contract', body)
  const helper: Actor = { ...mate, grants: [grant('mate')] }
  const signs = (contract: StoredRecord, actor = helper) => sign(desk, found.id, contract, actor)

  test.each([
    ['an organisation that nobody knows', 'ZZ-999', {}, 'no-such-organisation', /known and open/],
    ['one that has closed', 'XA99', {}, 'no-such-organisation', /closed on 2013-04-01/],
    ['the one that is helped', 'XA01', {}, 'bad-request', /the one to be helped/],
    ['nobody', null, {}, 'bad-request', /Give its code/],
    ['a partner whose support is not named', 'XA58', { support: null, results: [] }, 'bad-request', /Name the support/],
  ])('is not with %s', async (_who, code, more, reason, words) => {
    const no = refused(await draw(by(code, more)))
    expect(no.reason).toBe(reason)
    expect(no.words).toMatch(words)
  })

  test('is not with the organisation itself under its own role either', async () => {
    const parties = [...by('XA58').parties, { role: 'crew', organisation: 'XA01' }]
    expect(refused(await draw(by('XA58', { parties }))).words).toMatch(/or no code for its own party/)
  })

  test('is signed once its partner has consented and was matched', async () => {
    const contract = done(await draw(by('XA56')))
    expect(refused(await signs(contract)).words).toMatch(/not asked for its consent/)
    done(await consent('XA56'))
    expect(refused(await signs(contract)).words).toMatch(/not matched to this case/)
    done(await match('XA56'))
    done(await signs(contract))
    // Consent that is taken back before the last signature counts.
    done(await consent('XA56', false))
    expect(refused(await signs(contract, owner)).words).toMatch(/is not willing/)
    done(await consent('XA56'))
    done(await signs(contract, owner))
  })

  test('with one that is in the programme itself is signed on a match that says what is done about it', async () => {
    const contract = done(await draw(by('XA59')))
    expect(refused(await signs(contract)).words).toMatch(/not matched/)
    done(await match('XA59', { conflicts: 'Its own case is of its accounts alone.' }))
    done(await signs(contract))
  })

  test('is signed without a match where somebody wrote why, and never against its will', async () => {
    done(await signs(done(await draw(by('XA55', { unmatched: 'It helped here last year.' })))))
    done(await consent('XA54', false))
    const against = done(await draw(by('XA54', { unmatched: 'It will come round.' })))
    expect(refused(await signs(against)).words).toMatch(/is not willing/)
  })

  test('has no more days than its partner offered, together with its other contracts', async () => {
    done(await consent('XA53'))
    done(await match('XA53'))
    for (const cap of [21, null])
      expect(refused(await draw(by('XA53', { 'days-cap': cap }))).words).toMatch(/XA53 offers 20 days; found/)
    const [one, other] = [
      done(await draw(by('XA53', { 'days-cap': 12, 'ceiling-pence': 1_000_000, 'results-ceiling-pence': 0 }))),
      done(await draw(by('XA53', { 'days-cap': 9, 'ceiling-pence': 1_000_000, 'results-ceiling-pence': 0 }))),
    ]
    for (const actor of [helper, owner]) done(await signs(one, actor))
    expect(refused(await signs(other)).words).toMatch(/offers 20 days, of which other contracts have 12; found 9 days/)
    // A consent without days sets no limit.
    done(await consent('XA52', true, null))
    done(await match('XA52'))
    done(await signs(done(await draw(by('XA52', { 'days-cap': null })))))
  })
})

test.each([
  ['special-measures-2013', '2014-04-01'],
  ['special-measures-2014', '2014-05-20'],
])('under %s whoever is rated good or outstanding meets the test, and of the unrated nobody knows', async (id, on) => {
  const shelf = (await loadShelf()).find(one => one.id === id) as ShelvedRegime
  const base = deskOn(store, shelf)
  const before = await base.snapshot()
  const ratings = { XA02: 'Good', XA03: 'Outstanding', XA04: 'Requires improvement' }
  const findings = Object.entries(ratings).map(([organisation, rating], row) => ({
    organisation,
    kind: 'cqc-overall',
    value: rating,
    from: '2014-03-01',
    until: null,
    period: null,
    author: 'Care Quality Commission',
    document: 'Ratings',
    statement: '',
    source: { import: 0, row },
  }))
  const batch = { observations: [], findings, organisations: [], successions: [] }
  const snapshot = buildSnapshot([...before.batches, batch], before)
  const rated = { ...base, snapshot: async () => snapshot }
  rated.turn(on)
  const working = as(rated, analyst)
  const asked = { regime: id, route: 'foundation-trust', organisations: ['XA01'], on, reason: 'Signals' }
  const about = await aboutOf(working, { case: done(await openCase(working, asked)) })
  const { test: tested, candidates } = await partnerTable(working, about, 'foundation-trust-partner')
  expect(tested).toBe('high-performer')
  const of = (code: string) => candidates.find(({ organisation }) => organisation === code)?.test
  expect(['XA02', 'XA03', 'XA04', 'XA05'].map(of)).toEqual(['met', 'met', 'not-met', 'not-known'])
})
