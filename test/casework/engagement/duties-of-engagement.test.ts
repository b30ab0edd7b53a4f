/** Duties that ask somebody: each is shown done by its own event, or by a consultation in its time with whom it asks. */
import { describe, expect, test } from 'vitest'
import type { CaseState, Effect } from '../../../src/regimes/model.ts'
import type { Consultation } from '../../../src/casework/records/consultation.ts'
import { unheldDuties } from '../../../src/casework/records/engagement.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { begin, cited, compile, event, type Parts, run } from '../../regimes/engine/harness.ts'
import { watch } from '../core/desk.ts'

const owed = (title: string, engagement: true | string, during: readonly string[], doneBy: string): Parts => ({
  title,
  owner: 'lookout',
  during,
  when: { 'no-date': true },
  public: true,
  engagement,
  'done-by': doneBy,
  ...cited,
})

const compiled = compile({
  ...watch,
  duties: {
    anybody: owed('Consult', true, ['comment'], 'closes'),
    staff: owed('Meet the staff', 'staff-side', ['comment', 'delivery'], 'updated'),
    public: owed('Meet the public', 'public', ['comment', 'delivery'], 'left'),
    others: owed('Meet the ships nearby', 'others', ['comment', 'delivery'], 'left'),
  },
})
const entered = run(compiled, begin(compiled, '2014-01-06'), event('admitted', '2014-01-13'))
const commenting = run(compiled, entered.case, event('published', '2014-01-20'))
const delivering = run(compiled, commenting.case, event('closes', '2014-02-17'))

function consultation(whom: Consultation['with'], known: string, until = '2014-02-10') {
  const body = { with: whom, question: 'May it?', from: '2014-01-27', until, owner: 'lookout', document: null }
  return { knownAt: `${known}T09:00:00.000Z`, body } as StoredRecord<Consultation>
}

const unheld = (
  state: CaseState,
  effects: readonly Effect[],
  consultations: readonly StoredRecord<Consultation>[] = [],
  on = '2014-02-20',
) => unheldDuties(compiled, state, { events: [{ effects }], consultations, on }).map(({ title }) => title)

const until = [...entered.effects, ...commenting.effects]

describe('a duty that asks somebody', () => {
  test('is not missed before it was ever owed', () => {
    expect(unheld(entered.case, entered.effects)).toEqual([])
    expect(unheld(commenting.case, until)).toHaveLength(4)
  })

  test('is shown done by its own event, also where its stage is over, and no other duty with it', () => {
    const closed = [...until, ...delivering.effects]
    expect(unheld(delivering.case, closed)).toEqual(['Meet the staff', 'Meet the public', 'Meet the ships nearby'])
    const met = run(compiled, delivering.case, event('updated', '2014-02-18'))
    expect(unheld(met.case, [...closed, ...met.effects])).toEqual(['Meet the public', 'Meet the ships nearby'])
  })

  test('is shown done by a consultation with whom it asks, and by none with somebody else', () => {
    const after = (whom: Consultation['with']) => unheld(commenting.case, until, [consultation(whom, '2014-01-27')])
    expect(after('staff-side')).toEqual(['Meet the public', 'Meet the ships nearby'])
    expect(after('public')).toEqual(['Meet the staff', 'Meet the ships nearby'])
    // Which others were asked, a consultation does not say.
    expect(after('others')).toEqual(['Meet the staff', 'Meet the public', 'Meet the ships nearby'])
  })

  test('is not shown done by a consultation that was written down afterwards, or is still to come', () => {
    expect(unheld(commenting.case, until, [consultation('public', '2014-02-10')])).toHaveLength(2)
    expect(unheld(commenting.case, until, [consultation('public', '2014-02-11')])).toHaveLength(4)
    expect(unheld(commenting.case, until, [consultation('public', '2014-01-20')], '2014-01-26')).toHaveLength(4)
  })
})
