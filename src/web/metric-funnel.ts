/** The funnel of a metric whose counts are known: who lies outside what chance and the usual spread explain, in words and figures. */
import { z } from 'zod'
import { funnelChart } from '../charts/funnel-chart.ts'
import type { Period, RecordKind } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { SourceCounts } from '../evidence/source.ts'
import { funnel } from '../statistics/funnel.ts'
import type { Funnel } from '../statistics/funnel-model.ts'
import { count } from './format.ts'
import { chart } from './render.ts'
import { organisationName } from './organisation-name.ts'

const pair = z.tuple([z.number(), z.number()]).nullable()

export const funnelSchema = z.object({
  method: z.enum(['shmi', 'cqc', 'proportion', 'ratio']),
  description: z.string().meta({ description: 'The method in words; keep it with the figures.' }),
  numerator: z.object({ metric: z.string(), name: z.string() }),
  denominator: z.object({ metric: z.string(), name: z.string() }),
  complement: z.boolean().meta({ description: 'The numerator is the denominator less its metric.' }),
  target: z.number().nullable(),
  phi: z.number().nullable(),
  tau2: z.number().nullable(),
  decidedBy: z.object({ level: z.number(), limits: z.enum(['adjusted', 'unadjusted']) }),
  levels: z.array(z.number()),
  sentence: z.string(),
  isNot: z.string().nullable(),
  warnings: z.array(z.string()),
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      numerator: z.number().nullable(),
      denominator: z.number().nullable(),
      value: z.number().nullable(),
      z: z.number().nullable(),
      limits: z.record(z.string(), pair).meta({ description: 'By level: limits of chance alone.' }),
      adjustedLimits: z.record(z.string(), pair).meta({ description: 'By level: widened for overdispersion.' }),
      outlier: z.enum(['high', 'low', 'none']).nullable(),
    }),
  ),
})
export type FunnelModel = z.infer<typeof funnelSchema>

/** The funnel of a period; null where fewer than three organisations have both counts. */
export function funnelFor(
  behind: SourceCounts,
  snapshot: Snapshot,
  period: Period,
  nameOf: (metric: string) => string,
): FunnelModel | null {
  const of = snapshot.values(behind.of, period.id)
  const to = snapshot.values(behind.to, period.id)
  const proportion = behind.funnel === 'proportion'
  const given = [...of].flatMap(([code, one]) => {
    const denominator = to.get(code)?.value ?? null
    if (one.value === null || denominator === null || denominator <= 0) return []
    return [{ code, numerator: behind.complement ? denominator - one.value : one.value, denominator }]
  })
  const sound = given.filter(one => one.numerator >= 0 && !(proportion && one.numerator > one.denominator))
  if (sound.length < 3) return null
  const found = draw(behind.funnel, sound)
  const name = (code: string) => organisationName(snapshot, code)
  const outside = found.units.filter(unit => unit.outlier === 'high' || unit.outlier === 'low').length
  const left = given.length - sound.length
  return {
    method: behind.funnel,
    description: found.description,
    numerator: { metric: behind.of, name: nameOf(behind.of) },
    denominator: { metric: behind.to, name: nameOf(behind.to) },
    complement: behind.complement,
    target: found.target,
    phi: found.phi,
    tau2: found.tau2,
    decidedBy: found.decidedBy,
    levels: [...found.levels],
    sentence: sentenceOf(found, name),
    isNot: behind['is-not']?.trim() ?? null,
    warnings: [
      ...found.warnings,
      ...(outside > sound.length / 5
        ? [
            `${outside} of ${sound.length} lie outside the limits: these organisations are hardly of one kind (specialists beside general hospitals, say), so that limits for all of them together say little.`,
          ]
        : []),
      ...(left > 0
        ? [`${count(left, 'organisation has', 'organisations have')} a part larger than its whole and takes no part.`]
        : []),
    ],
    units: found.units.map(unit => ({
      code: unit.group,
      name: name(unit.group),
      numerator: unit.numerator,
      denominator: unit.denominator,
      value: unit.value,
      z: unit.z,
      limits: pairs(unit.limits),
      adjustedLimits: pairs(unit.adjustedLimits),
      outlier: unit.outlier,
    })),
  }
}

/** The funnel as a picture, from the model alone. */
export function funnelPicture(
  model: FunnelModel,
  about: { readonly id: string; readonly title: string; readonly recordKind: RecordKind },
): unknown {
  const drawn = draw(model.method, model.units)
  const names = new Map(model.units.map(unit => [unit.code, shortName(unit.name)]))
  return chart({ ...about, description: `${model.sentence} ${model.description}` }, frame =>
    funnelChart(frame, {
      funnel: drawn,
      valueAxis: model.method === 'shmi' || model.method === 'cqc' ? 'Observed over expected' : 'Per cent',
      sizeAxis: model.denominator.name,
      nameOf: code => names.get(code) ?? code,
    }),
  )
}

/** Columns that a table of the metric has beside its own. */
export function funnelColumns({ levels }: FunnelModel): string[] {
  const limits = levels.flatMap(level => [`lower_${level}`, `upper_${level}`])
  return ['numerator', 'denominator', ...limits, 'outside_limits', 'funnel_method']
}

/** One organisation’s cells: the limits are those that decide; the method stands in every row. */
export function funnelCells(
  { levels, units, decidedBy, description }: FunnelModel,
  code: string,
): (string | number | null)[] {
  const unit = units.find(one => one.code === code)
  if (!unit) return [null, null, ...levels.flatMap(() => [null, null]), null, description]
  const limits = decidedBy.limits === 'adjusted' ? unit.adjustedLimits : unit.limits
  return [
    unit.numerator,
    unit.denominator,
    ...levels.flatMap(level => limits[level] ?? [null, null]),
    unit.outlier,
    description,
  ]
}

/** `Mid Cheshire Hospitals NHS Foundation Trust` → `Mid Cheshire Hospitals`: room on a picture; tables keep the whole. */
export function shortName(name: string): string {
  return name.replace(/,? (NHS|University NHS)( Foundation| Teaching)?( Primary Care)? Trust$/i, '')
}

function draw(
  method: FunnelModel['method'],
  units: readonly { code: string; numerator: number | null; denominator: number | null }[],
): Funnel {
  const rows = units.map(({ code, numerator, denominator }) => ({ group: code, numerator, denominator }))
  return funnel(rows, { method, ...(method === 'proportion' ? { multiplier: 100 } : {}) })
}

function sentenceOf(found: Funnel, name: (code: string) => string): string {
  const known = found.units.filter(unit => unit.value !== null)
  const of = (side: 'high' | 'low') => found.units.filter(unit => unit.outlier === side).map(unit => name(unit.group))
  const [high, low] = [of('high'), of('low')]
  if (high.length + low.length === 0) return `None of ${count(known.length, 'organisation')} is outside the limits.`
  const say = (names: readonly string[], where: string) =>
    names.length === 0 ? `none is ${where}` : `${names.length} ${names.length === 1 ? 'is' : 'are'} ${where}`
  return `Of ${count(known.length, 'organisation')}, ${say(high, 'above the limits')} and ${say(low, 'below them')}.`
}

function pairs(limits: Funnel['units'][number]['limits']): Record<string, [number, number] | null> {
  return Object.fromEntries(Object.entries(limits).map(([level, pair]) => [level, pair ? [pair[0], pair[1]] : null]))
}
