/** The method of a funnel in words: part of every result, chart and export. */
import type { Funnel } from './funnel-model.ts'
import { funnelScales } from './funnel-scale.ts'

const names: Readonly<Record<Funnel['method'], string>> = {
  shmi: 'SHMI method: observed over expected',
  cqc: 'CQC method: observed over expected',
  proportion: 'Proportions',
  ratio: 'Ratios of two counts',
}

/** A few plain sentences: measure, target, limits, overdispersion, and what makes an outlier. */
export function describeFunnel(funnel: Omit<Funnel, 'description'>): string {
  const { settings, target, decidedBy, levels } = funnel
  const pair = levels.map(level => `${level}%`).join(' and ')
  return [
    `${names[funnel.method]}${settings.profile === 'funnelplotr' ? ' (as FunnelPlotR 0.6.0)' : ''}, on the scale of the ${funnelScales[funnel.method].words}.`,
    target === null
      ? 'No target.'
      : `Target ${figure(target)}${settings.target === null ? ' (all units pooled)' : ''}.`,
    `${limitWords(funnel)} at ${pair}.`,
    dispersionWords(funnel),
    `An outlier is outside the ${decidedBy.level}% limits ${decidedBy.limits === 'adjusted' ? 'adjusted for overdispersion' : 'of chance alone'}.`,
  ].join(' ')
}

function limitWords({ method, settings }: Pick<Funnel, 'method' | 'settings'>): string {
  if (settings.limits === 'wilson') return 'Limits of chance where the Wilson interval touches the target'
  if (settings.limits === 'approximate') return 'Limits of chance by normal approximation on that scale'
  return method === 'proportion' ? 'Exact binomial limits of chance' : 'Exact Poisson limits of chance'
}

function dispersionWords({ settings, phi, tau2, tau2Interval }: Omit<Funnel, 'description'>): string {
  const { overdispersion, trim, estimator } = settings
  if (overdispersion === 'none') return 'Overdispersion not estimated.'
  const how = `${trim * 100}% ${overdispersion === 'truncate' ? 'truncated' : 'winsorised'} at either end`
  if (phi === null || tau2 === null) return `Overdispersion (${how}) cannot be estimated from so few units.`
  const corrected = estimator === 'corrected' ? ', φ corrected for trimming' : ''
  const interval =
    tau2Interval === null
      ? ''
      : ` (95% interval ${figure(tau2Interval[0])} to ${figure(tau2Interval[1])}, ${settings.tau2Interval === 'bootstrap' ? 'bootstrap' : 'Q-profile, untrimmed'})`
  return `Overdispersion φ ${figure(phi)}, between-unit variance τ² ${figure(tau2)}${interval}: DerSimonian–Laird, ${how}${corrected}.`
}

/** Four significant figures. */
function figure(value: number): string {
  return String(Number(value.toPrecision(4)))
}
