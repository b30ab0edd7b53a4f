/**
 * Were like cases treated alike? Decisions are grouped by their results; within a group, whoever was decided differently makes
 * pairs. Pairs are counted by arithmetic and listed only up to a bound, so that the work grows with the decisions and not with
 * their square. Same results are not same circumstances: a pair is a question, not a finding. Pure.
 */
import type { Decided, Decision, Matter, PairReason, UnlikePair } from './decision.ts'

/** Decisions with the same results on the same matter by the same version of the rules, decided in several ways. */
export interface UnlikeGroup {
  readonly matter: Matter
  readonly version: string
  readonly results: Decision['results']
  /** How many decisions went which way. */
  readonly decided: Readonly<Partial<Record<Decided, number>>>
  readonly pairs: number
  readonly withReason: number
}

/** Decisions of one region, or by one role. */
export interface Tally {
  /** Region or role; null where it is not known. */
  readonly name: string | null
  readonly decisions: number
  readonly decided: Readonly<Partial<Record<`${Matter}-${Decided}`, number>>>
  /** Decisions for which somebody with the same results was decided otherwise. */
  readonly unlike: number
}

export interface Consistency {
  readonly decisions: number
  /** Distinct results on a matter. */
  readonly signatures: number
  readonly groups: readonly UnlikeGroup[]
  /** All pairs, those with a reason, and the first of them: those without a reason first. */
  readonly pairs: number
  readonly withReason: number
  readonly shown: readonly UnlikePair[]
  /** Recorded reasons that fit no pair any more. */
  readonly reasonsUnused: number
  readonly byRegion: readonly Tally[]
  readonly byRole: readonly Tally[]
}

/** Pairs that are shown at most, in all and of one group. */
export const mostPairs = 200
export const mostOfGroup = 25

/** The report on decisions of one regime. */
export function consistencyOf(decisions: readonly Decision[], reasons: readonly PairReason[]): Consistency {
  const bySignature = Map.groupBy(decisions, signatureOf)
  const recorded = Map.groupBy(reasons, ({ matter, one, other }) => pairKey(matter, one, other))
  const used = new Set<string>()
  const unlike = new Set<Decision>()
  const found = [...bySignature.values()].flatMap(alike => {
    const ways = Map.groupBy(alike, ({ decided }) => decided)
    if (ways.size < 2) return []
    const pairs = countPairs(alike, ways)
    if (pairs === 0) return []
    for (const one of alike) unlike.add(one)
    return [{ alike, ways, pairs, explained: explainedIn(ways, reasons, recorded, used) }]
  })
  found.sort((a, b) => b.pairs - b.explained.length - (a.pairs - a.explained.length))
  const bare = found.flatMap(({ ways }) => take(pairsOf(ways), mostOfGroup, one => !recorded.has(keyOf(one))))
  const explained = found.flatMap(one => one.explained)
  return {
    decisions: decisions.length,
    signatures: bySignature.size,
    groups: found.map(({ alike: [first], ways, pairs, explained: told }) => ({
      matter: (first as Decision).matter,
      version: (first as Decision).version,
      results: (first as Decision).results,
      decided: Object.fromEntries([...ways].map(([way, all]) => [way, all.length])),
      pairs,
      withReason: told.length,
    })),
    pairs: found.reduce((sum, one) => sum + one.pairs, 0),
    withReason: explained.length,
    shown: [...bare, ...explained].slice(0, mostPairs),
    reasonsUnused: recorded.size - used.size,
    byRegion: tallies(decisions, unlike, ({ region }) => region),
    byRole: tallies(decisions, unlike, ({ role }) => role),
  }
}

/** Results in one order, whatever order they came in. */
export function signatureOf({ matter, version, results }: Decision): string {
  const sorted = Object.entries(results).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [matter, version, ...sorted.map(([criterion, outcome]) => `${criterion}=${outcome}`)].join('|')
}

