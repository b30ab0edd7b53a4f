/**
 * What has to be written in a case before an event of it: a recommendation by another and its check before entry, an estimate
 * where the rules ask for one, findings before a diagnostic is reported, a paper by another before an escalation, a
 * recommendation and a package before exit, a diagnosis before a remedy, the checks after exit before it is said that it lasted.
 * Pure but for criteria, which are worked out anew.
 */
import { isoWords } from '../evidence/period-words.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { CaseState, Effect } from '../regimes/model.ts'
import type { Regime } from '../regimes/regime.ts'
import { ownAct } from './contracts/hats.ts'
import { countingEvents } from './counting.ts'
import { confirmedBy, type Ending, lastedTooSoon } from './lasted-too-soon.ts'
import type { AskedEvent, Refused, WrittenEvent } from './model.ts'
import { type AccuracyCheck, accuracyCheck, type Checking } from './records/accuracy-point.ts'
import { diagnosticFindingKind } from './records/diagnostic-finding.ts'
import { paperFor } from './records/escalation-paper.ts'
import { estimateKind } from './records/estimate.ts'
import { packageOf } from './records/exit-package.ts'
import { type About, recordsOfKind } from './records/record.ts'
import { latestOn, type Matter, recommendationKind } from './records/recommendation.ts'
import { tooSoon } from './records/urgency.ts'
import {
  entryDeciders,
  exitDeciders,
  exitRecommenders,
  onRoute,
  overseers,
  recommendersOfEntry,
} from './records/writers.ts'
import { recommended } from './recommended.ts'
import { refuse } from './refused.ts'

/** An event with what would follow from it, and how the case would then stand. */
export type Proposed = Ending

/** What of a written event the gates read. */
export type KnownEvent = Pick<
  WrittenEvent,
  'sequence' | 'name' | 'event' | 'role' | 'effective' | 'knownAt' | 'corrects'
>

/** What of a case says on which days an event of it may be. */
export interface Known extends Omit<Checking, 'case' | 'events'> {
  readonly case: { readonly state: CaseState }
  readonly events: readonly KnownEvent[]
}

/** Whether an event may not be on just any day: it decides entry, or says that exit lasted. */
export function hasItsDay(compiled: CompiledRegime, proposed: Proposed): boolean {
  return enters(proposed) || confirmedBy(compiled, proposed) !== null
}

/** Whether anything may have to be written before an event, by the rules that it happens under. */
export function isGated(compiled: CompiledRegime, proposed: Proposed): boolean {
  const { event, effects } = proposed
  return (
    event.kind === 'support' ||
    hasItsDay(compiled, proposed) ||
    leaves(effects) ||
    escalationBy(compiled.regime, event) !== null ||
    reportsDiagnostic(compiled, event)
  )
}

/** Why an event may not be on its day, by what has been written and by time alone; null where nothing stands in its way. */
export function notOnThatDay(known: Known, proposed: Proposed): Refused | null {
  if (enters(proposed)) return beforeAccuracyIsOver(known, proposed.event)
  return lastedTooSoon(known.compiled, known.records, proposed)
}

/** Why an event may not be recorded yet; null where nothing stands in its way. */
export async function standsInTheWay(about: About, proposed: Proposed): Promise<Refused | null> {
  const { event, effects } = proposed
  if (event.kind === 'support') return supportTooSoon(about, event.support)
  if (reportsDiagnostic(about.compiled, event) && recordsOfKind(about.records, diagnosticFindingKind).length === 0)
    return refuse(
      'diagnostic-first',
      'The diagnostic has no findings, and nothing cannot be reported. Write what was found first, under one of its headings at least.',
    )
  const early = lastedTooSoon(about.compiled, about.records, proposed)
  if (early) return early
  if (enters(proposed)) return ownAdvice(about, 'entry') ?? beforeEntry(about, event)
  return (
    (await beforeEscalation(about, event)) ??
    (leaves(effects)
      ? (ownAdvice(about, 'exit') ??
        ownAct(about, 'decide exit', ['signature', 'claim', 'payment']) ??
        beforeExit(about, event))
      : null)
  )
}

/** Whoever wrote a recommendation on a matter does not decide it, in whichever roles they did and would. */
function ownAdvice({ records, actor }: About, matter: Matter): Refused | null {
  const own = recordsOfKind(records, recommendationKind).find(one => one.body.on === matter && one.actor === actor.key)
  if (own === undefined) return null
  return refuse(
    'own-recommendation',
    `You wrote a recommendation on ${matter} on ${own.effective}; whoever recommends does not decide. Leave it to another.`,
  )
}

/** Whether an event decides entry: a place that a court gives back by quashing an exit is nobody's decision here. */
function enters({ event, effects }: Proposed): boolean {
  return event.kind === 'event' && effects.some(({ kind }) => kind === 'place-taken')
}

function leaves(effects: readonly Effect[]): boolean {
  return effects.some(({ kind }) => kind === 'place-released')
}

