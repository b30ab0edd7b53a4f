/** Support that the organisation pays for itself beside the deficit of its own year, and score, override and test of exit without it. */
import { z } from 'zod'
import { type Desk, today, withActor } from '../casework/desk-store.ts'
import { costWithin, datedCosts } from '../casework/money/cost-days.ts'
import { balancesOf } from '../casework/money/ledger-store.ts'
import { poundsText } from '../casework/money/pounds.ts'
import { assessedIn, shareOfDeficit, standWithout, upTo } from '../casework/money/without-support.ts'
import { exitProgress } from '../casework/exit-progress.ts'
import { answersOn } from '../casework/records/about-store.ts'
import { type FinanceFigures, financeFiguresKind, yearOf } from '../casework/records/finance-figures.ts'
import { recordsOfKind, type StoredRecord } from '../casework/records/record.ts'
import { compare } from '../evidence/compare.ts'
import type { Period } from '../evidence/model.ts'
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
    support: z.int().meta({ description: 'Pence that support which the organisation pays for has cost so far.' }),
    inYear: z
      .int()
      .nullable()
      .meta({ description: 'Pence of that for days of the financial year of the figures; null where there are none.' }),
    figures: z
      .object({ year: z.string(), turnover: z.int(), result: z.int(), document: z.string() })
      .nullable()
      .meta({ description: 'Turnover and result in pence; null where no evidence gives them.' }),
    share: z
      .number()
      .nullable()
      .meta({ description: 'What the year’s support is of the year’s deficit: 0.25 for a quarter.' }),
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
    exit: z.object({ title: z.string(), now: outcomeSchema, without: outcomeSchema }).nullable().meta({
      description:
        'The test of exit on figures up to the end of that year, for those who work on a case that is in; null for others.',
    }),
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
  const bare = { support, inYear: null, figures: null, share: null, assessed: null, exit: null }
  const paid = `Support that the organisation pays for has cost ${poundsText(support)}.`
  const [code, ...others] = found.organisations
  if (code === undefined || others.length > 0)
    return { ...bare, words: `${paid} What each organisation of the case bears is not told apart.` }
  const records = seen.records.map(({ latest }) => latest)
  const balances = (await balancesOf(asking.desk.store, [found.id])).get(found.id) ?? []
  const costs = datedCosts(
    balances.filter(({ line, payer }) => own.some(one => one.line === line && one.payer === payer)),
    records,
  )
  const compared = comparedYear(records, year => costWithin(costs, year))
  if (compared === null)
    return {
      ...bare,
      words: `${paid} What share of its deficit that is, is not known: evidence missing. Its turnover and result in pounds are in no record here.`,
    }
  const { figures, year, inYear } = compared
  const share = inYear === 0 ? null : shareOfDeficit(figures, inYear)
  const both = inYear === 0 ? null : await standings(asking.desk, code, figures, year, inYear)
  return {
    support,
    inYear,
    figures: { year: figures.year, turnover: figures.turnover, result: figures.result, document: figures.document },
    share,
    words: [paid, shareWords(figures, inYear, share), both === null && inYear !== 0 ? notAssessed : '']
      .filter(Boolean)
      .join(' '),
    assessed: both?.assessed ?? null,
    exit: both === null ? null : await exitWithout(asking, seen, both),
  }
}

const notAssessed =
  'Its score and override without it are not known for that year: no framework of scores has its finances in a period of it.'

interface Compared {
  readonly figures: FinanceFigures
  readonly year: Period
  /** Pence of support for days of that year. */
  readonly inYear: number
}

/** The latest financial year with figures in which support was given, or else the latest with figures; null where there is none. */
function comparedYear(records: readonly StoredRecord[], supportIn: (year: Period) => number): Compared | null {
  const years = recordsOfKind(records, financeFiguresKind).flatMap(({ body: figures }) => {
    const year = yearOf(figures)
    return year === null ? [] : [{ figures, year, inYear: supportIn(year) }]
  })
  const inOrder = years.toSorted((a, b) => compare(a.year.start, b.year.start))
  return inOrder.findLast(({ inYear }) => inYear > 0) ?? inOrder.at(-1) ?? null
}

function shareWords({ year, result }: FinanceFigures, inYear: number, share: number | null): string {
  if (inYear === 0)
    return `None of that was for days of ${year}, the year of which turnover and result are known here; what share it is of the deficit of its own year is not known.`
  const part = `Of that, ${poundsText(inYear)} was for days of ${year}`
  return share === null
    ? `${part}, which ended without a deficit, with a surplus of ${poundsText(result)}.`
    : `${part}: ${(100 * share).toFixed(1)}% of the deficit of that year, ${poundsText(-result)}.`
}

interface Standings {
  readonly assessed: NonNullable<DeficitJson['assessed']>
  /** Evidence up to the end of the year: as it is, and without the support. */
  readonly now: Snapshot
  readonly without: Snapshot
}

async function standings(
  desk: Desk,
  code: string,
  figures: FinanceFigures,
  year: Period,
  support: number,
): Promise<Standings | null> {
  const snapshot = await desk.snapshot()
  const found = assessedIn(desk.sources.frameworks.values(), snapshot, year, code, figures, today(desk))
  if (found === null) return null
  const { framework, period } = found
  const both = standWithout(framework, snapshot, period.id, code, figures, support)
  if (both === null) return null
  return {
    assessed: {
      framework: framework.framework,
      title: framework.title,
      period: period.id,
      now: both.now,
      without: both.without,
    },
    now: upTo(snapshot, year.end),
    without: upTo(both.snapshot, year.end),
  }
}

async function exitWithout(
  { desk, actor }: Asking,
  { reading }: CaseRecords,
  evidence: Pick<Standings, 'now' | 'without'>,
): Promise<DeficitJson['exit']> {
  const { found, compiled, inside, today: day } = reading
  const { criterion } = compiled.regime.exit
  // Judgements that it rests on may be for those who work on the case.
  if (!inside || found.phase !== 'in' || criterion === undefined) return null
  const tried = async (snapshot: Snapshot) =>
    exitProgress(
      compiled,
      await withActor({ ...desk, snapshot: async () => snapshot }, actor, working =>
        answersOn(working, found, compiled, [criterion], day),
      ),
    )
  const [now, without] = [await tried(evidence.now), await tried(evidence.without)]
  return now && without && { title: now.title, now: now.outcome, without: without.outcome }
}