/** Pairs decided differently: all pairs less those decided alike, and less those of a case with itself. */
function countPairs(alike: readonly Decision[], ways: ReadonlyMap<Decided, readonly Decision[]>): number {
  const square = (many: Iterable<readonly unknown[]>) => [...many].reduce((sum, { length }) => sum + length * length, 0)
  const differing = (alike.length ** 2 - square(ways.values())) / 2
  const own = [...Map.groupBy(alike, ({ caseId }) => caseId).values()]
    .filter(({ length }) => length > 1)
    .reduce((sum, same) => {
      const split = Map.groupBy(same, ({ decided }) => decided)
      return sum + (same.length ** 2 - square(split.values())) / 2
    }, 0)
  return differing - own
}

/** In a pair, whoever got more comes first. */
const order: readonly Decided[] = ['admitted', 'granted', 'waiting', 'refused']

/** Pairs of different ways, one after another as long as somebody asks. */
function* pairsOf(ways: ReadonlyMap<Decided, readonly Decision[]>): Generator<readonly [Decision, Decision]> {
  const all = order.map(way => ways.get(way) ?? [])
  for (const [index, ones] of all.entries())
    for (const others of all.slice(index + 1))
      for (const one of ones) for (const other of others) if (one.caseId !== other.caseId) yield [one, other]
}

function take(
  pairs: Iterable<readonly [Decision, Decision]>,
  most: number,
  wanted: (pair: readonly [Decision, Decision]) => boolean,
): readonly UnlikePair[] {
  const taken: UnlikePair[] = []
  for (const pair of pairs) {
    if (!wanted(pair)) continue
    taken.push({ one: pair[0], other: pair[1], reasons: [] })
    if (taken.length === most) break
  }
  return taken
}

/** Pairs of a group for which a reason is recorded, found from the reasons: there are never many. */
function explainedIn(
  ways: ReadonlyMap<Decided, readonly Decision[]>,
  reasons: readonly PairReason[],
  recorded: ReadonlyMap<string, readonly PairReason[]>,
  used: Set<string>,
): readonly UnlikePair[] {
  if (reasons.length === 0) return []
  const placed = new Map([...ways].flatMap(([way, all]) => all.map(one => [`${one.caseId} ${way}`, one] as const)))
  return [...recorded].flatMap(([key, told]) => {
    const [{ matter, one, other }] = told as [PairReason, ...PairReason[]]
    const a = placed.get(`${one.case} ${one.decided}`)
    const b = placed.get(`${other.case} ${other.decided}`)
    if (!a || !b || a.matter !== matter || a.decided === b.decided) return []
    used.add(key)
    const [first, second] = order.indexOf(a.decided) < order.indexOf(b.decided) ? [a, b] : [b, a]
    return [{ one: first, other: second, reasons: told.map(({ says }) => says) }]
  })
}

type Side = PairReason['one']

function keyOf([one, other]: readonly [Decision, Decision]): string {
  const side = ({ caseId, decided }: Decision): Side => ({ case: caseId, decided })
  return pairKey(one.matter, side(one), side(other))
}

function pairKey(matter: Matter, one: Side, other: Side): string {
  const sides = [one, other].map(side => `${side.case} ${side.decided}`).toSorted()
  return [matter, ...sides].join('|')
}

function tallies(
  decisions: readonly Decision[],
  unlike: ReadonlySet<Decision>,
  by: (one: Decision) => string | null,
): readonly Tally[] {
  return [...Map.groupBy(decisions, by)]
    .map(([name, all]) => ({
      name,
      decisions: all.length,
      decided: Object.fromEntries(
        [...Map.groupBy(all, one => `${one.matter}-${one.decided}` as const)].map(([way, these]) => [
          way,
          these.length,
        ]),
      ),
      unlike: all.filter(one => unlike.has(one)).length,
    }))
    .toSorted(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) || (a.name ?? '').localeCompare(b.name ?? '', 'en-GB'),
    )
}
