/** Duties that ask somebody: each is shown done by its own event, or, where it has none, by a consultation in its time with whom it asks. */
import { describe, expect, test } from 'vitest'
import type { CaseState, Effect } from '../../../src/regimes/model.ts'
import type { Consultation } from '../../../src/casework/records/consultation.ts'
import { unheldDuties } from '../../../src/casework/records/engagement.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { begin, cited, compile, event, type Parts, run } from '../../regimes/engine/harness.ts'
import { watch } from '../core/desk.ts'

const owed = (title: string, engagement: true | string, during: readonly string[], doneBy?: string): Parts => ({
  title,
  owner: 'lookout',
  during,
  when: { 'no-date': true },
  public: true,
  engagement,
  ...(doneBy === undefined ? {} : { 'done-by': doneBy }),
  ...cited,
})

const compiled = compile({
  ...watch,
  duties: {
    anybody: owed('Consult', true, ['comment'], 'closes'),
    staff: owed('Meet the staff', 'staff-side', ['comment', 'delivery'], 'updated'),
    public: owed('Ask the public', 'public', ['comment']),
    others: owed('Ask the ships nearby', 'others', ['comment', 'delivery']),
  },
})
const entered = run(compiled, begin(compiled, '2014-01-06'), event('admitted', '2014-01-13'))
const commenting = run(compiled, entered.case, event('published', '2014-01-20'))
const delivering = run(compiled, commenting.case, event('closes', '2014-02-17'))

interface Written {
  readonly known?: string
  readonly from?: string
  readonly until?: string
  readonly audience?: 'public' | 'case'
}

/** A version, written on the first day of the consultation where nothing else is said. */
function version(whom: Consultation['with'], { from = '2014-01-27', known = from, until, audience }: Written = {}) {
  const body = { with: whom, question: 'May it?', from, until: until ?? '2014-02-10', owner: 'lookout', document: null }
  return { knownAt: `${known}T09:00:00.000Z`, audience: audience ?? 'public', body } as StoredRecord<Consultation>
}

/** From the publication on 20 January until the close on 17 February, where that has come. */
const owedFrom = (ended: string | null = null) =>
  new Map(
    Object.keys(compiled.regime.duties).map(id => [
      id,
      [{ from: '2014-01-20', ended: id === 'anybody' || id === 'public' ? ended : null }],
    ]),
  )

const unheld = (
  state: CaseState,
  effects: readonly Effect[],
  consultations: readonly (readonly StoredRecord<Consultation>[])[] = [],
  { on = '2014-02-20', ended = null }: { readonly on?: string; readonly ended?: string | null } = {},
) =>
  unheldDuties(compiled, state, { events: [{ effects }], owed: owedFrom(ended), consultations, on }).map(
    ({ title }) => title,
  )

const until = [...entered.effects, ...commenting.effects]

const all = ['Consult', 'Meet the staff', 'Ask the public', 'Ask the ships nearby']
const without = (...titles: readonly string[]) => all.filter(one => !titles.includes(one))

describe('a duty that asks somebody', () => {
  const after = (...versions: readonly StoredRecord<Consultation>[]) => unheld(commenting.case, until, [versions])

  test('is not missed before it was ever owed', () => {
    const never = unheldDuties(compiled, entered.case, {
      events: [{ effects: entered.effects }],
      owed: new Map(),
      consultations: [],
      on: '2014-02-20',
    })
    expect(never).toEqual([])
    expect(unheld(commenting.case, until)).toEqual(all)
  })

  test('is shown done by its own event, also where its stage is over, and no other duty with it', () => {
    const closed = [...until, ...delivering.effects]
    expect(unheld(delivering.case, closed)).toEqual(without('Consult'))
    const met = run(compiled, delivering.case, event('updated', '2014-02-18'))
    expect(unheld(met.case, [...closed, ...met.effects])).toEqual(without('Consult', 'Meet the staff'))
  })

  test('is shown done by a consultation with whom it asks, and by none with somebody else', () => {
    expect(after(version('public'))).toEqual(without('Consult', 'Ask the public'))
    expect(after(version('others'))).toEqual(without('Consult', 'Ask the ships nearby'))
    expect(after(version('councils'))).toEqual(without('Consult'))
  })

  test('of which the rules name an event is shown done by that alone, where it asks somebody in particular', () => {
    expect(after(version('staff-side'))).toEqual(without('Consult'))
  })

  test('is shown done by no consultation that was written down after its first day, or is still to come', () => {
    expect(after(version('public', { known: '2014-01-28' }))).toEqual(all)
    const ahead = [[version('public', { known: '2014-01-20' })]]
    expect(unheld(commenting.case, until, ahead, { on: '2014-01-26' })).toEqual(all)
    expect(unheld(commenting.case, until, ahead, { on: '2014-01-27' })).toHaveLength(2)
  })

  test('is shown done by a consultation that was known in time, also where its last day was moved since', () => {
    expect(after(version('public'), version('public', { known: '2014-02-03', until: '2014-02-05' }))).toHaveLength(2)
    // That it was, on other days, is what was written afterwards.
    const afterwards = version('public', { known: '2014-02-19', from: '2014-02-10', until: '2014-02-12' })
    expect(after(version('public', { until: '2014-02-01' }), afterwards)).toEqual(all)
  })

  test('is shown done by no consultation on days on which it was not owed', () => {
    const early = { from: '2014-01-13', until: '2014-01-19' }
    expect(after(version('public', early))).toEqual(all)
    expect(after(version('public', { ...early, until: '2014-01-20' }))).toHaveLength(2)
    const late = (from: string) =>
      unheld(delivering.case, until, [[version('public', { from, until: '2014-03-01' })]], { ended: '2014-02-17' })
    expect(late('2014-02-16')).toHaveLength(2)
    expect(late('2014-02-17')).toEqual(all)
  })

  test('is shown done by no consultation that not everybody may see', () => {
    expect(after(version('public', { audience: 'case' }))).toEqual(all)
    expect(after(version('public', { audience: 'case' }), version('public', { known: '2014-02-03' }))).toHaveLength(2)
  })
})
