/** What may be done to the clocks of a case now, and which support may be given, by whom; and as what this actor may. */
import type { CompiledClock, CompiledRegime, Course } from '../regimes/compiled.ts'
import { holdsDuring } from '../regimes/during.ts'
import type { CaseState } from '../regimes/model.ts'
import { stateOf } from '../regimes/draft.ts'
import type { Regime } from '../regimes/regime.ts'
import { holdsOn } from '../regimes/roles.ts'
import { courseOf } from '../regimes/standing.ts'
import type { Working } from './desk-store.ts'
import { rolesHeld } from './grants.ts'
import { matterOf } from './matter-store.ts'
import type { Case } from './model.ts'
import { rulesOf } from './policy-store.ts'

export interface ClockAct {
  readonly kind: 'extend' | 'suspend' | 'resume'
  readonly clock: string
  readonly title: string
  /** Role whose act it is. */
  readonly by: string
  /** Whether this actor holds it. */
  readonly mine: boolean
  /** Of an extension: its unit, the most of it (null for no limit), and by what it is granted. */
  readonly extension: { readonly unit: string; readonly most: number | null; readonly instrument: string } | null
}

export interface SupportAct {
  readonly support: string
  readonly title: string
  /** What it may be given for; what it is not for, but is referred to another, with whom. */
  readonly subjects: readonly { readonly subject: string; readonly title: string; readonly referTo: string | null }[]
  /** Roles or functions in which this actor may record it. */
  readonly as: readonly string[]
}

export interface AllowedActs {
  readonly clocks: readonly ClockAct[]
  readonly support: readonly SupportAct[]
}

/**
 * Acts that the case's rules and state know now, beside events.
 * @param atHand The rules of the case, where they were read already.
 */
export async function allowedActs(working: Working, found: Case, atHand?: CompiledRegime): Promise<AllowedActs> {
  const compiled = atHand ?? (await rulesOf(working, found))
  const { regime } = compiled
  const course = courseOf(compiled, found.state)
  const held = rolesHeld(working.actor, await matterOf(working, regime, found.organisations))
  return {
    clocks: [...course.clocks.values()].flatMap(clock => clockActs(clock, course, found.state, held)),
    support: supportActs(regime, found.state, held),
  }
}

function clockActs(
  { id, clock, rule, starts, extension, suspension }: CompiledClock,
  course: Course,
  state: CaseState,
  held: readonly string[],
): readonly ClockAct[] {
  const running = state.clocks.find(one => one.clock === id)
  const { title } = clock
  const before = running?.extensions ?? state.granted[id] ?? []
  const mayCome = running !== undefined || starts.some(event => stateOf(course, state).ahead.has(event))
  const acts: ClockAct[] = []
  if (extension && mayCome && before.length < extension.most)
    acts.push({
      kind: 'extend',
      clock: id,
      title,
      by: extension.by,
      mine: held.includes(extension.by),
      extension: {
        unit: rule.length.unit,
        most: Number.isFinite(extension.longest) ? extension.longest : null,
        instrument: clock.extension?.instrument ?? '',
      },
    })
  if (suspension && running && (running.suspendedOn !== null || !running.ranOut))
    acts.push({
      kind: running.suspendedOn === null ? 'suspend' : 'resume',
      clock: id,
      title,
      by: suspension.by,
      mine: held.includes(suspension.by),
      extension: null,
    })
  return acts
}

function supportActs(regime: Regime, { route, state }: CaseState, held: readonly string[]): readonly SupportAct[] {
  return Object.entries(regime.support).flatMap(([support, kind]) => {
    if (!holdsOn(kind, route) || !holdsDuring(regime, kind.during, state)) return []
    const subjects = Object.entries(regime.subjects).flatMap(([subject, one]) => {
      const referTo = one['in-scope'] ? null : (one['refer-to'] ?? null)
      const isFor = one['in-scope'] && kind.improves.includes(subject)
      return isFor || referTo !== null ? [{ subject, title: one.title, referTo }] : []
    })
    const as = held.filter(role => regime.roles[role]?.kind !== 'public')
    return subjects.length === 0 ? [] : [{ support, title: kind.title, subjects, as }]
  })
}
