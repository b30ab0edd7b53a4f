/**
 * Balance: money must not be saved at the patients' cost unseen. Finance getting better while quality or productivity shows
 * special-cause concern raises an alarm, and so does the reverse. Pure: control charts' variations in, alarms out. An alarm
 * says that two things happen together, never that one causes the other.
 */
import type { Variation } from '../statistics/spc-model.ts'

/** What a metric speaks of; access to services counts as quality. */
export type Aspect = 'finance' | 'productivity' | 'quality'

export interface BalanceSeries {
  readonly metric: string
  readonly name: string
  /** Null where nobody says; such a series takes no part. */
  readonly aspect: Aspect | null
  /** Of its latest point. */
  readonly variation: Variation
  /** ISO date on which its latest period ends. */
  readonly until: string
}

/** A finance score of a period and of the same period a year before; 1 is best, to 2 decimals. */
export interface FinanceScore {
  readonly name: string
  readonly before: { readonly period: string; readonly score: number }
  readonly now: { readonly period: string; readonly score: number }
}

export interface BalanceAlarm {
  readonly direction: 'finance-improves' | 'finance-worsens'
  /** Finance metrics with special cause that way; may be empty where the score alone speaks. */
  readonly finance: readonly BalanceSeries[]
  /** The finance score, where it moved that way far enough. */
  readonly score: FinanceScore | null
  /** Quality and productivity metrics with special cause the other way. */
  readonly against: readonly BalanceSeries[]
  /** One sentence that names both sides. */
  readonly says: string
}

/** How far a finance score must move within a year, and how old a latest point may be beside the newest. */
export const balanceRule = { scoreChange: 0.5, days: 366 } as const

export const balanceRuleInWords =
  `The alarm rings when a finance metric shows special-cause improvement, or the finance score is better than a year before by ${balanceRule.scoreChange.toFixed(2)} or more, ` +
  'while a quality, access or productivity metric shows special-cause concern; and the other way round. Series that ended more than a year before the newest take no part. ' +
  'It says that two things happen together, not that one causes the other.'

/** At most one alarm each way. `score` is null where the finance score of either period is not known. */
export function balanceAlarms(series: readonly BalanceSeries[], score: FinanceScore | null): readonly BalanceAlarm[] {
  const newest = Math.max(...series.map(({ until }) => Date.parse(until)))
  const current = series.filter(({ until }) => newest - Date.parse(until) <= balanceRule.days * 86_400_000)
  const show = (kind: 'improvement' | 'concern', finance: boolean) =>
    current.filter(
      ({ aspect, variation }) => aspect !== null && (aspect === 'finance') === finance && variation.startsWith(kind),
    )
  // In hundredths, so that 2.55 to 2.05 is half a point and not a hair less. A lower score is better.
  const change = score ? (Math.round(score.before.score * 100) - Math.round(score.now.score * 100)) / 100 : 0
  return (['finance-improves', 'finance-worsens'] as const).flatMap(direction => {
    const better = direction === 'finance-improves'
    const finance = show(better ? 'improvement' : 'concern', true)
    const moved = (better ? change : -change) >= balanceRule.scoreChange ? score : null
    const against = show(better ? 'concern' : 'improvement', false)
    if (against.length === 0 || (finance.length === 0 && moved === null)) return []
    return [{ direction, finance, score: moved, against, says: sentence(better, finance, moved, against) }]
  })
}

function sentence(
  better: boolean,
  finance: readonly BalanceSeries[],
  score: FinanceScore | null,
  against: readonly BalanceSeries[],
): string {
  const money = [
    ...finance.map(({ name }) => `${name} shows special-cause ${better ? 'improvement' : 'concern'}`),
    ...(score
      ? [
          `the score for ${score.name} went from ${score.before.score.toFixed(2)} (${score.before.period}) to ${score.now.score.toFixed(2)} (${score.now.period}), where 1 is best`,
        ]
      : []),
  ].join(', and ')
  const names = against.map(({ name }) => name).join('; ')
  return better
    ? `Finance is improving while quality or productivity is not: ${money}. Special-cause concern: ${names}.`
    : `Quality or productivity is improving while finance is not: ${money}. Special-cause improvement: ${names}.`
}
