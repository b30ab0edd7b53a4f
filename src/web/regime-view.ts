/** A regime in one version as the sections of its page: every line with its source and how sure we are of it. */
import { criterionInWords } from '../regimes/criterion-words.ts'
import { endWords, phaseWords, slugWords } from '../regimes/diagram.ts'
import { entriesOf } from '../regimes/entries.ts'
import { arrowInWords, entryInWords, exitInWords, placesInWords, relationWords } from '../regimes/entry-words.ts'
import { clockInWords, powersInWords, publicationInWords, roleInWords, whenInWords } from '../regimes/people-words.ts'
import type { Confidence, Routed } from '../regimes/parts.ts'
import type { Regime } from '../regimes/regime.ts'
import { strandGraphs } from '../regimes/strand-graph.ts'
import { moneyInWords, supportInWords } from '../regimes/support-words.ts'
import { count } from './format.ts'
import { citationOf, linesOf } from './regime-lines.ts'
import type { RegimeView } from './regime-view-schema.ts'

/** All sections; `titles` are those of the regimes that ship, by id. */
export function regimeView(regime: Regime, titles: ReadonlyMap<string, string>): RegimeView {
  const other = (id: string) => ({ id, title: titles.get(id) ?? slugWords(id), known: titles.has(id) })
  const role = (one: Routed | undefined) => (one === undefined ? null : roleInWords(regime, one))
  const route = (id: string | undefined) => (id === undefined ? null : (regime.routes?.[id]?.title ?? slugWords(id)))
  const says = (found: readonly { says: string; clause: string; confidence: Confidence }[] = []) =>
    found.map(one => ({ depth: 0, text: one.says.trim(), ...citationOf(regime, one) }))
  const { entry, exit, scope } = regime
  return {
    scope: [
      ...says([scope]),
      ...Object.values(regime.routes ?? {}).map(one => ({
        depth: 1,
        text: `Route: ${one.title}`,
        ...citationOf(regime, one),
      })),
    ],
    entry: {
      recommender: role(entry.recommender),
      decider: role(entry.decider),
      whose: whoseTest(
        regime,
        Object.values(entry.ways).map(way => way.criterion),
        entry.confidence,
      ),
      lines: linesOf(regime, entryInWords(regime)),
    },
    exit: {
      recommender: role(exit.recommender),
      decider: role(exit.decider),
      whose: whoseExit(regime),
      lines: linesOf(regime, exitInWords(regime)),
    },
    places: linesOf(regime, placesInWords(regime)),
    course: courseOf(regime),
    roles: Object.values(regime.roles).map(one => ({
      title: one.title,
      members: one.members ?? [],
      does: one.does ?? null,
      appointedBy: role(one['appointed-by']),
      accountableTo: role(one['accountable-to']),
      route: route(one.route),
      ...citationOf(regime, one),
    })),
    duties: Object.values(regime.duties).map(one => ({
      title: one.title,
      owner: roleInWords(regime, one.owner),
      to: one.to === undefined ? null : (regime.roles[one.to]?.title ?? one.to),
      when: whenInWords(regime, one),
      public: one.public === 'not-stated' ? 'not stated' : one.public ? 'yes' : 'no',
      route: route(one.route),
      note: one.note ?? null,
      ...citationOf(regime, one),
    })),
    clocks: Object.entries(regime.clocks).map(([id, one]) => ({
      title: one.title,
      owner: roleInWords(regime, one.owner),
      rule: clockInWords(regime, id),
      calendar: one.calendar === undefined ? null : slugWords(one.calendar),
      route: route(one.route),
      note: one.note ?? null,
      ...citationOf(regime, one),
    })),
    powers: linesOf(regime, powersInWords(regime)),
    support: linesOf(regime, supportInWords(regime)),
    money: linesOf(regime, moneyInWords(regime)),
    publication: linesOf(regime, publicationInWords(regime)),
    escalation: Object.values(regime.escalation).map(one => ({
      title: one.title,
      decider: roleInWords(regime, one.decider),
      leadsTo: (one['leads-to'] ?? []).map(other),
      lines: one.criterion === undefined ? [] : linesOf(regime, criterionInWords(regime, one.criterion)),
      ...citationOf(regime, one),
    })),
    relations: (Object.keys(relationWords) as (keyof typeof relationWords)[]).flatMap(kind =>
      Object.entries(regime.relations[kind] ?? {}).map(([id, one]) => ({
        how: relationWords[kind],
        to: other(id),
        says: one.says.trim(),
        ...citationOf(regime, one),
      })),
    ),
    outcomes: says(regime.outcomes),
    criticism: says(regime.criticism),
    unsure: unsureOf(regime),
    sources: Object.entries(regime.sources).map(([id, one]) => ({
      id,
      title: one.title,
      publisher: one.publisher,
      date: one.date,
      address: one.address ?? null,
      seen: one.seen ?? null,
    })),
  }
}

