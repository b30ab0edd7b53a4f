/**
 * Evaluation of interventions against R: lm with sandwich, lmtest and nlme; did; synthdid; augsynth; metafor. Every figure
 * in `expected` is walked, so that one we do not compute shows up as a disagreement rather than passing unseen.
 */
import { augmentedSyntheticControl } from '../../../src/statistics/augmented-synthetic-control.ts'
import { breuschGodfrey } from '../../../src/statistics/breusch-godfrey.ts'
import { weigh } from '../../../src/statistics/comparison-panel.ts'
import { differenceInDifferences, type PanelRow } from '../../../src/statistics/difference-in-differences.ts'
import { durbinWatson } from '../../../src/statistics/durbin-watson.ts'
import { glsAr1 } from '../../../src/statistics/gls-ar1.ts'
import { interruptedDesign, withoutIntervention } from '../../../src/statistics/interrupted-time-series.ts'
import { type Coefficient, leastSquares } from '../../../src/statistics/least-squares.ts'
import { dot } from '../../../src/statistics/linear-algebra.ts'
import { neweyWest } from '../../../src/statistics/newey-west.ts'
import { poissonRegression } from '../../../src/statistics/poisson-regression.ts'
import { randomEffects } from '../../../src/statistics/random-effects.ts'
import { regressionToTheMean } from '../../../src/statistics/regression-to-the-mean.ts'
import { staggeredDid } from '../../../src/statistics/staggered-did.ts'
import { type BlockPanel, placeboError, syntheticDid } from '../../../src/statistics/synthetic-did.ts'
import { syntheticControl } from '../../../src/statistics/synthetic-control.ts'
import { twoWayFixedEffects } from '../../../src/statistics/two-way-fixed-effects.ts'
import { type CaseOutcome, type PeerCase, type PeerCheck, tally } from '../peer.ts'

/** A table of coefficients as the fixtures write one. */
const columns = (table: readonly Coefficient[]) => ({
  term: table.map(row => row.term),
  estimate: table.map(row => row.estimate),
  se: table.map(row => row.se),
  statistic: table.map(row => row.statistic),
  p: table.map(row => row.p),
})

type Found = unknown
type Tolerance = (path: string) => number | undefined

/** Compares every leaf of `expected` with the leaf of `found` at the same path. */
function walk(
  marks: ReturnType<typeof tally>,
  expected: unknown,
  found: Found,
  tolerance: Tolerance = () => undefined,
  path = '',
): void {
  if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected))
      walk(
        marks,
        value,
        (found as Record<string, Found> | undefined)?.[key],
        tolerance,
        path === '' ? key : `${path}.${key}`,
      )
    return
  }
  marks.compare(path, expected, found, tolerance(path))
}

const compared = (one: PeerCase, found: Found, tolerance?: Tolerance) => {
  const marks = tally()
  walk(marks, one.expected, found, tolerance)
  return marks.outcome()
}

const its: PeerCheck = {
  kinds: ['its', 'its_poisson', 'poisson', 'poisson_its', 'glm_poisson'],
  method: 'interrupted time series',
  tolerance:
    '1e-9 relative: closed forms; 1e-5 for the AR(1) fits, whose φ the peer leaves where its likelihood changes by 1e-8, and 1e-8 for that likelihood; 1e-5 for Poisson, which the peer stops at a gain of 1e-8',
  run(one) {
    if (one.expected.ols === undefined) return poisson(one)
    const design = interruptedDesign(one.input.y.length, one.options.intervention_index)
    const fit = leastSquares(design, one.input.y)
    const dw = durbinWatson(fit)
    const bg = breuschGodfrey(fit)
    const gls = (method: 'ML' | 'REML') => {
      const { phi, sigma, logLikelihood, coefficients } = glsAr1(design, one.input.y, method)
      return { phi, sigma, logLik: logLikelihood, coef: columns(coefficients) }
    }
    const lags = Object.keys(one.expected).flatMap(key => {
      const [, lag, noAdjust] = /^newey_west_lag(\d+)(_noadjust)?$/.exec(key) ?? []
      return lag === undefined
        ? []
        : [[key, columns(neweyWest(fit, { lag: Number(lag), adjust: noAdjust === undefined }))]]
    })
    const found = {
      ols: columns(fit.coefficients),
      sigma: fit.sigma,
      r2: fit.r2,
      adj_r2: fit.adjustedR2,
      ...Object.fromEntries(lags),
      durbin_watson: dw.statistic,
      dw_p: dw.p,
      bg1: bg.statistic,
      bg1_p: bg.p,
      gls_ar1_ml: gls('ML'),
      gls_ar1_reml: gls('REML'),
      counterfactual: withoutIntervention(design).map(row => dot(row, fit.estimates)),
      fitted: fit.fitted,
    }
    return compared(one, found, path => (path.startsWith('gls') ? (path.endsWith('logLik') ? 1e-8 : 1e-5) : undefined))
  },
}

