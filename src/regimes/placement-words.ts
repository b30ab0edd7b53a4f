/** Placements in words, the same on pages, in CSV and in JSON: what is not known is said, what is inferred says from what. */
import { isoWords } from '../evidence/period-words.ts'
import type { KnownDate, PlacementRecord } from './history-model.ts'
import { monthsIn } from './history.ts'
import type { Months } from './known-date.ts'

/** `16 July 2013`, `July 2013` or `2013`, with what it was inferred from: "July 2021, inferred from …". */
export function dateWords({ date, inferred }: KnownDate): string {
  return inferred === null ? isoWords(date) : `${isoWords(date)}, ${inferred}`
}

/** When it entered: a date, "date not known", or since when at the earliest. */
export function entryWords({ entered, notBefore }: PlacementRecord): string {
  if (entered) return dateWords(entered)
  return notBefore === null ? 'date not known' : `date not known; not before ${isoWords(notBefore)}`
}

/** When it left: a date, "left, date not found" or "end not known", with what else bounds it. */
export function exitWords({ left, leftKnown, outBy, lastKnownIn }: PlacementRecord): string {
  if (left) return dateWords(left)
  const plain = leftKnown === 'end-not-known' ? 'end not known' : 'left, date not found'
  const seen = lastKnownIn ? `; a source has it in at ${dateWords(lastKnownIn)}` : ''
  return outBy === null ? `${plain}${seen}` : `${plain}${seen}; out by ${isoWords(outBy)} at the latest`
}

/** How it left: "after a rating of good"; "how was not found"; "not known" where it is not known whether it left. */
export function wayOutWords({ howLeft, leftKnown }: PlacementRecord): string {
  return howLeft?.words ?? (leftKnown === 'end-not-known' ? 'not known' : 'how was not found')
}

/** How long it was in: "29 months", "between 17 and 29 months"; "not known" without both dates. */
export function stayWords(placement: PlacementRecord): string {
  const length = monthsIn(placement)
  return length === null ? 'not known' : monthsWords(length)
}

/** A stretch in whole months, both ends rounded to the nearest. */
export function monthsWords({ atLeast, atMost }: Months): string {
  const [low, high] = [Math.round(atLeast), Math.round(atMost)]
  return low === high ? `${low} ${low === 1 ? 'month' : 'months'}` : `between ${low} and ${high} months`
}

/** What other sources say: "National Health Executive gives August 2013". */
export function conflictWords({ conflicts }: PlacementRecord, about: 'entered' | 'left'): readonly string[] {
  return conflicts.filter(one => one.about === about).map(({ says, source }) => `${source} gives ${says}`)
}