async function beforeEntry(about: About, event: AskedEvent): Promise<Refused | null> {
  const { compiled, case: found } = about
  const { regime } = compiled
  const { route } = found.state
  if (!entryDeciders(compiled, route).includes(event.by)) return null
  if (regime.money.estimate?.['before-entry'] && recordsOfKind(about.records, estimateKind).length === 0)
    return refuse(
      'no-estimate',
      `${regime.title} asks for an estimate of cost and of the team before anybody enters, and none is written. Write one first.`,
    )
  const by = event.kind === 'event' ? recommendersOfEntry(compiled, route, event.event) : []
  const asksAdvice = checkOn(about, event.on) !== null || by.some(role => role !== event.by)
  return beforeAccuracyIsOver(about, event) ?? (asksAdvice ? recommended(about, 'entry', event.on) : null)
}

/** Why nobody decides entry on a day: the organisation's time is not over by then, or a point of its is unanswered. */
function beforeAccuracyIsOver(known: Known, event: AskedEvent): Refused | null {
  const { compiled, case: found } = known
  const check = checkOn(known, event.on)
  if (check === null || !entryDeciders(compiled, found.state.route).includes(event.by)) return null
  if (!check.over)
    return refuse(
      'accuracy-check-open',
      check.deadline === null
        ? 'The organisation has not been asked to check what is said of it. Send it what is said, and wait for the end of its time.'
        : `The organisation may check what is said of it until ${check.until === null ? 'a day that is not known' : isoWords(check.until)}${check.writtenLate === null ? '' : `, since its days count from ${isoWords(check.writtenLate)}, when the sending was written down`}; found a decision of ${isoWords(event.on)}. Wait until then, or until it says that it has no more points.`,
    )
  if (check.open === 0) return null
  return refuse(
    'accuracy-check-open',
    `${check.open === 1 ? 'A point' : `${check.open} points`} that the organisation raised ${check.open === 1 ? 'is' : 'are'} unanswered. Answer each first.`,
  )
}

function checkOn(known: Known, on: string): AccuracyCheck | null {
  return accuracyCheck({ ...known, events: countingEvents(known.events) }, on)
}

/** Whether an event reports the diagnostic of its rules. */
function reportsDiagnostic({ regime }: CompiledRegime, event: AskedEvent): boolean {
  return event.kind === 'event' && event.event === regime.diagnostic?.event
}

type Escalation = Regime['escalation'][string]

/** The escalation that an event decides, with its id; null where it decides none. */
function escalationBy({ escalation }: Regime, event: AskedEvent): readonly [string, Escalation] | null {
  return (event.kind === 'event' && Object.entries(escalation).find(([, one]) => one.event === event.event)) || null
}

/**
 * Where somebody beside its decider oversees the case, an escalation needs a paper, and not of the decider's own hand; and where
 * it was recommended too, that has to hold.
 */
async function beforeEscalation(about: About, event: AskedEvent): Promise<Refused | null> {
  const { compiled, case: found, actor } = about
  const { route } = found.state
  const [id, escalation] = escalationBy(compiled.regime, event) ?? []
  if (id === undefined || escalation === undefined) return null
  const own = ownAdvice(about, 'escalation')
  if (own) return own
  const others = overseers(compiled, route).filter(role => role !== event.by)
  if (!onRoute(route, escalation.decider).includes(event.by) || others.length === 0) return null
  const before = countingEvents(about.events).findLast(({ name }) => name === escalation.event)
  const paper = paperFor(about, id, before)
  if (paper === null)
    return refuse(
      'no-escalation-paper',
      `No paper sets out why the case should escalate ("${escalation.title}"), what was considered and what is advised. It is for ${others.join(' or ')} to write first.`,
    )
  if (paper.actor === actor.key)
    return refuse(
      'own-act',
      'You wrote the paper on this escalation; whoever writes it does not decide. Leave it to another.',
    )
  const advice = latestOn(about.records, 'escalation')
  const since = before?.knownAt ?? ''
  const speaksOfIt = advice !== null && advice.knownAt > since && (advice.body.way ?? id) === id
  return speaksOfIt ? recommended(about, 'escalation', event.on) : null
}

async function beforeExit(about: About, event: AskedEvent): Promise<Refused | null> {
  const { compiled, case: found } = about
  const { route } = found.state
  const { exit } = compiled.regime
  const wayOut = event.kind === 'event' && exit.events?.includes(event.event) === true
  if (!wayOut || !exitDeciders(compiled, route).includes(event.by)) return null
  const asksAdvice = exitRecommenders(compiled, route).some(role => role !== event.by)
  const missing = asksAdvice ? await recommended(about, 'exit', event.on) : null
  if (missing !== null || exit.package === undefined || packageOf(about) !== null) return missing
  return refuse(
    'no-exit-package',
    `The rules say what follows a case out ("${exit.package}"), and nobody has written what that is here. Write the exit package first.`,
  )
}

/** Support that the rules know as an exception needs no diagnosis; the event itself says why. */
function supportTooSoon(about: About, support: string): Refused | null {
  if (about.compiled.regime.support[support]?.['by-exception']) return null
  return tooSoon(about, null)
}
