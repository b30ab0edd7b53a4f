/** The plan in a case: who keeps it, what is refused, its check, its publication, and worries that stay private. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { updateDue } from '../../../src/casework/plan/plan-due.ts'
import type { Plan } from '../../../src/casework/plan/plan-schema.ts'
import { readerOf, seesRecord, seenVersions } from '../../../src/casework/records/eyes.ts'
import { comparedWith, droppedActions, planVersions } from '../../../src/casework/records/plan-versions.ts'
import { readHistory, readRecords } from '../../../src/casework/records/record-store.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { worryKind } from '../../../src/casework/records/worry.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { dayFromIso } from '../../../src/regimes/day.ts'
import { compileRegime } from '../../../src/regimes/compile.ts'
import { calendars } from '../../regimes/clocks/calendars.ts'
import { begin, cited, type Parts, regimeOf } from '../../regimes/engine/harness.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { analyst, codes, deskOn, done, grant, lookout, master, refused, shelfOf, type TestDesk } from '../core/desk.ts'
import { fictionalPlan } from '../plan/fictional-plan.ts'
import { careful, openedCarefully, publisher, surgeon, write } from './desk.ts'

const planned: Parts = {
  ...careful,
  plan: { title: 'The plan', by: 'crew', 'checked-by': 'surgeon', duty: 'update-plan', ...cited },
  duties: {
    'update-plan': {
      title: 'Update the plan',
      owner: 'crew',
      during: 'in-the-regime',
      when: { every: 'month' },
      public: true,
      ...cited,
    },
  },
}
const { plan: _, ...unplanned } = planned
const crew: Actor = { key: 'p-crew', grants: [grant('crew')] }
const mate: Actor = { key: 'p-mate', grants: [grant('crew')] }

/** The plan of the fixture, moved to the time of the case. */
const plan = (month: string, more: Partial<Plan> = {}): Plan => ({
  ...(JSON.parse(JSON.stringify(fictionalPlan).replaceAll('2026-', '2014-')) as Plan),
  month,
  ...more,
})

// Of a fictional sector, since exercises are never published; made once, with another hospital for each test.
let store: Store
let desk: TestDesk
let found: Case
let next = 0
beforeAll(async () => {
  store = await openStore(await embedded.newPlace('fictional'))
}, 60_000)
afterAll(() => store?.close())
const openIn = async (parts: Parts) => {
  desk = deskOn(store, shelfOf(parts))
  desk.turn('2014-05-20')
  found = await openedCarefully(desk, codes[next++])
}
const put = (actor: Actor, body: unknown, follows?: StoredRecord) =>
  write(desk, actor, found.id, 'plan', body, follows ? { follows: { id: follows.id, version: follows.version } } : {})
const check = (actor: Actor, version: number, verdict = 'agreed', says: string | null = null) =>
  write(desk, actor, found.id, 'plan-check', { version: String(version), verdict, says })
const publish = (of: string, actor = publisher) =>
  write(desk, actor, found.id, 'publication', { of, says: 'The plan as it stands.' })

