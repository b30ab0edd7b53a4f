/** Who may come in, how many, how a case goes on, gets worse, leaves, and stands to other regimes: in words. */
import { cited } from '../assessment/framework-words.ts'
import { type Arrow, type StrandGraph, strandGraphs } from './strand-graph.ts'
import { sentence } from './citation.ts'
import { criterionInWords } from './criterion-words.ts'
import { endWords, phaseWords, slugWords } from './diagram.ts'
import { duringInWords } from './during.ts'
import { roleInWords } from './people-words.ts'
import type { Regime } from './regime.ts'

/** Titles of regimes by id: those that are not there are named by their id. */
export type Titles = ReadonlyMap<string, string>

const none: Titles = new Map()

export function entryInWords(regime: Regime): readonly string[] {
  const { entry } = regime
  const lines = [
    entry.recommender === undefined
      ? noRecommender(Object.values(entry.ways))
      : `Recommended by ${roleInWords(regime, entry.recommender)}.`,
    `Decided by ${roleInWords(regime, entry.decider)}. ${cited(entry)}`,
    ...noteOf(entry),
    entry.automatic ? 'Whoever meets the test enters, without a decision.' : 'Nobody enters without a decision.',
  ]
  for (const way of Object.values(entry.ways)) {
    const own = [
      way.recommender === undefined ? '' : ` Recommended by ${roleInWords(regime, way.recommender)}.`,
      way.decider === undefined ? '' : ` Decided by ${roleInWords(regime, way.decider)}.`,
      way.considered ? ' Considered by judgement: meeting it is no ground for entry by itself.' : '',
      way.route === undefined ? '' : ` Only: ${regime.routes?.[way.route]?.title ?? way.route}.`,
    ].join('')
    lines.push(`Way in: ${sentence(way.title)}${own} ${cited(way)}`, ...criterionInWords(regime, way.criterion, 1))
  }
  for (const one of entry.order ?? []) lines.push(`When places are short: ${sentence(one.says)} ${cited(one)}`)
  return lines
}

/** Where no role recommends on all ways: perhaps each way has its own. */
function noRecommender(ways: readonly { readonly recommender?: unknown }[]): string {
  const own = ways.filter(way => way.recommender !== undefined).length
  if (own === 0) return 'Nobody is known to recommend.'
  return own === ways.length
    ? 'Who recommends depends on the way in.'
    : 'Nobody is known to recommend, except on the ways in that say so.'
}

export function placesInWords(regime: Regime): readonly string[] {
  const { capacity } = regime
  const kinds = {
    cap: 'a cap that is never exceeded',
    expected: 'expected; more only by a recorded decision with a published reason',
    observed: 'a count that was observed and binds nobody',
    none: 'no number is set',
  }
  const lines = [
    capacity.places === null
      ? `No number of places is set. ${cited(capacity)}`
      : `${capacity.places} at a time: ${kinds[capacity.kind]}. ${cited(capacity)}`,
  ]
  lines.push(...noteOf(capacity))
  if (capacity.provisional) lines.push(`${sentence(capacity.provisional.says)} ${cited(capacity.provisional)}`)
  for (const one of capacity['when-full'] ?? []) lines.push(`When full: ${sentence(one.says)} ${cited(one)}`)
  for (const one of capacity.observed ?? [])
    lines.push(`Known: ${one.count}${one.of ? ` ${one.of}` : ''}, ${one.when}. ${cited(one)}`)
  return lines
}

export function courseInWords(regime: Regime): readonly string[] {
  return strandGraphs(regime).flatMap((graph, index) => {
    const heading =
      index === 0
        ? []
        : [`Beside it: ${graph.title}, during ${duringInWords(regime, regime.strands[graph.strand]?.while ?? [])}.`]
    const states = Object.entries(graph.states).flatMap(([id, state]) => [
      `${state.title}${state.phase ? ` (${phaseWords[state.phase]}${state.ends ? `; ${endWords[state.ends]}` : ''})` : ''}. ${state.says ? `${sentence(state.says)} ` : ''}${cited(state)}`,
      ...graph.arrows
        .filter(arrow => arrow.from === id)
        .map(arrow => `  ${slugWords(arrow.event)} ${arrowInWords(regime, graph, arrow)}`),
    ])
    return [...heading, ...states.map(line => (index === 0 ? line : `  ${line}`))]
  })
}

