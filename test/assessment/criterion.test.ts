import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allOf,
  anyOf,
  atLeast,
  evaluate,
  swap,
  type CriterionTree,
  type Outcome,
} from '../../src/assessment/criterion.ts'

const outcomes: readonly Outcome[] = ['met', 'not-met', 'needs-judgement', 'evidence-missing']
const outcome = fc.constantFrom(...outcomes)

describe('criteria', () => {
  test('all: one not met settles it; unknown never passes', () => {
    expect(allOf(['met', 'not-met', 'evidence-missing'])).toBe('not-met')
    expect(allOf(['met', 'needs-judgement', 'evidence-missing'])).toBe('evidence-missing')
    expect(allOf(['met', 'needs-judgement'])).toBe('needs-judgement')
    expect(allOf(['met', 'met'])).toBe('met')
  })

  test('any: one met settles it; a judgement is asked for before evidence', () => {
    expect(anyOf(['not-met', 'met', 'evidence-missing'])).toBe('met')
    expect(anyOf(['needs-judgement', 'evidence-missing'])).toBe('needs-judgement')
    expect(anyOf(['not-met', 'evidence-missing'])).toBe('evidence-missing')
    expect(anyOf(['not-met'])).toBe('not-met')
  })

  test('at least n: met when n are, not met when n cannot be reached', () => {
    expect(atLeast(2, ['met', 'met', 'not-met'])).toBe('met')
    expect(atLeast(2, ['met', 'not-met', 'not-met'])).toBe('not-met')
    expect(atLeast(2, ['met', 'needs-judgement', 'not-met'])).toBe('needs-judgement')
  })

  test('at least 1 is any; at least as many as there are agrees with all on met and not met', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 6 }), list => {
        expect(atLeast(1, list)).toBe(anyOf(list))
        const every = atLeast(list.length, list)
        if (allOf(list) === 'met' || allOf(list) === 'not-met') expect(every).toBe(allOf(list))
        else expect(['needs-judgement', 'evidence-missing']).toContain(every)
      }),
    )
  })

  test('not swaps met and not met, and leaves the unknown unknown', () => {
    expect(outcomes.map(swap)).toEqual(['not-met', 'met', 'needs-judgement', 'evidence-missing'])
  })

  test('settling an unknown leaf never overturns what was settled without it', () => {
    type Leaf = { readonly id: number }
    const tree = fc.letrec<{ tree: CriterionTree<Leaf> }>(tie => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.record({ id: fc.nat({ max: 5 }) }),
        fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('tree') }),
      ),
    })).tree
    const leaf = (known: readonly Outcome[]) => (one: Leaf) => ({
      outcome: known[one.id] as Outcome,
      sentence: '',
      clause: null,
      confidence: null,
      inputs: [],
    })
    fc.assert(
      fc.property(
        tree,
        fc.array(outcome, { minLength: 6, maxLength: 6 }),
        fc.array(fc.constantFrom<Outcome>('met', 'not-met'), { minLength: 6, maxLength: 6 }),
        (one, known, settled) => {
          const before = evaluate(one, leaf(known)).outcome
          const after = evaluate(
            one,
            leaf(known.map((o, index) => (o === 'met' || o === 'not-met' ? o : (settled[index] as Outcome)))),
          ).outcome
          if (before === 'met' || before === 'not-met') expect(after).toBe(before)
        },
      ),
    )
  })
})
