/** A contract's terms in plain words, and whose turn it is. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { dayFromIso, sayDate } from '../../regimes/day.ts'
import { poundsText } from '../money/pounds.ts'
import { type Contract, guardrailOf, type Term } from './contract-schema.ts'
import type { Standing } from './contract-state.ts'
import { rulesOf, whoseInWords } from './stated.ts'

type Rules = CompiledRegime['regime']

/** What metrics and organisations are called, by their ids. */
export interface Names {
  metric(id: string): string
  organisation(code: string): string
}

/** Each term a sentence, in the order in which one would ask. */
export function termsInWords(rules: Rules, contract: Contract, names: Names): readonly string[] {
  const { roles, criteria } = rules
  const title = (role: string) => roles[role]?.title ?? role
  const days = contract.rates.map(({ what, pence }) => `${what} ${poundsText(pence)}`).join(', ')
  const { 'fee-pence': fee, 'contingent-percent': contingent, 'days-cap': cap } = contract
  const guardrail = guardrailOf(contract)
  return [
    `From ${onDay(contract.from)} until ${onDay(contract.until)}.`,
    ...(days === '' ? [] : [`Paid by the day: ${days}.${cap === null ? '' : ` At most ${cap} days.`}`]),
    ...(fee === null
      ? []
      : [`A fee of ${poundsText(fee)}${contingent === null ? '' : `, of which ${contingent}% depends on results`}.`]),
    ...contract.results.map(term => termInWords(term, criteria, rulesOf(rules, contract))),
    ...(contract['hold-percent'] === null
      ? []
      : [
          `${contract['hold-percent']}% of ${contract['hold-on'] === 'everything' ? 'everything' : 'what results earn'} is held back until the check ${contract['hold-months']} months after exit.`,
        ]),
    ...(guardrail === null
      ? []
      : [
          `No result is paid where the partner’s own performance fell: “${names.metric(guardrail.metric)}” at ${names.organisation(guardrail.organisation)} has to be ${guardrail.is === 'at-least' ? 'at least' : 'at most'} ${guardrail.expected}.`,
        ]),
    `${title(contract.payer)} pays. At most ${poundsText(contract['ceiling-pence'])} altogether${contract['results-ceiling-pence'] === null ? '' : `, and ${poundsText(contract['results-ceiling-pence'])} for results`}.`,
  ]
}

function termInWords(term: Term, criteria: Rules['criteria'], rules: ReturnType<typeof rulesOf>): string {
  const { percent, of, when, months, by, criterion } = term
  const conditions = [
    ...(months === null ? [] : [`exit within ${months} months of entry`]),
    ...(by === null ? [] : [`exit by ${onDay(by)}`]),
    ...(criterion === null ? [] : [`“${criteria[criterion]?.title ?? criterion}” is met`]),
  ]
  const earns =
    percent === null
      ? 'The figure is not known, so it pays nothing until one is named'
      : `${percent}% of ${of === 'fee' ? 'the fee' : 'costs'}`
  const checked = conditions.length === 0 ? '' : ` Checked by: ${conditions.join(', and ')}.`
  return `${when.replace(/\.$/, '')}: ${earns}.${checked} ${whoseInWords(rules, term, conditions.length > 0)}`
}

function onDay(iso: string): string {
  return sayDate(dayFromIso(iso))
}

export interface Sums {
  /** Pence owed and not paid, and held back. */
  readonly owed: number
  readonly held: number
}

/** The next step, and whose it is. @param left Whether the case has left its regime. */
export function nextStep({ roles }: Rules, standing: Standing, { owed, held }: Sums, left: boolean): string {
  const { contract, state, unsigned, claims, results } = standing
  const title = (role: string) => roles[role]?.title ?? role
  const open = claims.find(({ check }) => check === null)
  if (state === 'to-be-signed') return `${unsigned.map(title).join(' and ')}: sign version ${contract.version}.`
  if (open)
    return `Whoever oversees, and neither claims nor pays: check the claim from ${onDay(open.claim.body.from)} until ${onDay(open.claim.body.until)}.`
  if (owed > 0) return `${title(contract.body.payer)}: pay ${poundsText(owed)}.`
  const verified = new Set(results.map(({ body }) => body.term))
  // Terms of a kind are a scale: one that earns no more than another that was reached earns nothing.
  const best = (kind: Term['of']) => Math.max(0, ...results.map(({ body }) => (body.of === kind ? body.percent : 0)))
  const term = contract.body.results.find(
    ({ id, of, percent }) => percent !== null && percent > best(of) && !verified.has(id),
  )
  if (left && term && state !== 'ended') return `Whoever decides or checks exit: verify the result “${term.when}”.`
  if (held > 0)
    return `${poundsText(held)} is held back until the check ${contract.body['hold-months']} months after exit.`
  if (state === 'signed') return `Nothing before ${onDay(contract.body.from)}.`
  if (state === 'in-force') return 'The partner: claim what has been worked.'
  return state === 'expired'
    ? 'Whoever wrote it: close it, so that what it did not use is given back.'
    : 'Nothing: it is closed.'
}
