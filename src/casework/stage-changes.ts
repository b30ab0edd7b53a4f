/** What comes and goes with the stages of a case, and from when to when its duties were owed by that. Pure. */
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { Effect } from '../regimes/model.ts'

/** What an event brought and ended, on a day (ISO). */
export interface StageChange {
  readonly on: string
  readonly effects: readonly Effect[]
  /** Rules and route of the case after it. */
  readonly compiled: CompiledRegime
  readonly route: string | null
}

/** From a day (ISO) until the one on which it ended: null while it lasts. */
export interface Span {
  readonly from: string
  readonly ended: string | null
}

/** When each duty was owed, by its id, the first time first; whether it was done is not asked. */
export function dutySpans(
  changes: readonly Pick<StageChange, 'on' | 'effects'>[],
): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>()
  for (const { on, effects } of changes)
    for (const effect of effects) {
      if (effect.kind !== 'duty-begins' && effect.kind !== 'duty-ends') continue
      const own = spans.get(effect.duty) ?? []
      spans.set(effect.duty, own)
      const last = own.at(-1)
      if (effect.kind === 'duty-begins') own.push({ from: on, ended: null })
      else if (last?.ended === null) own.splice(-1, 1, { ...last, ended: on })
    }
  return spans
}