describe('a plan', () => {
  beforeEach(() => openIn(planned))

  test('is kept by whom the rules name, for those who work on the case until it is published', async () => {
    const first = done(await put(crew, plan('2014-05')))
    expect(first).toMatchObject({ version: 1, audience: 'case', role: 'crew' })
    expect(refused(await put(lookout, plan('2014-05'))).reason).toBe('wrong-role')
  })

  test('is one in a case, and goes on by versions, each seen before', async () => {
    const first = done(await put(crew, plan('2014-04')))
    expect(refused(await put(mate, plan('2014-05'))).words).toContain('next version')
    const second = done(await put(mate, plan('2014-05'), first))
    expect([second.id, second.version]).toEqual([first.id, 2])
    expect(refused(await put(crew, plan('2014-05', { title: 'Another' }), first)).reason).toBe('stale')
  })

  test('reports a month that has begun, the same as before or a later one', async () => {
    const first = done(await put(crew, plan('2014-04')))
    expect(refused(await put(crew, plan('2014-03'), first)).words).toContain('2014-04')
    expect(refused(await put(crew, plan('2014-06'), first)).words).toContain('2014-05')
    const corrected = done(await put(crew, plan('2014-04', { title: 'Corrected' }), first))
    expect(refused(await put(crew, plan('2014-04', { title: 'Corrected' }), corrected)).words).toContain(
      'Nothing was changed',
    )
    done(await put(crew, plan('2014-05'), corrected))
  })

  test('is refused with every fault by its field, in words, and nothing is written', async () => {
    const [goal, ...rest] = plan('2014-05').goals
    if (goal === undefined) throw new Error('The fixture has goals.')
    const [one, two, ...others] = goal.actions
    const wrong = {
      ...goal,
      actions: [{ ...one, owner: 'Dr Who', due: '1999-01-01' }, { ...two, id: 'streaming' }, ...others],
    }
    const { reason, words } = refused(await put(crew, { ...plan('2014-05'), goals: [wrong, ...rest] }))
    expect(reason).toBe('bad-request')
    expect(words).toContain('goals.0.actions.0.owner: found "Dr Who"; expected a role or post')
    expect(words).toContain('goals.0.actions.0.due: found "1999-01-01"')
    expect(words).toContain('goals.0.actions.1.id: found the action "streaming" a second time')
    expect(refused(await put(crew, { month: 'May', title: '', goals: 7 })).words).toMatch(/month: .*title: .*goals: /)
    expect(await readRecords(desk.store, found.id)).toEqual([])
  })

  test('is published after its check, which is of that very version and by another than its author', async () => {
    const first = done(await put(crew, plan('2014-05')))
    expect(refused(await publish(first.id)).reason).toBe('not-checked')
    expect(refused(await check(crew, 1)).reason).toBe('wrong-role')
    expect(refused(await check(surgeon, 2)).reason).toBe('stale')
    expect(refused(await check(surgeon, 1, 'points')).words).toContain('no points')
    done(await check(surgeon, 1, 'points', 'The desk is not built.'))
    expect(refused(await publish(first.id)).words).toContain('found points')
    const checked = done(await check(surgeon, 1))
    expect(checked.body).toEqual({ of: first.id, version: 1, hash: first.hash, verdict: 'agreed', says: null })
    done(await put(mate, plan('2014-05', { title: 'Changed after its check' }), first))
    expect(refused(await publish(first.id)).reason).toBe('not-checked')
    done(await check(surgeon, 2))
    const unread = { of: first.id, says: 'The plan as it stands.', version: 1 }
    expect(refused(await write(desk, publisher, found.id, 'publication', unread)).reason).toBe('stale')
    const published = done(await publish(first.id))
    expect(published.body).toMatchObject({ of: first.id, version: 2 })
  })

  test('is not published by its author, whatever else they may do', async () => {
    const both: Actor = { key: crew.key, grants: [...crew.grants, grant('publisher')] }
    const first = done(await put(crew, plan('2014-05')))
    done(await check(surgeon, 1))
    expect(
      refused(await write(desk, both, found.id, 'publication', { of: first.id, says: 'Out' }, { by: 'publisher' }))
        .reason,
    ).toBe('own-act')
  })

  test('tells on which way each version is, what it is compared with, and what was dropped in whichever month', async () => {
    const first = done(await put(crew, plan('2014-02')))
    done(await check(surgeon, 1))
    done(await publish(first.id))
    const fewer = plan('2014-03').goals.map(one => ({
      ...one,
      actions: one.actions.filter(({ id }) => id !== 'frailty'),
    }))
    done(await put(crew, plan('2014-03', { goals: fewer }), first))
    done(await check(surgeon, 2))
    done(await publish(first.id))
    done(await put(crew, plan('2014-03', { goals: fewer, title: 'Corrected' }), { ...first, version: 2 }))
    done(await put(crew, plan('2014-05', { goals: fewer }), { ...first, version: 3 }))
    done(await check(surgeon, 4, 'points', 'No.'))
    const versions = planVersions(
      (await readHistory(desk.store, found.id)).find(([one]) => one?.id === first.id) ?? [],
      await readRecords(desk.store, found.id),
    )
    expect(versions.map(({ stage }) => stage)).toEqual(['published', 'published', 'written', 'questioned'])
    const [one, two, three, four] = versions
    if (!one || !two || !three || !four) throw new Error('There are four versions.')
    expect([one, two, three, four].map(version => comparedWith(versions, version)?.record.version ?? null)).toEqual([
      null,
      1,
      1,
      2,
    ])
    expect(droppedActions(versions, four)).toMatchObject([
      { id: 'frailty', month: '2014-02', owner: 'Medical Director' },
    ])
    expect(droppedActions(versions, one)).toEqual([])
  })
})

