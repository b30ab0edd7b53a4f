/**
 * Small-number suppression of tables of counts: counts that could point at a person are hidden, then others with them, so
 * that no hidden count follows from a published total. The default is the rule of Hospital Episode Statistics (NHS
 * Digital): 0 is shown, 1 to 7 are hidden, the rest is rounded to the nearest 5. Secondary hiding is by the hypercube method
 * (Repsilber 1994): every small count becomes a corner of a rectangle of hidden ones, as cheap in hidden counts as can be
 * found. Limits: without rounding, a total can still narrow a hidden count to a range; and several tables published
 * of the same people must be looked at together, which this does not do.
 */
export interface SmallNumberRule {
  /** Counts from 1 to this are hidden. */
  readonly hideUpTo?: number
  /** What is shown is rounded to the nearest multiple of this, halves up; 1 for none. */
  readonly roundTo?: number
}

export interface PublishedCount {
  /** As it may be shown; null where hidden or missing. */
  readonly count: number | null
  readonly hidden: 'small' | 'protecting' | 'missing' | null
}

export interface PublishedTable {
  readonly cells: readonly (readonly PublishedCount[])[]
  /** Empty where those totals are not published. */
  readonly rowTotals: readonly PublishedCount[]
  readonly columnTotals: readonly PublishedCount[]
  /** Only where both kinds of totals are. */
  readonly total: PublishedCount | null
}

export interface TableOptions extends SmallNumberRule {
  /** Which totals are published beside the counts: what must not give a hidden count away. */
  readonly totals: { readonly rows: boolean; readonly columns: boolean }
}

/** Comparisons beyond which a table must be divided first. */
const mostWork = 2e9

/** One count that no total is published with. */
export function suppressCount(count: number | null, rule: SmallNumberRule = {}): PublishedCount {
  return suppressTable([[count]], { ...rule, totals: { rows: false, columns: false } }).cells[0]?.[0] as PublishedCount
}

/**
 * A table of counts as it may be published. Rows must be of one length; a missing count (null) is left out of the totals.
 * Throws a RangeError naming row and column of a count that is none.
 */
export function suppressTable(counts: readonly (readonly (number | null)[])[], options: TableOptions): PublishedTable {
  const { hideUpTo = 7, roundTo = 5, totals } = options
  requireWhole('hideUpTo', hideUpTo, 0)
  requireWhole('roundTo', roundTo, 1)
  requireCounts(counts)
  const table = withTotals(counts, totals)
  const hidden = table.map(row => row.map(count => count !== null && count > 0 && count <= hideUpTo))
  const small = hidden.map(row => [...row])
  if (totals.rows && totals.columns) protectByRectangles(table, hidden)
  else if (totals.rows) table.forEach((row, r) => protectLine(row, hidden[r] as boolean[]))
  else if (totals.columns) protectColumns(table, hidden)

  const publish = (r: number, c: number): PublishedCount => {
    const count = table[r]?.[c] ?? null
    if (count === null) return { count: null, hidden: 'missing' }
    if (hidden[r]?.[c]) return { count: null, hidden: small[r]?.[c] ? 'small' : 'protecting' }
    return { count: Math.floor(count / roundTo + 0.5) * roundTo, hidden: null }
  }
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  return {
    cells: counts.map((row, r) => row.map((_, c) => publish(r, c))),
    rowTotals: totals.rows ? counts.map((_, r) => publish(r, columns)) : [],
    columnTotals: totals.columns ? (counts[0] ?? []).map((_, c) => publish(rows, c)) : [],
    total: totals.rows && totals.columns ? publish(rows, columns) : null,
  }
}

/** The table with a last row and column of totals; null where they are not published. */
function withTotals(counts: readonly (readonly (number | null)[])[], totals: TableOptions['totals']) {
  const sum = (line: readonly (number | null)[]) => line.reduce<number>((all, count) => all + (count ?? 0), 0)
  const rows = counts.map(row => [...row, totals.rows ? sum(row) : null])
  const byColumn = (counts[0] ?? []).map((_, c) => (totals.columns ? sum(counts.map(row => row[c] ?? null)) : null))
  const all = totals.rows && totals.columns ? sum(byColumn) : null
  return [...rows, [...byColumn, all]]
}

/** What it costs to hide a count too: nothing if it is hidden already; noughts, which anyone may guess, last of all. */
function cost(count: number | null | undefined, hidden: boolean | undefined): number {
  if (count === null || count === undefined) return Infinity
  return hidden ? 0 : count === 0 ? 1e15 : count
}

/** Makes each small count a corner of a rectangle of hidden ones; one through the totals always exists. */
function protectByRectangles(table: readonly (readonly (number | null)[])[], hidden: readonly boolean[][]): void {
  const corners = hidden.flatMap((row, r) => row.flatMap((is, c) => (is ? [[r, c] as const] : [])))
  const cells = table.length * (table[0]?.length ?? 0)
  if (corners.length * cells > mostWork)
    throw new RangeError(
      `Found a table of ${cells} cells with ${corners.length} small counts; divide it into smaller ones.`,
    )
  const price = (r: number, c: number) => cost(table[r]?.[c], hidden[r]?.[c])
  for (const [r, c] of corners) {
    let best = Infinity
    let opposite: readonly [number, number] = [r, c]
    for (let row = 0; row < table.length && best > 0; row++) {
      const beside = row === r ? Infinity : price(row, c)
      if (beside >= best) continue
      for (let column = 0; column < (table[row]?.length ?? 0); column++) {
        const all = column === c ? Infinity : beside + price(r, column) + price(row, column)
        if (all >= best) continue
        best = all
        opposite = [row, column]
      }
    }
    const [row, column] = opposite
    for (const [y, x] of [[row, c] as const, [r, column] as const, [row, column] as const])
      (hidden[y] as boolean[])[x] = true
  }
}

function protectColumns(table: readonly (readonly (number | null)[])[], hidden: readonly boolean[][]): void {
  const columns = table[0]?.length ?? 0
  for (let c = 0; c < columns; c++) {
    const line = hidden.map(row => row[c] as boolean)
    protectLine(
      table.map(row => row[c] ?? null),
      line,
    )
    for (const [r, is] of line.entries()) (hidden[r] as boolean[])[c] = is
  }
}

/** Hides a second count of a line with its total where only one is hidden: the cheapest. */
function protectLine(counts: readonly (number | null)[], hidden: boolean[]): void {
  if (hidden.filter(is => is).length !== 1) return
  const costs = counts.map((count, at) => (hidden[at] ? Infinity : cost(count, false)))
  const least = costs.reduce((best, one) => Math.min(best, one), Infinity)
  if (least < Infinity) hidden[costs.indexOf(least)] = true
}

function requireCounts(counts: readonly (readonly (number | null)[])[]): void {
  const columns = counts[0]?.length ?? 0
  for (const [r, row] of counts.entries()) {
    if (row.length !== columns)
      throw new RangeError(`Row ${r + 1}: found ${row.length} columns; expected ${columns}, as in the first row.`)
    const c = row.findIndex(count => count !== null && !(Number.isSafeInteger(count) && count >= 0))
    if (c >= 0)
      throw new RangeError(
        `Row ${r + 1}, column ${c + 1}: found ${row[c]}; expected a whole count of 0 or more, or null where it is missing.`,
      )
  }
}

function requireWhole(name: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new RangeError(`Found ${name} ${value}; expected a whole number of at least ${least}.`)
}
