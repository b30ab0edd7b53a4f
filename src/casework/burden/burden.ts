/**
 * The burden on organisations: hours that are asked of them by month and asker, what is asked twice, and what was answered
 * already. Hours nobody knows are counted as unknown, never as none. Pure; what shares a subject is compared in pairs.
 */
import { compare } from '../../evidence/compare.ts'
import type { Day } from '../../regimes/model.ts'
import { monthsLater } from '../../regimes/day.ts'
import { type Ask, daysDue, monthOf, spanOf } from './ask.ts'

/** What one body asks in one month. */
export interface MonthOfAsker {
  /** `2026-03`. */
  readonly month: string
  readonly asker: string
  /** Times that something falls due, and how many of those are by the rules of a case. */
  readonly times: number
  readonly byTheRules: number
  /** Sum of the hours that are known, and times for which none are. */
  readonly hours: number
  readonly unknown: number
}

/** Burden by month and asker between two days, the first month first, then the most hours first. */
export function burdenByMonth(asks: readonly Ask[], from: Day, to: Day): readonly MonthOfAsker[] {
  const cells = new Map<
    string,
    { month: string; asker: string; times: number; rules: number; quarters: number; unknown: number }
  >()
  for (const ask of asks) {
    for (const day of daysDue(ask, from, to)) {
      const month = monthOf(day)
      const key = `${month} ${plainText(ask.asker)}`
      let cell = cells.get(key)
      if (!cell) cells.set(key, (cell = { month, asker: ask.asker, times: 0, rules: 0, quarters: 0, unknown: 0 }))
      cell.times += 1
      if (ask.kind === 'by-the-rules') cell.rules += 1
      // Whole quarter hours, so that no sum drifts.
      if (ask.hours === null) cell.unknown += 1
      else cell.quarters += Math.round(ask.hours * 4)
    }
  }
  return [...cells.values()]
    .map(({ rules, quarters, ...cell }) => ({ ...cell, byTheRules: rules, hours: quarters / 4 }))
    .toSorted(
      (a, b) => compare(a.month, b.month) || b.hours - a.hours || b.times - a.times || compare(a.asker, b.asker),
    )
}

/** Why something may not need to be asked. */
export type Flag =
  /** Another body asks for the same subject at the same time. */
  | { readonly kind: 'same-subject'; readonly other: string; readonly subjects: readonly string[] }
  /** The same words are asked at the same time, by whomever. */
  | { readonly kind: 'same-words'; readonly other: string }
  /** An earlier request on the subject was answered shortly before this one. */
  | { readonly kind: 'answered'; readonly other: string; readonly on: Day; readonly subjects: readonly string[] }
  /** A published figure holds it already. */
  | { readonly kind: 'published'; readonly metric: string; readonly period: string | null }

/** An answer counts as recent for so many months: ours, no rule says it. */
export const answerHolds = 12

/**
 * Flags by the id of what is asked; what has none is not in it.
 * @param latest The latest period for which a figure is published of an organisation; null where there is none.
 */
export function flagsOf(
  asks: readonly Ask[],
  latest: (metric: string, organisation: string) => string | null,
): ReadonlyMap<string, readonly Flag[]> {
  const flags = new Map<string, Flag[]>()
  const add = (id: string, flag: Flag) => {
    const all = flags.get(id)
    if (all) all.push(flag)
    else flags.set(id, [flag])
  }
  for (const [one, other] of pairsAlike(asks.map(plainly))) {
    const subjects = one.ask.subjects.filter((_, at) => other.subjects.has(one.plain[at] ?? ''))
    const sameWords = one.what === other.what
    const pair = [one.ask, other.ask] as const
    if (overlap(...pair)) {
      if (sameWords) for (const [a, b] of both(pair)) add(a.id, { kind: 'same-words', other: b.id })
      else if (subjects.length > 0 && one.asker !== other.asker)
        for (const [a, b] of both(pair)) add(a.id, { kind: 'same-subject', other: b.id, subjects })
    }
    for (const [{ ask: a }, { ask: b, holds }] of both([one, other])) {
      const on = b.answered
      if (on !== null && b.asked < a.asked && on <= a.asked && a.asked <= holds)
        if (subjects.length > 0 || sameWords) add(a.id, { kind: 'answered', other: b.id, on, subjects })
    }
  }
  for (const { id, metric, organisation } of asks)
    if (metric !== null) add(id, { kind: 'published', metric, period: latest(metric, organisation) })
  return flags
}

/** What is asked, with its words as they are compared: made plain once, however often they are. */
interface Plain {
  readonly ask: Ask
  readonly what: string
  readonly asker: string
  /** In the order of the ask's own. */
  readonly plain: readonly string[]
  readonly subjects: ReadonlySet<string>
  /** Last day on which its answer counts as recent. */
  readonly holds: Day
}

function plainly(ask: Ask): Plain {
  const plain = ask.subjects.map(plainText)
  const holds = ask.answered === null ? Number.NEGATIVE_INFINITY : monthsLater(ask.answered, answerHolds).day
  return { ask, what: plainText(ask.what), asker: plainText(ask.asker), plain, subjects: new Set(plain), holds }
}

/** Pairs of one organisation that share a subject or their words, each once; nothing else is compared. */
function* pairsAlike(asks: readonly Plain[]): Generator<readonly [Plain, Plain]> {
  const seen = new Map<string, number[]>()
  for (const [index, one] of asks.entries()) {
    const keys = [...[...one.subjects].map(subject => `about ${subject}`), `words ${one.what}`]
    const before = new Set<number>()
    for (const key of keys) {
      const place = `${one.ask.organisation} ${key}`
      const others = seen.get(place)
      if (others === undefined) seen.set(place, [index])
      else {
        for (const other of others) before.add(other)
        others.push(index)
      }
    }
    for (const other of [...before].toSorted((a, b) => a - b)) yield [asks[other] as Plain, one]
  }
}

function both<One>([one, other]: readonly [One, One]) {
  return [
    [one, other],
    [other, one],
  ] as const
}

function overlap(one: Ask, other: Ask): boolean {
  const [[from, to], [begins, ends]] = [spanOf(one), spanOf(other)]
  return from <= ends && begins <= to
}

/** Letters and digits in lower case: `Cancer-waits ` and `cancer waits` are the same. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
