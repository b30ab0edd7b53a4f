/** A trend small enough to stand in a table cell; the table beside it holds the figures, and its name tells the ends. */
import type { RecordKind } from '../evidence/model.ts'
import { element, linear } from './svg.ts'

export interface SparklineData {
  readonly values: readonly (number | null)[]
  /** Said instead of the picture: `2.10 in Q1 to 2.30 in Q4`. */
  readonly name: string
  readonly recordKind: RecordKind
}

const width = 96
const height = 24

/** A line through the known values, broken where one is missing, with a dot on the last; '' for fewer than two. */
export function sparkline(data: SparklineData): string {
  const known = data.values.filter(value => value !== null)
  if (known.length < 2) return ''
  const lo = Math.min(...known)
  const hi = Math.max(...known)
  const x = linear([0, data.values.length - 1], [4, width - 5])
  const y = linear([lo, hi === lo ? lo + 1 : hi], [height - 4, 4])
  let path = ''
  let pen = 'M'
  data.values.forEach((value, i) => {
    if (value === null) pen = 'M'
    else {
      path += `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`
      pen = 'L'
    }
  })
  const last = data.values.findLastIndex(value => value !== null)
  return element(
    'svg',
    {
      class: 'sparkline',
      role: 'img',
      'aria-label': data.name,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'data-record-kind': data.recordKind,
    },
    element('path', { d: path, class: 'spark-line' }) +
      element('circle', { cx: x(last), cy: y(data.values[last] as number), r: 3, class: 'spark-end' }),
  )
}
