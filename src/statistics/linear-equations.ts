/** The x of A·x = b by Gaussian elimination with row pivoting. Throws where A is singular. O(n³). */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length
  const rows = matrix.map((row, i) => Float64Array.from([...row, right[i] as number]))
  const at = (i: number, j: number) => (rows[i] as Float64Array)[j] as number
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) if (Math.abs(at(i, column)) > Math.abs(at(pivot, column))) pivot = i
    if (at(pivot, column) === 0)
      throw new RangeError('These equations have no single solution: the matrix is singular.')
    ;[rows[column], rows[pivot]] = [rows[pivot] as Float64Array<ArrayBuffer>, rows[column] as Float64Array<ArrayBuffer>]
    const top = rows[column] as Float64Array
    for (let i = column + 1; i < n; i++) {
      const row = rows[i] as Float64Array
      const factor = (row[column] as number) / (top[column] as number)
      if (factor !== 0) for (let j = column; j <= n; j++) row[j] = (row[j] as number) - factor * (top[j] as number)
    }
  }
  const x = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i--) {
    let rest = at(i, n)
    for (let j = i + 1; j < n; j++) rest -= at(i, j) * (x[j] as number)
    x[i] = rest / at(i, i)
  }
  return x
}
