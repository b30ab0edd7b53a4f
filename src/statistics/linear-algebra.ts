/**
 * Small dense linear algebra: what regressions of some hundred rows and some dozen columns need. Matrices are arrays of
 * rows. Everything is O(rows × columns²) or O(n³); nothing here is for sparse or large systems.
 */
export type Matrix = readonly (readonly number[])[]

/** Least squares by Householder reflections. */
export interface QrSolution {
  readonly coefficients: readonly number[]
  /** (XᵀX)⁻¹. */
  readonly crossInverse: Matrix
  /** ln |XᵀX|, which restricted likelihoods need. */
  readonly logDeterminant: number
}

/** A column counts as a combination of those before it when this share of its length, or less, is left over. */
const collinear = 1e-10

/**
 * The b that minimises |y − X·b|² for a matrix X with at least as many rows as columns (Householder 1958; Golub 1965).
 * Throws where a column is a combination of those before it, naming it by `names`.
 */
export function qrSolve(x: Matrix, y: readonly number[], names: readonly string[] = []): QrSolution {
  const n = x.length
  const k = x[0]?.length ?? 0
  if (n < k) throw new RangeError(`Found ${n} rows for ${k} coefficients; expected at least as many rows.`)
  // Columns, with the answers as the last of them: reflections then run along contiguous memory.
  const columns = Array.from({ length: k }, (_, j) => Float64Array.from(x, row => row[j] as number))
  const right = Float64Array.from(y)
  const diagonal: number[] = []
  columns.forEach((column, j) => {
    const whole = norm(x, j)
    let tail = 0
    for (let i = j; i < n; i++) tail += (column[i] as number) ** 2
    const length = Math.sqrt(tail)
    if (!(length > collinear * whole))
      throw new RangeError(
        `The column ${names[j] ?? j + 1} is constant or a combination of those before it (${names.slice(0, j).join(', ')}): leave it out.`,
      )
    const head = column[j] as number
    const alpha = head > 0 ? -length : length
    column[j] = head - alpha
    const scale = -alpha * (column[j] as number)
    for (const other of [...columns.slice(j + 1), right]) {
      let dot = 0
      for (let i = j; i < n; i++) dot += (column[i] as number) * (other[i] as number)
      const step = dot / scale
      for (let i = j; i < n; i++) other[i] = (other[i] as number) - step * (column[i] as number)
    }
    diagonal.push(alpha)
  })
  const r = (i: number, j: number) => (i === j ? (diagonal[i] as number) : (columns[j]?.[i] as number))
  const inverse = upperInverse(k, r)
  return {
    coefficients: inverse.map(row => row.reduce((sum, value, j) => sum + value * (right[j] as number), 0)),
    crossInverse: inverse.map(a => inverse.map(b => dot(a, b))),
    logDeterminant: 2 * diagonal.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0),
  }
}

function norm(x: Matrix, j: number): number {
  return Math.sqrt(x.reduce((sum, row) => sum + (row[j] as number) ** 2, 0))
}

/** The inverse of an upper triangular matrix given by its elements. */
function upperInverse(k: number, r: (i: number, j: number) => number): number[][] {
  const inverse = Array.from({ length: k }, () => new Array<number>(k).fill(0))
  for (let j = 0; j < k; j++) {
    for (let i = j; i >= 0; i--) {
      let rest = i === j ? 1 : 0
      for (let m = i + 1; m <= j; m++) rest -= r(i, m) * (inverse[m]?.[j] as number)
      ;(inverse[i] as number[])[j] = rest / r(i, i)
    }
  }
  return inverse
}

/** The lower triangular L with L·Lᵀ = A for a symmetric positive definite A. Throws where A is not. */
export function cholesky(a: Matrix): number[][] {
  const lower: number[][] = []
  a.forEach((row, i) => {
    const own: number[] = []
    for (let j = 0; j <= i; j++) {
      let rest = row[j] as number
      const other = j === i ? own : (lower[j] as number[])
      for (let m = 0; m < j; m++) rest -= (own[m] as number) * (other[m] as number)
      if (j === i) {
        if (!(rest > 0)) throw new RangeError(`This matrix is not positive definite (row ${i + 1}).`)
        own.push(Math.sqrt(rest))
      } else own.push(rest / (other[j] as number))
    }
    lower.push(own)
  })
  return lower
}

/** The x of L·Lᵀ·x = b, by substitution forwards and back. */
export function choleskySolve(lower: Matrix, b: readonly number[]): number[] {
  const n = b.length
  const x = [...b]
  for (let i = 0; i < n; i++) {
    const row = lower[i] as readonly number[]
    let rest = x[i] as number
    for (let j = 0; j < i; j++) rest -= (row[j] as number) * (x[j] as number)
    x[i] = rest / (row[i] as number)
  }
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i] as number
    for (let j = i + 1; j < n; j++) rest -= (lower[j]?.[i] as number) * (x[j] as number)
    x[i] = rest / (lower[i]?.[i] as number)
  }
  return x
}

/** Eigenvalues of a symmetric matrix, descending, by Jacobi's rotations (1846): slow (O(n³) a sweep) and accurate. */
export function symmetricEigenvalues(matrix: Matrix): number[] {
  const n = matrix.length
  const a = matrix.map(row => Float64Array.from(row))
  const at = (i: number, j: number) => a[i]?.[j] as number
  const total = Math.sqrt(matrix.reduce((sum, row) => sum + dot(row, row), 0))
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += at(p, q) ** 2
    if (Math.sqrt(off) <= 1e-15 * total) break
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const apq = at(p, q)
        if (apq === 0) continue
        const theta = (at(q, q) - at(p, p)) / (2 * apq)
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1))
        const c = 1 / Math.hypot(t, 1)
        rotate(a, p, q, c, t * c)
      }
  }
  return a.map((row, i) => row[i] as number).sort((x, y) => y - x)
}

function rotate(a: readonly Float64Array[], p: number, q: number, c: number, s: number): void {
  for (const row of a) {
    const x = row[p] as number
    const y = row[q] as number
    row[p] = c * x - s * y
    row[q] = s * x + c * y
  }
  const up = a[p] as Float64Array
  const down = a[q] as Float64Array
  for (let i = 0; i < up.length; i++) {
    const x = up[i] as number
    const y = down[i] as number
    up[i] = c * x - s * y
    down[i] = s * x + c * y
  }
}

/** Σ aᵢbᵢ. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** A·B. */
export function product(a: Matrix, b: Matrix): number[][] {
  const columns = transpose(b)
  return a.map(row => columns.map(column => dot(row, column)))
}

/** Aᵀ. */
export function transpose(a: Matrix): number[][] {
  return (a[0] ?? []).map((_, j) => a.map(row => row[j] as number))
}

/** B·M·B for a symmetric "bread" B: the sandwich of robust covariances. */
export function sandwich(bread: Matrix, meat: Matrix): number[][] {
  return product(product(bread, meat), bread)
}
