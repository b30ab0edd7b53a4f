/** Where organisations stand among all that report a metric, as a regime's evidence asks: position, drop, run. Relative. */
import { z } from 'zod'
import type { EvidenceItem } from '../regimes/evidence-schema.ts'
import type { Regime } from '../regimes/regime.ts'
import type { EntryRow } from './entry-rows.ts'

type Standing = Extract<EvidenceItem, { kind: 'standing' }>

export const standingSchema = z.object({
  metric: z.string(),
  name: z.string(),
  measures: z
    .array(z.enum(['position', 'drop', 'worst-decile-run']))
    .meta({ description: 'What the regime file asks for of this metric.' }),
  rows: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      position: z.number().nullable().meta({ description: 'Share of the others that do better, 0 to 1.' }),
      drop: z
        .number()
        .nullable()
        .meta({ description: 'How far it fell since the period before, as a share of all; negative: rose.' }),
      run: z.number().nullable().meta({ description: 'Periods running in the worst tenth.' }),
      runAtLeast: z.boolean().meta({ description: 'The run may be longer: what came before is not known.' }),
    }),
  ),
})
export type StandingTable = z.infer<typeof standingSchema>

/** One table for each metric of which anything is known, longest in the worst tenth first. */
export function standingTables(
  regime: Regime,
  rows: readonly EntryRow[],
  metricTitle: (metric: string) => string,
): StandingTable[] {
  const items = Object.entries(regime.evidence).flatMap(([name, item]): [string, Standing][] =>
    item.kind === 'standing' ? [[name, item]] : [],
  )
  return [...Map.groupBy(items, ([, { metric }]) => metric)].flatMap(([metric, asked]) => {
    const valueOf = (row: EntryRow, measure: Standing['measure']) => {
      const name = asked.find(([, item]) => item.measure === measure)?.[0]
      return name === undefined ? undefined : row.values[name]
    }
    const number = (row: EntryRow, measure: Standing['measure']) => {
      const found = valueOf(row, measure)
      return found ? Number(found.value) : null
    }
    const known = rows.flatMap(row => {
      const one = {
        code: row.code,
        name: row.name,
        position: number(row, 'position'),
        drop: number(row, 'drop'),
        run: number(row, 'worst-decile-run'),
        runAtLeast: valueOf(row, 'worst-decile-run')?.atLeast ?? false,
      }
      return one.position === null && one.drop === null && one.run === null ? [] : [one]
    })
    known.sort(
      (a, b) => (b.run ?? -1) - (a.run ?? -1) || (b.position ?? -1) - (a.position ?? -1) || (a.code < b.code ? -1 : 1),
    )
    const measures = [...new Set(asked.map(([, item]) => item.measure))]
    return known.length === 0 ? [] : [{ metric, name: metricTitle(metric), measures, rows: known }]
  })
}

/** The ten that fell furthest among the others since the period before. */
export function fellFurthest({ rows }: StandingTable): StandingTable['rows'] {
  return rows
    .filter(row => row.drop !== null && row.drop > 0)
    .sort((a, b) => (b.drop ?? 0) - (a.drop ?? 0))
    .slice(0, 10)
}
