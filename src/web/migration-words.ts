/** A case that went to other rules, in plain words: each side by the titles of its own file. */
import type { WrittenEvent } from '../casework/model.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { sayDate } from '../regimes/day.ts'
import type { Effect } from '../regimes/model.ts'
import type { Regime } from '../regimes/regime.ts'
import { effectsInWords, stateTitle } from './event-words.ts'

/** Both sides of a change of rules. */
export interface Sides {
  readonly from: CompiledRegime
  readonly to: CompiledRegime
}

export function migratedInWords({ from, to }: Sides): string {
  const same = from.pin.regime === to.pin.regime
  return same
    ? `Went from version ${from.pin.version} of the rules to version ${to.pin.version}`
    : `Went over from ${from.regime.title} to ${to.regime.title}, version ${to.pin.version}`
}

/** What followed: first from time that passed under the old rules, then from the change. */
export function migrationFollowed({ from, to }: Sides, { effects }: Pick<WrittenEvent, 'effects'>): readonly string[] {
  const change = effects.findLastIndex(one => one.kind === 'moved' && one.strand === 'main')
  return [
    ...effectsInWords(from.regime, effects.slice(0, change)),
    ...effects.slice(change).flatMap(one => changeInWords({ from, to }, one)),
  ]
}

function changeInWords({ from, to }: Sides, effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'moved': {
      const [came, goes] = [effect.from, effect.to]
      if (effect.strand !== 'main' || came === null || goes === null) return effectsInWords(to.regime, [effect])
      return [`From “${stateTitle(from.regime, 'main', came)}” it comes to “${stateTitle(to.regime, 'main', goes)}”.`]
    }
    case 'place-released':
      return [`Its place in ${from.regime.title} is free again.`]
    case 'place-taken':
      return [`It takes a place in ${to.regime.title}.`]
    case 'clock-ended': {
      const lastDay = effect.due === null ? '' : `; its last day would have been ${sayDate(effect.due)}`
      return [`“${clockTitle(from.regime, effect.clock)}” ends with the old rules${lastDay}.`]
    }
    default:
      return effectsInWords(to.regime, [effect])
  }
}

export function clockTitle({ clocks }: Regime, clock: string): string {
  return clocks[clock]?.title ?? clock
}
