/**
 * A case goes to another regime that takes it over, or to another version of its own. First somebody reads what would come of
 * it; what is then done is that very thing, or it is refused. What happened before stays as it was, under the rules of then.
 */
import type { CompiledRegime } from '../regimes/compiled.ts'
import { dayFromIso, dayOrNull } from '../regimes/day.ts'
import { onDay, versionOn } from '../regimes/entry-period.ts'
import { type InScope, scopeOf } from '../regimes/entry-scope.ts'
import { resolveRole } from '../regimes/roles.ts'
import type { ShelvedVersion } from '../regimes/shelf-file.ts'
import { calendarsOf, hashOfCalendars } from './calendars.ts'
import { hashOfValue } from './canonical.ts'
import { storedCase, type StoredCase } from './case-store.ts'
import { doCommand } from './command-store.ts'
import { type Desk, today, type Working } from './desk-store.ts'
import { rolesActed } from './event-store.ts'
import { type MigratedAct, migrationOf, type TakenOver } from './fold.ts'
import { ownRecommendation } from './four-eyes.ts'
import { leaveToAct } from './grants.ts'
import { matterOf } from './matter-store.ts'
import type { Case, Done, Refused } from './model.ts'
import { nextOf, readyNext, type Recorded } from './next-event-store.ts'
import { keepPolicy, rulesBy, shelvedOn } from './policy-store.ts'
import { seen } from './record-event-store.ts'
import { entryRecommenders } from './records/writers.ts'
import { noSuchCase, notDone, refuse, refusedBy } from './refused.ts'

export interface AskedMigration {
  readonly caseId: string
  /** Id of the regime that is to take the case over; its own for another version. */
  readonly to: string
  /** The version in force on the day where left out. */
  readonly version?: string
  /** Route there, where neither the case, nor the mapping, nor what the organisations are settles it. */
  readonly route?: string
  /** ISO day; today where left out. */
  readonly on?: string
}

export interface MigrateCase extends AskedMigration {
  readonly expected: number
  readonly reason: string
  /** As for an event that takes a place. */
  readonly exceed?: string
  /** Hash of the preview that was read. */
  readonly previewed: string
}

/** What would come of a case, for somebody to read. */
export interface MigrationPreview {
  readonly case: Case
  readonly from: CompiledRegime
  readonly to: CompiledRegime
  /** ISO day. */
  readonly on: string
  readonly migration: Extract<TakenOver, { accepted: true }>['migration']
  /** Role that decides on entry there; null where its file names none on the route. */
  readonly decider: string | null
  /** Why the reader may not do it; null where they may. */
  readonly why: Refused | null
  /** Changes with the case, the rules that it would go to, and what would come of it. */
  readonly hash: string
}

/** What a case would become under other rules; writes nothing. */
export async function previewMigration(working: Working, asked: AskedMigration): Promise<Done<MigrationPreview>> {
  const stored = await storedCase(working, asked.caseId)
  if (stored === null) return notDone(noSuchCase(asked.caseId))
  const planned = await plan(working, stored, asked)
  return 'words' in planned ? notDone(planned) : { done: true, value: planned.preview }
}

/**
 * Takes a case to other rules. It is the act of whoever decides on entry there. Refused as `preview-lapsed` where what would
 * come of it is not what was read any more, and as `no-place` where it would take a place and none is left.
 */
export async function migrateCase(working: Working, asked: MigrateCase, key?: string): Promise<Done<Recorded>> {
  const command = { action: 'migrate-case', subject: asked.caseId, body: asked, key }
  return doCommand<Recorded>(working, command, async () => {
    const stored = await storedCase(working, asked.caseId)
    if (stored === null) return noSuchCase(asked.caseId)
    const stale = seen(stored, asked.expected)
    if (stale) return stale
    const planned = await plan(working, stored, asked)
    if ('words' in planned) return planned
    const { act, preview, shelved } = planned
    if (preview.why) return preview.why
    if (preview.hash !== asked.previewed) return lapsed
    const next = await nextOf(working, stored, { act, corrects: null })
    if ('words' in next) return next
    const { reason, exceed } = asked
    const writer = { actor: working.actor.key, role: preview.decider, reason, exceed }
    const write = await readyNext(working, stored, next, writer)
    return async tx => {
      await keepPolicy(tx, shelved, calendarsOf(shelved.compiled))
      const value = await write(tx)
      const detail = { sequence: value.event.sequence, from: stored.case.state.pin, to: shelved.compiled.pin }
      return { value, detail: { ...detail, previewed: asked.previewed } }
    }
  })
}

const lapsed = refuse(
  'preview-lapsed',
  'What would come of the case is not what you had read: its rules, the day or the route are others now. Read the preview again, and decide again.',
)

/** Regimes and versions that say they take a case over, as they are in force on a day (ISO); its own rules are not among them. */
export function targetsOf({ regimes }: Desk, found: Case, on: string): readonly ShelvedVersion[] {
  return regimes.flatMap(({ id, byVersion, latest }) => {
    const version = byVersion.get(versionOn(latest.regime, on))
    if (version === undefined || version.hash === found.state.pin.hash) return []
    const takesOver = id === found.regime || version.regime.relations['migrates-from']?.[found.regime] !== undefined
    return takesOver ? [version] : []
  })
}

