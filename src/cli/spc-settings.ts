/** The words of `turnaround spc` as settings of a chart; each refused with what was found and what was expected. */
import { parseDate } from '../evidence/dates.ts'
import type { SpcOptions } from '../statistics/spc-model.ts'
import { UsageError } from './output.ts'

export interface SpcSettingWords {
  readonly profile?: string
  readonly chart?: string
  readonly improvement?: string
  readonly target?: string
  /** A number of points, or a date. */
  readonly baseline?: string
  /** Dates, each with its reason if wanted: `2024-04-01=Ward moved`. */
  readonly rebase?: readonly string[]
  /** Undefined unless --screen or --no-screen is given: the profile decides. */
  readonly screen?: boolean
  readonly shift?: string
  readonly trend?: string
  readonly twoSigma?: string
  readonly conflict?: string
}

/** Settings of a chart; throws UsageError naming the option. */
export function spcSettings(words: SpcSettingWords): { chart: 'xmr' | 't' | 'g'; options: SpcOptions } {
  const chart = oneOf('--chart', words.chart ?? 'xmr', ['xmr', 't', 'g'])
  const options: SpcOptions = {
    profile: oneOf('--profile', words.profile ?? 'making-data-count', ['making-data-count', 'nhsrplotthedots']),
    improvement: oneOf('--improvement', words.improvement ?? 'increase', ['increase', 'decrease', 'neutral']),
    target: words.target === undefined ? null : number('--target', words.target),
    baseline: words.baseline === undefined ? null : baseline(words.baseline),
    rebases: (words.rebase ?? []).map(rebase),
    ...(words.screen === undefined ? {} : { screen: words.screen }),
    ...(words.shift === undefined ? {} : { shift: number('--shift', words.shift) }),
    ...(words.trend === undefined ? {} : { trend: number('--trend', words.trend) }),
    ...(words.twoSigma === undefined
      ? {}
      : { twoSigma: oneOf('--two-sigma', words.twoSigma, ['until-2023-10', 'from-2023-11']) }),
    ...(words.conflict === undefined
      ? {}
      : { conflict: oneOf('--conflict', words.conflict, ['improvement', 'concern']) }),
  }
  return { chart, options }
}

function oneOf<const Word extends string>(option: string, found: string, words: readonly Word[]): Word {
  const word = words.find(one => one === found)
  if (word === undefined) throw new UsageError(`${option}: found "${found}"; expected ${words.join(' or ')}.`)
  return word
}

function number(option: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`${option}: found "${text}"; expected a number.`)
  return value
}

function baseline(text: string): number | string {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  return date('--baseline', text, 'a number of points such as 24, or a date such as 2025-03-01')
}

function rebase(text: string): { date: string; reason: string } {
  const [day = '', ...reason] = text.split('=')
  return {
    date: date('--rebase', day, 'a date such as 2025-04-01, with its reason if wanted: 2025-04-01="Ward moved"'),
    reason: reason.join('=') || 'given on the command line, no reason told',
  }
}

function date(option: string, text: string, expected: string): string {
  const iso = /^\d{4}(-\d{2})?$/.test(text) ? text : parseDate(text)
  if (iso === null) throw new UsageError(`${option}: found "${text}"; expected ${expected}.`)
  return iso
}
