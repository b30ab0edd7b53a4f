/** What would come of a case under other rules, as pages and API tell it. */
import type { AskedMigration, MigrationPreview } from '../casework/migrate-store.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { isoFromDay } from '../regimes/day.ts'
import { courseOf } from '../regimes/standing.ts'
import type { MigrationJson } from './api/migration-schemas.ts'
import { numberInWords } from './case-places.ts'
import { roleTitle, stateTitle } from './event-words.ts'
import { clockTitle } from './migration-words.ts'

/** What is asked in the query of an address; null where it does not say where the case is to go. */
export function askedMigration(caseId: string, query: URLSearchParams): AskedMigration | null {
  const to = query.get('to')?.trim() ?? ''
  if (to === '') return null
  const given = ['version', 'route', 'on'].flatMap(name => {
    const value = query.get(name)?.trim() ?? ''
    return value === '' ? [] : [[name, value]]
  })
  return { caseId, to, ...Object.fromEntries(given) }
}

export function migrationJson(preview: MigrationPreview): MigrationJson {
  const { case: found, from, to, on, migration, decider, why, hash } = preview
  const { case: after, effects, duties, clocks } = migration
  const dutyOf = ({ regime }: CompiledRegime) => titleIn(regime.duties)
  const powersWith = (kind: 'power-begins' | 'power-ends', { regime }: CompiledRegime) =>
    effects.flatMap(one => (one.kind === kind ? [titleIn(regime.powers)(one.power)] : []))
  const dueBefore = (clock: string) => found.state.clocks.find(one => one.clock === clock)?.due ?? null
  // The case stands where time has brought it by the day.
  const [move] = effects.flatMap(one => (one.kind === 'moved' && one.strand === 'main' ? [one] : []))
  const left = move?.from ?? found.stage
  return {
    id: found.id,
    sequence: found.sequence,
    on,
    from: rulesJson(from),
    to: rulesJson(to),
    route: after.route,
    stage: {
      from: left,
      fromTitle: stateTitle(from.regime, 'main', left),
      to: after.state,
      toTitle: stateTitle(to.regime, 'main', after.state),
    },
    phase: {
      from: courseOf(from, found.state).states.get(left)?.phase ?? found.phase,
      to: courseOf(to, after).states.get(after.state)?.phase ?? 'before',
    },
    place: placeInWords(preview),
    mayExceed: takesPlace(preview) && to.regime.capacity.kind === 'expected',
    duties: {
      kept: duties.kept.map(one => ({ from: dutyOf(from)(one.from), to: dutyOf(to)(one.to) })),
      lapsed: duties.lapsed.map(dutyOf(from)),
      begun: duties.begun.map(dutyOf(to)),
    },
    powers: { ended: powersWith('power-ends', from), begun: powersWith('power-begins', to) },
    clocks: {
      kept: after.clocks.map(({ clock, due }) => ({
        id: clock,
        title: clockTitle(to.regime, clock),
        due: isoOrNull(due),
        before: isoOrNull(dueBefore(clock)),
      })),
      ended: clocks.dropped.map(id => ({ id, title: clockTitle(from.regime, id) })),
    },
    words: [...migration.words],
    decider: decider === null ? null : { role: decider, title: roleTitle(to.regime, decider) },
    why: why?.words ?? null,
    hash,
  }
}

function rulesJson({ pin, regime }: CompiledRegime) {
  return { regime: pin.regime, version: pin.version, title: regime.title }
}

function titleIn(entries: Readonly<Record<string, { readonly title: string }>>) {
  return (id: string) => ({ id, title: entries[id]?.title ?? id })
}

function takesPlace({ migration }: MigrationPreview): boolean {
  return migration.effects.some(({ kind }) => kind === 'place-taken')
}

/** What becomes of places: that of the rules that it leaves, and one of those that it goes to; null where neither changes. */
export function placeInWords(preview: MigrationPreview): string | null {
  const { from, to, migration } = preview
  const released = migration.effects.some(({ kind }) => kind === 'place-released')
  const words = [
    ...(released ? [`Its place in ${from.regime.title} becomes free.`] : []),
    ...(takesPlace(preview) ? [`It takes a place in ${to.regime.title}; ${numberInWords(to.regime.capacity)}.`] : []),
  ]
  return words.length === 0 ? null : words.join(' ')
}

function isoOrNull(day: number | null): string | null {
  return day === null ? null : isoFromDay(day)
}
