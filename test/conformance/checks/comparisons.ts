/** Differences in differences and synthetic controls against R: lm with sandwich; did; synthdid; augsynth. */
import { augmentedSyntheticControl } from '../../../src/statistics/augmented-synthetic-control.ts'
import { weigh } from '../../../src/statistics/comparison-panel.ts'
import { differenceInDifferences, type PanelRow } from '../../../src/statistics/difference-in-differences.ts'
import { staggeredDid } from '../../../src/statistics/staggered-did.ts'
import { type BlockPanel, placeboError, syntheticDid } from '../../../src/statistics/synthetic-did.ts'
import { syntheticControl } from '../../../src/statistics/synthetic-control.ts'
import { twoWayFixedEffects } from '../../../src/statistics/two-way-fixed-effects.ts'
import type { PeerCheck } from '../peer.ts'
import { column, columns, compared } from '../walk.ts'

const did: PeerCheck = {
  kinds: ['did'],
  method: 'difference in differences',
  tolerance: '1e-9 relative: closed forms',
  run(one) {
    const { unit, time, treat, post, y } = one.input
    const rows: PanelRow[] = unit.map((name: number, i: number) => ({
      unit: name,
      time: time[i],
      y: y[i],
      treated: treat[i] === 1,
      post: post[i] === 1,
    }))
    const two = differenceInDifferences(rows)
    const within = twoWayFixedEffects(rows.map(row => ({ ...row, treatment: Number(row.treated && row.post) })))
    return compared(one, {
      ols: columns(two.plain),
      clustered: columns(two.clustered),
      clustered_hc0_noadj: columns(two.clusteredUncorrected),
      twfe: within,
      group_means: {
        treat: two.means.map(cell => Number(cell.treated)),
        post: two.means.map(cell => Number(cell.post)),
        y: two.means.map(cell => cell.mean),
      },
    })
  },
}

const groupShares =
  "the peer's error of the overall group effect takes each unit's influence on every group share from the first group alone (doing the same gives its figure to 1e-9); ours follows Callaway and Sant'Anna 2021, §4, with each share its own"

const staggered: PeerCheck = {
  kinds: ['att_gt'],
  method: 'difference in differences, staggered entry',
  tolerance: '1e-9 relative: closed forms, errors by influence functions',
  run(one) {
    const { input, options } = one
    const units = column(input, 'countyreal', 'unit', 'id', 'trust')
    const y = column(input, 'lemp', 'y', 'Y')
    const first = column<number | string | null>(input, 'first.treat', 'first_treat', 'first', 'G', 'g')
    const result = staggeredDid(
      column(input, 'year', 'time', 'period', 't').map((time, i) => ({
        time,
        unit: units[i] as number,
        y: y[i] as number,
        firstTreated: typeof first[i] === 'number' ? first[i] : null,
      })),
      { controls: options.control_group === 'notyettreated' ? 'not-yet-treated' : 'never-treated' },
    )
    const series = ({ overall, parts }: (typeof result.aggregates)['dynamic']) => ({
      overall: overall.att,
      overall_se: overall.se,
      egt: parts.map(part => part.at),
      att: parts.map(part => part.att),
      se: parts.map(part => part.se),
    })
    const outcome = compared(one, {
      group: result.effects.map(cell => cell.group),
      t: result.effects.map(cell => cell.time),
      att: result.effects.map(cell => cell.att),
      se: result.effects.map(cell => cell.se),
      simple: result.aggregates.simple.att,
      simple_se: result.aggregates.simple.se,
      dynamic: series(result.aggregates.dynamic),
      group_agg: series(result.aggregates.group),
      calendar: series(result.aggregates.calendar),
    })
    // Only this figure may differ, and only for this reason.
    const known = outcome.disagreements.every(({ what }) => what === 'group_agg.overall_se')
    return known ? { ...outcome, named: groupShares } : outcome
  },
}

const synthetic: PeerCheck = {
  kinds: ['synthdid'],
  method: 'synthetic difference in differences and synthetic control',
  tolerance:
    '1e-4 on weights, 1e-3 relative on effects: Frank-Wolfe stopped by gain; 15 % on placebo errors: the peer draws 200 donors, we take each once',
  run(one) {
    const { Y, N0, T0 } = one.input
    const panel: BlockPanel = { donors: Y.slice(0, N0), treated: Y.slice(N0), before: T0 }
    const told = (method: Parameters<typeof syntheticDid>[1]) => {
      const { effect, unitWeights, periodWeights } = syntheticDid(panel, method)
      return { estimate: effect, omega: unitWeights, lambda: periodWeights }
    }
    const found = {
      synthdid: told('synthetic-did'),
      sc: told('synthetic-control'),
      did: told('did'),
      placebo_se_synthdid_stochastic: placeboError(panel, 'synthetic-did'),
      placebo_se_sc_stochastic: placeboError(panel, 'synthetic-control'),
      placebo_se_did_stochastic: placeboError(panel, 'did'),
    }
    return compared(one, found, path => (path.includes('stochastic') ? 0.15 : path.endsWith('estimate') ? 1e-3 : 1e-4))
  },
}

const augmented: PeerCheck = {
  kinds: ['augsynth'],
  method: 'synthetic control, plain and ridge-augmented',
  tolerance:
    '1e-5 on weights and gaps, 1e-3 relative on the effect: the peer solves for weights by an iterative programme, we exactly',
  run(one) {
    const ids = column(one.input, 'fips', 'unit', 'id')
    const time = column(one.input, 'year_qtr', 'time', 'period', 'year', 't')
    const y = column(one.input, 'lngdpcapita', 'y', 'Y')
    const treated = column(one.input, 'treated', 'trt', 'treat')
    const times = [...new Set(time)].sort((a, b) => a - b)
    const units = new Map<number, { values: number[]; start: number }>()
    ids.forEach((unit, i) => {
      const own = units.get(unit) ?? { values: [], start: Infinity }
      const at = times.indexOf(time[i] as number)
      own.values[at] = y[i] as number
      if (treated[i] === 1) own.start = Math.min(own.start, at)
      units.set(unit, own)
    })
    const names = [...units.keys()].sort((a, b) => a - b)
    const donors = names.filter(name => units.get(name)?.start === Infinity)
    const own = [...units.values()].find(unit => unit.start < Infinity)
    if (!own) throw new Error('The fixture has no treated unit.')
    const panel = { treated: own.values, donors: donors.map(name => units.get(name)?.values ?? []), before: own.start }
    const ridge = one.options.progfunc.toLowerCase() === 'ridge'
    const fit = ridge ? augmentedSyntheticControl(panel) : { ...syntheticControl(panel), lambda: null }
    const even = weigh(
      panel,
      donors.map(() => 1 / donors.length),
    )
    return compared(
      one,
      {
        att: fit.gaps,
        time: times.map(String),
        weights: { unit: donors.map(String), w: fit.weights },
        l2_imbalance: fit.errorBefore * Math.sqrt(panel.before),
        scaled_l2_imbalance: fit.errorBefore / even.errorBefore,
        lambda: fit.lambda,
        average_post_att: fit.effect,
      },
      path => (path.startsWith('average') ? 1e-3 : 1e-5),
    )
  },
}

export default [did, staggered, synthetic, augmented] satisfies readonly PeerCheck[]
