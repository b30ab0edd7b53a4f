/** CUSUM, VLAD, their limits and run lengths beside the R packages cusum, qicharts2, cusumcharter and spc. */
import {
  cusumDecisionInterval,
  cusumRunLength,
  ewmaRunLength,
  ewmaWidth,
} from '../../../src/statistics/average-run-length.ts'
import { bernoulliCusum } from '../../../src/statistics/bernoulli-cusum.ts'
import { exactCusumLimit, simulatedCusumLimit } from '../../../src/statistics/cusum-limit.ts'
import { tabularCusum } from '../../../src/statistics/cusum.ts'
import { dynamicCusumLimits } from '../../../src/statistics/dynamic-cusum-limit.ts'
import { riskAdjustedCusum } from '../../../src/statistics/risk-adjusted-cusum.ts'
import { vlad } from '../../../src/statistics/vlad.ts'
import { tally, type CaseOutcome, type PeerCase, type PeerCheck } from '../peer.ts'

const closed = '1e-9 relative: closed form'

/** Compares columns, leaving out those that the case does not have. */
function columns(
  expected: Readonly<Record<string, readonly unknown[]>>,
  found: Readonly<Record<string, readonly unknown[]>>,
) {
  const compared = tally()
  for (const [name, values] of Object.entries(found)) {
    const wanted = expected[name]
    if (wanted) wanted.forEach((value, index) => compared.compare(`${name}[${index}]`, value, values[index]))
  }
  return compared
}

function bernoulliOrRiskAdjusted({ options, input, expected }: PeerCase): CaseOutcome {
  const outcomes: number[] = input.outcome
  const risks: number[] = input.risk ?? outcomes.map(() => options.failure_probability)
  const points = riskAdjustedCusum(outcomes, risks, {
    oddsRatio: options.odds_multiplier,
    limit: options.limit,
    reset: options.reset ?? true,
  })
  const compared = columns(expected, {
    p: risks,
    failure_probability: risks,
    ct: points.map(point => point.carried),
    signal: points.map(point => Number(point.signal)),
  })
  const sumsAgree = compared.outcome().disagreements.length === 0
  const limits = points.map(point => point.limit)
  compared.compare('limit', expected.limit?.[0] ?? options.limit, limits[0])
  return compared.outcome(
    sumsAgree && expected.limit?.[0] === 0
      ? 'the peer lists a limit of 0 when watching for improvement, though it was given another and its own sums go beyond 0 without a signal; ours lists the limit in force (Steiner and others 2000: signal beyond −h)'
      : undefined,
  )
}

function bernoulliChart({ options, input, expected }: PeerCase): CaseOutcome {
  const { target, or: oddsRatio = 2, limit = 3.5, reset = true } = options
  const { rate, higherRate, lowerRate, deterioration, improvement } = bernoulliCusum(input.x, {
    target: target > 1 ? { baseline: target } : target,
    oddsRatio,
    limit,
    reset,
  })
  const all = (value: number) => deterioration.map(() => value)
  return columns(expected, {
    p0: all(rate),
    p1: all(higherRate),
    p2: all(lowerRate),
    s1: deterioration.map(point => point.weight),
    s2: improvement.map(point => point.weight),
    cusum1: deterioration.map(point => point.carried),
    cusum2: improvement.map(point => point.carried),
    signal1: deterioration.map(point => (point.signal ? point.limit : null)),
    signal2: improvement.map(point => (point.signal ? point.limit : null)),
  }).outcome()
}

function tabular({ options, input, expected }: PeerCase): CaseOutcome {
  const { target, std_dev: sigma, k = 0.5, h = 4 } = options
  const chart = tabularCusum(input.x, {
    k,
    h,
    ...(typeof target === 'number' ? { target } : {}),
    ...(typeof sigma === 'number' ? { sigma } : {}),
  })
  const all = (value: number | null) => chart.points.map(() => value)
  return columns(expected, {
    x: chart.points.map(point => point.value),
    target: all(chart.target),
    std_dev: all(chart.sigma),
    variance: chart.points.map(point => point.deviation),
    cusum: chart.points.map(point => point.cumulative),
    cplus: chart.points.map(point => point.upper),
    cneg: chart.points.map(point => point.lower),
    cum_nplus: chart.points.map(point => point.upperRun),
    cum_nneg: chart.points.map(point => point.lowerRun),
    ucl: all(chart.upperLimit),
    lcl: all(chart.lowerLimit),
    centre: all(0),
  }).outcome()
}

