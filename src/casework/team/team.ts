/** A programme's team on a day: its posts, who of them knows boards, what it gives to cases, what it costs. Pure. */
import type { RegisterEntry } from '../registers/register.ts'
import type { TeamAllocation } from './team-allocation.ts'
import type { TeamPost } from './team-post.ts'
import { standsOn, sumOf } from './wte.ts'

/** Posts and hundredths of whole-time equivalents. */
export interface Size {
  readonly posts: number
  readonly wte: number
}

export interface BoardShare {
  readonly yes: Size
  readonly no: Size
  readonly 'not-known': Size
  /** Posts with such experience among those of which it is known, in per cent; null where it is known of none. */
  readonly percent: number | null
}

/** Cost in a month: what is declared, and of how many posts nobody has said. */
export interface MonthlyCost {
  readonly pence: number
  readonly undeclared: number
}

export interface TeamOn {
  readonly size: Size
  readonly board: BoardShare
  readonly cost: MonthlyCost
  /** Hundredths given to cases: by case, the most first. */
  readonly cases: readonly { readonly caseId: string; readonly wte: number }[]
  readonly given: number
}

type Sized = Pick<TeamPost, 'wte-hundredths' | 'board-experience' | 'monthly-pence'>

/** The team as it stands on a day (ISO). */
export function teamOn(
  posts: readonly RegisterEntry<TeamPost>[],
  allocations: readonly RegisterEntry<TeamAllocation>[],
  day: string,
): TeamOn {
  const standing = posts.filter(({ body }) => standsOn(body, day))
  const cases = givenOn(standing, allocations, day)
  return {
    ...measured(standing.map(({ body }) => body)),
    cases,
    given: cases.reduce((sum, { wte }) => sum + wte, 0),
  }
}

/** What posts give to cases on a day, by case, the most first. */
export function givenOn(
  posts: readonly RegisterEntry<TeamPost>[],
  allocations: readonly RegisterEntry<TeamAllocation>[],
  day: string,
): TeamOn['cases'] {
  const ids = new Set(posts.map(({ id }) => id))
  const given = allocations.map(({ body }) => body).filter(one => ids.has(one.post) && standsOn(one, day))
  return [...Map.groupBy(given, one => one.case)]
    .map(([caseId, all]) => ({ caseId, wte: sumOf(all) }))
    .toSorted((a, b) => b.wte - a.wte || (a.caseId < b.caseId ? -1 : 1))
}

/** How much posts are together, who of them knows boards, and what they cost. */
export function measured(posts: readonly Sized[]): Pick<TeamOn, 'size' | 'board' | 'cost'> {
  const sized = (some: readonly Sized[]): Size => ({ posts: some.length, wte: sumOf(some) })
  const who = (answer: Sized['board-experience']) => sized(posts.filter(one => one['board-experience'] === answer))
  const [yes, no] = [who('yes'), who('no')]
  const known = yes.posts + no.posts
  return {
    size: sized(posts),
    board: { yes, no, 'not-known': who('not-known'), percent: known === 0 ? null : percentOf(yes.posts, known) },
    cost: costOf(posts),
  }
}

export function costOf(posts: readonly Pick<Sized, 'monthly-pence'>[]): MonthlyCost {
  return {
    pence: posts.reduce((sum, one) => sum + (one['monthly-pence'] ?? 0), 0),
    undeclared: posts.filter(one => one['monthly-pence'] === null).length,
  }
}

/** Per cent with two decimals. */
export function percentOf(part: number, whole: number): number {
  return Math.round((part * 10_000) / whole) / 100
}
