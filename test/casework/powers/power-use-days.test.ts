/** On which days a power of the rules may be used: when a stage of the case had it, and once at a time over an organisation. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Case } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { writeRecord } from '../../../src/casework/records/write-record-store.ts'
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import { embedded, newStore } from '../../store/databases.ts'
import {
  analyst,
  as,
  crew,
  deskOn,
  done,
  master,
  opened,
  recommended,
  record,
  refused,
  shelfOf,
  type TestDesk,
  watch,
} from '../core/desk.ts'

const helm = {
  title: 'Take the helm',
  does: 'suspends',
  freedom: 'Steering',
  by: 'master',
  during: ['draft'],
  ...cited,
}
const armed: Parts = { ...watch, powers: { helm } }

const use = {
  power: 'helm',
  does: null,
  freedom: null,
  instrument: 'Order 7',
  place: null,
  from: '2014-01-13',
  until: null,
  conditions: null,
  ended: null,
}

let desk: TestDesk
beforeEach(async () => {
  desk = deskOn(await newStore(embedded), shelfOf(armed))
})

const send = (
  found: Case,
  more: object,
  beside: { readonly organisation?: string; readonly follows?: StoredRecord } = {},
) => {
  const { follows, ...rest } = beside
  const common = { kind: 'power-use', on: '2014-02-01', by: 'master', reason: 'As ordered', ...rest }
  const after = follows && { follows: { id: follows.id, version: follows.version } }
  return writeRecord(as(desk, master), { caseId: found.id, body: { ...use, ...more }, ...common, ...after })
}

/** In the stage that has the power from 13 January 2014. */
async function admitted(): Promise<Case> {
  return done(await record(as(desk, master), await opened(desk), 'admitted', '2014-01-13')).case
}

/** The stage that had it was over on 20 January 2014. */
async function gone(): Promise<Case> {
  return done(await record(as(desk, crew), await admitted(), 'published', '2014-01-20')).case
}

describe('the days of a use', () => {
  test('a use begins when a stage of the case has the power, and not before, nor in a case that never had it', async () => {
    const found = await admitted()
    for (const from of ['1999-01-01', '2014-01-06', '2014-01-12']) {
      const no = refused(await send(found, { from, until: '2014-01-31' }))
      expect([no.reason, no.words]).toEqual(['not-in-force', expect.stringContaining('from 2014-01-13 on')])
    }
    done(await send(found, { from: '2014-01-13' }))
    const candidate = await opened(desk, 'XA02')
    const no = refused(await send(candidate, { from: '1999-01-01' }))
    expect([no.reason, no.words]).toEqual(['not-in-force', expect.stringContaining('there is none so far')])
  })

  test('written late, a use of a stage that is over says until when it was', async () => {
    const found = await gone()
    const no = refused(await send(found, { from: '2014-01-14' }))
    expect([no.reason, no.words]).toEqual(['not-in-force', expect.stringContaining('on which day it ended')])
    expect(refused(await send(found, { from: '2014-01-14', until: '2014-12-31' })).reason).toBe('not-in-force')
    expect(refused(await send(found, { from: '2014-01-20', ended: '2014-01-25' })).words).toContain(
      'from 2014-01-13 until before 2014-01-20',
    )
    done(await send(found, { from: '2014-01-14', until: '2014-01-19' }))
  })

  test('its next versions keep to them, and it may be ended after its stage', async () => {
    const entered = await admitted()
    const first = done(await send(entered, {}))
    const found = done(await record(as(desk, crew), entered, 'published', '2014-01-20')).case
    expect(refused(await send(found, { from: '1999-01-01' }, { follows: first })).reason).toBe('not-in-force')
    expect(refused(await send(found, { conditions: 'Only by day' }, { follows: first })).reason).toBe('not-in-force')
    done(await send(found, { ended: '2014-01-20' }, { follows: first }))
  })
})

describe('a second use', () => {
  test('of a power that is in use is refused until the first has ended', async () => {
    const found = await admitted()
    const first = done(await send(found, { from: '2014-01-20' }))
    for (const from of ['2014-01-20', '2014-01-25', '2014-01-13']) {
      const no = refused(await send(found, { from, instrument: 'Order 8' }))
      expect([no.reason, no.words]).toEqual(['not-in-force', expect.stringContaining('by Order 7')])
    }
    done(await send(found, { from: '2014-01-13', until: '2014-01-19', instrument: 'Order 6' }))
    const ended = done(await send(found, { from: '2014-01-20', ended: '2014-01-25' }, { follows: first }))
    done(await send(found, { from: '2014-01-25', instrument: 'Order 8' }))
    expect(refused(await send(found, { from: '2014-01-20' }, { follows: ended })).words).toContain('by Order 8')
  })

  test('over another organisation of the case is its own; over all of them it is none', async () => {
    const asked = { regime: 'small-watch', organisations: ['XA01', 'XA02'], on: '2014-01-06', reason: 'Signals' }
    const { id, sequence } = done(await openCase(as(desk, analyst), asked))
    await recommended(desk, id)
    const found = done(await record(as(desk, master), { id, sequence }, 'admitted', '2014-01-13')).case
    done(await send(found, {}, { organisation: 'XA01' }))
    expect(refused(await send(found, {}, { organisation: 'XA01' })).reason).toBe('not-in-force')
    expect(refused(await send(found, {})).reason).toBe('not-in-force')
    done(await send(found, {}, { organisation: 'XA02' }))
  })
})
