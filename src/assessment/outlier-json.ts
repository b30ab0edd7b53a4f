/** An outlier comparison as JSON and as rows: the same for commands and pages. */
import { z } from 'zod'
import type { OutlierComparison } from './outliers.ts'

const pair = z.tuple([z.number(), z.number()]).nullable()
const side = z.enum(['high', 'low', 'none']).nullable()

export const outliersSchema = z.object({
  id: z.string(),
  name: z.string(),
  side: z.enum(['high', 'low']),
  loaded: z.boolean(),
  isNot: z.string().nullable(),
  decides: z.string(),
  clause: z.string().nullable(),
  confidence: z.string().nullable(),
  note: z.string().nullable(),
  periods: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      organisations: z.number(),
      funnels: z.array(
        z.object({
          rule: z.string(),
          method: z.string(),
          phi: z.number().nullable(),
          tau2: z.number().nullable(),
          high: z.number(),
          low: z.number(),
          warnings: z.array(z.string()),
        }),
      ),
    }),
  ),
  rules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      method: z.string(),
      taken: z.array(z.string()),
      unknown: z.number(),
      notByDeciding: z.array(z.string()).meta({ description: 'Taken by this rule and not by the deciding one.' }),
      missed: z.array(z.string()).meta({ description: 'Taken by the deciding rule and not by this one.' }),
    }),
  ),
  standings: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      ratio: z.number().nullable().meta({ description: 'Observed over expected, all periods together.' }),
      counts: z.array(
        z.object({
          period: z.string(),
          observed: z.number().nullable(),
          expected: z.number().nullable(),
          ratio: z.number().nullable(),
          limits: z.record(z.string(), pair).meta({ description: 'By rule: the limits that decide, for its size.' }),
        }),
      ),
      answers: z.record(z.string(), z.object({ sides: z.array(side), taken: z.boolean().nullable() })),
    }),
  ),
})
export type OutliersJson = z.infer<typeof outliersSchema>

export function outliersJson(found: OutlierComparison): OutliersJson {
  const { measure } = found
  const deciding = found.rules.find(rule => rule.id === measure.decides)?.taken ?? []
  const units = found.periods.map(period =>
    [...period.funnels].map(([rule, one]) => ({
      rule,
      one,
      byCode: new Map(one.units.map(unit => [unit.group, unit])),
    })),
  )
  return {
    id: found.id,
    name: measure.name,
    side: measure.side,
    loaded: found.loaded,
    isNot: measure['is-not']?.trim() ?? null,
    decides: measure.decides,
    clause: measure.clause ?? null,
    confidence: measure.confidence ?? null,
    note: measure.note ?? null,
    periods: found.periods.map(period => ({
      id: period.id,
      label: period.label,
      organisations: [...period.funnels.values()][0]?.units.length ?? 0,
      funnels: [...period.funnels].map(([rule, one]) => ({
        rule,
        method: one.description,
        phi: one.phi,
        tau2: one.tau2,
        high: one.units.filter(unit => unit.outlier === 'high').length,
        low: one.units.filter(unit => unit.outlier === 'low').length,
        warnings: [...one.warnings],
      })),
    })),
    rules: found.rules.map(rule => ({
      ...rule,
      taken: [...rule.taken],
      notByDeciding: rule.taken.filter(code => !deciding.includes(code)),
      missed: deciding.filter(code => !rule.taken.includes(code)),
    })),
    standings: found.standings.map(one => ({
      code: one.code,
      name: one.name,
      ratio: one.ratio,
      counts: one.counts.map((counts, at) => ({
        ...counts,
        limits: Object.fromEntries(
          (units[at] ?? []).map(({ rule, one: { decidedBy }, byCode }) => {
            const unit = byCode.get(one.code)
            const limits = (decidedBy.limits === 'adjusted' ? unit?.adjustedLimits : unit?.limits)?.[decidedBy.level]
            return [rule, limits ? ([limits[0], limits[1]] as [number, number]) : null]
          }),
        ),
      })),
      answers: Object.fromEntries(
        [...one.answers].map(([rule, { sides, taken }]) => [rule, { sides: [...sides], taken }]),
      ),
    })),
  }
}
