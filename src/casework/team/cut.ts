/** What a change of the team does to its coverage of cases, before it is made. Pure. */
import type { RegisterEntry } from '../registers/register.ts'
import type { TeamAllocation } from './team-allocation.ts'
import { postCalled, type TeamChange } from './team-change.ts'
import type { TeamPost } from './team-post.ts'
import { costOf, givenOn, measured, type MonthlyCost, percentOf, type TeamOn } from './team.ts'
import { standsOn, sumOf } from './wte.ts'

type Measured = Pick<TeamOn, 'size' | 'board' | 'cost'>

export interface ChangeEffect {
  /** The day (ISO) on which the team is looked at: the last one before the change. */
  readonly day: string
  readonly before: Measured
  readonly after: Measured
  /** Change of whole-time equivalents in per cent, a cut negative; null where there was no team. */
  readonly percent: number | null
  /** What the paper states: sizes in hundredths, and the cut in per cent as the sum gives it and as it is printed. */
  readonly stated: {
    readonly from: number
    readonly to: number
    readonly cutPercent: number
    readonly printed: number | null
    /** Whether what is printed is what the sum gives, to as many decimals; null where nothing is printed. */
    readonly agrees: boolean | null
  } | null
  /** Cases that lose hundredths, the greatest loss first. */
  readonly cases: readonly { readonly caseId: string; readonly before: number; readonly lost: number }[]
  /** What would be done by temporary staff and consultancy instead; a cost is known where it is declared of all. */
  readonly displaced: readonly {
    readonly basis: 'temporary' | 'consultancy'
    readonly wte: number
    readonly cost: MonthlyCost
  }[]
  /** What the posts that end cost in a month. */
  readonly ended: MonthlyCost
}

export function effectOf(
  change: TeamChange,
  posts: readonly RegisterEntry<TeamPost>[],
  allocations: readonly RegisterEntry<TeamAllocation>[],
): ChangeEffect {
  const day = dayBefore(change.from)
  const standing = posts.filter(({ body }) => standsOn(body, day))
  const ending = new Set(change.ends.flatMap(title => postCalled(standing, title)?.id ?? []))
  const ended = standing.filter(({ id }) => ending.has(id))
  const staying = standing.filter(({ id }) => !ending.has(id))
  const before = measured(standing.map(({ body }) => body))
  // What temporary staff and consultancy do instead is told apart: they are no team.
  const after = measured([...staying.map(({ body }) => body), ...change.adds.filter(one => one.basis === 'permanent')])
  const had = new Map(givenOn(standing, allocations, day).map(({ caseId, wte }) => [caseId, wte]))
  return {
    day,
    before,
    after,
    percent: before.size.wte === 0 ? null : percentOf(after.size.wte - before.size.wte, before.size.wte),
    stated: statedIn(change),
    cases: givenOn(ended, allocations, day).map(({ caseId, wte: lost }) => ({
      caseId,
      before: had.get(caseId) ?? lost,
      lost,
    })),
    displaced: (['temporary', 'consultancy'] as const).flatMap(basis => {
      const all = change.adds.filter(one => one.basis === basis)
      return all.length === 0 ? [] : [{ basis, wte: sumOf(all), cost: costOf(all) }]
    }),
    ended: costOf(ended.map(({ body }) => body)),
  }
}

function statedIn(change: TeamChange): ChangeEffect['stated'] {
  const { 'stated-from-hundredths': from, 'stated-to-hundredths': to, 'printed-percent': printed } = change
  if (from === null || to === null) return null
  const exact = ((from - to) * 100) / from
  const agrees = printed === null ? null : exact.toFixed(decimalsOf(printed)) === printed.toFixed(decimalsOf(printed))
  return { from, to, cutPercent: percentOf(from - to, from), printed, agrees }
}

function decimalsOf(number: number): number {
  return String(number).split('.')[1]?.length ?? 0
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
