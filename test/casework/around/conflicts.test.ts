/** Other regimes at the same time: what the files say of two is told, what nobody said is told as that, and never more. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conflictsOf } from '../../../src/casework/conflicts.ts'
import { doubleDuties } from '../../../src/casework/double-duties.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { around, caseIn, placed, regime, saying } from './cases.ts'

const rescue = regime('rescue', {
  relations: {
    conflicts: { sharing: saying('Leaders have no time for both.') },
    alongside: { money: saying('Money is another matter.') },
    supersedes: { older: saying('It replaced the older one.') },
  },
})
const [sharing, money, older, other] = ['sharing', 'money', 'older', 'other'].map(id => regime(id)) as [
  typeof rescue,
  typeof rescue,
  typeof rescue,
  typeof rescue,
]
const all = around([rescue, sharing, money, older, other])
const focal = caseIn(rescue, 'focal', 'inside')

describe('two regimes on one organisation', () => {
  const others = [
    caseIn(money, 'money', 'inside'),
    caseIn(sharing, 'sharing', 'inside', { organisations: ['RBB', 'RAA'] }),
    caseIn(other, 'other', 'outside', { entered: null }),
    caseIn(older, 'older', 'inside'),
    caseIn(rescue, 'again', 'inside'),
  ]

  it('are told worst first, with what the file of either says, where it stands and how sure that is', () => {
    const found = conflictsOf(focal, others, [], all)
    expect(found.map(one => [one.kind, one.regime.id, one.words])).toEqual([
      [
        'conflict',
        'sharing',
        'Hospital RAA has been in The sharing programme since 6 January 2014. The two conflict: Leaders have no time for both.',
      ],
      [
        'superseded',
        'older',
        'Hospital RAA has been in The older programme since 6 January 2014. The rescue programme took the place of The older programme, which should have ended or been moved over: It replaced the older one.',
      ],
      [
        'twice',
        'rescue',
        'There is another open case of Hospital RAA in The rescue programme, opened on 6 January 2014. One of the two should be closed.',
      ],
      [
        'nobody-said',
        'other',
        'Hospital RAA is also a candidate for The other programme. No file says whether the two go together.',
      ],
      [
        'alongside',
        'money',
        'Hospital RAA has been in The money programme since 6 January 2014. The two may run side by side: Money is another matter.',
      ],
    ])
    expect(found[0]?.said).toEqual([
      {
        relation: 'conflicts',
        by: 'rescue',
        of: 'sharing',
        says: 'Leaders have no time for both.',
        source: 'Rules, 1',
        confidence: 'ours',
      },
    ])
  })

  it('are told alike from either side', () => {
    const [there] = conflictsOf(caseIn(sharing, 'sharing', 'inside'), [focal], [], all)
    expect(there).toMatchObject({ kind: 'conflict', caseId: 'focal', said: [{ by: 'rescue' }] })
  })

  it('are nothing to each other once either is over, or where they are of different kinds of record', () => {
    const over = caseIn(sharing, 'over', 'better', { left: '2014-02-01' })
    const played = caseIn(sharing, 'played', 'inside', { recordKind: 'exercise' })
    const elsewhere = caseIn(sharing, 'elsewhere', 'inside', { organisations: ['RBB'] })
    expect(conflictsOf(focal, [over, played, elsewhere], [], all)).toEqual([])
    expect(conflictsOf(over, others, [], all)).toEqual([])
  })
})

describe('a placement in another regime', () => {
  const row = { id: 'one', name: 'sharing', code: 'RAA', entered: '{ date: 2013-03 }' }
  const of = (left: string) => conflictsOf(focal, [], placed({ ...row, left }), all)

  it('counts where a source has it in on the day, with its source', () => {
    expect(of('{ date: 2015-01-01 }')).toMatchObject([
      { kind: 'conflict', certain: true, caseId: null, sources: ['The tests, Made up'] },
    ])
  })

  it('without a known end is told as not known, and one that has ended is not told', () => {
    const [found] = of('{ state: end-not-known }')
    expect(found).toMatchObject({ certain: false })
    expect(found?.words).toMatch(/was put into .* \(entered March 2013\), and whether it has left since is not known/)
    expect(found?.words).not.toMatch(/still in|is also in|has been in/)
    expect(of('{ date: 2014-01-01 }')).toEqual([])
  })

  it('is not told beside the case that is the same stay', () => {
    const stay = placed({ ...row, left: '{ state: end-not-known }' })
    expect(conflictsOf(focal, [caseIn(sharing, 'case', 'inside')], stay, all)).toHaveLength(1)
    expect(conflictsOf(caseIn(sharing, 'case', 'inside'), [], stay, all)).toEqual([])
  })

  it('in a regime of which there is no file still counts by what others say of it', () => {
    const stay = placed({ ...row, left: '{ date: 2015-01-01 }' })
    expect(conflictsOf(focal, [], stay, around([rescue]))).toMatchObject([{ kind: 'conflict' }])
  })
})

describe('in whatever order things are given', () => {
  const codes = ['RAA', 'RBB', 'RCC']
  const anyCase = fc.record({
    in: fc.constantFrom(rescue, sharing, money, older, other),
    stage: fc.constantFrom('outside', 'inside', 'better'),
    organisations: fc.subarray(codes, { minLength: 1 }),
  })
  const anyStay = fc.record({
    name: fc.constantFrom('rescue', 'sharing', 'money', 'older', 'other'),
    code: fc.constantFrom(...codes),
    left: fc.constantFrom('{ date: 2015-01-01 }', '{ date: 2013-06-01 }', '{ state: end-not-known }'),
  })

  it('the same is told, and nothing of an organisation that no case and no placement has there', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 6 }), fc.array(anyStay, { maxLength: 6 }), (some, stays) => {
        const others = some.map((one, i) =>
          caseIn(one.in, `case-${i}`, one.stage, {
            organisations: one.organisations,
            left: one.stage === 'better' ? '2014-03-03' : null,
          }),
        )
        const rows = placed(...stays.map((one, i) => ({ ...one, id: `stay-${i}`, entered: '{ date: 2013-01-02 }' })))
        const found = conflictsOf(focal, others, rows, all)
        expect(conflictsOf(focal, others.toReversed(), rows.toReversed(), all)).toEqual(found)
        for (const one of found) {
          expect(one.organisations).toEqual(['RAA'])
          expect(one.sources.length).toBeGreaterThan(0)
          const byCase = others.some(
            ({ found: { id, organisations } }) => id === one.caseId && organisations.includes('RAA'),
          )
          const byStay = rows.some(({ organisation, regime: id }) => organisation === 'RAA' && id === one.regime.id)
          expect(one.caseId === null ? byStay : byCase).toBe(true)
          if (!one.certain) expect(one.words).not.toMatch(/still in|has been in|is also in/)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('duties asked for twice', () => {
  const owing = (id: string, duties: Readonly<Record<string, object>>) =>
    regime(id, {
      duties: Object.fromEntries(
        Object.entries(duties).map(([name, duty]) => [
          name,
          { owner: 'trust', during: ['inside'], public: true, ...cited, ...duty },
        ]),
      ),
    })
  const monthly = { when: { every: 'month' } }
  const here = owing('here', {
    update: { title: 'Update the published plan', to: 'public', ...monthly },
    assess: { title: 'Assess the board', to: 'office', when: { 'no-date': true } },
    silent: { title: 'Report on money', ...monthly },
  })
  const between = (there: typeof here) =>
    doubleDuties(caseIn(here, 'a', 'inside'), [caseIn(there, 'b', 'inside')], all).map(one => [
      one.here.duty,
      one.there.duty,
      one.alike,
    ])

  it('are those of the same title, or both a plan or a report at a regular time, to different bodies', () => {
    const there = owing('there', {
      plan: { title: 'Publish how the plan goes', to: 'The region', when: { every: 'week' } },
      assess: { title: 'Assess the board', to: 'The region', when: { 'at-once': true } },
    })
    expect(between(there)).toEqual([
      ['assess', 'assess', 'same-title'],
      ['update', 'plan', 'regular-plan'],
    ])
  })

  it('are not told where a file does not say to whom, where it is the same body, or where another owes it', () => {
    expect(between(owing('silent', { money: { title: 'Report on money', to: 'The region', ...monthly } }))).toEqual([])
    expect(between(owing('same', { assess: { title: 'Assess the board', to: 'The office', ...monthly } }))).toEqual([])
    expect(
      between(owing('others', { assess: { title: 'Assess the board', to: 'x', owner: 'office', ...monthly } })),
    ).toEqual([])
  })
})
