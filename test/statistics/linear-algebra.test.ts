import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cholesky, choleskySolve, product, qrSolve, symmetricEigenvalues } from '../../src/statistics/linear-algebra.ts'

const number = fc.double({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true })
const square = (n: number) => fc.array(fc.array(number, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })

describe('least squares by reflections', () => {
  test('residuals are at right angles to every column', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 6, maxLength: 20 }), pairs => {
        const rows = pairs.map(([x], i) => [1, i, x + ((i * 7) % 5)])
        const y = pairs.map(([, value]) => value)
        const { coefficients } = qrSolve(rows, y)
        const residuals = rows.map(
          (row, i) => (y[i] as number) - row.reduce((s, v, j) => s + v * (coefficients[j] as number), 0),
        )
        for (let j = 0; j < 3; j++)
          expect(
            Math.abs(rows.reduce((s, row, i) => s + (row[j] as number) * (residuals[i] as number), 0)),
          ).toBeLessThan(1e-6)
      }),
    )
  })

  test('a column that repeats others is named', () => {
    const rows = [0, 1, 2, 3].map(i => [1, i, 2 * i])
    expect(() => qrSolve(rows, [1, 2, 3, 4], ['one', 'time', 'twice'])).toThrow(
      /column twice .* combination of those before it \(one, time\)/,
    )
  })

  test('fewer rows than coefficients are refused', () => {
    expect(() => qrSolve([[1, 2]], [1])).toThrow(/Found 1 rows for 2 coefficients/)
  })
})

test('Cholesky solves what it factors', () => {
  fc.assert(
    fc.property(square(4), number, (m, b) => {
      const a = product(
        m,
        m[0]!.map((_, j) => m.map(row => row[j] as number)),
      ).map((row, i) => row.map((value, j) => (i === j ? value + 1 : value)))
      const right = [b, 1, 2, 3]
      const x = choleskySolve(cholesky(a), right)
      product(
        a,
        x.map(value => [value]),
      ).forEach(([value], i) => expect(value).toBeCloseTo(right[i] as number, 6))
    }),
  )
  expect(() =>
    cholesky([
      [1, 2],
      [2, 1],
    ]),
  ).toThrow(/not positive definite \(row 2\)/)
})

test('eigenvalues keep trace and sum of squares', () => {
  expect(
    symmetricEigenvalues([
      [2, 1],
      [1, 2],
    ]),
  ).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)])
  fc.assert(
    fc.property(square(5), m => {
      const a = m.map((row, i) => row.map((value, j) => value + (m[j]?.[i] as number)))
      const values = symmetricEigenvalues(a)
      const sum = (of: readonly number[]) => of.reduce((s, v) => s + v, 0)
      expect(sum(values)).toBeCloseTo(sum(a.map((row, i) => row[i] as number)), 8)
      expect(sum(values.map(v => v * v))).toBeCloseTo(sum(a.flat().map(v => v * v)), 6)
    }),
  )
})