/** The risks of a limit's cases, whichever way the case gives them. */
function risksOf({ options, input }: PeerCase): number[] {
  const given = input.risk ?? input.patient_risks ?? input.risks ?? options.patient_risks
  return given ?? Array.from({ length: options.n_patients }, () => options.failure_probability)
}

function limit(one: PeerCase, tolerance: number): CaseOutcome {
  const { odds_multiplier: oddsRatio = 2, alpha = 0.05, failure_probability: risk, n_patients: cases } = one.options
  const risks = risksOf(one)
  const compared = tally()
  const ours =
    typeof risk === 'number' && typeof cases === 'number'
      ? exactCusumLimit({ risk, cases, oddsRatio, alpha })
      : simulatedCusumLimit(risks, { oddsRatio, alpha, seed: 'conformance' })
  compared.compare('limit', one.expected.limit, ours, tolerance)
  return compared.outcome()
}

function dynamicLimits(one: PeerCase): CaseOutcome {
  const { odds_multiplier: oddsRatio = 2, alpha = 0.05 } = one.options
  const ours = dynamicCusumLimits(risksOf(one), { oddsRatio, alpha })
  const wanted: number[] = [one.expected.limit ?? one.expected.limits].flat()
  const compared = tally()
  wanted.forEach((value, index) => compared.compare(`limit[${index}]`, value, ours[index], 0.05))
  return compared.outcome()
}

/** Run lengths and the designs that give them, a row a design. */
function runLengths({ expected, input, options }: PeerCase): CaseOutcome {
  const given = { ...options, ...input, ...expected }
  const rows: number = (Object.values(expected)[0] as readonly number[]).length
  const at = (name: string, row: number, otherwise?: number): number => [given[name]].flat()[row] ?? otherwise
  const found: Record<string, number[]> = {}
  const put = (name: string, each: (row: number) => number) => {
    if (name in expected) found[name] = Array.from({ length: rows }, (_, row) => each(row))
  }
  for (const sides of ['one', 'two'] as const) {
    put(`h_${sides}`, row => cusumDecisionInterval(at('k', row), at('L0', row), sides))
    if ('k' in given)
      put(`arl_${sides}`, row => cusumRunLength({ k: at('k', row), h: at('h', row), sides }, at('mu', row, 0)))
  }
  if ('l' in given) {
    const length = (row: number) => ewmaRunLength({ lambda: at('l', row), width: at('c', row) }, at('mu', row, 0))
    put('arl_two', length)
    put('arl', length)
    if ('L0' in given) put('c', row => ewmaWidth(at('l', row), at('L0', row)))
  }
  return columns(expected, found).outcome()
}

const checks: readonly PeerCheck[] = [
  {
    kinds: ['cusum', 'racusum'],
    method: 'Bernoulli and risk-adjusted CUSUM',
    tolerance: closed,
    run: bernoulliOrRiskAdjusted,
  },
  { kinds: ['bchart'], method: 'two-sided Bernoulli CUSUM', tolerance: closed, run: bernoulliChart },
  { kinds: ['cusum_control'], method: 'tabular CUSUM', tolerance: closed, run: tabular },
  {
    kinds: ['vlad'],
    method: 'variable life-adjusted display',
    tolerance: closed,
    run: ({ input, expected }) =>
      columns(expected, { vlad: vlad(input.outcome, input.risk).map(point => point.gain) }).outcome(),
  },
  {
    kinds: ['cusum_limit_sim', 'racusum_limit_sim'],
    method: 'simulated CUSUM limit',
    tolerance: '5%: the peer’s own Monte Carlo error; ours is exact for a common risk',
    run: one => limit(one, 0.05),
  },
  {
    kinds: ['cusum_limit_exact'],
    method: 'exact CUSUM limit',
    tolerance: '1e-9 relative: exact on both sides (ours lies 1e-10 above the quantile)',
    run: one => limit(one, 1e-9),
  },
  {
    kinds: ['cusum_limit_dpcl', 'racusum_limit_dpcl'],
    method: 'dynamic CUSUM limits',
    tolerance: '5%: the peer’s own Monte Carlo error; ours are computed without simulation',
    run: dynamicLimits,
  },
  {
    kinds: ['xcusum.crit', 'xcusum.arl', 'xewma.arl', 'xewma.crit'],
    method: 'average run lengths',
    tolerance: '1e-9 relative: both solve the integral equation, the peer stopping its search near 1e-9',
    run: runLengths,
  },
]

export default checks
