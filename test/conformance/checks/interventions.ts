/** Interrupted time series, random effects and regression to the mean against R: lm with sandwich, lmtest, nlme; glm; metafor. */
import { breuschGodfrey } from '../../../src/statistics/breusch-godfrey.ts'
import { durbinWatson } from '../../../src/statistics/durbin-watson.ts'
import { glsAr1 } from '../../../src/statistics/gls-ar1.ts'
import { interruptedDesign, withoutIntervention } from '../../../src/statistics/interrupted-time-series.ts'
import { type Coefficient, leastSquares } from '../../../src/statistics/least-squares.ts'
import { dot } from '../../../src/statistics/linear-algebra.ts'
import { neweyWest } from '../../../src/statistics/newey-west.ts'
import { poissonRegression } from '../../../src/statistics/poisson-regression.ts'
import { randomEffects } from '../../../src/statistics/random-effects.ts'
import { regressionToTheMean } from '../../../src/statistics/regression-to-the-mean.ts'
import type { CaseOutcome, PeerCase, PeerCheck } from '../peer.ts'
import { column, columns, compared } from '../walk.ts'

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
  const counts = column(one.input, 'y', 'count', 'counts', 'events', 'deaths', 'aces', 'n')
  const optional = (...names: string[]): number[] | undefined => names.map(name => one.input[name]).find(Array.isArray)
  const exposure = optional('pop', 'population', 'exposure', 'stdpop', 'denominator', 'E', 'expected', 'attendances')
  const offset = optional('offset', 'logpop', 'log_pop', 'off') ?? exposure?.map(Math.log)
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

export default [its, meta, rtm] satisfies readonly PeerCheck[]
