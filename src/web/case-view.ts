/** Cases as everybody may see them, and as those with leave in them do: the one rendering that pages and API share. */
import type { AllowedEvent } from '../casework/allowed-store.ts'
import type { Chapters } from '../casework/chapter-store.ts'
import type { Case, WrittenEvent } from '../casework/model.ts'
import { quashingsOf } from '../casework/quashings.ts'
import type { Resting } from '../casework/transfers/resting.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { courseOf, powersOf } from '../regimes/standing.ts'
import type { AllowedJson, CaseJson, EventJson, OneCaseJson } from './api/case-schemas.ts'
import { bodyNow } from './body-now.ts'
import { type DoneSeen, dutiesJson } from './case-duties.ts'
import { strandsJson } from './case-strands.ts'
import { words } from './format.ts'
import { effectsInWords, eventInWords, roleTitle, stateTitle } from './event-words.ts'
import { migratedInWords, migrationFollowed } from './migration-words.ts'

/** A case with the rules that it is pinned to. */
export interface Ruled {
  readonly found: Case
  readonly compiled: CompiledRegime
  /** By what rules each event happened; left out, or null, where the case never changed them. */
  readonly chapters?: Chapters | null
  /** What has passed from one oversight body to another; left out where nobody is told of it. */
  readonly resting?: Resting
}

export function caseJson({ found, compiled: { regime } }: Ruled): CaseJson {
  const { id, recordKind, version, organisations, stage, phase, opened, entered, closed, state } = found
  return {
    id,
    recordKind,
    regime: found.regime,
    version,
    route: state.route,
    organisations: [...organisations],
    stage,
    stageTitle: stateTitle(regime, 'main', stage),
    phase,
    opened,
    entered,
    closed,
  }
}

/** @param seen What the reader may know to be done of its duties, and whether they have leave in it. */
export function oneCaseJson(ruled: Ruled, asKnownAt: string | null, seen: DoneSeen): OneCaseJson {
  const { found, compiled } = ruled
  const { regime } = compiled
  const { state } = found
  return {
    ...caseJson(ruled),
    asKnownAt,
    sequence: found.sequence,
    strands: strandsJson(ruled, seen),
    duties: dutiesJson(ruled, seen),
    powers: powersOf(compiled, state).map(({ id, power, by }) => ({
      power: id,
      title: power.title,
      by,
      byTitle: roleTitle(regime, by),
      byNow: bodyNow(ruled, by, 'powers'),
    })),
    ...(seen.inside ? { state } : {}),
  }
}

/** Every event, corrected ones among them; persons, evidence and the engine's own words only for those with leave. */
export function eventsJson(ruled: Ruled, written: readonly WrittenEvent[], inside: boolean): EventJson[] {
  const corrected = new Map(written.flatMap(one => (one.corrects === null ? [] : [[one.corrects, one.sequence]])))
  const quashings = quashingsOf(written)
  return written.map(one => ({
    sequence: one.sequence,
    kind: one.kind,
    name: one.name,
    ...toldOf(ruled, one),
    effective: one.effective,
    knownAt: one.knownAt,
    role: one.role,
    reason: one.reason,
    exceed: one.exceed,
    corrects: one.corrects,
    correctedBy: corrected.get(one.sequence) ?? null,
    quashed: quashings.get(one.sequence) ?? null,
    evidenceHash: one.evidenceHash,
    hash: one.hash,
    ...(inside ? { actor: one.actor, event: one.event, evidence: one.evidence } : {}),
  }))
}

/** An event in the words of the rules that it happened under. */
function toldOf({ found, compiled: now, chapters }: Ruled, one: WrittenEvent) {
  const { compiled, state } = chapters?.of(one.sequence) ?? { compiled: now, state: found.state }
  const { regime } = compiled
  if (one.kind === 'migrated' && chapters) {
    const sides = { from: compiled, to: chapters.after(one.sequence).compiled }
    return {
      words: migratedInWords(sides),
      followed: [...migrationFollowed(sides, one)],
      // It is the act of whoever decides there.
      roleTitle: one.role === null ? null : roleTitle(sides.to.regime, one.role),
    }
  }
  return {
    words: eventInWords(regime, compiled.courses.get(state.route) ?? null, one),
    followed: [...effectsInWords(regime, one.effects)],
    roleTitle: one.role === null ? null : roleTitle(regime, one.role),
  }
}

/** What may happen next, by whose act, and as what this reader may record it. */
export function allowedJson(ruled: Ruled, allowed: readonly AllowedEvent[]): AllowedJson {
  const { found, compiled } = ruled
  const { regime } = compiled
  const course = courseOf(compiled, found.state)
  const titled = (roles: readonly string[]) =>
    roles.map(role => ({ role, title: roleTitle(regime, role), now: bodyNow(ruled, role, 'powers') }))
  return allowed.map(({ event, by, as, why }) => {
    const counted = new Set((course.starts.get(event) ?? []).map(({ rule }) => rule.startsOn))
    const moves = course.states.get(found.state.state)?.on.get(event) ?? []
    const takesPlace = moves.some(({ effects }) => effects.some(({ kind }) => kind === 'place-taken'))
    return {
      event,
      words: words(event),
      by: titled(by),
      as: titled(as),
      why,
      days: [
        ...(counted.has('issue') ? (['issued'] as const) : []),
        ...(counted.has('receipt') ? (['received'] as const) : []),
      ],
      mayExceed: takesPlace && regime.capacity.kind === 'expected',
    }
  })
}