/** A term as R writes it: a column of the input, or a wave such as `sin(2 * pi * t/12)`. */
function termColumn(term: string, input: Record<string, number[]>, n: number): number[] {
  if (term === '(Intercept)') return new Array<number>(n).fill(1)
  const column = input[term]
  if (column !== undefined) return column
  const [, wave, turns, of, period] = /^(sin|cos)\((\d+) ?\* ?pi ?\* ?(\w+) ?\/ ?(\d+)\)$/.exec(term) ?? []
  const times = input[of ?? '']
  if (wave === undefined || times === undefined)
    throw new Error(`Found the term ${term}; the input has no such column.`)
  const angle = (Number(turns) * Math.PI) / Number(period)
  return times.map(t => (wave === 'sin' ? Math.sin(angle * t) : Math.cos(angle * t)))
}

/** Poisson regression: the terms stand in the expected table; the exposure, if any, in a column of the input. */
function poisson(one: PeerCase): CaseOutcome {
  const tables = Object.entries<{ term: string[] }>(one.expected).filter(([, value]) => Array.isArray(value?.term))
  const terms = tables[0]?.[1].term
  if (terms === undefined) throw new Error('Found no table of coefficients in `expected`.')
  const first = (...names: string[]): number[] | undefined => names.map(name => one.input[name]).find(Array.isArray)
  const counts = first('y', 'count', 'counts', 'events', 'deaths', 'aces', 'n')
  if (counts === undefined) throw new Error(`Found no counts among ${Object.keys(one.input).join(', ')}.`)
  const exposure = first('pop', 'population', 'exposure', 'stdpop', 'denominator', 'E', 'expected', 'attendances')
  const offset = first('offset', 'logpop', 'log_pop', 'off') ?? exposure?.map(Math.log)
  const columnsOf = terms.map(term => termColumn(term, one.input, counts.length))
  const fit = poissonRegression(
    { terms, rows: counts.map((_, i) => columnsOf.map(column => column[i] as number)) },
    counts,
    offset,
  )
  const table = (name: string): readonly Coefficient[] => {
    const lag = /lag_?(\d+)/.exec(name)?.[1]
    if (lag !== undefined) return neweyWest({ ...fit, df: Infinity }, { lag: Number(lag), adjust: false })
    return name.includes('quasi') ? fit.quasi : fit.coefficients
  }
  const found = {
    ...Object.fromEntries(tables.map(([name]) => [name, columns(table(name))])),
    deviance: fit.deviance,
    null_deviance: fit.nullDeviance,
    dispersion: fit.dispersion,
    logLik: fit.logLikelihood,
    aic: fit.aic,
    fitted: fit.fitted,
    df_residual: fit.df,
    rate_ratio: fit.estimates.map(Math.exp),
  }
  // The peer leaves errors at the weights of the step before its last, and stops at a gain of 1e-8.
  return compared(one, found, () => 1e-5)
}

const rtm: PeerCheck = {
  kinds: ['rtm', 'regression_to_mean', 'regression_to_the_mean'],
  method: 'regression to the mean',
  tolerance: '1e-9 relative: closed forms',
  run(one) {
    const first = one.input.y1 ?? one.input.first
    const second = one.input.y2 ?? one.input.second
    const result = regressionToTheMean(first, second)
    const [intercept, slope] = result.coefficients.map(row => row.estimate)
    const table = columns(result.coefficients)
    return compared(one, {
      ...Object.fromEntries(['coef', 'ols', 'lm', 'regression'].map(name => [name, table])),
      intercept,
      slope,
      correlation: result.correlation,
      cor: result.correlation,
      r: result.correlation,
      sigma: result.sigma,
      r2: result.r2,
      fitted: result.expected,
      expected: result.expected,
      expected_y2: result.expected,
      predicted: result.expected,
      mean1: result.means[0],
      mean2: result.means[1],
      sd1: result.spreads[0],
      sd2: result.spreads[1],
    })
  },
}

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
    const result = staggeredDid(
      input.year.map((time: number, i: number) => ({
        time,
        unit: input.countyreal[i],
        y: input.lemp[i],
        firstTreated: input['first.treat'][i],
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

const meta: PeerCheck = {
  kinds: ['rma'],
  method: 'random effects',
  tolerance:
    '1e-9 relative: closed forms; 1e-5 where τ² is iterated (PM, EB, ML, REML): the peer stops at steps of 1e-5, we at the root',
  run(one) {
    const result = randomEffects(one.input.y, one.input.v, { method: one.options.method })
    const iterated = ['ML', 'REML', 'EB', 'PM'].includes(result.method)
    return compared(
      one,
      {
        tau2: result.tau2,
        se_tau2: result.seTau2,
        mu: result.mean,
        se: result.se,
        Q: result.q,
        Qp: result.qP,
        I2: result.i2,
        H2: result.h2,
        blup: result.effects.map(effect => effect.estimate),
        blup_se: result.effects.map(effect => effect.se),
      },
      () => (iterated ? 1e-5 : undefined),
    )
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
    const { fips, year_qtr: time, lngdpcapita: y, treated } = one.input
    const times = [...new Set<number>(time)].sort((a, b) => a - b)
    const units = new Map<number, { values: number[]; start: number }>()
    fips.forEach((unit: number, i: number) => {
      const own = units.get(unit) ?? { values: [], start: Infinity }
      const at = times.indexOf(time[i])
      own.values[at] = y[i]
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

export default [its, did, staggered, meta, rtm, synthetic, augmented] satisfies readonly PeerCheck[]
