/** The way out of a case as its page shows it: how far it is, what has left already, what is looked at next, and whether it lasted. */
import { z } from 'zod'
import { countingEvents } from '../casework/counting.ts'
import { withActor } from '../casework/desk-store.ts'
import { exitProgress, notPublic, progressInWords } from '../casework/exit-progress.ts'
import { answersOn } from '../casework/records/about-store.ts'
import { headingsOf } from '../casework/records/diagnostic-finding.ts'
import { exitCriterionKind } from '../casework/records/exit-criterion.ts'
import { subjectsOut } from '../casework/records/partial-exit.ts'
import { readRecords } from '../casework/records/record-store.ts'
import type { StoredRecord } from '../casework/records/record.ts'
import { nextReviews } from '../casework/records/review.ts'
import { sustainCheckKind } from '../casework/records/sustain-check.ts'
import { sustainDue } from '../casework/sustain-due.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import { bodyNow, nowSchema } from './body-now.ts'
import type { CaseRecords } from './case-records.ts'
import type { Asking, CaseReading } from './cases.ts'
import { exitLeafSchema, exitLeafView } from './entry-exit.ts'
import { outcomeSchema } from './entry-rows.ts'
import { roleTitle } from './event-words.ts'

export const caseExitSchema = z.object({
  progress: z
    .object({
      title: z.string(),
      outcome: outcomeSchema,
      met: z.int(),
      of: z.int(),
      notPublic: z.int().meta({
        description: 'Points that stand otherwise on judgements that the reader may not see; 0 for those who see all.',
      }),
      words: z.string(),
      organisations: z
        .array(z.object({ code: z.string(), leaves: z.array(exitLeafSchema) }))
        .meta({ description: 'Points of the test of the rules, for those who work on the case; none for others.' }),
      own: z
        .array(
          z.object({
            record: z.uuid(),
            title: z.string(),
            measure: z.string(),
            target: z.string(),
            agreed: z.string().nullable(),
            outcome: outcomeSchema,
            overdue: z.boolean(),
          }),
        )
        .meta({ description: 'Criteria of this case alone that the reader may see, by their target days.' }),
    })
    .nullable()
    .meta({ description: 'How many points are met today, while a case is in.' }),
  left: z
    .array(z.object({ subject: z.string(), title: z.string(), on: z.string() }))
    .meta({ description: 'Subjects that have left while the case stays.' }),
  reviews: z.array(
    z.object({ title: z.string(), due: z.string(), by: z.string(), byNow: nowSchema, overdue: z.boolean() }),
  ),
  checks: z
    .array(
      z.object({
        months: z.int(),
        says: z.string(),
        by: z.string().nullable(),
        byNow: nowSchema,
        due: z.string(),
        overdue: z.boolean(),
        done: z
          .object({ on: z.string(), outcome: z.enum(['lasted', 'did-not-last', 'not-known']), says: z.string() })
          .nullable(),
      }),
    )
    .meta({ description: 'Checks after exit, by their days.' }),
})
export type CaseExit = z.infer<typeof caseExitSchema>

/** On what the reader sees; null where there is nothing to show. */
export async function exitOf(asking: Asking, reading: CaseReading, seen: CaseRecords): Promise<CaseExit | null> {
  const { found, compiled, events, today } = reading
  const records = seen.records.map(({ latest }) => latest)
  const now = dayFromIso(today)
  const titled = (role: string | null) => (role === null ? null : roleTitle(compiled.regime, role))
  const titles = new Map(headingsOf(compiled).map(({ value, label }) => [value, label]))
  const exit: CaseExit = {
    progress: await progressOf(asking, reading, records),
    left: [...subjectsOut({ records, case: found })].map(([subject, on]) => ({
      subject,
      title: titles.get(subject) ?? subject,
      on,
    })),
    reviews: nextReviews(compiled, found.state, records).map(({ title, due, by }) => ({
      title,
      due: isoFromDay(due),
      by: roleTitle(compiled.regime, by),
      byNow: bodyNow(reading, by, 'duties'),
      overdue: due < now,
    })),
    checks: sustainDue(compiled, found.state, { records, events: countingEvents(events) }, now).map(
      ({ months, says, by, due, overdue, done }) => ({
        months,
        says,
        by: titled(by),
        byNow: bodyNow(reading, by, 'duties'),
        due: isoFromDay(due),
        // A check may have been answered by what is not public yet.
        overdue: overdue && !seen.unseen.has(sustainCheckKind.kind),
        done,
      }),
    ),
  }
  const { progress, left, reviews, checks } = exit
  return progress || left.length > 0 || reviews.length > 0 || checks.length > 0 ? exit : null
}

async function progressOf(
  { desk, actor }: Asking,
  reading: CaseReading,
  records: readonly StoredRecord[],
): Promise<CaseExit['progress']> {
  const { found, compiled, inside, asKnownAt, today } = reading
  const { criterion } = compiled.regime.exit
  if (asKnownAt !== null || found.phase !== 'in') return null
  const asked = criterion === undefined ? [] : [criterion]
  const answered = (whose: 'all' | 'public') =>
    withActor(desk, actor, working => answersOn(working, found, compiled, asked, today, whose))
  const progress = exitProgress(compiled, await answered(inside ? 'all' : 'public'), records)
  const own = () =>
    withActor(desk, actor, ({ store }) => readRecords(store, found.id, { kind: exitCriterionKind.kind }))
  const hidden =
    inside || progress === null ? 0 : notPublic(progress, exitProgress(compiled, await answered('all'), await own()))
  // How many are met is for everybody, counted on what everybody may read; what each rests on is for those who work on the case.
  const organisations = inside ? (progress?.organisations ?? []) : []
  return (
    progress && {
      title: progress.title,
      outcome: progress.outcome,
      met: progress.met,
      of: progress.of,
      notPublic: hidden,
      words: progressInWords(progress, hidden),
      organisations: organisations.map(({ code, leaves }) => ({ code, leaves: leaves.map(exitLeafView) })),
      own: progress.own.map(({ id, body: { title, measure, target, agreed, outcome } }) => ({
        record: id,
        title,
        measure,
        target,
        agreed,
        outcome,
        overdue: outcome !== 'met' && target < today,
      })),
    }
  )
}
