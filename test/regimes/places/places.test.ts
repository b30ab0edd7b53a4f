import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Capacity } from '../../../src/regimes/entry-schema.ts'
import { allocate, rank, type Candidate } from '../../../src/regimes/places.ts'

const cited = { clause: 'rules#places', confidence: 'ours' } as const

function capacity(kind: Capacity['kind'], places: number | null, more: Partial<Capacity> = {}): Capacity {
  return { places, kind, ...cited, ...more }
}

const candidate = (code: string, ...order: (number | null)[]): Candidate => ({ code, order })
const codes = (list: readonly { readonly code: string }[]) => list.map(one => one.code)
const whenFull = {
  'when-full': [
    { id: 'exceed', says: 'Exceed it', ...cited },
    { id: 'exit-another', says: 'Another leaves', ...cited },
    { id: 'wait-with-protection', says: 'It waits with help', ...cited },
  ],
} as const satisfies Partial<Record<string, unknown>>

describe('places', () => {
  test('go to the first in order; the rest wait in order, and who is next is said', () => {
    const found = allocate(capacity('expected', 3), [candidate('C', 1), candidate('A', 5), candidate('B', 3)], 1)
    expect(codes(found.admitted)).toEqual(['A', 'B'])
    expect(codes(found.waiting)).toEqual(['C'])
    expect(found.next).toBe('C')
    expect(found.places).toEqual({ number: 3, kind: 'expected', taken: 1, free: 2 })
    expect(found.waiting[0]?.reasons[0]).toContain('about 3 places expected')
  })

  test('an expected number is exceeded by a recorded decision with its reason, and by nothing else', () => {
    const full = capacity('expected', 1)
    const decide = (reason: string) =>
      allocate(full, [candidate('A'), candidate('B')], 1, { decisions: [{ code: 'B', option: 'exceed', reason }] })
    expect(codes(decide('Patients are at risk').admitted)).toEqual(['B'])
    expect(decide('Patients are at risk').admitted[0]?.reasons[0]).toContain('Patients are at risk')
    expect(codes(decide('  ').admitted)).toEqual([])
  })

  test('a cap is exceeded by no decision at all', () => {
    const found = allocate(capacity('cap', 1), [candidate('A')], 1, {
      decisions: [{ code: 'A', option: 'exceed', reason: 'Please' }],
    })
    expect(codes(found.admitted)).toEqual([])
    expect(codes(found.waiting)).toEqual(['A'])
  })

  test.each(['observed', 'none'] as const)('a number that is %s binds nobody', kind => {
    const found = allocate(capacity(kind, kind === 'none' ? null : 1), [candidate('A'), candidate('B')], 5)
    expect(codes(found.admitted)).toEqual(['A', 'B'])
    expect(found.places.free).toBeNull()
  })

  test('whoever is considered whatever the places forces a choice when there is none, and is not let in silently', () => {
    const considered = { ...candidate('A'), considered: true }
    const found = allocate(capacity('expected', 1, { 'when-full': [...whenFull['when-full']] }), [considered], 1)
    expect(codes(found.admitted)).toEqual([])
    expect(found.choiceNeeded.map(one => [one.code, one.options.map(({ id }) => id)])).toEqual([
      ['A', ['exceed', 'exit-another', 'wait-with-protection']],
    ])
    const capped = allocate(capacity('cap', 1, { 'when-full': [...whenFull['when-full']] }), [considered], 1)
    expect(capped.choiceNeeded[0]?.options.map(({ id }) => id)).toEqual(['exit-another', 'wait-with-protection'])
  })

  test('a recorded choice to wait settles it, and stands among the reasons', () => {
    const found = allocate(
      capacity('expected', 1, { 'when-full': [...whenFull['when-full']] }),
      [{ ...candidate('A'), considered: true }],
      1,
      { decisions: [{ code: 'A', option: 'wait-with-protection', reason: 'An interim director starts on Monday' }] },
    )
    expect(found.choiceNeeded).toEqual([])
    expect(found.waiting[0]?.reasons[0]).toContain('An interim director starts on Monday')
  })

  test('the provisional list is the head of the final one', () => {
    const two = capacity('expected', 3, { provisional: { places: 2, says: 'A first list', ...cited } })
    const found = allocate(
      two,
      ['A', 'B', 'C', 'D'].map(code => candidate(code)),
      0,
    )
    expect(found.provisional).toEqual(['A', 'B'])
    expect(codes(found.admitted)).toEqual(['A', 'B', 'C'])
  })

  test('what is not known stands behind what is, and says so; ties say that the code broke them', () => {
    const found = rank([candidate('D', null), candidate('C', 2), candidate('B', 2), candidate('A', -1)])
    expect(found.map(one => one.candidate.code)).toEqual(['B', 'C', 'A', 'D'])
    expect(found[0]?.ties[0]).toContain('ties')
    expect(found[2]?.ties).toEqual([])
    expect(found[3]?.ties[0]).toContain('not known')
  })
})

const candidates = fc.uniqueArray(
  fc.record({
    code: fc.stringMatching(/^[A-Z]{3}$/),
    order: fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: 2, maxLength: 2 }),
    considered: fc.boolean(),
  }),
  { selector: one => one.code, maxLength: 12 },
)

describe('laws of places', () => {
  test('a cap holds through any sequence of candidates, admissions, releases and decisions', () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant('round' as const), candidates, exceed: fc.boolean() }),
      fc.record({ kind: fc.constant('release' as const), which: fc.nat() }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(act, { maxLength: 12 }), (places, acts) => {
        const inside = new Set<string>()
        for (const one of acts) {
          if (one.kind === 'release') {
            const who = [...inside][one.which % Math.max(1, inside.size)]
            if (who !== undefined) inside.delete(who)
            continue
          }
          const outside = one.candidates.filter(({ code }) => !inside.has(code))
          const decisions = one.exceed
            ? outside.map(({ code }) => ({ code, option: 'exceed' as const, reason: 'Because' }))
            : []
          const found = allocate(capacity('cap', places), outside, inside.size, { decisions })
          for (const { code } of found.admitted) inside.add(code)
          expect(inside.size).toBeLessThanOrEqual(places)
        }
      }),
    )
  })

  test('without decisions an expected number holds as a cap does, and nobody waits while a place is free', () => {
    fc.assert(
      fc.property(candidates, fc.nat(8), fc.integer({ min: 1, max: 6 }), (list, taken, places) => {
        const found = allocate(capacity('expected', places), list, taken)
        expect(found.admitted.length).toBe(Math.min(list.length, Math.max(0, places - taken)))
        expect(found.admitted.length + found.waiting.length).toBe(list.length)
      }),
    )
  })

  test('the order is total and stable: it does not depend on who came first, and leaving moves nobody past another', () => {
    fc.assert(
      fc.property(
        candidates.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        fc.nat(),
        ([list, shuffled], gone) => {
          const order = rank(list).map(one => one.candidate.code)
          expect(rank(shuffled).map(one => one.candidate.code)).toEqual(order)
          const leaves = order[gone % Math.max(1, order.length)]
          const left = rank(list.filter(one => one.code !== leaves)).map(one => one.candidate.code)
          expect(left).toEqual(order.filter(code => code !== leaves))
        },
      ),
    )
  })
})
