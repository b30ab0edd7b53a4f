/** A term of results is verified: was it reached, by the case's own events; what it earns; whether the guardrail held. */
import type { z } from 'zod'
import { dayFromIso, isoFromDay, monthsLater, sayDate } from '../../regimes/day.ts'
import type { Day } from '../../regimes/model.ts'
import { accrue } from '../money/ledger.ts'
import { poundsText } from '../money/pounds.ts'
import type { About, RecordKindRule } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { type Result, resultBody, resultSent } from './contract-bodies.ts'
import { type Contract, guardrailOf, paidOn, type Term } from './contract-schema.ts'
import { allowedPence, earnedPence, type Standing, underContract } from './contract-state.ts'
import { contractChoices, contractThere, findContract, settledUnder } from './find.ts'
import { oneBody, ownAct, resultVerifiers } from './hats.ts'
import { earning, share } from './terms.ts'

type Sent = z.infer<typeof resultSent>

export const resultKind: RecordKindRule<Result, Sent> = {
  kind: 'result',
  title: 'Result verified',
  says: 'Says whether a result that a contract pays for was reached, by the case’s own events, and what it earns.',
  section: 'money',
  sent: resultSent,
  body: resultBody,
  audiences: ['case', 'public'],
  goesBy: (_about, { contract }) => contract,
  restsOn: (about, { contract }) => settledUnder(about, contract),
  revised: 'never',
  writers: resultVerifiers,
  choices: about => ({
    contract: contractChoices(about),
    term: [
      ...new Set(
        contractChoices(about).flatMap(({ value }) =>
          contractThere(about, value).contract.body.results.map(({ id }) => id),
        ),
      ),
    ].map(value => ({ value, label: value.replaceAll('-', ' ') })),
  }),
  async refuse(about, sent, { on }) {
    const found = findContract(about, sent.contract)
    if ('words' in found) return found
    const { contract, state, begun, guardrail } = found
    const term = contract.body.results.find(({ id }) => id === sent.term)
    if (term === undefined)
      return refuse(
        'bad-request',
        `Found the term "${sent.term}"; the contract has ${contract.body.results.map(({ id }) => id).join(', ') || 'none'}.`,
      )
    if (state === 'ended' || state === 'to-be-signed' || begun === null)
      return refuse(
        'not-in-force',
        `This contract is ${state === 'ended' ? 'closed' : 'not signed by all'}: no result is paid under it.`,
      )
    if (guardrailOf(contract.body) !== null && guardrail === null)
      return refuse(
        'not-checked',
        'Whether the partner’s own performance held was not checked. Check the guardrail first.',
      )
    const own = ownAct(about, 'verify its result', ['signature', 'claim', 'payment'], { contract: contract.id })
    if (own) return own
    const worked = await workOut(about, found, term, on)
    if (worked.outcome === 'met' && worked['earned-pence'] === 0 && worked['before-pence'] > 0)
      return refuse(
        'already-paid',
        `It earns ${poundsText(worked['due-pence'])}; results have earned ${poundsText(worked['before-pence'])} already. Nothing is earned twice.`,
      )
    const left = underContract(await about.ledger(), 'committed', contract.id, lineFor(contract.body).line)
    return worked['earned-pence'] > left
      ? refuse(
          'over-cap',
          `It earns ${poundsText(worked['earned-pence'])}; ${poundsText(left)} is left of the ceiling. Have the ceiling raised by a new version that all sign.`,
        )
      : null
  },
  async complete(about, sent, { on }) {
    const found = contractThere(about, sent.contract)
    const term = found.contract.body.results.find(({ id }) => id === sent.term) as Term
    const { id, version, hash, body } = found.contract
    return {
      ...sent,
      contract: id,
      version,
      hash,
      ...(await workOut(about, found, term, on)),
      'one-body': oneBody(about.compiled, about.case.state.route, body),
    }
  },
  inShort: ({ term, outcome, 'earned-pence': earned, arithmetic, 'one-body': one, says }) => [
    { label: 'Term', text: term.replaceAll('-', ' ') },
    { label: 'Outcome', text: { met: 'Reached', 'not-met': 'Not reached', 'not-known': 'Not known' }[outcome] },
    { label: 'Earns', text: poundsText(earned) },
    { label: 'How it was worked out', text: arithmetic.join('\n') },
    ...(one === null ? [] : [{ label: 'One body', text: one }]),
    { label: 'What was verified', text: says },
  ],
  posts(about, { contract, 'earned-pence': earned, 'held-pence': held }, _asked, item) {
    const { body } = contractThere(about, contract).contract
    return earned === 0 ? [] : [accrue({ ...paidOn(body), ...lineFor(body), contract, item }, earned, held)]
  },
}

