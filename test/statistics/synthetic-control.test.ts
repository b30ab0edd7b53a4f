import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { augmentedSyntheticControl } from '../../src/statistics/augmented-synthetic-control.ts'
import { placebosInSpace, placebosInTime } from '../../src/statistics/placebo-tests.ts'
import { simplexWeights } from '../../src/statistics/simplex-weights.ts'
import { syntheticControl } from '../../src/statistics/synthetic-control.ts'
import { placeboError, syntheticDid } from '../../src/statistics/synthetic-did.ts'
import { seededRandom } from '../../src/statistics/random.ts'

const panel = (donors: number, periods: number, before: number, effect: number, seed = 'panel') => {
  const random = seededRandom(seed)
  const rows = Array.from({ length: donors }, (_, i) =>
    Array.from({ length: periods }, (__, t) => 50 + i + 3 * Math.sin(t / 4 + i) + random.uniform()),
  )
  const treated = Array.from(
    { length: periods },
    (_, t) => 0.3 * (rows[2]?.[t] as number) + 0.7 * (rows[5]?.[t] as number) + (t >= before ? effect : 0),
  )
  return { treated, donors: rows, before }
}

const point = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 3 })

describe('weights on the simplex', () => {
  test('meet the conditions of the optimum: no vertex lies nearer along the slope', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 15 }), points => {
        const k = points.map(a => points.map(b => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)))
        const weights = simplexWeights(k)
        expect(weights.every(weight => weight >= 0)).toBe(true)
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10)
        const slopes = k.map(row => row.reduce((sum, value, j) => sum + value * (weights[j] as number), 0))
        const value = slopes.reduce((sum, slope, i) => sum + slope * (weights[i] as number), 0)
        for (const slope of slopes) expect(slope).toBeGreaterThanOrEqual(value - 1e-6)
      }),
      { numRuns: 500 },
    )
  })
})

describe('synthetic control', () => {
  test('finds the mixture a unit was made of, and the effect put in', () => {
    const { weights, effect, errorBefore } = syntheticControl(panel(8, 40, 25, -4))
    expect(weights[2]).toBeCloseTo(0.3, 8)
    expect(weights[5]).toBeCloseTo(0.7, 8)
    expect(effect).toBeCloseTo(-4, 8)
    expect(errorBefore).toBeLessThan(1e-8)
  })

  test('a shift of every unit or a change of unit changes no weight', () => {
    const base = panel(8, 40, 25, 0)
    base.treated = base.treated.map((value, t) => value + Math.cos(t))
    const move = (row: readonly number[]) => row.map(value => 1000 + 60 * value)
    const moved = syntheticControl({ ...base, treated: move(base.treated), donors: base.donors.map(move) })
    const plain = syntheticControl(base)
    moved.weights.forEach((weight, i) => expect(weight).toBeCloseTo(plain.weights[i] as number, 7))
    expect(moved.effect).toBeCloseTo(60 * plain.effect, 5)
  })

  test('constant units, one donor and twins end in a result', () => {
    const flat = {
      treated: [5, 5, 5, 5],
      donors: [
        [3, 3, 3, 3],
        [3, 3, 3, 3],
      ],
      before: 2,
    }
    expect(syntheticControl(flat)).toMatchObject({ effect: 2, errorBefore: 2 })
    expect(syntheticControl({ ...flat, donors: [[1, 2, 3, 4]] }).weights).toEqual([1])
  })

  test.each([
    [{ treated: [1, 2, 3], donors: [], before: 2 }, /no donors/],
    [{ treated: [1, 2, 3], donors: [[1, 2]], before: 2 }, /Donor 1 has 2 periods; expected 3/],
    [{ treated: [1, 2, 3], donors: [[1, Number.NaN, 3]], before: 2 }, /Donor 1, period 2: found NaN/],
    [{ treated: [1, Infinity, 3], donors: [[1, 2, 3]], before: 2 }, /treated unit, period 2: found Infinity/],
    [{ treated: [1, 2, 3], donors: [[1, 2, 3]], before: 3 }, /3 periods before the intervention of 3/],
  ])('%j is refused', (bad, message) => {
    expect(() => syntheticControl(bad)).toThrow(message)
  })
})

describe('augmented', () => {
  test('fits no worse before, with weights that still sum to 1, and goes over to the plain one as λ grows', () => {
    const base = panel(8, 40, 25, 0)
    base.treated = base.treated.map(value => value + 9)
    const plain = syntheticControl(base)
    const augmented = augmentedSyntheticControl(base)
    expect(augmented.errorBefore).toBeLessThan(plain.errorBefore)
    expect(augmented.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
    expect(augmentedSyntheticControl(base, 1e12).effect).toBeCloseTo(plain.effect, 6)
    expect(() => augmentedSyntheticControl(base, 0)).toThrow(/penalty 0/)
  })
})

describe('synthetic difference in differences', () => {
  const { treated, donors, before } = panel(10, 30, 20, 3)
  const block = { donors, treated: [treated], before }

  test('is not moved by a constant of a unit or of a period', () => {
    const moved = {
      ...block,
      donors: donors.map((row, i) => row.map((value, t) => value + 7 * i + t * t)),
      treated: [treated.map((value, t) => value - 40 + t * t)],
    }
    // Period constants change σ and with it the ridge; unit constants do not.
    expect(syntheticDid({ ...block, treated: [treated.map(value => value - 40)] }).effect).toBeCloseTo(
      syntheticDid(block).effect,
      6,
    )
    expect(syntheticDid(moved, 'did').effect).toBeCloseTo(syntheticDid(block, 'did').effect, 8)
  })

  test('placebo errors are the same for the same seed', () => {
    const two = { donors: donors.slice(1), treated: [treated, donors[0] as number[]], before }
    const error = placeboError(two, 'did', { draws: 20, seed: 'a' })
    expect(placeboError(two, 'did', { draws: 20, seed: 'a' })).toBe(error)
    expect(error).toBeGreaterThan(0)
    expect(() => placeboError({ ...two, donors: two.donors.slice(0, 2) })).toThrow(/2 donors for 2 treated/)
  })
})

describe('placebos', () => {
  const real = panel(12, 40, 25, -30)
  real.treated = real.treated.map((value, t) => value + 0.2 * Math.cos(t * 2))

  test('in space: a large effect ranks first, none does not', () => {
    expect(placebosInSpace(real)).toMatchObject({ rank: 1, p: 1 / 13 })
    const none = placebosInSpace({
      ...panel(12, 40, 25, 0),
      treated: panel(12, 40, 25, 0, 'other').donors[3] as number[],
    })
    expect(none.rank).toBeGreaterThan(1)
  })

  test('in space: each equals a synthetic control of its own on the other donors', () => {
    const { placebos } = placebosInSpace(real)
    placebos.forEach((placebo, i) => {
      const alone = syntheticControl({
        treated: real.donors[i] as number[],
        donors: real.donors.filter((_, j) => j !== i),
        before: 25,
      })
      expect(placebo.effect).toBeCloseTo(alone.effect, 8)
    })
  })

  test('in space: donors that fit badly can be left out of the rank', () => {
    expect(placebosInSpace(real, { poorestFit: 0.0001 })).toMatchObject({ compared: [], rank: 1, p: 1 })
  })

  test('in time: nothing before the intervention, and only dates before it', () => {
    for (const { effect } of placebosInTime(real, [10, 15, 20])) expect(Math.abs(effect)).toBeLessThan(1)
    expect(() => placebosInTime(real, [25])).toThrow(/pretended start after 25 periods; expected 2 to 24/)
  })
})
