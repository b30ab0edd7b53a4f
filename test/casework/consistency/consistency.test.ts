/** Like cases and unlike decisions: found by their results, counted whole, shown up to a bound, each needing a reason. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consistencyOf, mostOfGroup, mostPairs, signatureOf } from '../../../src/casework/consistency/consistency.ts'
import type { Decision, PairReason } from '../../../src/casework/consistency/decision.ts'
import { decision } from './decisions.ts'

const because = (one: Decision, other: Decision, says = 'It had a plan.'): PairReason => ({
  matter: one.matter,
  one: { case: one.caseId, decided: one.decided },
  other: { case: other.caseId, decided: other.decided },
  says,
})

describe('a pair', () => {
  const admitted = decision()
  const waiting = decision({ decided: 'waiting', region: 'South' })

  test('is two cases with the same results, decided differently', () => {
    const { pairs, shown, groups } = consistencyOf([admitted, decision(), waiting], [])
    expect(pairs).toBe(2)
    expect(shown[0]).toEqual({ one: admitted, other: waiting, reasons: [] })
    expect(groups).toMatchObject([{ results: { entry: 'met' }, decided: { admitted: 2, waiting: 1 }, withReason: 0 }])
  })

  test.each<readonly [string, Partial<Decision>]>([
    ['other results', { results: { entry: 'not-met' } }],
    ['more results', { results: { entry: 'met', further: 'met' } }],
    ['another version of the rules', { version: '2012' }],
    ['another matter', { matter: 'exit', decided: 'refused' }],
    ['the same decision', { decided: 'admitted' }],
    ['the same case', { caseId: admitted.caseId }],
  ])('is not: %s', (_, more) => {
    const { pairs, shown } = consistencyOf([admitted, { ...waiting, ...more }], [])
    expect([pairs, shown]).toEqual([0, []])
  })

  test('has the same results in whichever order they were written', () => {
    const [one, other] = [
      decision({ results: { a: 'met', b: 'not-met' } }),
      decision({ results: { b: 'not-met', a: 'met' } }),
    ]
    expect(signatureOf(one)).toBe(signatureOf(other))
  })
})

describe('a reason', () => {
  const admitted = decision()
  const [waiting, refused] = [decision({ decided: 'waiting' }), decision({ decided: 'refused' })]
  const all = [admitted, waiting, refused]

  test('is for its pair, either way round; pairs without one come first', () => {
    const { pairs, withReason, shown } = consistencyOf(all, [
      because(waiting, admitted),
      because(admitted, waiting, 'Again.'),
    ])
    expect([pairs, withReason]).toEqual([3, 1])
    expect(shown.map(({ reasons }) => reasons.length)).toEqual([0, 0, 2])
    expect(shown[2]).toMatchObject({ one: admitted, other: waiting })
  })

  test('falls away when one of the two is decided anew', () => {
    const anew = { ...waiting, decided: 'refused' } as const
    const { withReason, reasonsUnused } = consistencyOf([admitted, anew], [because(admitted, waiting)])
    expect([withReason, reasonsUnused]).toEqual([0, 1])
  })
})

test('regions and roles are told with who was decided otherwise than their like', () => {
  const { byRegion, byRole } = consistencyOf(
    [
      decision(),
      decision({ decided: 'waiting', region: null }),
      decision({ results: { entry: 'not-met' }, role: null }),
    ],
    [],
  )
  expect(byRegion).toEqual([
    { name: 'North', decisions: 2, decided: { 'entry-admitted': 2 }, unlike: 1 },
    { name: null, decisions: 1, decided: { 'entry-waiting': 1 }, unlike: 1 },
  ])
  expect(byRole.map(({ name, unlike }) => [name, unlike])).toEqual([
    ['master', 2],
    [null, 0],
  ])
})

test('all pairs are counted, and a bounded number shown', () => {
  const half = (decided: 'admitted' | 'waiting') => Array.from({ length: 1000 }, () => decision({ decided }))
  const { pairs, shown } = consistencyOf([...half('admitted'), ...half('waiting')], [])
  expect([pairs, shown.length]).toEqual([1_000_000, mostOfGroup])
  const groups = Array.from({ length: 300 }, (_, index) =>
    (['admitted', 'refused'] as const).map(decided => decision({ decided, results: { [`c${index}`]: 'met' } })),
  )
  expect(consistencyOf(groups.flat(), []).shown).toHaveLength(mostPairs)
})

test('finds what comparing every two finds', () => {
  const one = fc.record({
    caseId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    decided: fc.constantFrom('admitted', 'waiting', 'refused' as const),
    results: fc.record({ x: fc.constantFrom('met', 'not-met' as const) }),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), given => {
      const decisions = given.map(each => decision(each))
      const naive = decisions.flatMap((a, index) =>
        decisions
          .slice(index + 1)
          .filter(b => a.caseId !== b.caseId && a.decided !== b.decided && a.results['x'] === b.results['x'])
          .map(b => [a, b]),
      )
      const found = consistencyOf(decisions, [])
      expect(found.pairs).toBe(naive.length)
      if (found.pairs <= mostOfGroup)
        expect(new Set(found.shown.flatMap(({ one: a, other: b }) => [a, b]))).toEqual(new Set(naive.flat()))
    }),
  )
})
