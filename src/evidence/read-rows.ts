/** One row of a recognised table becomes observations, findings, organisations and successions; a row in error is set aside whole. */
import { measuresOf, translate, type Columns, type FoundColumn } from './columns.ts'
import { deriver } from './derived.ts'
import { findingReader } from './finding-rows.ts'
import type { Period } from './model.ts'
import { organisationReader } from './organisation-rows.ts'
import { labelReader, periodReader } from './period-column.ts'
import {
  BadRow,
  leaveOutOf,
  needPeriod,
  organisationOf,
  setAside,
  unreadablePeriod,
  type Reader,
  type Records,
  type Row,
  type RowContext,
} from './row.ts'
import type { SourceMeasure } from './source.ts'
import { successionReader } from './succession-rows.ts'
import { readRange, readValue, readYesNo, shift, wholeNumber, type PrintedValue } from './values.ts'

/** Makes the function that reads one row (with its 1-based number in the file) into `records`. */
export function rowReader(context: RowContext, records: Records): (row: Row, number: number) => void {
  const { source, columns, log } = context
  const leaveOut = leaveOutOf(context)
  const periods = periodReader(context)
  const organisations = organisationReader(context, records.organisations)
  const readers = [
    longReader(context, records),
    wideReader(context, records),
    findingReader(context, records),
    successionReader(context, records),
  ].filter(reader => reader !== null)
  const code = columns.role('organisation')
  return (row, number) => {
    if (row.every(cell => cell.trim() === '')) return
    if (leaveOut(row, number)) return
    records.rowsRead++
    const marks = [records.observations.length, records.findings.length, records.successions.length] as const
    try {
      const organisation = code ? organisationOf(row, code, context.propose) : ''
      const period = periods(row)
      if (period === 'unreadable') throw unreadablePeriod(row, periods, source)
      for (const read of readers) read(row, number, organisation, period)
      if (code) organisations(row, number, organisation)
    } catch (error) {
      if (!(error instanceof BadRow)) throw error
      records.observations.length = marks[0]
      records.findings.length = marks[1]
      records.successions.length = marks[2]
      setAside(error, number, records, log)
    }
  }
}

/** One row, one value: the metric is named in a column. */
function longReader({ source, columns, importIndex, fileName }: RowContext, { observations }: Records): Reader | null {
  const [metric, value, unit] = [columns.role('metric'), columns.role('value'), columns.role('unit')]
  if (!metric || !value) return null
  const attributes = columns.list.filter(column => column.spec.as === 'attribute')
  const dimension = dimensionReader(columns)
  const measured = measuredReader(columns)
  const printed = value.spec.printed ?? 'number'
  return (row, number, organisation, period) => {
    const id = translate(metric, row[metric.index] ?? '')
    if (id === '')
      throw new BadRow('missing-metric', metric.header, 'no metric', 'a metric id', 'Fill it in, or remove the row.')
    const read = readCell(row[value.index] ?? '', printed, value.header)
    observations.push({
      organisation,
      metric: id,
      period: needPeriod(period, fileName),
      ...measured(row, period),
      dimension: dimension(row),
      ...read,
      unit: unit
        ? translate(unit, row[unit.index] ?? '')
        : (value.spec.unit ?? source.metrics.find(one => one.id === id)?.units?.[0] ?? ''),
      ...readAttributes(attributes, row),
      source: { import: importIndex, row: number },
    })
  }
}

/** One row, many values: each column is a metric. */
function wideReader({ source, columns, importIndex, fileName }: RowContext, { observations }: Records): Reader | null {
  const measures = measuresOf(columns)
  const parts = columns.list.filter(column => column.spec.as === 'part')
  const attributes = columns.list.filter(column => column.spec.as === 'attribute')
  const derive = deriver(source, columns)
  if (measures.length === 0) return null
  const dimension = dimensionReader(columns)
  const measured = measuredReader(columns)
  return (row, number, organisation, period) => {
    const name = (template: string) =>
      parts.reduce((id, part) => id.replace(`{${part.spec.name}}`, translate(part, row[part.index] ?? '')), template)
    const common = {
      organisation,
      period: needPeriod(period, fileName),
      ...measured(row, period),
      dimension: dimension(row),
      ...readAttributes(attributes, row),
      source: { import: importIndex, row: number },
    }
    for (const { column, metric, unit = '', printed } of measures) {
      observations.push({
        ...common,
        metric: name(metric),
        ...readCell(row[column.index] ?? '', printed, column.header),
        unit: unit || (printed === 'proportion' ? '%' : ''),
      })
    }
    for (const one of derive(row)) observations.push({ ...common, ...one, metric: name(one.metric) })
  }
}

function readCell(cell: string, printed: SourceMeasure['printed'], header: string): PrintedValue {
  let text = cell
  if (printed === 'yes-no' && cell.trim() !== '') text = readYesNo(cell) ?? cell
  if (printed === 'low-of-range' || printed === 'high-of-range') {
    const ends = readRange(cell)
    text = ends ? ends[printed === 'low-of-range' ? 0 : 1] : cell
    if (!ends && readValue(cell)?.status === 'value')
      throw new BadRow('unreadable-range', header, `"${cell}"`, 'a range such as "6 to 49"', 'Write both ends.')
  }
  const read = readValue(text)
  if (!read)
    throw new BadRow(
      'unreadable-number',
      header,
      `"${cell}"`,
      printed === 'yes-no' ? 'Yes or No' : 'a number, or a mark for missing, suppressed or not applicable',
      'Correct the cell.',
    )
  if (read.status !== 'value') return read
  if (printed === 'whole') return { ...read, text: wholeNumber(read.text) }
  if (printed !== 'proportion') return read
  const percent = shift(read.text, 2)
  return { status: 'value', value: Number(percent), text: percent }
}

function readAttributes(columns: readonly FoundColumn[], row: Row): { attributes?: Record<string, string> } {
  const attributes: Record<string, string> = {}
  let any = false
  for (const column of columns) {
    const text = (row[column.index] ?? '').trim()
    if (text === '') continue
    attributes[column.spec.name as string] = column.spec.printed === 'whole' ? wholeNumber(text) : text
    any = true
  }
  return any ? { attributes } : {}
}

/** `part=2;treatment-function=C_100`, from the columns that break a metric down. */
function dimensionReader(columns: Columns): (row: Row) => string {
  const dimensions = columns.list.filter(column => column.spec.as === 'dimension')
  return row =>
    dimensions
      .map(column => `${column.spec.name}=${translate(column, row[column.index] ?? '')}`)
      .filter(text => !text.endsWith('='))
      .join(';')
}

/** The stretch of time a value measures; a label without dates of its own takes those of the row's period. */
function measuredReader(columns: Columns): (row: Row, period: Period | null) => { measured?: Period } {
  const column = columns.role('measured')
  const read = column && labelReader()
  return (row, period) => {
    const label = column ? (row[column.index] ?? '').trim() : ''
    if (!read || label === '') return {}
    const measured = read(label) ?? (period && { ...period, label })
    return measured ? { measured } : {}
  }
}