/** The line on which results are paid, and its payer. */
function lineFor(contract: Contract): { readonly line: string; readonly payer: string } {
  const { 'results-line': line, 'results-payer': payer } = contract
  return line === null || payer === null ? { line: contract.line, payer: contract.payer } : { line, payer }
}

type Worked = Omit<Result, 'contract' | 'term' | 'says' | 'version' | 'hash' | 'one-body'>

async function workOut(about: About, standing: Standing, term: Term, on: string): Promise<Worked> {
  const { body } = standing.contract
  const reached = await reachedBy(about, term, on)
  const guardrail = guardrailOf(body) === null ? 'none' : (standing.guardrail?.body.outcome ?? 'not-known')
  const base = term.of === 'fee' ? (body['fee-pence'] ?? 0) : allowedPence(standing)
  const pays = reached.outcome === 'met' && (guardrail === 'none' || guardrail === 'held')
  const sum = earning(base, pays ? term.percent : 0, earnedPence(standing, term.of))
  const held = share(sum.earns, body['hold-percent'] ?? 0)
  const baseWords = `${poundsText(base)} ${term.of === 'fee' ? 'of fee' : 'of costs allowed so far'}`
  return {
    of: term.of,
    outcome: reached.outcome,
    guardrail,
    arithmetic: [
      ...reached.words,
      ...guardrailWords(about, standing, guardrail),
      ...(term.percent === null ? ['No figure is known for this term: it pays nothing until one is named.'] : []),
      ...(pays
        ? [
            `${sum.percent}% of ${baseWords} is ${poundsText(sum.due)}.`,
            ...(sum.before > 0
              ? [`Results have earned ${poundsText(sum.before)} before; ${poundsText(sum.earns)} is left.`]
              : []),
          ]
        : [`Of ${baseWords} it earns nothing.`]),
      ...(held > 0
        ? [
            `${body['hold-percent']}% of that, ${poundsText(held)}, is held back until the check ${body['hold-months']} months after exit.`,
          ]
        : []),
    ],
    percent: sum.percent,
    'base-pence': base,
    'due-pence': sum.due,
    'before-pence': sum.before,
    'earned-pence': sum.earns,
    'held-pence': held,
  }
}

function guardrailWords(
  { metricTitle }: Pick<About, 'metricTitle'>,
  { guardrail }: Standing,
  outcome: Worked['guardrail'],
): readonly string[] {
  if (guardrail === null || outcome === 'none') return []
  const { is, expected, found, period, organisation } = guardrail.body
  const metric = `“${metricTitle(guardrail.body.metric)}”`
  const limit = `${is === 'at-least' ? 'at least' : 'at most'} ${expected} expected`
  if (found === null) return [`Nothing is known of ${metric} at ${organisation}: the result pays nothing until it is.`]
  const said = `${metric} at ${organisation} was ${found} in ${period}, ${limit}`
  return [
    outcome === 'held'
      ? `The guardrail held: ${said}.`
      : `The partner’s own performance fell: ${said}. The result pays nothing.`,
  ]
}

/** The day on which the case left, where that was by a day (ISO): who left later had not left then. */
function leftBy({ case: found }: About, on: string): Day | null {
  const { left } = found.state
  return left !== null && left <= dayFromIso(on) ? left : null
}

/** Whether a term was reached, by the time of exit and the criterion that it names. */
async function reachedBy(
  about: About,
  { months, by, criterion }: Term,
  on: string,
): Promise<{ readonly outcome: Result['outcome']; readonly words: readonly string[] }> {
  const { entered } = about.case.state
  const left = leftBy(about, on)
  const limits = [
    ...(months === null || entered === null ? [] : [monthsLater(entered, months).day]),
    ...(by === null ? [] : [dayFromIso(by)]),
  ]
  const timed = months !== null || by !== null
  if (timed && left === null) return { outcome: 'not-met', words: ['The case has not left.'] }
  const limit = Math.min(...limits)
  const inTime = !timed || (left !== null && left <= limit)
  const time =
    timed && left !== null
      ? [`It left on ${sayDate(left)}; the limit is ${sayDate(limit)}${inTime ? '' : ', which was before'}.`]
      : []
  if (!inTime) return { outcome: 'not-met', words: time }
  if (criterion === null)
    return timed ? { outcome: 'met', words: time } : { outcome: 'not-known', words: ['Nothing of it can be checked.'] }
  const day = timed && left !== null ? isoFromDay(left) : on
  const { answers } = await about.answers([criterion], day)
  const answer = answers[criterion]
  const outcome = answer === 'met' || answer === 'not-met' ? answer : 'not-known'
  const title = about.compiled.regime.criteria[criterion]?.title ?? criterion
  return { outcome, words: [...time, `“${title}” on ${sayDate(dayFromIso(day))}: ${outcome.replace('-', ' ')}.`] }
}
