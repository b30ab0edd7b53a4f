/** Powers in use, undertakings, criteria of exit of one case, and how far a decision on organisations reaches. */
import { describe, expect, test } from 'vitest'
import { agendaOf } from '../../../src/casework/duty-agenda.ts'
import { exitProgress, progressInWords } from '../../../src/casework/exit-progress.ts'
import type { Case } from '../../../src/casework/model.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { isInForce, type PowerUse } from '../../../src/casework/records/power-use.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import { readAnswers } from '../../../src/casework/written-store.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import { loadRegime } from '../../../src/regimes/regime-file.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import {
  as,
  crew,
  deskOn,
  done,
  lookout,
  master,
  opened,
  record,
  refused,
  shelfOf,
  type TestDesk,
  watch,
} from '../core/desk.ts'
import { write } from '../records/desk.ts'

const armed: Parts = {
  ...watch,
  powers: {
    helm: {
      title: 'Take the helm',
      does: 'suspends',
      freedom: 'Steering itself',
      by: 'master',
      during: ['draft', 'comment'],
      ...cited,
    },
  },
}

const use = {
  power: 'helm',
  does: null,
  freedom: null,
  instrument: 'Order 7',
  place: 'section 3',
  from: '2014-01-20',
  until: '2014-12-31',
  conditions: 'Until the hull is tight.',
  ended: null,
}

async function within(parts: Parts = armed): Promise<{ readonly desk: TestDesk; readonly found: Case }> {
  const desk = deskOn(await newStore(embedded), shelfOf(parts))
  const found = await opened(desk)
  return { desk, found: done(await record(as(desk, master), found, 'admitted', '2014-01-13')).case }
}

describe('the use of a power', () => {
  test('says by which instrument; without one it is refused', async () => {
    const { desk, found } = await within()
    for (const instrument of [undefined, null, '', '  ']) {
      const no = refused(await write(desk, master, found.id, 'power-use', { ...use, instrument }))
      expect(no.reason).toBe('bad-request')
      expect(no.words).toContain('instrument')
    }
    const written = done(await write(desk, master, found.id, 'power-use', use))
    expect(written.body).toMatchObject({ does: 'suspends', freedom: 'Steering itself' })
  })

  test('is for whoever holds it, and in the stages of the rules', async () => {
    const { desk, found } = await within()
    expect(refused(await write(desk, lookout, found.id, 'power-use', use)).reason).toBe('wrong-role')
    expect(refused(await write(desk, crew, found.id, 'power-use', use)).reason).toBe('wrong-role')
    expect(refused(await write(desk, master, found.id, 'power-use', { ...use, power: 'anchor' })).reason).toBe(
      'bad-request',
    )
    const own = { ...use, power: null }
    expect(refused(await write(desk, master, found.id, 'power-use', own)).words).toContain('no power of the rules')
    done(await write(desk, lookout, found.id, 'power-use', { ...own, does: 'grants', freedom: 'Leave at once' }))
    const early = await opened(desk, 'XA02')
    expect(refused(await write(desk, master, early.id, 'power-use', use)).reason).toBe('not-in-force')
  })

  test('is in force from its first day to its last, or until the day on which it ended', () => {
    const days = (more: Partial<PowerUse>) =>
      ['2014-01-19', '2014-01-20', '2014-06-01', '2014-12-31', '2015-01-01'].map(on =>
        isInForce({ ...use, ...more }, on),
      )
    expect(days({})).toEqual([false, true, true, true, false])
    expect(days({ until: null })).toEqual([false, true, true, true, true])
    expect(days({ ended: '2014-06-01' })).toEqual([false, true, false, false, false])
  })
})

const undertaking = {
  form: 'undertaking',
  text: 'Caulk the hull',
  basis: 'Licence, condition 3',
  due: '2014-03-01',
  owner: 'crew',
  compliance: 'open',
  evidence: null,
  decided: null,
}

describe('an undertaking', () => {
  test('falls due in the calendar until it is kept or discharged', async () => {
    const { desk, found } = await within()
    const first = done(await write(desk, lookout, found.id, 'undertaking', undertaking))
    const due = async (today: string) => {
      const answers = (await readAnswers(desk, [found]))(found.id)
      const window = { from: dayFromIso('2014-03-01'), to: dayFromIso('2014-03-01'), today: dayFromIso(today) }
      return agendaOf(await rulesOf(desk, found), found.state, window, answers)
        .filter(one => one.kind === 'undertaking')
        .map(one => [isoFromDay(one.due), one.title, one.owner, one.overdue])
    }
    expect(await due('2014-02-01')).toEqual([['2014-03-01', 'Caulk the hull', 'crew', false]])
    expect(await due('2014-03-02')).toEqual([['2014-03-01', 'Caulk the hull', 'crew', true]])
    const follows = { id: first.id, version: 1 }
    const kept = { ...undertaking, compliance: 'complied' }
    const no = refused(await write(desk, lookout, found.id, 'undertaking', kept, { follows }))
    expect(no.words).toContain('without its evidence and day')
    const shown = { ...kept, evidence: 'Seen in dock', decided: '2014-01-31' }
    done(await write(desk, lookout, found.id, 'undertaking', shown, { follows }))
    expect(await due('2014-03-02')).toEqual([])
  })

  test('is open when it is given, is owed by a role of the case, and is not for the organisation to write off', async () => {
    const { desk, found } = await within()
    const breached = { ...undertaking, compliance: 'breached' }
    expect(refused(await write(desk, lookout, found.id, 'undertaking', breached)).reason).toBe('bad-request')
    const stranger = { ...undertaking, owner: 'cook' }
    expect(refused(await write(desk, lookout, found.id, 'undertaking', stranger)).reason).toBe('bad-request')
    expect(refused(await write(desk, crew, found.id, 'undertaking', undertaking)).reason).toBe('wrong-role')
  })
})

