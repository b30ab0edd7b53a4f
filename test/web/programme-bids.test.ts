/** Entry by application, by the rules of a programme for groups: bids with their scores, and what became of each with reasons. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../src/casework/model.ts'
import type { Mark, ProgrammeCase } from '../../src/casework/programme-store.ts'
import type { CandidateCase } from '../../src/casework/programme-queue.ts'
import type { CompiledRegime } from '../../src/regimes/compiled.ts'
import { bidsOf } from '../../src/web/programme-bids.ts'
import { shelf } from './shelf.ts'

let compiled: CompiledRegime
beforeAll(async () => {
  const { regimes } = await shelf()
  const found = regimes.find(({ id }) => id === 'acute-care-collaboration-vanguards-2015')
  if (found === undefined) throw new Error('The programme for groups is not on the shelf.')
  compiled = found.latest.compiled
}, 60_000)

const mark = (sequence: number, name: string, role: string | null, more: Partial<Mark> = {}): Mark => ({
  sequence,
  name,
  role,
  effective: `2015-07-0${sequence}`,
  knownAt: `2015-07-0${sequence}T09:00:00.000Z`,
  reason: `Why ${name}.`,
  exceed: null,
  effects: [{ kind: 'moved', strand: 'main', from: 'before', to: 'after' }],
  ...more,
})
const opened = mark(1, 'open', 'group')
const applied = mark(2, 'apply', 'group')

function bid(id: string, score: number | null, marks: readonly Mark[], more: Partial<Case> = {}) {
  const known = { value: score, words: '', period: null, relative: false, inputs: [] }
  const evidence = {
    values: new Map(score === null ? [] : [['bid_score', known]]),
    missing: new Map(),
    judged: new Map(),
  }
  const organisations = ['XA01', 'XA02']
  const found = { id, organisations, state: { route: null }, phase: 'before', entered: null, closed: null, ...more }
  return {
    found,
    compiled,
    records: [],
    deadlines: [],
    marks: [opened, ...marks],
    evidence: new Map(organisations.map(code => [code, evidence])),
  } as unknown as ProgrammeCase & CandidateCase
}

const chosen = { phase: 'in', entered: '2015-09-01' } as const
const takes = { effects: [{ kind: 'place-taken' as const }] }

describe('bids', () => {
  it('stand the best first, with what became of each and why', () => {
    const bids = bidsOf(
      [
        bid('open', null, [applied]),
        bid('refused', 40, [applied, mark(3, 'refuse', 'national-programme')], { closed: '2015-07-03' }),
        bid('chosen', 78, [applied, mark(3, 'select', 'national-programme', takes)], chosen),
      ],
      code => `Name of ${code}`,
    )
    expect(bids).toMatchObject([
      { case: 'chosen', on: '2015-07-02', score: 78, outcome: 'chosen', reason: 'Why select.' },
      { case: 'refused', score: 40, outcome: 'refused', reason: 'Why refuse.' },
      { case: 'open', score: null, outcome: 'open', reason: null },
    ])
    expect(bids?.[0]?.organisations).toEqual([
      { code: 'XA01', name: 'Name of XA01' },
      { code: 'XA02', name: 'Name of XA02' },
    ])
  })

  it('are only those that the organisations themselves made before they entered', () => {
    const put = bid('put', 78, [mark(2, 'select', 'national-programme', takes), mark(3, 'reply', 'group')], chosen)
    const checked = mark(2, 'checked', 'group', {
      effects: [{ kind: 'clock-ended', clock: 'check', due: null, late: false }],
    })
    expect(bidsOf([put, bid('not yet', null, []), bid('checked', null, [checked])], code => code)).toBeNull()
  })
})
