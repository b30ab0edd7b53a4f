/**
 * Leaders' headroom: an organisation that helps others, as partner in a case or as a member of a collaboration, while it is
 * itself in a regime that takes its leaders' time. Pure.
 */
import { holdsBetween } from './records/appointment.ts'
import { compare } from '../evidence/compare.ts'
import { isoWords } from '../evidence/period-words.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { entryWords } from '../regimes/placement-words.ts'
import { standingOn } from '../regimes/placements.ts'
import type { Regime } from '../regimes/regime.ts'
import { type Related, type Said, saidBetween } from '../regimes/relations.ts'
import { isOpen, type RuledCase, type Surroundings, unknownRegime } from './conflicts.ts'

/** A partner as the record of its appointment names it. Days are ISO; `until` is its last day, null where none is set. */
export interface Partnership {
  readonly caseId: string
  readonly role: string
  readonly organisation: string | null
  readonly from: string
  readonly until: string | null
}

export interface LostHeadroom {
  readonly organisation: string
  readonly name: string
  /** The case in which it helps or takes part, and as what: the title of a role; null for a member of a collaboration. */
  readonly helps: {
    readonly caseId: string
    readonly regime: string
    readonly title: string
    readonly as: string | null
  }
  /** The regime that it is itself in, by a case or, where that is null, by a placement. */
  readonly itselfIn: { readonly caseId: string | null; readonly regime: string; readonly title: string }
  /** Since when it has been in, in words. */
  readonly since: string
  /** Whether it is known to be in; otherwise it was put in, and whether it has left is not known. */
  readonly certain: boolean
  readonly words: string
  /** What files say of the two; where there is nothing, that headroom is lost is our reading. */
  readonly said: readonly Said[]
  /** Who says that it is in. */
  readonly sources: readonly string[]
}

/** All who help in, or are members of, one of some cases and have lost headroom; the words name each with since when. */
export function lostHeadroom(
  cases: readonly RuledCase[],
  partnerships: readonly Partnership[],
  placements: readonly PlacementRecord[],
  around: Surroundings,
): readonly LostHeadroom[] {
  const open = cases.filter(({ found }) => isOpen(found))
  return open
    .flatMap(where => helpersOf(where, partnerships, around.day).map(helper => ({ where, helper })))
    .flatMap(({ where, helper }) =>
      ownRegimes(helper.code, where, open, placements, around).flatMap(own => {
        const said = saidBetween(where.compiled.regime, own.regime).filter(one => one.relation === 'conflicts')
        return said.length === 0 && !own.takesTime ? [] : [rowOf(where, helper, own, said, around)]
      }),
    )
    .toSorted(
      (a, b) =>
        Number(b.certain) - Number(a.certain) ||
        compare(a.name, b.name) ||
        compare(a.helps.caseId, b.helps.caseId) ||
        compare(a.helps.as ?? '', b.helps.as ?? '') ||
        compare(a.itselfIn.title, b.itselfIn.title),
    )
}

/** Groups that work together, with nobody's power over them: what the files know of a collaboration. */
export function isCollaboration({ scope, powers }: Pick<Regime, 'scope' | 'powers'>): boolean {
  return scope.areas && Object.keys(powers).length === 0
}

interface Helper {
  readonly code: string
  readonly as: string | null
}

function helpersOf(
  { found, compiled }: RuledCase,
  partnerships: readonly Partnership[],
  day: string,
): readonly Helper[] {
  const { regime } = compiled
  const partners = partnerships.flatMap(({ caseId, role, organisation, ...term }): Helper[] => {
    const now = holdsBetween(term, day)
    const as = regime.roles[role]
    if (caseId !== found.id || organisation === null || !now || as?.kind !== 'partner') return []
    return [{ code: organisation, as: as.title }]
  })
  const members = isCollaboration(regime) ? found.organisations.map(code => ({ code, as: null })) : []
  return [...new Map([...partners, ...members].map(one => [`${one.code} ${one.as}`, one])).values()]
}

interface Own {
  readonly regime: Related
  readonly caseId: string | null
  readonly since: string
  readonly certain: boolean
  readonly sources: readonly string[]
  /** Whether somebody has powers over it there: then its leaders are busy, by our reading. */
  readonly takesTime: boolean
}

/** Regimes that a helper is in, other than by the very case in which it helps. */
function ownRegimes(
  code: string,
  where: RuledCase,
  open: readonly RuledCase[],
  placements: readonly PlacementRecord[],
  { day, regimeOf }: Surroundings,
): readonly Own[] {
  const cases = open.filter(
    ({ found }) =>
      found.id !== where.found.id &&
      found.recordKind === where.found.recordKind &&
      found.phase === 'in' &&
      found.organisations.includes(code),
  )
  const byCase = cases.map(
    ({ found, compiled: { regime } }): Own => ({
      regime,
      caseId: found.id,
      since: isoWords(found.entered ?? found.opened),
      certain: true,
      sources: ['a case of this store'],
      takesTime: hasPowers(regime),
    }),
  )
  const told = new Set([...byCase.map(one => one.regime.regime), ...membership(where, code)])
  const stays = placements
    .filter(one => one.organisation === code && !told.has(one.regime) && standingOn(one, day) !== 'out')
    .toSorted(
      (a, b) =>
        Number(standingOn(b, day) === 'in') - Number(standingOn(a, day) === 'in') ||
        compare(b.entered?.latest ?? '', a.entered?.latest ?? '') ||
        compare(a.id, b.id),
    )
  const byPlacement = [...Map.groupBy(stays, one => one.regime).values()].map(([stay]): Own => {
    const one = stay as PlacementRecord
    const regime = regimeOf(one.regime, one.version)
    return {
      regime: regime ?? unknownRegime(one),
      caseId: null,
      since: entryWords(one),
      certain: standingOn(one, day) === 'in',
      sources: one.sources.map(({ publisher, what }) => `${publisher}, ${what}`),
      takesTime: regime !== undefined && hasPowers(regime),
    }
  })
  return [...byCase, ...byPlacement]
}

/** A member of a case is in its regime by that case: a placement that says so too is the same stay. */
function membership({ found }: RuledCase, code: string): readonly string[] {
  return found.organisations.includes(code) ? [found.regime] : []
}

function hasPowers({ powers }: Pick<Regime, 'powers'>): boolean {
  return Object.keys(powers).length > 0
}

function rowOf(
  { found, compiled }: RuledCase,
  { code, as }: Helper,
  own: Own,
  said: readonly Said[],
  { nameOf }: Surroundings,
): LostHeadroom {
  const { title } = compiled.regime
  const name = nameOf(code)
  const acts = as === null ? `takes part in ${title}` : `acts as ${as} in a case of ${title}`
  const lost = own.certain
    ? `has lost headroom: it has itself been in ${own.regime.title} since ${own.since}`
    : `may have lost headroom: it was itself put into ${own.regime.title} (entered ${own.since}), and whether it has left since is not known`
  const why =
    said.length === 0
      ? `That this takes its leaders’ time is our reading: no file says so of these two.`
      : [...new Set(said.map(one => one.says))].join(' ')
  return {
    organisation: code,
    name,
    helps: { caseId: found.id, regime: found.regime, title, as },
    itselfIn: { caseId: own.caseId, regime: own.regime.regime, title: own.regime.title },
    since: own.since,
    certain: own.certain,
    words: `${name} ${acts} and ${lost}. ${why}`,
    said,
    sources: own.sources,
  }
}
