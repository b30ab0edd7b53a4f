/** Neighbours and consultations: who is asked, who answers, and that nothing is closed over an answer that is owed. */
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../src/casework/model.ts'
import { openConsultations } from '../../../src/casework/records/consultation.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import { repliesTo } from '../../../src/casework/records/reply.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import {
  analyst,
  as,
  crew,
  deskOn,
  done,
  grant,
  lookout,
  master,
  opened,
  record,
  refused,
  shelfOf,
  watch,
} from '../core/desk.ts'
import { write } from '../records/desk.ts'

const peopled: Parts = {
  ...watch,
  roles: {
    ...(watch['roles'] as Parts),
    town: { title: 'The town', kind: 'public', ...cited },
    neighbours: { title: 'Ships nearby', kind: 'partner', ...cited },
  },
}
const town: Actor = { key: 'p-town', grants: [grant('town')] }
const nearby: Actor = { key: 'p-nearby', grants: [grant('neighbours', { organisation: 'XA02' })] }

async function within(parts: Parts = peopled) {
  const desk = deskOn(await newStore(embedded), shelfOf(parts))
  const found = await opened(desk)
  return { desk, found: done(await record(as(desk, master), found, 'admitted', '2014-01-13')).case }
}

describe('an effect on a neighbour', () => {
  const effect = { neighbour: 'XA02', effect: 'More wounded come to it.', direction: 'worse', consulted: null }

  test('is on an organisation that there is, outside the case', async () => {
    const { desk, found } = await within()
    const no = async (more: Partial<typeof effect>) =>
      refused(await write(desk, lookout, found.id, 'neighbour-effect', { ...effect, ...more })).reason
    expect(await no({ neighbour: 'XA01' })).toBe('bad-request')
    expect(await no({ neighbour: 'ZZ99' })).toBe('no-such-organisation')
  })

  test('is answered by whoever speaks for the neighbour, and by no other neighbour', async () => {
    const { desk, found } = await within()
    const written = done(await write(desk, lookout, found.id, 'neighbour-effect', effect))
    const answer = { to: written.id, outcome: 'rejected', says: 'We have no beds.' }
    const other: Actor = { key: 'p-other', grants: [grant('neighbours', { organisation: 'XA03' })] }
    expect(refused(await write(desk, other, found.id, 'reply', answer)).reason).toBe('not-granted')
    const asked = { form: 'complaint', claimant: 'Ships nearby', against: 'event:2', ground: 'Not asked', forum: null }
    const complaint = { ...asked, from: '2014-01-20', outcome: 'open', decided: null, reference: null }
    // It answers what concerns it, and writes nothing else in a case of others.
    expect(refused(await write(desk, nearby, found.id, 'challenge', complaint)).reason).toBe('not-granted')
    done(await write(desk, nearby, found.id, 'reply', answer))
    expect(repliesTo(await readRecords(desk.store, found.id), written.id)).toHaveLength(1)
  })
})

