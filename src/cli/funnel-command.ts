/** `turnaround funnel`: the numbers of a funnel plot, or the plot, from a tidy CSV file. */
import { writeFile } from 'node:fs/promises'
import { funnelChart } from '../charts/funnel-chart.ts'
import { funnel } from '../statistics/funnel.ts'
import type { Funnel, FunnelOptions, FunnelUnit } from '../statistics/funnel-model.ts'
import type { FunnelMethod } from '../statistics/funnel-scale.ts'
import { FunnelInputError } from '../statistics/funnel-units.ts'
import { print, printJson, say, textTable, UsageError } from './output.ts'
import { standaloneSvg } from './standalone-svg.ts'
import { columnOf, numberAt, readTidyTable } from './tidy-table.ts'

export interface FunnelCommandOptions {
  /** Names of columns; `numerator`, `denominator` and `group` unless told. */
  readonly numerator?: string
  readonly denominator?: string
  readonly group?: string
  readonly method?: string
  readonly profile?: string
  readonly overdispersion?: string
  readonly estimator?: string
  readonly trim?: string
  readonly limits?: string
  /** Comma-separated coverages: `95,99.8`. */
  readonly levels?: string
  /** Which level makes an outlier, and which limits. */
  readonly decideLevel?: string
  readonly decideLimits?: string
  readonly multiplier?: string
  readonly target?: string
  readonly tau2Interval?: string
  readonly json?: boolean
  /** A file to write the picture to, or true for stdout. */
  readonly svg?: string | boolean
  readonly width?: string
  readonly title?: string
}

/** Exit code 0. Throws UsageError for unknown options and for cells that are no counts, naming line and column. */
export async function funnelCommand(file: string, options: FunnelCommandOptions): Promise<number> {
  const method = oneOf('--method', options.method ?? 'shmi', ['shmi', 'cqc', 'proportion', 'ratio'] as const)
  const table = await readTidyTable(file)
  const names = {
    group: options.group ?? 'group',
    numerator: options.numerator ?? 'numerator',
    denominator: options.denominator ?? 'denominator',
  }
  const group = columnOf(table, names.group, '--group')
  const numerator = columnOf(table, names.numerator, '--numerator')
  const denominator = columnOf(table, names.denominator, '--denominator')
  const rows = table.rows.map(row => ({
    group: (row.cells[group] ?? '').trim(),
    numerator: numberAt(table, row, numerator),
    denominator: numberAt(table, row, denominator),
  }))
  const settings = settingsOf(method, options)
  let found: Funnel
  try {
    found = funnel(rows, settings)
  } catch (error) {
    if (!(error instanceof FunnelInputError)) throw error
    const line = error.row === null ? '' : `, line ${table.rows[error.row - 1]?.line}`
    throw new UsageError(`${file}${line}: ${error.message}`)
  }
  if (options.svg) await writeSvg(found, options, names)
  if (options.json) printJson(funnelJson(found))
  else if (options.svg !== true) printTable(found)
  return 0
}

/** The document of `funnel --json`: never rounded, null where it cannot be computed. */
export function funnelJson(found: Funnel) {
  const { method, target, tau2, phi, tau2Interval, decidedBy, description, warnings, units } = found
  return { method, target, tau2, phi, tau2Interval, decidedBy, description, warnings, units }
}

function settingsOf(method: FunnelMethod, options: FunnelCommandOptions): FunnelOptions {
  const { profile, overdispersion, estimator, limits, levels, trim, multiplier, target, tau2Interval } = options
  const level = options.decideLevel
  const decideLimits = options.decideLimits
  return {
    method,
    ...(profile && { profile: oneOf('--profile', profile, ['turnaround', 'funnelplotr'] as const) }),
    ...(overdispersion && {
      overdispersion: oneOf('--overdispersion', overdispersion, ['none', 'winsorise', 'truncate'] as const),
    }),
    ...(estimator && { estimator: oneOf('--estimator', estimator, ['published', 'corrected'] as const) }),
    ...(limits && { limits: oneOf('--limits', limits, ['exact', 'approximate', 'wilson'] as const) }),
    ...(tau2Interval && { tau2Interval: oneOf('--tau2-interval', tau2Interval, ['q-profile', 'bootstrap'] as const) }),
    ...(levels && { levels: levels.split(',').map(one => numeric('--levels', one)) }),
    ...(trim && { trim: numeric('--trim', trim) }),
    ...(multiplier && { multiplier: numeric('--multiplier', multiplier) }),
    ...(target && { target: numeric('--target', target) }),
    ...((level || decideLimits) && {
      decide: {
        ...(level && { level: numeric('--decide-level', level) }),
        ...(decideLimits && {
          limits: oneOf('--decide-limits', decideLimits, ['adjusted', 'unadjusted'] as const),
        }),
      },
    }),
  }
}

async function writeSvg(
  found: Funnel,
  options: FunnelCommandOptions,
  names: { numerator: string; denominator: string },
) {
  const drawn = funnelChart(
    {
      id: 'funnel',
      title: options.title ?? `${names.numerator} by ${names.denominator}`,
      description: found.description,
      recordKind: 'real',
      width: options.width === undefined ? 900 : numeric('--width', options.width),
    },
    { funnel: found, valueAxis: `${names.numerator} over ${names.denominator}`, sizeAxis: names.denominator },
  )
  const svg = await standaloneSvg(drawn)
  if (options.svg === true) print(svg)
  else {
    await writeFile(options.svg as string, svg)
    say(`Wrote ${options.svg as string}.`)
  }
}

function printTable(found: Funnel): void {
  const { decidedBy, units } = found
  const kind = decidedBy.limits === 'adjusted' ? 'adjustedLimits' : 'limits'
  const end = (side: 0 | 1) => (unit: FunnelUnit) => figure(unit[kind][decidedBy.level]?.[side])
  print(
    textTable<FunnelUnit>(
      [
        { title: 'group', cell: unit => unit.group },
        { title: 'value', align: 'right', cell: unit => figure(unit.value) },
        { title: `lower ${decidedBy.level}`, align: 'right', cell: end(0) },
        { title: `upper ${decidedBy.level}`, align: 'right', cell: end(1) },
        { title: 'z', align: 'right', cell: unit => figure(unit.z) },
        { title: 'outlier', cell: unit => unit.outlier ?? 'not known' },
      ],
      units,
    ),
  )
  print(`\n${found.description}`)
  for (const warning of found.warnings) print(`Note: ${warning}`)
}

const figure = (value: number | null | undefined) => (value === null || value === undefined ? '-' : value.toFixed(4))

function oneOf<const Choice extends string>(option: string, found: string, choices: readonly Choice[]): Choice {
  const choice = choices.find(one => one === found)
  if (choice === undefined) throw new UsageError(`${option} is ${found}; expected ${choices.join(', ')}.`)
  return choice
}

function numeric(option: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`${option} is ${text}; expected a number.`)
  return value
}