test('criteria of exit of one case count with those of its rules', async () => {
  const { desk, found } = await within()
  const criterion = {
    title: 'Twelve dry months',
    measure: 'Water in the bilge, monthly',
    target: '2015-01-31',
    agreed: '2014-01-20',
    outcome: 'evidence-missing',
    evidence: null,
  }
  const early = { ...criterion, outcome: 'met', evidence: 'Dry' }
  expect(refused(await write(desk, lookout, found.id, 'exit-criterion', early)).reason).toBe('bad-request')
  const first = done(await write(desk, lookout, found.id, 'exit-criterion', criterion))
  done(await write(desk, lookout, found.id, 'exit-criterion', { ...criterion, title: 'A new mast', agreed: null }))
  const progress = async () => {
    const nothing = { answers: {}, evidence: null }
    const told = exitProgress(await rulesOf(desk, found), nothing, await readRecords(desk.store, found.id))
    return told && progressInWords(told)
  }
  expect(await progress()).toBe('0 of 2 met')
  const follows = { id: first.id, version: 1 }
  const bare = { ...criterion, outcome: 'met' }
  expect(refused(await write(desk, lookout, found.id, 'exit-criterion', bare, { follows })).words).toContain(
    'no evidence',
  )
  done(await write(desk, lookout, found.id, 'exit-criterion', early, { follows }))
  expect(await progress()).toBe('1 of 2 met')
})

describe('organisations beyond the case', () => {
  const reach = (reaches: string): Parts => ({
    ...watch,
    'powers-over': { reaches, says: 'The powers cover the ship alone.', ...cited },
  })
  const about = (bodies: readonly string[], necessary: string | null = null) => ({
    bodies,
    says: 'Close its dock',
    necessary,
  })
  const decide = (bodies: readonly string[], necessary: string | null = null) => ({
    ...about(bodies, necessary),
    recommendation: null,
  })

  test('a recommendation on one is flagged with the law of the day; a decision on it is refused', async () => {
    const { desk, found } = await within(reach('case-organisations'))
    const told = done(await write(desk, lookout, found.id, 'body-recommendation', about(['XA01', 'XA02'])))
    expect(told.body).toMatchObject({
      reach: { standing: 'beyond-power', outside: ['XA02'], basis: 'The powers cover the ship alone.' },
    })
    const no = refused(await write(desk, master, found.id, 'body-decision', decide(['XA02'], 'It must be')))
    expect(no.reason).toBe('beyond-power')
    expect(no.words).toContain('XA02')
    expect(no.words).toContain('The powers cover the ship alone.')
    const own = done(await write(desk, master, found.id, 'body-decision', decide(['XA01'])))
    expect(own.body).toMatchObject({ reach: { standing: 'within-power' } })
  })

  test('where the law reaches others if that is necessary, it has to be said why; unknown codes are refused', async () => {
    const { desk, found } = await within(reach('others-where-necessary'))
    const told = done(await write(desk, lookout, found.id, 'body-recommendation', about(['XA02'])))
    expect(told.body).toMatchObject({ reach: { standing: 'if-necessary' } })
    expect(refused(await write(desk, master, found.id, 'body-decision', decide(['XA02']))).reason).toBe('beyond-power')
    done(await write(desk, master, found.id, 'body-decision', decide(['XA02'], 'The ship cannot dock elsewhere.')))
    const nowhere = refused(await write(desk, lookout, found.id, 'body-recommendation', about(['ZZ99'])))
    expect(nowhere.reason).toBe('no-such-organisation')
  })

  test('where the rules name no power over others, there is none', async () => {
    const { desk, found } = await within()
    const told = done(await write(desk, lookout, found.id, 'body-recommendation', about(['XA02'])))
    expect(told.body).toMatchObject({ reach: { standing: 'beyond-power', clause: null } })
    expect(refused(await write(desk, master, found.id, 'body-decision', decide(['XA02']))).reason).toBe('beyond-power')
  })

  test.each([
    ['2009', 'case-organisations'],
    ['2012', 'case-organisations'],
    ['2014', 'others-where-necessary'],
    ['2022', 'others-where-necessary'],
  ])('the administration of trusts, in the law of %s, reaches %s', async (version, reaches) => {
    const { regime } = await loadRegime('trust-special-administration', version)
    expect(regime['powers-over']?.reaches).toBe(reaches)
  })
})
