/** The cost of an exit that lasted, in words: never without what checks found of all the others. */
import { poundsText } from '../casework/money/pounds.ts'
import type { CostPerExit } from '../casework/money/sustained-exit.ts'
import { count } from './format.ts'
import type { PerExitJson } from './money-schema.ts'
import { costText } from './money-words.ts'

export function perExitJson(cost: CostPerExit): PerExitJson {
  return { ...cost, words: perExitWords(cost) }
}

function perExitWords(cost: CostPerExit): string {
  const { left, uncosted } = cost
  if (left === 0) return 'No case has left yet, so there is no cost per exit that lasted.'
  const all = count(left, 'case has', 'cases have')
  const sum =
    uncosted === left
      ? `${all} left, and no cost of ${left === 1 ? 'it' : 'theirs'} is written`
      : `${all} left and cost ${costText(cost.cost, cost)}${uncosted === 0 ? '' : `; of ${uncosted} of them no cost is written`}`
  return `${sum}. ${fates(cost)} ${eachExit(cost)}`
}

function eachExit({ lasted, uncosted, pence, atLeast }: CostPerExit): string {
  if (lasted === 0) return 'None lasted by all checks due so far, so there is no cost per exit that lasted.'
  if (pence === null) return 'Of none that lasted a cost is written, so there is no cost per exit that lasted.'
  const which = uncosted === 0 ? '' : ' and of which a cost is written'
  return `That is ${atLeast ? 'at least ' : ''}${poundsText(pence)} for each exit that lasted${which}.`
}

/** What checks after exit found, in counts that come to all that have left. */
function fates({ lasted, notLasted, laterMissing, unchecked, notDue }: CostPerExit): string {
  const told = [
    [lasted, 'lasted by all checks due so far'],
    [laterMissing, 'lasted at a check, and a later one is missing or does not know'],
    [notLasted, 'did not last'],
    [unchecked, 'should have been checked, and no check says'],
    [notDue, 'had no check due so far'],
  ] as const
  const some = told.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`]))
  return `Of them, ${some.join('; ')}.`
}

/** The cost of an exit that lasted in a table, or why there is none. */
export function perExitText({ left, lasted, laterMissing, pence, atLeast }: CostPerExit): string {
  if (pence !== null) return `${atLeast ? 'at least ' : ''}${poundsText(pence)}`
  if (left === 0) return 'none has left'
  if (lasted > 0) return 'no cost is written'
  return `none of ${left} by all checks due${laterMissing === 0 ? '' : `; ${laterMissing} until a later one, which is missing`}`
}