interface Plan {
  readonly act: MigratedAct
  readonly shelved: ShelvedVersion
  readonly preview: MigrationPreview
}

async function plan(working: Working, stored: StoredCase, asked: AskedMigration): Promise<Plan | Refused> {
  const { case: found, calendars } = stored
  const iso = asked.on ?? today(working)
  const on = dayOrNull(iso)
  if (on === null)
    return refuse('bad-request', `Found the day "${iso}"; expected one that exists, written as 2012-07-16.`)
  const shelved = shelvedOn(working, asked.to, asked.version, iso)
  if ('words' in shelved) return shelved
  const { regime, version, hash, compiled } = shelved
  if (hash === found.state.pin.hash)
    return refuse('not-allowed-here', `The case runs on ${regime.title}, version ${version}, already.`)
  const scopes = await scopesOf(working, shelved, found, iso)
  const unfit = notForThem(shelved, found, scopes)
  if (unfit) return unfit
  const pin = { regime: regime.regime, version, hash, calendars: hashOfCalendars(calendarsOf(compiled)) }
  const rules = await rulesBy(working, found.state.pin.hash, [calendars, hash, pin.calendars])
  const now = dayFromIso(today(working))
  const standing = { state: found.state, calendars }
  const toRoute = (route: string | null) => {
    const act: MigratedAct = { kind: 'migrated', ...pin, route, on }
    return { act, taken: migrationOf(rules, standing, act, now) }
  }
  let { act, taken } = toRoute(asked.route ?? null)
  // What the organisations are settles it, where nothing else does.
  if (asked.route === undefined && !taken.accepted && taken.refusal.reason === 'unknown-route')
    ({ act, taken } = toRoute(routeOf(scopes)))
  if (!taken.accepted) return refusedBy(taken.refusal)
  const { migration } = taken
  const decider = resolveRole(regime.entry.decider, migration.case.route)
  const preview: MigrationPreview = {
    case: found,
    from: rules(null, calendars),
    to: compiled,
    on: iso,
    migration,
    decider,
    why: await mayNotDecide(working, found, rules(null, calendars), shelved, { route: migration.case.route, decider }),
    hash: hashOfValue({ case: found.id, sequence: found.sequence, act, before: taken.before, migration }),
  }
  return { act, shelved, preview }
}

/** Whoever decides who enters a regime decides who comes over to it, unless they recommended it in this case. */
async function mayNotDecide(
  working: Working,
  { id, organisations, phase, state }: Case,
  from: CompiledRegime,
  { regime }: ShelvedVersion,
  { route, decider }: { readonly route: string | null; readonly decider: string | null },
): Promise<Refused | null> {
  if (decider === null)
    return refuse('not-granted', `${regime.title} names nobody who decides on entry on the route "${route}".`)
  const refused = leaveToAct(working.actor, decider, await matterOf(working, regime, organisations))
  if (refused) return refused
  const acted = await rolesActed(working.store.db, id, working.actor.key)
  const own = ownRecommendation(regime, route, decider, acted)
  if (own || phase !== 'before') return own
  // Of a candidate it decides entry, which the old rules may have somebody recommend under another name.
  const recommended = entryRecommenders(from, state.route).find(role => acted.includes(role))
  return recommended === undefined
    ? null
    : refuse(
        'own-recommendation',
        `You acted in this case as "${recommended}", who recommends entry; whoever recommends does not decide. Leave it to another.`,
      )
}

interface Scope {
  /** `Name (code)`. */
  readonly of: string
  /** Null where the organisation is not known, which rules nothing out. */
  readonly scope: InScope | null
}

/** Of each organisation of a case, whether it is one that rules are for on a day (ISO). */
async function scopesOf(
  working: Working,
  { regime }: ShelvedVersion,
  { organisations }: Case,
  on: string,
): Promise<readonly Scope[]> {
  const known = (await working.snapshot()).organisations
  return organisations.map(code => {
    const organisation = known.get(code)
    return {
      of: `${organisation?.name ?? code} (${code})`,
      scope: organisation === undefined ? null : scopeOf(regime, organisation, onDay(on)),
    }
  })
}

/** Why rules are not for all organisations of a case; null where nothing is known to rule one out. */
function notForThem({ regime }: ShelvedVersion, { organisations }: Case, scopes: readonly Scope[]): Refused | null {
  if (organisations.length > 1 && !regime.scope.areas)
    return refuse(
      'not-allowed-here',
      `The case is about ${organisations.length} organisations; ${regime.title} takes one in a case.`,
    )
  const out = scopes.flatMap(({ of, scope }) => (scope?.inScope === false ? [`${of}: ${scope.why}`] : []))
  return out.length === 0 ? null : refuse('not-allowed-here', out.join(' '))
}

/** The one route on which all organisations of a case that are known would be; null where there is not one. */
function routeOf(scopes: readonly Scope[]): string | null {
  const routes = scopes.map(({ scope }) => (scope?.inScope ? scope.route : undefined))
  const [first] = routes
  return typeof first === 'string' && routes.every(route => route === first) ? first : null
}
