/** A control chart as a picture: figures and dates written for its axis. */
import { spcChart } from '../charts/spc-chart.ts'
import type { ChartFrame } from '../charts/svg.ts'
import type { RecordKind } from '../evidence/model.ts'
import type { SpcSeries } from '../statistics/spc-model.ts'
import type { ControlChart, Granularity } from './control-charts.ts'
import { grouped } from './format.ts'
import { chart, markup } from './render.ts'

/** The picture for desk and phone; `beside` makes the desk's half as wide, to stand beside another. */
export function chartPicture(
  one: ControlChart,
  id: string,
  organisation: string,
  recordKind: RecordKind,
  beside: 'beside' | 'alone' = 'alone',
): unknown {
  const about = {
    id,
    title: `${one.name}, ${organisation}, by ${one.granularity}, ${one.labels[0]} to ${one.labels.at(-1)}`,
    description: `${one.sentence} Latest: ${one.latest.text} in ${one.latest.label}. The table below holds every figure.`,
    recordKind,
  }
  const words = chartWords(one.granularity, one.unit, one.series)
  const draw = (frame: ChartFrame) => spcChart(frame, one.series, words)
  return beside === 'alone' ? chart(about, draw) : halfChart(about, draw)
}

/** As `chart`, half a desk wide. */
export function halfChart(about: Omit<ChartFrame, 'width'>, draw: (frame: ChartFrame) => string): unknown {
  const wide = draw({ ...about, width: 460 })
  const narrow = draw({ ...about, id: `${about.id}-narrow`, width: 300 })
  return markup(
    `<figure class="chart" id="${about.id}"><div class="chart-wide">${wide}</div><div class="chart-narrow">${narrow}</div></figure>`,
  )
}

/** Figures with as many decimals as their spread needs; the unit stands in the heading, but for per cent. */
export function chartWords(granularity: Granularity, unit: string, { points }: Pick<SpcSeries, 'points'>) {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const span = Math.max(...known) - Math.min(...known)
  const places = span >= 50 ? 0 : span >= 2 ? 1 : 2
  const plain = /^% ?/.test(unit) ? '%' : ''
  return {
    format: (value: number) => `${grouped(value.toFixed(places).replace(/^-(0(\.0+)?)$/, '$1'))}${plain}`,
    date: (iso: string) => shortDate(iso, granularity),
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Apr 16`, `Q1 25/26`, `2024/25`: NHS years begin in April. */
function shortDate(iso: string, granularity: Granularity): string {
  const year = Number(iso.slice(0, 4))
  const month = Number(iso.slice(5, 7))
  if (granularity === 'month') return `${months[month - 1]} ${iso.slice(2, 4)}`
  const begins = month < 4 ? year - 1 : year
  const financial = (from: number) => `${String(from).slice(-2)}/${String(from + 1).slice(-2)}`
  if (granularity === 'quarter') return `Q${Math.floor(((month + 8) % 12) / 3) + 1} ${financial(begins)}`
  return month === 4 ? `${begins}/${String(begins + 1).slice(-2)}` : String(year)
}