/** Criteria that hold an event or a check after exit, and are written out neither at the way in nor at the way out. */
export function otherTestsInWords(regime: Regime): readonly string[] {
  const told = new Set([
    ...Object.values(regime.entry.ways).map(way => way.criterion),
    ...Object.values(regime.escalation).map(one => one.criterion),
    regime.exit.criterion,
  ])
  return Object.entries(regime.criteria)
    .filter(([id]) => !told.has(id))
    .flatMap(([id, { title }]) => [sentence(title), ...criterionInWords(regime, id, 1)])
}

/** Where an arrow leads, by whose act and on what condition. */
export function arrowInWords(regime: Regime, graph: StrandGraph, arrow: Arrow): string {
  const by = arrow.by === null ? '' : `, by ${roleInWords(regime, arrow.by)}`
  const when = arrow.if === null ? '' : `, if “${regime.criteria[arrow.if]?.title ?? arrow.if}”`
  const route = arrow.route === null ? '' : `, only for ${regime.routes?.[arrow.route]?.title ?? arrow.route}`
  const often = arrow.atMost === null ? '' : `, at most ${arrow.atMost === 1 ? 'once' : `${arrow.atMost} times`}`
  const clock = arrow.clocks.length === 0 ? '' : ', by itself when its time runs out'
  return `→ ${graph.states[arrow.to]?.title ?? arrow.to}${by}${when}${route}${often}${clock}`
}

export function escalationInWords(regime: Regime, titles: Titles = none): readonly string[] {
  return Object.values(regime.escalation).flatMap(one => [
    `${sentence(one.title)} Decided by ${roleInWords(regime, one.decider)}.${one['leads-to'] ? ` May end in: ${one['leads-to'].map(id => titles.get(id) ?? id).join(', ')}.` : ''} ${cited(one)}`,
    ...(one.criterion === undefined ? [] : criterionInWords(regime, one.criterion, 1)),
  ])
}

export function exitInWords(regime: Regime): readonly string[] {
  const { exit } = regime
  return [
    exit.recommender === undefined
      ? 'Nobody is known to recommend.'
      : `Recommended by ${roleInWords(regime, exit.recommender)}.`,
    `${exit.decider === undefined ? 'Nobody is named who decides.' : `Decided by ${roleInWords(regime, exit.decider)}.`} ${cited(exit)}`,
    ...noteOf(exit),
    ...(exit.relative
      ? ['Not all could leave together, because the test compares organisations with each other.']
      : []),
    ...(exit.criterion === undefined
      ? ['No test of exit is known.']
      : [
          `The test: ${sentence(regime.criteria[exit.criterion]?.title ?? exit.criterion)}`,
          ...criterionInWords(regime, exit.criterion, 1),
        ]),
    ...(exit.package === undefined ? [] : [`What follows: ${sentence(exit.package)}`]),
    ...(exit['re-entry'] === undefined ? [] : [`Coming back: ${sentence(exit['re-entry'])}`]),
    ...(exit.sustain ?? []).map(
      one =>
        `After ${one['months-after']} months, ${roleInWords(regime, one.by)} checks: ${sentence(one.says)} ${cited(one)}`,
    ),
  ]
}

/** How a regime may stand to another, in words that come before its name. */
export const relationWords = {
  supersedes: 'Replaces',
  conflicts: 'Conflicts with',
  alongside: 'Runs alongside',
  'leads-to': 'May lead to',
  'migrates-from': 'Takes over cases of',
} as const

export function relationsInWords(regime: Regime, titles: Titles = none): readonly string[] {
  return (Object.keys(relationWords) as (keyof typeof relationWords)[]).flatMap(kind =>
    Object.entries(regime.relations[kind] ?? {}).map(
      ([id, one]) => `${relationWords[kind]} ${titles.get(id) ?? id}: ${sentence(one.says)} ${cited(one)}`,
    ),
  )
}

/** What a reader should know about an entry, where the file says so. */
export function noteOf(entry: { readonly note?: string | undefined }): readonly string[] {
  return entry.note === undefined ? [] : [`Note: ${sentence(entry.note)}`]
}
