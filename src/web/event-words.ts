/** What happened in a case, in plain words: the event, and what followed from it by the rules. Roles, never persons. */
import type { WrittenEvent } from '../casework/model.ts'
import { amount } from '../regimes/clock-arithmetic.ts'
import type { Course } from '../regimes/compiled.ts'
import { sayDate } from '../regimes/day.ts'
import { slugWords } from '../regimes/diagram.ts'
import type { Day, Effect } from '../regimes/model.ts'
import type { Regime } from '../regimes/regime.ts'
import { words } from './format.ts'

type Named = Pick<WrittenEvent, 'kind' | 'name' | 'event' | 'corrects'> & Partial<Pick<WrittenEvent, 'effects'>>

/** One event as a heading: "Draft report published", "Extended “Draft report” by 30 working days". */
export function eventInWords(regime: Regime, course: Course | null, written: Named): string {
  const { kind, corrects } = written
  if (kind === 'annulled') return `Event ${corrects ?? ''} struck out: it never happened`
  const said = askedInWords(regime, course, written)
  return corrects === null ? said : `Event ${corrects} corrected: ${said}`
}

function askedInWords(regime: Regime, course: Course | null, { kind, name, event, effects }: Named): string {
  const asked = (event ?? {}) as Readonly<Record<string, string | number | undefined>>
  const text = (key: string) => String(asked[key] ?? '')
  const clock = () => `“${clockTitle(regime, text('clock'))}”`
  switch (kind) {
    case 'open':
      return 'The case was opened'
    case 'calendar-changed':
      return 'Holidays changed, and open clocks were counted anew'
    case 'extend': {
      const unit = course?.clocks.get(text('clock'))?.rule.length.unit
      return `Extended ${clock()} by ${unit ? amount(Number(text('length')), unit) : text('length')} (${text('reference')})`
    }
    case 'suspend':
      return `Suspended ${clock()}`
    case 'resume':
      return `Resumed ${clock()}`
    case 'support':
      return `Asked for support: ${regime.support[text('support')]?.title ?? text('support')}, for ${regime.subjects[text('subject')]?.title ?? text('subject')}`
    case 'migrated':
      return 'Moved to another regime’s rules'
    case 'quashed':
      return `${text('part') === '' ? `Event ${text('of')} was quashed` : `Part of event ${text('of')} was quashed (${text('part')})`} by ${text('court')}, ${text('reference')}`
    case 'tick':
      // What was written down late, or put right, may have given it more time.
      return effects?.length === 0 ? 'A time was thought to have run out' : 'A time ran out'
    default:
      return words(text('event') || name)
  }
}

/** What followed, in the order in which it did. Duties and powers that begin and end with a stage are told by the stage. */
export function effectsInWords(regime: Regime, effects: readonly Effect[]): readonly string[] {
  const over = new Set(effects.flatMap(effect => (effect.kind === 'clock-ran-out' ? [effect.clock] : [])))
  return effects.flatMap(effect => {
    // What ended because its time was over was neither kept nor broken by anybody: that it ran out says all.
    if (effect.kind === 'clock-ended' && !effect.late && over.has(effect.clock)) return []
    const said = effectInWords(regime, effect)
    return said === null ? [] : [said]
  })
}

function effectInWords(regime: Regime, effect: Effect): string | null {
  const clock = (id: string) => `“${clockTitle(regime, id)}”`
  const day = (found: Day | null) => (found === null ? 'a day that its calendar does not reach' : sayDate(found))
  switch (effect.kind) {
    case 'moved':
      return movedInWords(regime, effect)
    case 'place-taken':
      return 'It takes a place.'
    case 'place-released':
      return 'Its place is free again.'
    case 'clock-started':
      return `${clock(effect.clock)} runs, until ${day(effect.due)}.`
    case 'clock-ended':
      return `${clock(effect.clock)} was ${effect.late ? 'kept late' : 'kept'}; its last day was ${day(effect.due)}.`
    case 'clock-stopped':
      return `${clock(effect.clock)} stops: what it rested on is quashed. Its last day was ${day(effect.due)}.`
    case 'clock-moved':
      return `${clock(effect.clock)} moved from ${day(effect.from)} to ${day(effect.to)}: ${effect.because}.`
    case 'clock-ran-out':
      return `${clock(effect.clock)} ran out on ${day(effect.due)}.`
    case 'clock-suspended':
      return `${clock(effect.clock)} stands still.`
    case 'clock-resumed':
      return `${clock(effect.clock)} runs again.`
    case 'duty-done':
      return `Done${effect.late ? ', late' : ''}: ${regime.duties[effect.duty]?.title ?? slugWords(effect.duty)}.`
    case 'support-agreed':
      return `Agreed: ${regime.support[effect.support]?.title ?? effect.support}.`
    case 'referral':
      return `Referred to ${regime.roles[effect.to]?.title ?? slugWords(effect.to)}.`
    default:
      return null
  }
}

function movedInWords(regime: Regime, { strand, from, to }: Extract<Effect, { kind: 'moved' }>): string | null {
  if (to === null) return null // a strand ends with the stage that it belongs to
  if (from === to) return `It stays in “${stateTitle(regime, strand, to)}”.`
  const beside = strand === 'main' ? '' : `${regime.strands[strand]?.title ?? strand}: `
  const come = from === null ? '' : `from “${stateTitle(regime, strand, from)}” `
  return `${beside}${come === '' ? 'Begins in' : `Moved ${come}to`} “${stateTitle(regime, strand, to)}”.`
}

/** A state by its title in the file. */
export function stateTitle(regime: Regime, strand: string, state: string): string {
  const states = strand === 'main' ? regime.stages.states : regime.strands[strand]?.states
  return states?.[state]?.title ?? slugWords(state)
}

/** A clock by its title in the file. */
export function clockTitle(regime: Regime, clock: string): string {
  return regime.clocks[clock]?.title ?? clock
}

/** How many organisations of a case owe what a role owes, each for itself; null where it is owed once. */
export function eachOf({ roles }: Regime, role: string | null, organisations: readonly string[]): number | null {
  const each = role !== null && roles[role]?.kind === 'organisation' && organisations.length > 1
  return each ? organisations.length : null
}

/** A role by its title in the file; the product's own clock and everyday functions by theirs. */
export function roleTitle(regime: Regime, role: string): string {
  return regime.roles[role]?.title ?? words(role)
}
