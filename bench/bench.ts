/** What a file `bench/*.bench.ts` exports: a name, and what to time. Contenders run side by side, so only ratios are told. */
export interface Bench {
  readonly name: string
  /** Runs the comparison with these rounds; tables and figures it wants shown go through `print`. */
  readonly run: (options: BenchOptions) => Promise<void>
}

export interface BenchOptions {
  readonly rounds: number
  readonly print: (line: string) => void
}

export interface Contender {
  readonly name: string
  readonly run: () => unknown
}

export interface Timing {
  readonly name: string
  /** Milliseconds, sorted. */
  readonly times: readonly number[]
  /** This contender's time over the first one's in the same round: min, median, max. */
  readonly ratio: readonly [number, number, number]
}

/**
 * Times contenders in `rounds` rounds after one that is not counted. The order turns about from round to round, so that
 * neither warmth nor a busy neighbour favours one of them; the ratio is taken within each round.
 */
export async function compareTimes(contenders: readonly Contender[], rounds: number): Promise<readonly Timing[]> {
  const times = contenders.map((): number[] => [])
  for (let round = -1; round < rounds; round++) {
    const order = contenders.map((contender, index) => ({ contender, index }))
    if (round % 2 !== 0) order.reverse()
    for (const { contender, index } of order) {
      const start = performance.now()
      await contender.run()
      if (round >= 0) times[index]?.push(performance.now() - start)
    }
  }
  const first = times[0] ?? []
  return contenders.map(({ name }, index) => {
    const own = times[index] ?? []
    const ratios = own.map((time, round) => time / (first[round] ?? Number.NaN))
    return { name, times: own.toSorted((a, b) => a - b), ratio: spread(ratios) }
  })
}

/** The smallest, the middle and the largest of some numbers; NaN where there are none. */
export function spread(values: readonly number[]): readonly [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (place: number) => sorted[place] ?? Number.NaN
  const middle = (sorted.length - 1) / 2
  return [at(0), (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, at(sorted.length - 1)]
}

/** The timings as lines of a table, the first contender being 1. */
export function timingTable(timings: readonly Timing[]): readonly string[] {
  const rows = timings.map(({ name, times, ratio }) => {
    const [fastest, median, slowest] = spread(times)
    return [
      name,
      ...[fastest, median, slowest].map(time => `${time.toFixed(1)} ms`),
      ...ratio.map(part => part.toFixed(2)),
    ]
  })
  return table([['', 'fastest', 'median', 'slowest', 'ratio min', 'median', 'max'], ...rows])
}

/** Rows of cells as lines with the columns under one another: words to the left, figures to the right. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return rows.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
}