describe('a consultation', () => {
  const asked = {
    with: 'public',
    question: 'May the ship be broken up?',
    from: '2014-02-01',
    until: '2014-02-14',
    owner: 'lookout',
    document: 'Report 7',
  }
  const said = { from: 'councils', body: 'Harbour council', says: 'No.' }
  const close = { says: 'The council is against it.', changed: 'It is not broken up.' }

  test('is not closed while its time runs, or a response is unanswered, or by another than its holder', async () => {
    const { desk, found } = await within()
    const { id: to } = done(await write(desk, lookout, found.id, 'consultation', asked))
    const response = done(await write(desk, town, found.id, 'response', { ...said, to }))
    const closing = (actor: Actor) => write(desk, actor, found.id, 'consultation-close', { ...close, to })
    expect(refused(await closing(lookout)).words).toContain('runs until 2014-02-14')
    desk.turn('2014-02-15')
    expect(refused(await closing(master)).reason).toBe('wrong-role')
    const no = refused(await closing(lookout))
    expect([no.reason, no.words]).toEqual(['not-allowed-here', expect.stringContaining('A response is unanswered')])
    done(await write(desk, lookout, found.id, 'reply', { to: response.id, outcome: 'accepted', says: 'We heard you.' }))
    done(await closing(lookout))
    expect(refused(await closing(lookout)).reason).toBe('too-often')
    const later = { ...asked, until: '2014-03-31' }
    const again = await write(desk, lookout, found.id, 'consultation', later, { follows: { id: to, version: 1 } })
    expect(refused(again).reason).toBe('not-allowed-here')
    expect(refused(await write(desk, town, found.id, 'response', { ...said, to })).reason).toBe('not-in-force')
  })

  test('is open on its days, and takes responses on no other', async () => {
    const { desk, found } = await within()
    const { id: to } = done(await write(desk, lookout, found.id, 'consultation', asked))
    const records = await readRecords(desk.store, found.id)
    const open = ['2014-01-31', '2014-02-01', '2014-02-14', '2014-02-15'].map(
      on => openConsultations(records, on).length,
    )
    expect(open).toEqual([0, 1, 1, 0])
    desk.turn('2014-02-15')
    expect(refused(await write(desk, town, found.id, 'response', { ...said, to })).reason).toBe('not-in-force')
    // Only whoever writes down what came by letter dates it back, and within its days.
    const late = refused(await write(desk, town, found.id, 'response', { ...said, to }, { on: '2014-02-14' }))
    expect([late.reason, late.words]).toEqual(['wrong-role', expect.stringContaining('written on 2014-02-15')])
    done(await write(desk, analyst, found.id, 'response', { ...said, to }, { on: '2014-02-14' }))
    expect(refused(await write(desk, analyst, found.id, 'response', { ...said, to })).reason).toBe('not-in-force')
  })

  test('has a close for whom it is for itself, which is so where nobody says otherwise', async () => {
    const { desk, found } = await within()
    for (const [audience, other] of [
      ['public', 'case'],
      ['case', 'public'],
    ] as const) {
      const { id: to } = done(await write(desk, lookout, found.id, 'consultation', asked, { audience }))
      desk.turn('2014-02-15')
      const no = refused(
        await write(desk, lookout, found.id, 'consultation-close', { ...close, to }, { audience: other }),
      )
      expect(no.words).toContain(`for the audience "${audience}", and so is its close`)
      expect(done(await write(desk, lookout, found.id, 'consultation-close', { ...close, to })).audience).toBe(audience)
      desk.turn('2014-02-01')
    }
  })

  test('that was written in its time keeps its days once they are over, and is never ended on a day gone by', async () => {
    const { desk, found } = await within()
    const first = done(await write(desk, lookout, found.id, 'consultation', asked))
    const again = (until: string) =>
      write(desk, lookout, found.id, 'consultation', { ...asked, until }, { follows: { id: first.id, version: 1 } })
    desk.turn('2014-02-10')
    expect(refused(await again('2014-02-09')).words).toContain('expected 2014-02-10 or later')
    desk.turn('2014-02-15')
    expect(refused(await again('2014-02-28')).words).toContain('was over with 2014-02-14')
  })

  test('keeps its first day, and with whom it is, once it has begun; until then it is moved ahead alone', async () => {
    const { desk, found } = await within()
    desk.turn('2014-01-20')
    const { id } = done(await write(desk, lookout, found.id, 'consultation', asked))
    const again = (version: number, more: Partial<typeof asked>) =>
      write(desk, lookout, found.id, 'consultation', { ...asked, ...more }, { follows: { id, version } })
    expect(refused(await again(1, { from: '2014-01-19' })).words).toContain('expected 2014-01-20 or later')
    done(await again(1, { from: '2014-02-03', with: 'councils' }))
    desk.turn('2014-02-03')
    const kept = { from: '2014-02-03', with: 'councils' }
    expect(refused(await again(2, { ...kept, with: 'public' })).words).toContain('began on 2014-02-03 with Councils')
    expect(refused(await again(2, { ...kept, from: '2014-02-04' })).reason).toBe('not-allowed-here')
    done(await again(2, { ...kept, until: '2014-02-28' }))
  })

  test('began on no day before the case was opened', async () => {
    const { desk, found } = await within()
    const early = refused(await write(desk, lookout, found.id, 'consultation', { ...asked, from: '2014-01-05' }))
    expect([early.reason, early.words]).toEqual(['bad-request', expect.stringContaining('expected 2014-01-06')])
    done(await write(desk, lookout, found.id, 'consultation', { ...asked, from: '2014-01-06' }))
  })

  test('that was written down afterwards is put right as that, and never becomes one in its time', async () => {
    const { desk, found } = await within()
    desk.turn('2014-02-20')
    const { id } = done(await write(desk, lookout, found.id, 'consultation', asked))
    const again = (version: number, until: string) =>
      write(desk, lookout, found.id, 'consultation', { ...asked, until }, { follows: { id, version } })
    expect(refused(await again(1, '2014-02-20')).words).toContain('expected a day before 2014-02-20')
    done(await again(1, '2014-02-13'))
  })

  test('whose rules know no public: what came by letter is written down by an analyst', async () => {
    const { desk, found } = await within(watch)
    const { id: to } = done(await write(desk, lookout, found.id, 'consultation', asked))
    expect(refused(await write(desk, town, found.id, 'response', { ...said, to })).reason).toBe('wrong-role')
    done(await write(desk, analyst, found.id, 'response', { ...said, to }))
    done(await write(desk, crew, found.id, 'response', { ...said, from: 'staff-side', to }))
  })
})
