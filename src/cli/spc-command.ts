/** `turnaround spc`: the numbers of control charts for a tidy CSV file, many series in one, or one as an SVG. */
import { readFile } from 'node:fs/promises'
import { spcChart } from '../charts/spc-chart.ts'
import { controlledIcons } from '../statistics/controlled-icons.ts'
import { expectedFalseAlarms } from '../statistics/false-alarms.ts'
import { charts } from '../statistics/rare-events.ts'
import { SpcInputError } from '../statistics/spc-input.ts'
import type { SpcOptions, SpcSeries } from '../statistics/spc-model.ts'
import { print, textTable, UsageError, type Column } from './output.ts'
import { readSeries, type SpcColumnNames } from './spc-rows.ts'
import { spcSettings, type SpcSettingWords } from './spc-settings.ts'

export interface SpcCommandOptions extends SpcColumnNames, SpcSettingWords {
  readonly json?: boolean
  readonly svg?: boolean
  /** Only this group. */
  readonly only?: string
}

interface GroupSeries {
  readonly group: string | null
  readonly series: SpcSeries
}

/** Prints the charts of a file; throws UsageError or RefusedFile naming file, row and column for what is wrong with it. */
export async function spcCommand(file: string, options: SpcCommandOptions): Promise<number> {
  const settings = spcSettings(options)
  const groups = await readSeries(file, options)
  const chart = charts[settings.chart]
  const all: GroupSeries[] = []
  for (const [group, points] of groups) {
    if (options.only !== undefined && group !== options.only) continue
    all.push({ group, series: named(file, group, () => chart(points, settings.options)) })
  }
  if (all.length === 0)
    throw new UsageError(
      options.only === undefined
        ? `${file}: found no rows below the header; expected at least one.`
        : `${file}: found no group "${options.only}"; expected one of ${[...groups.keys()].slice(0, 8).join(', ')}${groups.size > 8 ? ' …' : ''}.`,
    )
  if (options.svg) await printSvg(file, all)
  else if (options.json) await printJsonSeries(settings.options, all)
  else printTable(all)
  return 0
}

/** Tells which file and group an input error is about. */
function named<Result>(file: string, group: string | null, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof SpcInputError)) throw error
    throw new UsageError(`${file}${group === null || error.row === null ? '' : `, group ${group}`}: ${error.message}`)
  }
}

/**
 * One JSON document, written series by series: a hundred thousand of them make a text longer than a string can be.
 * Numbers are never rounded; null is "cannot be computed".
 */
async function printJsonSeries(options: SpcOptions, all: readonly GroupSeries[]): Promise<void> {
  const controlled = controlledIcons(all.map(one => one.series))
  let text = `{"profile":${JSON.stringify(options.profile ?? 'making-data-count')},"series":[`
  for (const [i, { group, series }] of all.entries()) {
    const { mean, lowerLimit, upperLimit, variation, assurance, target, display, phases, warnings } = series
    const points = series.points.map(point => ({
      date: point.date,
      value: point.value,
      movingRange: point.movingRange,
      mean: point.mean,
      lowerLimit: point.lowerLimit,
      upperLimit: point.upperLimit,
      lowerNear: point.lowerNear,
      upperNear: point.upperNear,
      rule: point.rule,
      type: point.type,
      rules: point.rules,
      target: point.target,
      phase: point.phase,
    }))
    const { p, controlled: controlledVariation } = controlled[i] ?? { p: null, controlled: 'none' }
    const one = { group, mean, lowerLimit, upperLimit, variation, assurance, target, display, controlledVariation, p }
    text += `${i === 0 ? '' : ','}\n${JSON.stringify({ ...one, phases, warnings, points })}`
    if (text.length > 1_000_000) {
      await write(text)
      text = ''
    }
  }
  await write(`${text}\n],"falseAlarms":${JSON.stringify(falseAlarms(all))}}\n`)
}

function write(text: string): Promise<void> {
  return new Promise(resolve => {
    if (process.stdout.write(text)) resolve()
    else process.stdout.once('drain', resolve)
  })
}

async function printSvg(file: string, all: readonly GroupSeries[]): Promise<void> {
  const [only] = all
  if (only === undefined || all.length > 1)
    throw new UsageError(`${file}: found ${all.length} groups; expected one for an SVG. Choose it with --only GROUP.`)
  const { group, series } = only
  const { variation, assurance, points } = series
  const svg = spcChart(
    {
      id: 'spc',
      title: `${group ?? file}: control chart of ${points.length} points`,
      description: `From ${points[0]?.date} to ${points.at(-1)?.date}. Variation: ${variation}. Assurance: ${assurance}.`,
      recordKind: 'real',
      width: 900,
    },
    series,
    { format: value => String(Number(value.toPrecision(4))), date: date => date },
  )
  // On a page the style sheet is the page's; a file of its own must bring it along.
  const css = await readFile(new URL('../web/assets/charts.css', import.meta.url), 'utf8')
  print(svg.replace('>', `><style>svg{font-family:Arial,sans-serif}${css}</style>`))
}

function printTable(all: readonly GroupSeries[]): void {
  print(textTable(columns, all))
  const { charts: long, expectedIcons, shownIcons } = falseAlarms(all)
  if (long > 1)
    print(
      `\nOf ${long} charts long enough to judge, ${shownIcons} show a special-cause icon; about ${expectedIcons.toFixed(1)} would by chance alone.`,
    )
  const warnings = all.flatMap(({ group, series }) => series.warnings.map(({ message }) => ({ group, message })))
  for (const { group, message } of warnings.slice(0, 20)) print(`Note${group === null ? '' : `, ${group}`}: ${message}`)
  if (warnings.length > 20) print(`Note: and ${warnings.length - 20} more; --json has them all.`)
}

function falseAlarms(all: readonly GroupSeries[]) {
  const long = all.filter(({ series }) => series.display === 'spc')
  const known = long.map(({ series }) => series.points.filter(({ value, ghost }) => value !== null && !ghost).length)
  const shownIcons = long.filter(({ series: { variation } }) => variation !== 'common-cause' && variation !== 'none')
  return { ...expectedFalseAlarms(known), shownIcons: shownIcons.length }
}

const unknown = '–'
const figure = (value: number | null | undefined) => (value === null || value === undefined ? unknown : String(value))
const columns: readonly Column<GroupSeries>[] = [
  { title: 'Group', cell: ({ group }) => group ?? unknown },
  { title: 'Points', align: 'right', cell: ({ series }) => String(series.points.length) },
  { title: 'Latest', cell: ({ series }) => series.points.at(-1)?.date ?? unknown },
  { title: 'Value', align: 'right', cell: ({ series }) => figure(series.points.at(-1)?.value) },
  { title: 'Mean', align: 'right', cell: ({ series }) => figure(series.mean) },
  { title: 'Lower', align: 'right', cell: ({ series }) => figure(series.lowerLimit) },
  { title: 'Upper', align: 'right', cell: ({ series }) => figure(series.upperLimit) },
  { title: 'Variation', cell: ({ series }) => series.variation },
  { title: 'Assurance', cell: ({ series }) => series.assurance },
]
