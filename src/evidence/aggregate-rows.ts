/**
 * Sums a large extract as its source description declares, a row at a time: only the groups stand in memory, each with
 * the ranges of rows that fed it.
 */
import type { FoundColumn } from './columns.ts'
import { translate } from './columns.ts'
import { ratioText } from './derived.ts'
import type { Observation, Period } from './model.ts'
import { organisationReader } from './organisation-rows.ts'
import { periodReader } from './period-column.ts'
import {
  BadRow,
  leaveOutOf,
  needPeriod,
  organisationOf,
  setAside,
  unreadablePeriod,
  type Records,
  type RowContext,
} from './row.ts'
import { readValue } from './values.ts'

interface Group {
  readonly organisation: string
  readonly period: Period
  readonly by: readonly string[]
  readonly ranges: [number, number][]
  readonly sums: number[]
  suppressed: boolean
}

export interface RowAggregator {
  add(row: readonly string[], number: number): void
  /** Call once, after the last row. */
  finish(): void
}

/** Makes the aggregator of a source that declares one. */
export function rowAggregator(context: RowContext, records: Records): RowAggregator {
  const { source, columns, log } = context
  const aggregate = source.aggregate
  const code = columns.role('organisation')
  if (!aggregate || !code) throw new TypeError(`${source.source} declares no aggregation, or no organisation column`)
  const by = aggregate.by.map(name => columns.named(name) as FoundColumn)
  const sums = Object.values(aggregate.sums).map(({ column, below = Number.POSITIVE_INFINITY, from = 0 }) => {
    const single = column === undefined ? null : columns.named(column)
    return single
      ? [single.index]
      : columns.bands.filter(({ edge }) => edge >= from && edge < below).map(({ index }) => index)
  })
  const leaveOut = leaveOutOf(context)
  const periods = periodReader(context)
  const describe = organisationReader(context, records.organisations)
  const groups = new Map<string, Group>()

  function groupOf(row: readonly string[], number: number): Group {
    let key = `${row[code?.index as number]}|${periods.label(row)}`
    for (const column of by) key += `|${row[column.index]}`
    const known = groups.get(key)
    if (known) return known
    const organisation = organisationOf(row, code as FoundColumn, context.propose)
    const period = periods(row)
    if (period === 'unreadable') throw unreadablePeriod(row, periods, source)
    const group: Group = {
      organisation,
      period: needPeriod(period, context.fileName),
      by: by.map(column => (row[column.index] ?? '').trim()),
      ranges: [],
      sums: sums.map(() => 0),
      suppressed: false,
    }
    describe(row, number, organisation)
    groups.set(key, group)
    return group
  }

  function addRow(row: readonly string[], number: number): void {
    const group = groupOf(row, number)
    const added = sums.map(indexes => {
      let sum = 0
      for (const index of indexes) {
        const cell = row[index] as string
        if (cell !== '0' && cell !== '') sum += Number(cell)
      }
      return sum
    })
    if (added.some(Number.isNaN)) {
      const bad = sums.flat().find(index => Number.isNaN(Number(row[index])))
      const read = readValue(row[bad ?? -1] ?? '')
      if (!read || read.status === 'value')
        throw new BadRow(
          'unreadable-number',
          `${(bad ?? 0) + 1}`,
          `"${row[bad ?? -1]}"`,
          'a whole number',
          'Correct the cell.',
        )
      group.suppressed = true
    } else {
      added.forEach((sum, at) => {
        group.sums[at] = (group.sums[at] as number) + sum
      })
    }
    const last = group.ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else group.ranges.push([number, number])
  }

  return {
    add(row, number) {
      if (row.length === 1 && row[0] === '') return
      if (leaveOut(row, number)) return
      records.rowsRead++
      try {
        addRow(row, number)
      } catch (error) {
        if (!(error instanceof BadRow)) throw error
        setAside(error, number, records, log)
      }
    },
    finish() {
      const names = Object.keys(aggregate.sums)
      for (const group of groups.values()) {
        if (group.ranges.length === 0) continue
        const headline = by.every((column, at) => (aggregate.headline[column.name] ?? group.by[at]) === group.by[at])
        const dimension = headline
          ? ''
          : by
              .map((column, at) => `${column.spec.name ?? column.name}=${translate(column, group.by[at] as string)}`)
              .join(';')
        const first = (group.ranges[0] as [number, number])[0]
        const provenance = { import: context.importIndex, row: first, ranges: group.ranges }
        for (const { metric, unit, of, to, places, 'headline-only': headlineOnly } of aggregate.measures) {
          if (headlineOnly && !headline) continue
          const top = group.sums[names.indexOf(of)] as number
          const bottom = to === undefined ? null : (group.sums[names.indexOf(to)] as number)
          if (bottom === 0) continue
          const text = group.suppressed
            ? ''
            : bottom === null
              ? `${top}`
              : ratioText(BigInt(top) * 100n, BigInt(bottom), places)
          records.observations.push({
            organisation: group.organisation,
            metric,
            period: group.period,
            dimension,
            status: group.suppressed ? 'suppressed' : 'value',
            value: group.suppressed ? null : Number(text),
            text,
            unit,
            source: provenance,
          } satisfies Observation)
        }
      }
    },
  }
}
