/** Who pays under a contract, on which lines of the rules, and why not. */
import { linesOn, refusePayer } from '../money/money-lines.ts'
import type { Refused } from '../model.ts'
import { poundsText } from '../money/pounds.ts'
import type { About } from '../records/record.ts'
import { refuse } from '../refused.ts'
import type { Contract, ContractSent } from './contract-schema.ts'

/** Who pays under it, on its line and on that of results. */
export function payersOf(about: About, sent: ContractSent): Pick<Contract, 'payer' | 'results-payer'> {
  const { line, 'results-line': results } = sent
  return {
    payer: payerOn(about, sent, line) as string,
    'results-payer': results === null ? null : payerOn(about, sent, results),
  }
}

/** Why a contract's money is not right; null where it is. */
export function moneyOf(about: About, sent: ContractSent): Refused | null {
  const { compiled, case: found } = about
  const { route } = found.state
  for (const line of [sent.line, sent['results-line']]) {
    if (line === null) continue
    const payer = payerOn(about, sent, line)
    if (payer === null && linesOn(compiled, route).some(({ id }) => id === line))
      return refuse(
        'bad-request',
        `The rules do not say who pays on the line "${line}". Say who pays under this contract.`,
      )
    const wrong = refusePayer(compiled, route, line, payer ?? '')
    if (wrong) return wrong
    if (compiled.regime.money.lines[line]?.kind === 'consultancy' && sent.kind !== 'call-off')
      return refuse(
        'bad-request',
        `The line ${line} is for consultancy; found "${sent.kind}". Call it off as consultancy, or choose another line.`,
      )
  }
  if (sent.payer !== null) {
    const wrong = refusePayer(compiled, route, sent.line, sent.payer)
    if (wrong) return wrong
  }
  if ((sent['results-line'] === null) !== (sent['results-ceiling-pence'] === null))
    return refuse('bad-request', 'A line of money for results and a ceiling for it go together. Give both, or neither.')
  if (sent['results-line'] === sent.line)
    return refuse('bad-request', 'Found the same line of money twice. Leave that for results empty.')
  if (sent['contingent-percent'] !== null && sent['fee-pence'] === null)
    return refuse('bad-request', 'Found a part of the fee that depends on results, and no fee. Give the fee.')
  return inPounds(sent)
}

/**
 * Why a ceiling looks as if it were in pounds, a hundredth of what was meant: it does not cover a day, or a tenth of the days or
 * of the fee. What is lower than all of them and not so low may be meant. Where to draw the line is ours.
 */
function inPounds({
  rates,
  'days-cap': days,
  'fee-pence': fee,
  'ceiling-pence': ceiling,
}: ContractSent): Refused | null {
  const pence = rates.map(one => one.pence)
  const [cheapest, dearest] = rates.length === 0 ? [0, 0] : [Math.min(...pence), Math.max(...pence)]
  const whole = Math.round((days ?? 0) * cheapest) + (fee ?? 0)
  if (ceiling >= dearest && ceiling * 10 >= whole) return null
  const beside =
    ceiling < dearest ? `a day at ${poundsText(dearest)}` : `${poundsText(whole)} for the days or the fee that it names`
  return refuse(
    'bad-request',
    `Found a ceiling of ${poundsText(ceiling)} beside ${beside}. Is it in pounds? Expected pence: ${poundsText(ceiling * 100)} is ${ceiling * 100}.`,
  )
}

/** Who pays on a line: whom the rules name, or whom the contract does where they leave it open. */
function payerOn(
  { compiled, case: found }: Pick<About, 'compiled' | 'case'>,
  { payer }: Pick<ContractSent, 'payer'>,
  line: string,
): string | null {
  return linesOn(compiled, found.state.route).find(({ id }) => id === line)?.payer ?? payer
}
