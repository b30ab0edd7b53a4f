/** A case is opened: for one organisation or several, on the version of a regime that is in force on the day. */
import { randomUUID } from 'node:crypto'
import type { Organisation } from '../evidence/model.ts'
import { isoWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { dayFromIso, dayOrNull } from '../regimes/day.ts'
import { onDay } from '../regimes/entry-period.ts'
import { scopeOf } from '../regimes/entry-scope.ts'
import type { CaseState } from '../regimes/model.ts'
import type { Regime } from '../regimes/regime.ts'
import type { ShelvedVersion } from '../regimes/shelf-file.ts'
import { isGone, passedOn } from '../regimes/successors.ts'
import type { Act } from './acts.ts'
import { calendarsOf, hashOfCalendars } from './calendars.ts'
import type { StoredCase } from './case-store.ts'
import { doCommand } from './command-store.ts'
import { type Desk, today, type Working } from './desk-store.ts'
import { takeAct } from './fold.ts'
import { rolesHeld } from './grants.ts'
import { matterOf } from './matter-store.ts'
import type { Case, Done, OpenCase, Refused } from './model.ts'
import { readyNext } from './next-event-store.ts'
import { keepPolicy, shelvedOn } from './policy-store.ts'
import { refuse, refusedBy } from './refused.ts'

/**
 * Opens a case. Whoever may act in a role of the regime, or in an everyday function, may open one: it decides nothing.
 * Refused as `already-open` where one of the organisations has an open case in the regime. Under a `key` it may be sent again.
 */
export async function openCase(working: Working, asked: OpenCase, key?: string): Promise<Done<Case>> {
  const id = randomUUID()
  const command = { action: 'open-case', subject: id, body: asked, key }
  return doCommand<Case>(working, command, async () => {
    const { organisations, reason, exceed } = asked
    const on = dayOrNull(asked.on)
    if (on === null)
      return refuse('bad-request', `Found the day "${asked.on}"; expected one that exists, written as 2012-07-16.`)
    const shelved = shelvedOn(working, asked.regime, asked.version, asked.on)
    if ('words' in shelved) return shelved
    const { regime, compiled } = shelved
    const role = await openingRole(working, regime, organisations)
    if (typeof role !== 'string') return role
    const route = organisationsFit(await working.snapshot(), regime, asked)
    if (route !== null && typeof route === 'object') return route
    const calendars = calendarsOf(compiled)
    const act: Act = { kind: 'open', route, organisations, calendars: hashOfCalendars(calendars), on }
    const rules = () => compiled
    const taken = takeAct(rules, null, act, 1, dayFromIso(today(working)))
    if (!taken.accepted) return refusedBy(taken.refusal)
    const next = { ...taken, act, evidence: null, corrects: null, rules, rewritten: null }
    const before = notYet(working, id, shelved, asked, taken.standing.state)
    const write = await readyNext(working, before, next, { actor: working.actor.key, role, reason, exceed })
    return async tx => {
      await keepPolicy(tx, shelved, calendars)
      const { case: opened } = await write(tx)
      return { value: opened, detail: asked }
    }
  })
}

/** The case before its first event. */
function notYet(desk: Desk, id: string, shelved: ShelvedVersion, asked: OpenCase, state: CaseState): StoredCase {
  const { regime, version, hash } = shelved
  const { organisations, on: opened } = asked
  // Under a sign-in for development nothing real is decided about a real organisation.
  const recordKind = desk.store.recordKind === 'fictional' ? 'fictional' : 'exercise'
  return {
    case: {
      id,
      regime: regime.regime,
      version,
      recordKind,
      organisations,
      state,
      stage: state.state,
      phase: 'before',
      sequence: 0,
      opened,
      entered: null,
      closed: null,
      published: null,
    },
    calendars: '',
    hash,
    knownAt: '',
    records: 0,
    events: async () => [],
  }
}

/** The role in which an actor opens: the first that they hold, the organisation's own last. */
async function openingRole(
  working: Working,
  regime: Regime,
  organisations: readonly string[],
): Promise<string | Refused> {
  const held = rolesHeld(working.actor, await matterOf(working, regime, organisations))
  const role = held.find(one => regime.roles[one]?.kind !== 'public')
  if (role !== undefined) return role
  const words = `You hold no grant to act in ${regime.title} for ${organisations.join(', ')}. Ask for one, or leave it to whoever holds one.`
  return refuse('not-granted', words)
}

/** The route that the organisations take through a regime, or why it is not for them. */
function organisationsFit(
  snapshot: Snapshot,
  regime: Regime,
  { organisations, route, on }: OpenCase,
): string | null | Refused {
  const [first] = organisations
  if (first === undefined || organisations.length > 200)
    return refuse('bad-request', `Found ${organisations.length} organisations; expected 1 to 200.`)
  if (new Set(organisations).size !== organisations.length)
    return refuse('bad-request', `Found an organisation twice (${organisations.join(', ')}); expected each once.`)
  if (organisations.length > 1 && !regime.scope.areas)
    return refuse(
      'bad-request',
      `Found ${organisations.length} organisations; ${regime.title} takes one in a case. Open a case for each.`,
    )
  const routes = new Set<string>()
  for (const code of organisations) {
    const organisation = snapshot.organisations.get(code)
    if (organisation === undefined)
      return refuse(
        'no-such-organisation',
        `There is no organisation "${code}" in what is loaded. Look up its ODS code.`,
      )
    const gone = noMore(snapshot, organisation, on)
    if (gone) return gone
    const scope = scopeOf(regime, organisation, onDay(on))
    if (!scope.inScope) return refuse('bad-request', `${organisation.name} (${code}): ${scope.why}`)
    if (typeof scope.route === 'string') routes.add(scope.route)
  }
  // Where it is not settled by what they are, the engine asks for one.
  return route ?? (routes.size === 1 ? ([...routes][0] as string) : null)
}

/** That an organisation is one no more on a day (ISO), with those that it passed to; null where it is there. */
function noMore(snapshot: Snapshot, { code, name, closed }: Organisation, on: string): Refused | null {
  if (!isGone(snapshot, code, on)) return null
  const passed = passedOn(snapshot, code, on)
  const day = passed[0]?.on ?? closed
  const when = day === null ? '' : passed.length > 0 ? ` since ${isoWords(day)}` : `: it closed on ${isoWords(day)}`
  const heirs = passed.map(({ to }) => `${snapshot.organisations.get(to)?.name ?? to} (${to})`).join(' and ')
  const todo = heirs === '' ? 'No file says what became of it.' : `It passed to ${heirs}. Open the case there.`
  return refuse('no-such-organisation', `${name} (${code}) is no organisation of its own any more${when}. ${todo}`)
}
