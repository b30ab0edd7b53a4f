/** Funnels against FunnelPlotR and against what the publisher of the SHMI printed. */
import { funnel } from '../../../src/statistics/funnel.ts'
import { limitsAt } from '../../../src/statistics/funnel-curve.ts'
import type { Limits } from '../../../src/statistics/funnel-limits.ts'
import type { Funnel } from '../../../src/statistics/funnel-model.ts'
import type { FunnelMethod } from '../../../src/statistics/funnel-scale.ts'
import type { FunnelRow } from '../../../src/statistics/funnel-units.ts'
import { type PeerCase, type PeerCheck, tally } from '../peer.ts'

type Column = readonly (number | string | null)[]
interface PeerOptions {
  readonly data_type: 'SR' | 'PR' | 'RC'
  readonly sr_method: 'SHMI' | 'CQC'
  readonly limit: 95 | 99
  readonly trim_by: number
  readonly multiplier: number
  readonly draw_unadjusted: boolean
  readonly draw_adjusted: boolean
  readonly SHMI_rounding: boolean
}

const methodOf = ({ data_type: type, sr_method: method }: PeerOptions): FunnelMethod =>
  type === 'PR' ? 'proportion' : type === 'RC' ? 'ratio' : method === 'CQC' ? 'cqc' : 'shmi'

export function rowsOf(input: Record<string, Column>): FunnelRow[] {
  return (input['group'] ?? []).map((group, i) => ({
    group: String(group),
    numerator: number(input['numerator']?.[i]),
    denominator: number(input['denominator']?.[i]),
  }))
}

const number = (value: number | string | null | undefined) =>
  value === null || value === undefined ? null : Number(value)

/** The package's options as ours. With both kinds of limits drawn, adjusted ones decide whatever φ is. */
function asPeer(rows: readonly FunnelRow[], options: PeerOptions): Funnel {
  const level = options.limit === 95 ? 95 : 99.8
  const method = methodOf(options)
  return funnel(rows, {
    method,
    profile: 'funnelplotr',
    trim: options.trim_by,
    multiplier: options.multiplier,
    rounding: options.SHMI_rounding,
    ...(options.draw_adjusted ? {} : { overdispersion: 'none' }),
    decide: options.draw_adjusted && options.draw_unadjusted ? { level, limits: 'adjusted' } : { level },
  })
}

const funnelPlotR: PeerCheck = {
  kinds: ['funnel_plot'],
  folder: 'funnel/funnelplotr',
  method: 'funnel (profile funnelplotr)',
  tolerance: '1e-9 relative: closed form',
  run({ options, input, expected }: PeerCase) {
    const { compare, outcome } = tally()
    const rows = rowsOf(input)
    if (expected.error) {
      let refused = ''
      try {
        asPeer(rows, options)
      } catch (error) {
        refused = error instanceof Error ? error.message : String(error)
      }
      compare('refused', expected.error, refused === '' ? 'a result' : refused)
      return outcome(
        refused === ''
          ? 'the peer stops on input that has an answer; ours gives it'
          : 'both refuse; ours says which row and why',
      )
    }
    const found = asPeer(rows, options)
    compare('phi', expected.phi, found.phi)
    compare('tau2', expected.tau2, found.tau2)
    const { aggregated } = expected
    const units = new Map(found.units.map(unit => [unit.group, unit]))
    aggregated.group.forEach((group: string, i: number) => {
      const unit = units.get(String(group))
      const at = (column: string) => aggregated[column][i]
      compare(`${group} numerator`, at('numerator'), unit?.numerator)
      compare(`${group} denominator`, at('denominator'), unit?.denominator)
      compare(`${group} rr`, at('rr'), unit && unit.value !== null ? unit.value / options.multiplier : null)
      if (at('Uzscore') !== '-Infinity') compare(`${group} z`, at('Uzscore'), unit?.z)
      if (at('Wuzscore') !== '-Infinity' && options.draw_adjusted)
        compare(`${group} used z`, at('Wuzscore'), unit?.usedZ)
      for (const [level, name] of [
        ['95', '95'],
        ['99.8', '99'],
      ] as const) {
        compare(`${group} LCL${name}`, at(`LCL${name}`), unit?.limits[level]?.[0])
        compare(`${group} UCL${name}`, at(`UCL${name}`), unit?.limits[level]?.[1])
        compare(`${group} OD${name}LCL`, at(`OD${name}LCL`), unit?.adjustedLimits[level]?.[0])
        compare(`${group} OD${name}UCL`, at(`OD${name}UCL`), unit?.adjustedLimits[level]?.[1])
      }
      const outlier = unit && unit.outlier !== null ? Number(unit.outlier !== 'none') : null
      compare(`${group} outlier`, at('outlier'), outlier)
    })
    const curve = limitsAt(found)
    const sample = expected.limits_lookup_sample
    sample.number_seq.forEach((d: number, i: number) => {
      const at = curve(d)
      const expectPair = (name: string, low: string, high: string, pair: Limits | null | undefined) => {
        compare(`${name} at ${d}, lower`, sample[low][i], pair?.[0])
        compare(`${name} at ${d}, upper`, sample[high][i], pair?.[1])
      }
      expectPair('95', 'll95', 'ul95', at.limits['95'])
      expectPair('99.8', 'll998', 'ul998', at.limits['99.8'])
      expectPair('adjusted 95', 'odll95', 'odul95', at.adjustedLimits['95'])
      expectPair('adjusted 99.8', 'odll998', 'odul998', at.adjustedLimits['99.8'])
    })
    return outcome()
  },
}

const officialShmi: PeerCheck = {
  kinds: [''],
  folder: 'funnel/official-shmi',
  method: 'funnel (method shmi)',
  tolerance: 'the publisher prints four decimals: half a unit of the fourth, and bands exactly',
  run(one: PeerCase) {
    const { compare, outcome } = tally()
    const { rows } = one as unknown as { rows: Record<string, readonly number[]> & { provider: readonly string[] } }
    const found = funnel(
      rowsOf({ group: rows.provider, numerator: rows['observed'] ?? [], denominator: rows['expected'] ?? [] }),
      { method: 'shmi' },
    )
    found.units.forEach((unit, i) => {
      const near = (what: string, column: string, value: number | undefined) =>
        compare(
          `${unit.group} ${what}`,
          true,
          Math.abs((value ?? Number.NaN) - (rows[column]?.[i] as number)) < 0.0000501,
        )
      near('ratio', 'shmi', unit.value ?? undefined)
      near('Poisson lower', 'poisson998_ll', unit.limits['99.8']?.[0])
      near('Poisson upper', 'poisson998_ul', unit.limits['99.8']?.[1])
      near('adjusted lower', 'od95_ll', unit.adjustedLimits['95']?.[0])
      near('adjusted upper', 'od95_ul', unit.adjustedLimits['95']?.[1])
      const band = { high: 1, none: 2, low: 3 }[unit.outlier ?? 'none']
      compare(`${unit.group} band`, rows['od_banding']?.[i], band)
    })
    return outcome()
  },
}

export default [funnelPlotR, officialShmi] satisfies readonly PeerCheck[]