describe('where the rules name nobody', () => {
  beforeEach(() => openIn(unplanned))

  test('the organisation and whoever is appointed keep the plan, and no check is waited for', async () => {
    const first = done(await put(surgeon, plan('2014-05')))
    const second = done(await put(crew, plan('2014-05', { title: 'Ours' }), first))
    expect(refused(await put(lookout, plan('2014-05'), second)).reason).toBe('wrong-role')
    expect(refused(await check(crew, 2)).reason).toBe('own-act')
    done(await publish(first.id))
  })

  test('a check that found points holds all the same', async () => {
    const first = done(await put(crew, plan('2014-05')))
    done(await check(mate, 1, 'points', 'The first goal is not ours.'))
    expect(refused(await publish(first.id)).reason).toBe('not-checked')
  })
})

describe('an update', () => {
  const compiled = compileRegime({ regime: regimeOf(planned), version: '2010', hash: 'x' }, calendars)
  test.each([
    ['2014-02-06', [], null, '2014-01-06'],
    ['2014-02-07', [], { due: '2014-02-06', month: '2014-01', late: true }, '2014-01-06'],
    ['2014-02-07', ['2014-01'], { due: '2014-02-06', month: '2014-01', late: false }, '2014-01-06'],
    ['2014-03-06', ['2014-01'], { due: '2014-02-06', month: '2014-01', late: false }, '2014-01-06'],
    ['2014-03-07', ['2014-01'], { due: '2014-03-06', month: '2014-02', late: true }, '2014-01-06'],
    ['2014-03-07', ['2014-01', '2014-03'], { due: '2014-03-06', month: '2014-02', late: false }, '2014-01-06'],
    ['2014-02-10', [], { due: '2014-02-06', month: '2014-01', late: true }, '2014-02-08'],
  ] as const)('on %s with %j published, %j and the latest event on %s', (today, published, last, event) => {
    const begun = begin(compiled, '2014-01-06')
    const state = { ...begun, state: 'draft', entered: dayFromIso('2014-01-06'), last: dayFromIso(event) }
    expect(updateDue(compiled, state, published, dayFromIso(today))?.last).toEqual(last)
  })
})

describe('a private worry', () => {
  beforeEach(() => openIn(planned))

  test('is restricted whatever is asked, and seen by its writer, those who oversee or decide, and auditors', async () => {
    const body = { says: 'The board does not see it.' }
    expect(refused(await write(desk, crew, found.id, 'worry', body, { audience: 'case' })).reason).toBe('bad-request')
    expect(refused(await write(desk, analyst, found.id, 'worry', body)).reason).toBe('wrong-role')
    const worry = done(await write(desk, crew, found.id, 'worry', body))
    expect(worry.audience).toBe('restricted')
    const latest = desk.regimes[0]?.latest
    if (!latest) throw new Error('The desk has a regime.')
    const setting = { compiled: latest.compiled, route: null, isPublic: true, published: new Set<string>() }
    const auditor: Actor = { key: 'p-auditor', grants: [grant('auditor')] }
    const matter = { regime: latest.regime, organisations: ['XA01'], regionOf: () => null, day: '2014-05-20' }
    const sees = (actor: Actor) => seesRecord(readerOf(actor, matter, true), setting, worry)
    expect([crew, lookout, master, auditor].map(sees)).toEqual([true, true, true, true])
    expect([mate, surgeon, publisher].map(sees)).toEqual([false, false, false])
    expect(seenVersions(readerOf({ key: 'public', grants: [] }, matter, false), setting, [worry])).toEqual([])
    expect(worryKind.answeredBy).toBeUndefined()
  })
})
