/** Stays of organisations in regimes, as cases and placements tell of them, in one shape. Pure. */
import { compare } from '../evidence/compare.ts'
import type { RecordKind } from '../evidence/model.ts'
import { isoWords } from '../evidence/period-words.ts'
import { isoFromDay } from '../regimes/day.ts'
import { endWords } from '../regimes/diagram.ts'
import { stateOf } from '../regimes/draft.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { entryWords, exitWords, wayOutWords } from '../regimes/placement-words.ts'
import { courseOf } from '../regimes/standing.ts'
import { isOpen, type RuledCase, type Surroundings, unknownRegime } from './conflicts.ts'

/** Whose attempts: an organisation, or one that it came from, and when that became part of it (ISO; null where no file says). */
export interface Body {
  readonly code: string
  readonly of: 'itself' | 'predecessor'
  readonly absorbed: string | null
}

/** What tells of their stays: cases of one kind of record, and placements. */
export interface Known {
  readonly cases: readonly RuledCase[]
  readonly placements: readonly PlacementRecord[]
}

/** A stay in words. */
export interface Told {
  readonly recordKind: RecordKind
  /** The organisation's name at the time. */
  readonly name: string
  readonly regime: { readonly id: string; readonly title: string }
  /** The case that tells of it; null where a placement does. */
  readonly caseId: string | null
  readonly from: string
  /** "end not known" is neither "in" nor "out". */
  readonly to: string
  readonly ended: string
  /** Who says so. */
  readonly sources: readonly string[]
}

/** A name of a regime. */
type Name = PlacementRecord['name']

/** A stay as cases and placements both have it. Days are ISO and bounds where they are not known exactly. */
export interface Stay {
  readonly entered: { readonly earliest: string; readonly latest: string } | null
  readonly notBefore: string | null
  readonly left: { readonly earliest: string; readonly latest: string } | null
  /** The regime as sources call it: several files, old rules and new, may go under one name. */
  readonly under: Name
  /** Whether it is a case of the body itself that runs: no past stay yet, and what an earlier one may have come back as. */
  readonly runs: boolean
  readonly id: string
  readonly body: Body
  /** Regime that leaving led into. */
  readonly into: string | null
  readonly rules: RuledCase['compiled']['regime'] | undefined
  readonly said: Told
}

/** Every stay of some bodies, newest first, each once: what a case and a placement both tell is told by the case. */
export function pastStays(
  bodies: readonly Body[],
  { cases, placements }: Known,
  around: Surroundings,
): readonly Stay[] {
  const under = namesOf(placements)
  const all = bodies.flatMap(body => [
    ...casesOf(body, cases, under, around),
    ...placementsOf(body, { cases, placements }, under, around),
  ])
  return [...new Map(all.map(one => [`${one.id} ${one.body.code}`, one])).values()].toSorted(newestFirst)
}

function casesOf(
  body: Body,
  cases: readonly RuledCase[],
  under: ReadonlyMap<string, Name>,
  { nameOf }: Surroundings,
): readonly Stay[] {
  return cases.flatMap(({ found, compiled }): Stay[] => {
    const { entered, closed, state } = found
    if (entered === null || !found.organisations.includes(body.code)) return []
    const { regime } = compiled
    const out = state.left === null ? closed : isoFromDay(state.left)
    const stage = stateOf(courseOf(compiled, state), state)
    const ends = stage.ends ?? null
    const noEnd = isOpen(found) ? 'no end is recorded' : 'checks after it are not over'
    const ended = ends === null ? noEnd : endWords[ends]
    return [
      {
        entered: { earliest: entered, latest: entered },
        notBefore: null,
        left: out === null ? null : { earliest: out, latest: out },
        under: under.get(found.regime) ?? { id: found.regime, title: regime.title },
        runs: isOpen(found) && body.of === 'itself',
        id: found.id,
        body,
        into: null,
        rules: regime,
        said: {
          recordKind: found.recordKind,
          name: nameOf(body.code),
          regime: { id: regime.regime, title: regime.title },
          caseId: found.id,
          from: isoWords(entered),
          to: out === null ? 'end not known' : isoWords(out),
          ended: `“${stage.title}”: ${ended}`,
          sources: ['a case of this store'],
        },
      },
    ]
  })
}

function placementsOf(
  body: Body,
  { cases, placements }: Known,
  under: ReadonlyMap<string, Name>,
  { regimeOf }: Surroundings,
): readonly Stay[] {
  return placements.flatMap((one): Stay[] => {
    if (one.organisation !== body.code || cases.some(({ found }) => isSameStay(found, one, body.code))) return []
    const rules = regimeOf(one.regime, one.version)
    return [
      {
        entered: one.entered,
        notBefore: one.notBefore,
        left: one.left,
        under: under.get(one.regime) ?? one.name,
        runs: false,
        id: one.id,
        body,
        into: one.into === null ? null : (regimeOf(one.into, null)?.title ?? one.into),
        rules,
        said: {
          recordKind: one.recordKind,
          name: one.organisationName,
          regime: { id: one.regime, title: (rules ?? unknownRegime(one)).title },
          caseId: null,
          from: entryWords(one),
          to: exitWords(one),
          ended: wayOutWords(one),
          sources: one.sources.map(({ publisher, what }) => `${publisher}, ${what}`),
        },
      },
    ]
  })
}

/** Whether a placement tells of the very stay that a case is about. */
function isSameStay(
  { regime, entered, organisations, recordKind }: RuledCase['found'],
  one: PlacementRecord,
  code: string,
) {
  return (
    regime === one.regime &&
    recordKind === one.recordKind &&
    organisations.includes(code) &&
    entered !== null &&
    one.entered !== null &&
    one.entered.earliest <= entered &&
    entered <= one.entered.latest
  )
}

/** Regimes by the name that sources use: the first in order where a regime goes under several. */
function namesOf(placements: readonly PlacementRecord[]): ReadonlyMap<string, Name> {
  const names = new Map<string, Name>()
  for (const { regime, name } of placements) {
    const before = names.get(regime)
    if (before === undefined || name.id < before.id) names.set(regime, name)
  }
  return names
}

/** By entry as far as it is known; without one, last. */
function newestFirst(a: Stay, b: Stay): number {
  const key = ({ entered, notBefore }: Stay) => entered?.latest ?? notBefore ?? ''
  return (
    compare(key(b), key(a)) ||
    compare(a.said.regime.title, b.said.regime.title) ||
    compare(a.body.code, b.body.code) ||
    compare(a.id, b.id)
  )
}
