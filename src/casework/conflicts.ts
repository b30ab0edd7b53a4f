/**
 * Other regimes on the same organisations at the same time: told with what the files say of the two, or that no file says
 * anything. Only what a case or a placement says is told; of a placement without a known end, that its end is not known. Pure.
 */
import { compare } from '../evidence/compare.ts'
import { isoWords } from '../evidence/period-words.ts'
import type { RecordKind } from '../evidence/model.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { entryWords } from '../regimes/placement-words.ts'
import { standingOn } from '../regimes/placements.ts'
import { type Related, type Said, saidBetween } from '../regimes/relations.ts'
import type { Case } from './model.ts'

/** A case with the rules that it is pinned to. */
export interface RuledCase {
  readonly found: Case
  readonly compiled: CompiledRegime
}

/** What the words need beside the cases. */
export interface Surroundings {
  /** The product's day (ISO). */
  readonly day: string
  /** Name of an organisation by its code. */
  readonly nameOf: (code: string) => string
  /** A regime in a version, the latest where that is null; undefined where no file of it is there. */
  readonly regimeOf: (regime: string, version: string | null) => CompiledRegime['regime'] | undefined
}

/** Worst first. */
const kinds = ['conflict', 'superseded', 'twice', 'nobody-said', 'alongside'] as const

export interface Conflict {
  readonly kind: (typeof kinds)[number]
  readonly recordKind: RecordKind
  /** Codes of the organisations that are in both. */
  readonly organisations: readonly string[]
  /** The regime of the case that is looked at, and the other one. */
  readonly here: { readonly id: string; readonly title: string }
  readonly regime: { readonly id: string; readonly title: string }
  /** The other case; null where a placement says so. */
  readonly caseId: string | null
  /** Whether it is known to be in the other one; otherwise it was put in, and whether it has left is not known. */
  readonly certain: boolean
  readonly words: string
  readonly said: readonly Said[]
  /** Who says that it is in the other one: a case of this store, or the sources of a placement. */
  readonly sources: readonly string[]
}

/** Whether a case has something running: neither closed nor after its regime. */
export function isOpen({ closed, phase }: Case): boolean {
  return closed === null && phase !== 'after'
}

/** Everything else that runs on the organisations of an open case, worst first; nothing for a case that is over. */
export function conflictsOf(
  focal: RuledCase,
  others: readonly RuledCase[],
  placements: readonly PlacementRecord[],
  around: Surroundings,
): readonly Conflict[] {
  if (!isOpen(focal.found)) return []
  const open = others.filter(
    ({ found }) => found.id !== focal.found.id && isOpen(found) && found.recordKind === focal.found.recordKind,
  )
  const inCase = (code: string, regime: string) =>
    [focal, ...open].some(({ found }) => found.regime === regime && found.organisations.includes(code))
  const placed = placements.filter(
    one => one.organisation !== null && focal.found.organisations.includes(one.organisation),
  )
  const byRegime = Map.groupBy(placed, one => `${one.organisation} ${one.regime}`)
  return [
    ...open.flatMap(other => withCase(focal, other, around)),
    ...[...byRegime.values()].flatMap(stays => {
      const [{ organisation, regime }] = stays as [PlacementRecord]
      return inCase(organisation as string, regime) ? [] : withPlacement(focal, stays, around)
    }),
  ].toSorted(byWeight)
}

function withCase(focal: RuledCase, { found, compiled }: RuledCase, around: Surroundings): readonly Conflict[] {
  const organisations = found.organisations.filter(code => focal.found.organisations.includes(code)).toSorted()
  if (organisations.length === 0) return []
  const { regime } = compiled
  const who = listed(organisations.map(around.nameOf))
  const [is, has] = organisations.length === 1 ? ['is', 'has'] : ['are', 'have']
  const there =
    found.entered === null
      ? `${who} ${is} also a candidate for ${regime.title}`
      : `${who} ${has} been in ${regime.title} since ${isoWords(found.entered)}`
  const twice = found.regime === focal.found.regime
  const about = { organisations, caseId: found.id, certain: true, recordKind: found.recordKind }
  if (twice)
    return [
      {
        ...about,
        kind: 'twice',
        here: { id: regime.regime, title: regime.title },
        regime: { id: regime.regime, title: regime.title },
        words: `There is another open case of ${who} in ${regime.title}, opened on ${isoWords(found.opened)}. One of the two should be closed.`,
        said: [],
        sources: ['a case of this store'],
      },
    ]
  return [{ ...about, ...verdict(focal.compiled.regime, regime, there), sources: ['a case of this store'] }]
}

/** The stays of one organisation in one regime: one that is surely open on the day, else one that may be. */
function withPlacement(focal: RuledCase, stays: readonly PlacementRecord[], around: Surroundings): readonly Conflict[] {
  const latest = stays.toSorted(
    (a, b) => compare(b.entered?.latest ?? '', a.entered?.latest ?? '') || compare(a.id, b.id),
  )
  const of = (standing: 'in' | 'unknown') => latest.find(one => standingOn(one, around.day) === standing)
  const sure = of('in')
  const stay = sure ?? of('unknown')
  if (stay === undefined || stay.organisation === null) return []
  const regime: Related = around.regimeOf(stay.regime, stay.version) ?? unknownRegime(stay)
  const who = around.nameOf(stay.organisation)
  const there = sure
    ? `${who} is also in ${regime.title}, entered ${entryWords(stay)}`
    : `${who} was put into ${regime.title} (entered ${entryWords(stay)}), and whether it has left since is not known`
  return [
    {
      organisations: [stay.organisation],
      recordKind: stay.recordKind,
      caseId: null,
      certain: sure !== undefined,
      ...verdict(focal.compiled.regime, regime, there),
      sources: stay.sources.map(({ publisher, what }) => `${publisher}, ${what}`),
    },
  ]
}

/** A regime of which there is a placement and no file: what others say of it still counts. */
export function unknownRegime({ regime, name }: Pick<PlacementRecord, 'regime' | 'name'>): Related {
  return { regime, title: name.title, sources: {}, relations: {} }
}

function verdict(
  own: Related,
  there: Related,
  fact: string,
): Pick<Conflict, 'kind' | 'here' | 'regime' | 'words' | 'said'> {
  const all = saidBetween(own, there)
  const of = (relation: Said['relation']) => all.filter(one => one.relation === relation)
  const both = { here: { id: own.regime, title: own.title }, regime: { id: there.regime, title: there.title } }
  const says = (some: readonly Said[]) => [...new Set(some.map(one => one.says))].join(' ')
  const against = of('conflicts')
  if (against.length > 0)
    return { kind: 'conflict', ...both, words: `${fact}. The two conflict: ${says(against)}`, said: all }
  const replaced = of('supersedes')
  const [first] = replaced
  if (first) {
    const [newer, older] = first.by === own.regime ? [own, there] : [there, own]
    const words = `${fact}. ${newer.title} took the place of ${older.title}, which should have ended or been moved over: ${says(replaced)}`
    return { kind: 'superseded', ...both, words, said: all }
  }
  if (all.length > 0)
    return { kind: 'alongside', ...both, words: `${fact}. The two may run side by side: ${says(all)}`, said: all }
  return { kind: 'nobody-said', ...both, words: `${fact}. No file says whether the two go together.`, said: [] }
}

function byWeight(a: Conflict, b: Conflict): number {
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    Number(b.certain) - Number(a.certain) ||
    compare(a.regime.title, b.regime.title) ||
    compare(a.organisations.join(), b.organisations.join()) ||
    compare(a.caseId ?? '', b.caseId ?? '')
  )
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
