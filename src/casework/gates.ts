/**
 * What has to be written in a case before an event of it: a recommendation by another and its check before entry, an estimate
 * where the rules ask for one, a paper by another before an escalation, a recommendation and a package before exit, a diagnosis
 * before a remedy. Pure but for criteria, which are worked out anew.
 */
import { isoWords } from '../evidence/period-words.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { Effect } from '../regimes/model.ts'
import type { Regime } from '../regimes/regime.ts'
import { ownAct } from './contracts/hats.ts'
import { stillCounting } from './counting.ts'
import type { AskedEvent, Refused } from './model.ts'
import { accuracyCheck } from './records/accuracy-point.ts'
import { paperFor } from './records/escalation-paper.ts'
import { estimateKind } from './records/estimate.ts'
import { packageOf } from './records/exit-package.ts'
import { type About, recordsOfKind } from './records/record.ts'
import { boundOn, latestOn, type Matter, recommendationKind } from './records/recommendation.ts'
import { tooSoon } from './records/urgency.ts'
import {
  entryDeciders,
  entryRecommenders,
  exitDeciders,
  exitRecommenders,
  onRoute,
  overseers,
} from './records/writers.ts'
import { refuse } from './refused.ts'

/** An event with what would follow from it. */
export interface Proposed {
  readonly event: AskedEvent
  readonly effects: readonly Effect[]
}

/** Whether anything may have to be written before an event, by the rules that it happens under. */
export function isGated({ regime }: CompiledRegime, { event, effects }: Proposed): boolean {
  return event.kind === 'support' || enters(effects) || leaves(effects) || escalationBy(regime, event) !== null
}

/** Why an event may not be recorded yet; null where nothing stands in its way. */
export async function standsInTheWay(about: About, { event, effects }: Proposed): Promise<Refused | null> {
  if (event.kind === 'support') return supportTooSoon(about, event.support)
  if (enters(effects)) return ownAdvice(about, 'entry') ?? beforeEntry(about, event)
  return (
    beforeEscalation(about, event) ??
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

function enters(effects: readonly Effect[]): boolean {
  return effects.some(({ kind }) => kind === 'place-taken')
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
  const check = accuracyCheck(about)
  if (check === null) {
    const others = entryRecommenders(compiled, route).filter(role => role !== event.by)
    const done = others.length === 0 || hasActed(about, others, found.opened)
    return done ? null : recommended(about, 'entry', event.on)
  }
  if (!check.over)
    return refuse(
      'accuracy-check-open',
      check.deadline === null
        ? 'The organisation has not been asked to check what is said of it. Send it what is said, and wait for the end of its time.'
        : `The organisation may check what is said of it until ${check.deadline.due === null ? 'a day that is not known' : isoWords(check.deadline.due)}. Wait until then, or until it says that it has no more points.`,
    )
  if (check.open > 0)
    return refuse(
      'accuracy-check-open',
      `${check.open === 1 ? 'A point' : `${check.open} points`} that the organisation raised ${check.open === 1 ? 'is' : 'are'} unanswered. Answer each first.`,
    )
  return recommended(about, 'entry', event.on)
}

type Escalation = Regime['escalation'][string]

/** The escalation that an event decides, with its id; null where it decides none. */
function escalationBy({ escalation }: Regime, event: AskedEvent): readonly [string, Escalation] | null {
  return (event.kind === 'event' && Object.entries(escalation).find(([, one]) => one.event === event.event)) || null
}

/** Where somebody beside its decider oversees the case, an escalation needs a paper, and not of the decider's own hand. */
function beforeEscalation(about: About, event: AskedEvent): Refused | null {
  const { compiled, case: found, actor } = about
  const { route } = found.state
  const [id, escalation] = escalationBy(compiled.regime, event) ?? []
  if (id === undefined || escalation === undefined) return null
  const own = ownAdvice(about, 'escalation')
  if (own) return own
  const others = overseers(compiled, route).filter(role => role !== event.by)
  if (!onRoute(route, escalation.decider).includes(event.by) || others.length === 0) return null
  const before = stillCounting(about.events).findLast(({ name }) => name === escalation.event)
  const paper = paperFor(about, id, before)
  if (paper === null)
    return refuse(
      'no-escalation-paper',
      `No paper sets out why the case should escalate ("${escalation.title}"), what was considered and what is advised. It is for ${others.join(' or ')} to write first.`,
    )
  return paper.actor === actor.key
    ? refuse(
        'own-act',
        'You wrote the paper on this escalation; whoever writes it does not decide. Leave it to another.',
      )
    : null
}

async function beforeExit(about: About, event: AskedEvent): Promise<Refused | null> {
  const { compiled, case: found } = about
  const { route } = found.state
  const { exit } = compiled.regime
  const wayOut = event.kind === 'event' && exit.events?.includes(event.event) === true
  if (!wayOut || !exitDeciders(compiled, route).includes(event.by)) return null
  const others = exitRecommenders(compiled, route).filter(role => role !== event.by)
  const done = others.length === 0 || hasActed(about, others, found.entered ?? found.opened)
  const missing = done ? null : await recommended(about, 'exit', event.on)
  if (missing !== null || exit.package === undefined || packageOf(about) !== null) return missing
  return refuse(
    'no-exit-package',
    `The rules say what follows a case out ("${exit.package}"), and nobody has written what that is here. Write the exit package first.`,
  )
}

/** Whether an event that counts was the act of one of some roles since a day: that is how many rules recommend. */
function hasActed({ events }: About, roles: readonly string[], since: string): boolean {
  return stillCounting(events).some(
    ({ role, kind, effective }) => kind === 'event' && role !== null && roles.includes(role) && effective >= since,
  )
}

/** A recommendation has to be there, and still to rest on what is known. */
async function recommended(about: About, matter: Matter, on: string): Promise<Refused | null> {
  const latest = latestOn(about.records, matter)
  if (latest === null || latest.body.advice !== 'yes')
    return refuse(
      'no-recommendation',
      `${latest === null ? 'Nobody has recommended' : 'The latest recommendation is against'} ${matter}; expected a recommendation by another before the decision.`,
    )
  const { body } = latest
  const now = await boundOn(about, body, on)
  if (now.digest === body.bound.digest) return null
  const moved = now.criteria.filter(id => now.outcomes[id] !== body.bound.outcomes[id])
  const how =
    moved.length === 0
      ? 'what its criteria rest on is not what it was'
      : moved
          .map(id => `${titleOf(about.compiled, id)} was ${body.bound.outcomes[id]}, and is ${now.outcomes[id]}`)
          .join('; ')
  return refuse(
    'recommendation-lapsed',
    `The recommendation of ${isoWords(latest.effective)} no longer holds: ${how}. Have it made anew.`,
  )
}

function titleOf({ regime }: CompiledRegime, criterion: string): string {
  return `"${regime.criteria[criterion]?.title ?? criterion}"`
}

/** Support that the rules know as an exception needs no diagnosis; the event itself says why. */
function supportTooSoon(about: About, support: string): Refused | null {
  if (about.compiled.regime.support[support]?.['by-exception']) return null
  return tooSoon(about, { urgent: false, approver: null, 'urgent-reason': null })
}
