/** Two regimes at a glance, question by question: what stands before the differences clause by clause. */
import { z } from 'zod'
import { criterionInWords } from '../regimes/criterion-words.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { summaryOf } from '../regimes/history.ts'
import { monthsWords } from '../regimes/placement-words.ts'
import type { Routed } from '../regimes/parts.ts'
import { roleInWords } from '../regimes/people-words.ts'
import type { Regime } from '../regimes/regime.ts'
import { standingWords } from '../regimes/regime-words.ts'
import type { ShelvedVersion } from '../regimes/shelf-file.ts'
import { count, list } from './format.ts'
import { forceWords, placesWords } from './regime-heads.ts'
import { linesOf } from './regime-lines.ts'
import { whoseExit } from './regime-view.ts'

export const glanceSchema = z.array(z.object({ question: z.string(), a: z.string(), b: z.string(), same: z.boolean() }))
export type Glance = z.infer<typeof glanceSchema>

export function glanceAt(a: ShelvedVersion, b: ShelvedVersion, history: readonly PlacementRecord[]): Glance {
  const [own, other] = [answers(a, history), answers(b, history)]
  return Object.entries(own).map(([question, answer]) => {
    const second = other[question] ?? 'not known'
    return { question, a: answer, b: second, same: answer === second }
  })
}

function answers(
  { regime, version }: ShelvedVersion,
  history: readonly PlacementRecord[],
): Readonly<Record<string, string>> {
  const { entry, exit, capacity } = regime
  const force = regime.versions[version]?.['in-force']
  const payers = [...new Set(Object.values(regime.money.lines).map(one => roleInWords(regime, one.payer)))]
  return {
    'What is it for?': regime.purpose.trim(),
    'What kind of rules are these?': standingWords[regime.standing],
    'When was it in force?': force ? forceWords({ standing: regime.standing, inForce: force }) : 'not known',
    'Whom is it for?': regime.scope.says.trim(),
    'Who recommends entry?': recommenders(regime),
    'Who decides on entry?': roleInWords(regime, entry.decider),
    'What is the test of entry?': Object.values(entry.ways)
      .map(way => `${way.title}:\n${outline(regime, way.criterion, 1)}`)
      .join('\n'),
    'How many places?': placesWords(capacity),
    'Who pays?': payersWords(payers),
    'How much is owed?': `${count(Object.keys(regime.duties).length, 'duty', 'duties')}, ${count(Object.keys(regime.clocks).length, 'clock')}`,
    'Who decides on exit?': exit.decider === undefined ? 'Nobody is named.' : roleInWords(regime, exit.decider),
    'What is the test of exit?': exit.criterion === undefined ? 'None is known.' : outline(regime, exit.criterion),
    'Whose test of exit is it?': whoseExit(regime),
    'Who is known to have been in?': stays(summaryOf(history, regime.regime)),
  }
}

/** Each way in may have a recommender of its own. */
function recommenders(regime: Regime): string {
  const { recommender, ways } = regime.entry
  const roles = Object.values(ways).flatMap((way): Routed[] => {
    const own = way.recommender ?? recommender
    return own === undefined ? [] : [own]
  })
  const named = [...new Set(roles.map(one => roleInWords(regime, one)))]
  if (named.length === 0) return 'Nobody is known to.'
  const all = roles.length === Object.keys(ways).length
  return named.length === 1 && all
    ? (named[0] ?? '')
    : `It depends on the way in: ${named.join('; ')}${all ? '' : '; on some ways nobody is known to'}`
}

function payersWords(payers: readonly string[]): string {
  const named = payers.filter(one => one !== 'not known')
  if (named.length === 0) return payers.length === 0 ? 'Nothing is known of money.' : 'Who pays is not known.'
  return named.length === payers.length ? list(named) : `${list(named)}; for some of it that is not known`
}

/** A test in full: two of the same title may ask for different things. */
function outline(regime: Regime, criterion: string, depth = 0): string {
  return linesOf(regime, criterionInWords(regime, criterion, depth))
    .map(line => `${'   '.repeat(line.depth)}${line.text}`)
    .join('\n')
}

function stays({ entries, median }: ReturnType<typeof summaryOf>): string {
  if (entries === 0) return 'Nobody is known to have been.'
  const length = median === null ? '' : `; median length of the ${median.of} with both dates: ${monthsWords(median)}`
  return `${count(entries, 'stay')} under any version${length}`
}
