/** Who was in a regime, when and how they left: stays and what can be said of all of them together. */
import { z } from 'zod'
import { membersOf, summaryOf } from '../regimes/history.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { monthsWords } from '../regimes/placement-words.ts'
import { count } from './format.ts'
import { staySchema, staysOf } from './regime-stays.ts'

export const membersSchema = z.object({
  says: z.array(z.string()),
  entries: z.number(),
  organisations: z.number(),
  dated: z.number(),
  leftDateNotFound: z.number(),
  endNotKnown: z.number().meta({ description: 'Nobody knows whether they left: never "still in".' }),
  reEntries: z.number(),
  median: z
    .object({ atLeast: z.number(), atMost: z.number(), of: z.number() })
    .nullable()
    .meta({ description: 'Median months of the `of` stays with both dates.' }),
  howLeft: z.array(z.object({ words: z.string(), count: z.number() })),
  stays: z.array(staySchema),
})
export type Members = z.infer<typeof membersSchema>

export function regimeMembers(history: readonly PlacementRecord[], regime: string): Members {
  const summary = summaryOf(history, regime)
  const { median } = summary
  return {
    says: says(summary),
    entries: summary.entries,
    organisations: summary.organisations,
    dated: summary.dated,
    leftDateNotFound: summary.leftDateNotFound,
    endNotKnown: summary.endNotKnown,
    reEntries: summary.reEntries,
    median: median && { atLeast: tenth(median.atLeast), atMost: tenth(median.atMost), of: median.of },
    howLeft: summary.howLeft.map(one => ({ words: one.words, count: one.count })),
    stays: staysOf(membersOf(history, regime), history),
  }
}

function says(summary: ReturnType<typeof summaryOf>): string[] {
  const { entries, organisations, dated, leftDateNotFound, endNotKnown, reEntries, median, howLeft } = summary
  if (entries === 0) return ['Nobody is known to have been in it. That is what our history holds, not what happened.']
  const ends = [
    `${dated} with a date of leaving`,
    ...(leftDateNotFound === 0 ? [] : [`${leftDateNotFound} that left on a date nobody found`]),
    ...(endNotKnown === 0 ? [] : [`${endNotKnown} whose end is not known, which is not “still in”`]),
  ]
  return [
    `${count(entries, 'stay')} of ${count(organisations, 'organisation')} ${entries === 1 ? 'is' : 'are'} known: ${ends.join('; ')}.`,
    ...(reEntries === 0
      ? []
      : [`${count(reEntries, 'stay was', 'stays were')} not the first under the same name: somebody came back.`]),
    median === null
      ? 'No stay has both its dates, so there is no length to tell.'
      : `Median length of the ${count(median.of, 'stay')} with both dates: ${monthsWords(median)}. Stays without an end are not among them, so it is short.`,
    ...(howLeft.length === 0
      ? []
      : [`How they left: ${howLeft.map(one => `${one.words} (${one.count})`).join('; ')}.`]),
    'The list is not complete: a stay that is not here may still have been. It says who was in and when; it is not evidence of what the regime caused.',
  ]
}

function tenth(months: number): number {
  return Math.round(months * 10) / 10
}
