/** What help there is, for what, who pays for it, and what is known of the sums: in words. */
import { cited } from '../assessment/framework-words.ts'
import { sentence } from './citation.ts'
import { onlyOn, payerInWords, roleInWords } from './people-words.ts'
import type { Regime } from './regime.ts'
import type { Estimate, MoneyLine } from './support-schema.ts'

export function supportInWords(regime: Regime): readonly string[] {
  const time = {
    reimbursed: 'Time is reimbursed.',
    fee: 'A fee is paid.',
    none: 'Time is not paid.',
    'not-stated': 'How time is paid is not stated.',
  }
  const subjects = Object.values(regime.subjects)
  const within = subjects.filter(one => one['in-scope'])
  const without = subjects.filter(one => !one['in-scope'])
  return [
    ...(within.length === 0 ? [] : [`In scope: ${within.map(one => one.title).join('; ')}.`]),
    ...without.map(one => {
      const to =
        one['refer-to'] === undefined ? '' : ` Referred to ${regime.roles[one['refer-to']]?.title ?? one['refer-to']}.`
      return `Out of scope: ${sentence(one.title)}${to} ${cited(one)}`
    }),
    ...Object.values(regime.support).flatMap(one => {
      const improves = one.improves.map(id => regime.subjects[id]?.title ?? id).join('; ')
      const parts = [
        `${sentence(one.title)} Given by ${roleInWords(regime, one['given-by'])}. ${payerInWords(regime, one['paid-by'])}.`,
        `For: ${improves}.`,
        one.consultancy ? 'It is consultancy.' : '',
        one['by-exception'] ? 'By exception.' : '',
        one.contract
          ? `Contract between ${one.contract.between.map(id => roleInWords(regime, id)).join(' and ')}. ${time[one.contract.time]}`
          : '',
        onlyOn(regime, one.route),
        cited(one),
      ]
      return [
        parts.filter(part => part !== '').join(' '),
        ...(one.partner
          ? [
              `  Who gives it has to meet: ${regime.criteria[one.partner.criterion]?.title ?? one.partner.criterion}. ${cited(one.partner)}`,
            ]
          : []),
        ...(one.contract?.results ?? []).map(
          result =>
            `  For results, ${result.percent === null ? 'by no known figure' : `up to ${result.percent}% of ${result['percent-of']}`}: ${sentence(result.when)} ${cited(result)}`,
        ),
      ]
    }),
  ]
}

export function moneyInWords(regime: Regime): readonly string[] {
  const { lines, estimate } = regime.money
  return [
    ...(regime.money.note === undefined ? [] : [`${sentence(regime.money.note)} ${cited(regime.money)}`]),
    ...Object.values(lines).flatMap(line => lineInWords(regime, line)),
    ...(estimate === undefined ? [] : estimateInWords(estimate)),
  ]
}

/** £1,200,000 as "£1.2m", £150,000 as "£150,000". */
export function poundsInWords(pounds: number): string {
  if (pounds >= 1e9) return `£${trim(pounds / 1e9)}bn`
  return pounds >= 1e6 ? `£${trim(pounds / 1e6)}m` : `£${pounds.toLocaleString('en-GB')}`
}

function lineInWords(regime: Regime, line: MoneyLine): string[] {
  const cap = line.cap ? ` ${line.cap.is === 'limit' ? 'At most' : 'Budget'} ${poundsInWords(line.cap.pounds)}.` : ''
  const only = onlyOn(regime, line.route)
  return [
    `${sentence(line.title)} ${payerInWords(regime, line.payer)}.${cap}${only === '' ? '' : ` ${only}`} ${cited(line)}`,
    ...(line.known ?? []).map(
      one => `  ${poundsInWords(one.pounds)}, ${one.when}, for: ${sentence(one.for)} ${cited(one)}`,
    ),
  ]
}

function estimateInWords(estimate: Estimate): string[] {
  const range = (title: string, one: Estimate['per-case']) =>
    one === undefined
      ? []
      : [`${title}: ${poundsInWords(one.low)} to ${poundsInWords(one.high)}. ${sentence(one.basis)} ${cited(one)}`]
  return [
    ...range('Estimate for one organisation', estimate['per-case']),
    ...range('Estimate for all', estimate.programme),
    ...(estimate['before-entry'] ? ['An estimate is needed before anybody enters.'] : []),
  ]
}

function trim(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
}