/** States with what leads on from each, strand by strand: what stands behind the diagram. */
function courseOf(regime: Regime): RegimeView['course'] {
  return strandGraphs(regime).map(graph => ({
    strand: graph.title,
    during: graph.while.length === 0 ? null : graph.while.map(id => regime.stages.states[id]?.title ?? id).join(', '),
    states: Object.entries(graph.states).map(([id, state]) => ({
      title: state.title,
      phase: state.phase === undefined ? null : phaseWords[state.phase],
      ends: state.ends === undefined ? null : endWords[state.ends],
      says: state.says ?? null,
      events: graph.arrows
        .filter(arrow => arrow.from === id)
        .map(arrow => ({
          event: slugWords(arrow.event),
          leads: arrowInWords(regime, graph, arrow).replace(/^→ /, ''),
        })),
      ...citationOf(regime, state),
    })),
  }))
}

/** Whose tests these are: as the sources give them, ours, or unchecked, counted over the points that they ask. */
function whoseTest(regime: Regime, criteria: readonly string[], own: Confidence): string {
  const points = criteria
    .flatMap(id => linesOf(regime, criterionInWords(regime, id)))
    .filter(line => line.confidence !== null)
  if (points.length === 0) return 'No test is known.'
  const number = (tag: Confidence) => points.filter(line => line.confidence === tag).length
  const [ours, unverified] = [number('ours'), number('unverified')]
  if (own === 'ours' || ours === points.length)
    return 'To test it this way is ours: no test that we know of was published.'
  const parts = [
    ours === 0 ? '' : `${ours} of its ${count(points.length, 'point')} ${ours === 1 ? 'is' : 'are'} ours`,
    unverified === 0 ? '' : `${unverified} of its ${count(points.length, 'point')} nobody has checked at source`,
  ].filter(part => part !== '')
  if (parts.length > 0) return `${parts.join('; ')}.`
  return own === 'unverified' ? 'Nobody has checked this at source.' : 'The test is as the sources named give it.'
}

/** Whose test of exit a regime has. */
export function whoseExit(regime: Regime): string {
  const { criterion, confidence } = regime.exit
  return whoseTest(regime, criterion === undefined ? [] : [criterion], confidence)
}

/** Everything that nobody has checked, or that is ours. */
function unsureOf(regime: Regime): RegimeView['unsure'] {
  const all = entriesOf(regime)
  const found = all.filter(one => one.confidence === 'unverified' || one.confidence === 'ours')
  const number = (tag: string) => found.filter(one => one.confidence === tag).length
  return {
    says: `Of ${count(all.length, 'entry', 'entries')} in this file ${number('ours')} are ours (our modelling of what no document spells out) and ${number('unverified')} nobody has checked at source.`,
    entries: found.map(one => ({ words: plainWords(one.words), note: one.note, ...citationOf(regime, one) })),
  }
}

/** An entry without words of its own is told by its path: `stages › states › delivery › on › leave` → "delivery, leave". */
function plainWords(words: string): string {
  if (!words.includes(' › ')) return words.trim()
  const places = words.split(' › ').filter(part => !['stages', 'strands', 'states', 'on'].includes(part))
  return places.map(slugWords).join(', ')
}
