/** Defaults of each funnel method, and the options that make no sense together. */
import type { FunnelOptions, FunnelSettings } from './funnel-model.ts'
import { FunnelInputError } from './funnel-units.ts'

/** Fills in the defaults. Throws FunnelInputError where an option is out of range. */
export function settle(options: FunnelOptions): FunnelSettings {
  const { method, profile = 'turnaround', trim = 0.1, multiplier = 1, levels = [95, 99.8], decide = {} } = options
  const standardised = method === 'shmi' || method === 'cqc'
  expect(trim >= 0 && trim < 0.5, 'trim', trim, 'a share from 0 to below 0.5')
  expect(Number.isFinite(multiplier) && multiplier > 0, 'multiplier', multiplier, 'a number above 0')
  for (const level of levels) expect(level > 0 && level < 100, 'level', level, 'a coverage between 0 and 100 per cent')
  expect(levels.length > 0, 'levels', 'none', 'at least one coverage, such as 95')
  const target = options.target ?? null
  if (target !== null)
    expect(
      target > 0 && target < (method === 'proportion' ? 1 : Infinity),
      'target',
      target,
      method === 'proportion' ? 'a proportion between 0 and 1' : 'a ratio above 0',
    )
  const usual = method === 'shmi' ? 95 : 99.8
  const decideLevel = decide.level ?? (levels.includes(usual) ? usual : Math.max(...levels))
  expect(levels.includes(decideLevel), 'deciding level', decideLevel, `one of the levels (${levels.join(', ')})`)
  const limits = options.limits ?? (standardised ? 'exact' : 'approximate')
  expect(limits !== 'wilson' || method === 'proportion', 'limits', 'wilson', 'exact or approximate for this method')
  const overdispersion = options.overdispersion ?? (method === 'shmi' ? 'truncate' : 'winsorise')
  const decideLimits =
    decide.limits ??
    (overdispersion === 'none' ? 'unadjusted' : method === 'shmi' && profile === 'turnaround' ? 'adjusted' : null)
  expect(
    decideLimits !== 'adjusted' || overdispersion !== 'none',
    'deciding limits',
    'adjusted',
    'unadjusted, since overdispersion is not estimated',
  )
  return {
    method,
    profile,
    overdispersion,
    estimator: options.estimator ?? 'published',
    trim,
    levels,
    multiplier,
    target: target ?? (standardised ? 1 : null),
    limits,
    decideLevel,
    decideLimits,
    tau2Interval: options.tau2Interval ?? null,
    rounding: options.rounding ?? true,
  }
}

function expect(right: boolean, what: string, found: unknown, expected: string): void {
  if (!right) throw new FunnelInputError(`The ${what} is ${String(found)}; expected ${expected}.`)
}
