/** Support that the organisation pays for itself beside its deficit, and score, override and test of exit without it. */
import { z } from 'zod'
import { assessablePeriods, defaultPeriod } from '../assessment/assess.ts'
import type { ScoresFramework } from '../assessment/framework.ts'
import { type Desk, today, withActor } from '../casework/desk-store.ts'
import { poundsText } from '../casework/money/pounds.ts'
import { shareOfDeficit, standWithout } from '../casework/money/without-support.ts'
import { exitProgress } from '../casework/exit-progress.ts'
import { answersOn } from '../casework/records/about-store.ts'
import { type FinanceFigures, financeFiguresKind } from '../casework/records/finance-figures.ts'
import { recordsOfKind } from '../casework/records/record.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { CaseRecords } from './case-records.ts'
import type { Asking } from './cases.ts'
import { outcomeSchema } from './entry-rows.ts'
import type { LineJson } from './money-schema.ts'

const standingSchema = z.object({
  average: z.number().nullable(),
  unadjusted: z.int().nullable().meta({ description: 'Segment before the override.' }),
  override: z.boolean().nullable().meta({ description: 'Whether the override holds; null where that cannot be told.' }),
  segment: z.int().nullable().meta({ description: 'Segment with the override, before any overlay.' }),
})

export const deficitSchema = z
  .object({
    support: z.int().meta({ description: 'Pence that support which the organisation pays for has cost.' }),
    figures: z
      .object({ year: z.string(), turnover: z.int(), result: z.int(), document: z.string() })
      .nullable()
      .meta({ description: 'Turnover and result in pence; null where no evidence gives them.' }),
    share: z.number().nullable().meta({ description: 'Of the deficit: 0.25 for a quarter.' }),
    words: z.string(),
    assessed: z
      .object({
        framework: z.string(),
        title: z.string(),
        period: z.string(),
        now: standingSchema,
        without: standingSchema,
      })
      .nullable(),
    exit: z
      .object({ title: z.string(), now: outcomeSchema, without: outcomeSchema })
      .nullable()
      .meta({ description: 'The test of exit, for those who work on a case that is in; null for others.' }),
  })
  .meta({ description: 'Support that the organisation pays for, beside its deficit.' })
export type DeficitJson = z.infer<typeof deficitSchema>

/** Null where the organisation has paid for nothing, or of the past, whose evidence is not asked. */
export async function deficitOf(
  asking: Asking,
  seen: CaseRecords,
  lines: readonly LineJson[],
): Promise<DeficitJson | null> {
  const { found, compiled, asKnownAt } = seen.reading
  const { roles } = compiled.regime
  const own = lines.filter(({ kind, payer }) => kind === 'organisation-own' || roles[payer]?.kind === 'organisation')
  const support = own.reduce((sum, { spend }) => sum + spend.actual, 0)
  if (support <= 0 || asKnownAt !== null) return null
  const bare = { support, figures: null, share: null, assessed: null, exit: null }
  const paid = `Support that the organisation pays for has cost ${poundsText(support)}.`
  const [code, ...others] = found.organisations
  if (code === undefined || others.length > 0)
    return { ...bare, words: `${paid} What each organisation of the case bears is not told apart.` }
  const figures = recordsOfKind(
    seen.records.map(({ latest }) => latest),
    financeFiguresKind,
  ).at(-1)?.body
  if (figures === undefined)
    return {
      ...bare,
      words: `${paid} What share of its deficit that is, is not known: evidence missing. Its turnover and result in pounds are in no record here.`,
    }
  const { year, turnover, result, document } = figures
  const share = shareOfDeficit(figures, support)
  const both = await standings(asking.desk, code, figures, support)
  return {
    support,
    figures: { year, turnover, result, document },
    share,
    words: `${paid} ${shareWords(figures, share)}${both === null ? ' Its score without it cannot be worked out: its finances are not in the evidence.' : ''}`,
    assessed: both?.assessed ?? null,
    exit: both === null ? null : await exitWithout(asking, seen, both.snapshot),
  }
}

function shareWords({ year, result }: FinanceFigures, share: number | null): string {
  if (share === null) return `It ended ${year} without a deficit, with a surplus of ${poundsText(result)}.`
  return `That is ${(100 * share).toFixed(1)}% of its deficit of ${poundsText(-result)} in ${year}.`
}

async function standings(desk: Desk, code: string, figures: FinanceFigures, support: number) {
  const snapshot = await desk.snapshot()
  const latest = frameworkNow(desk, snapshot)
  if (latest === null) return null
  const { framework, period } = latest
  const both = standWithout(framework, snapshot, period, code, figures, support)
  if (both === null) return null
  const { now, without } = both
  const { framework: id, title } = framework
  return { assessed: { framework: id, title, period, now, without }, snapshot: both.snapshot }
}

/** The framework of scores that came into force last by the product's day, of those with a period to assess. */
function frameworkNow(desk: Desk, snapshot: Snapshot): { framework: ScoresFramework; period: string } | null {
  const known = [...desk.sources.frameworks.values()].flatMap(framework => {
    if (framework.kind !== 'scores' || framework['in-force'].from > today(desk)) return []
    const period = defaultPeriod(framework, assessablePeriods(framework, snapshot))
    return period === null ? [] : [{ framework, period: period.id }]
  })
  return known.toSorted((a, b) => (a.framework['in-force'].from < b.framework['in-force'].from ? -1 : 1)).at(-1) ?? null
}

async function exitWithout(
  { desk, actor }: Asking,
  { reading }: CaseRecords,
  adjusted: Snapshot,
): Promise<DeficitJson['exit']> {
  const { found, compiled, inside, today: day } = reading
  const { criterion } = compiled.regime.exit
  // Judgements that it rests on may be for those who work on the case.
  if (!inside || found.phase !== 'in' || criterion === undefined) return null
  const tried = async (snapshot: Desk['snapshot']) =>
    exitProgress(
      compiled,
      await withActor({ ...desk, snapshot }, actor, working => answersOn(working, found, compiled, [criterion], day)),
    )
  const [now, without] = [await tried(desk.snapshot), await tried(async () => adjusted)]
  return now && without && { title: now.title, now: now.outcome, without: without.outcome }
}
