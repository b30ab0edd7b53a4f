/** The money of a case as its reader may see it: what may be spent, what it cost, who pays, and what caused each posting. */
import { z } from 'zod'
import { amountsOf, type PostedJournal, spendOf } from '../casework/money/ledger.ts'
import { journalsOf } from '../casework/money/ledger-store.ts'
import { poundsText } from '../casework/money/pounds.ts'
import { estimateKind } from '../casework/records/estimate.ts'
import { recordsOfKind } from '../casework/records/record.ts'
import { deficitOf, deficitSchema } from './case-deficit.ts'
import { type CaseRecords, saidShort } from './case-records.ts'
import type { Asking } from './cases.ts'
import { roleTitle } from './event-words.ts'
import { date, words } from './format.ts'
import {
  estimateSchema,
  type EstimateJson,
  groupSchema,
  lineSchema,
  type SpendJson,
  spendSchema,
  trialBalanceSchema,
} from './money-schema.ts'
import {
  groupsJson,
  hiddenOf,
  journalTitles,
  linesJson,
  type MoneyRules,
  moneyRulesOf,
  spendJson,
  spendSentences,
  trialBalanceJson,
} from './money-words.ts'

const journalSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['allocate', 'commit', 'release', 'accrue', 'pay', 'earn', 'claw-back', 'reverse']),
  title: z.string(),
  on: z.string(),
  knownAt: z.string(),
  line: z.string(),
  lineTitle: z.string(),
  payer: z.string(),
  payerTitle: z.string(),
  pence: z.int().meta({ description: 'Pence; below nought where it takes back.' }),
  consultancy: z.boolean(),
  record: z
    .object({ id: z.uuid(), version: z.int(), kind: z.string(), words: z.string(), reason: z.string() })
    .meta({ description: 'The version of the record that caused it.' }),
  reverses: z.uuid().nullable(),
  entries: z.array(z.object({ account: z.string(), pence: z.int() })).meta({ description: 'They sum to 0.' }),
})

export const caseMoneySchema = z.object({
  partial: z
    .boolean()
    .meta({ description: 'Whether there is money that is not public, and is not shown to the reader.' }),
  says: z.string(),
  all: spendSchema,
  lines: z.array(lineSchema),
  kinds: z.array(groupSchema).meta({ description: 'By kind of line.' }),
  payers: z.array(groupSchema),
  estimates: z.array(estimateSchema),
  deficit: deficitSchema.nullable().meta({
    description: 'Null where the organisation has paid for nothing, and where some of the money is not public.',
  }),
  journals: z.array(journalSchema).meta({ description: 'Oldest first.' }),
  trialBalance: trialBalanceSchema,
})
type MoneyWithDeficit = z.infer<typeof caseMoneySchema>
export type CaseMoney = Omit<MoneyWithDeficit, 'deficit'>

/** As `moneyOf`, with what the organisation pays beside its deficit, for which its finances are assessed twice. */
export async function moneyWithDeficit(asking: Asking, seen: CaseRecords): Promise<MoneyWithDeficit> {
  const money = await moneyOf(asking, seen)
  return { ...money, deficit: money.partial ? null : await deficitOf(asking, seen, money.lines) }
}

/** On what the reader sees, as known at the instant of the reading. */
export async function moneyOf({ desk }: Pick<Asking, 'desk'>, seen: CaseRecords): Promise<CaseMoney> {
  const { found, asKnownAt, inside } = seen.reading
  const causes = causesOf(seen)
  const posted = (await journalsOf(desk.store, found.id)).filter(one => asKnownAt === null || one.knownAt <= asKnownAt)
  const shown = shownOf(posted, one => causes.has(causeOf(one)))
  const unseen = inside ? [] : posted.filter(one => !shown.includes(one))
  const hidden = hiddenOf(unseen.flatMap(({ entries }) => entries.map(({ account }) => account)))
  const rules = moneyRulesOf(desk.regimes, found.regime)
  const amounts = amountsOf(shown)
  const lines = linesJson(amounts, rules, hidden)
  const all = spendJson(spendOf(amounts), hidden)
  return {
    partial: hidden.any,
    says: spendSentences(all, lines, hidden),
    all,
    lines,
    kinds: groupsJson(lines, ({ kindTitle }) => kindTitle),
    payers: groupsJson(lines, ({ payerTitle }) => payerTitle),
    estimates: estimatesOf(seen, all),
    journals: shown.map(one => journalJson(one, causes, rules)),
    trialBalance: trialBalanceJson(amounts, hidden),
  }
}

/** Of what is seen: not what is about a cost that is not seen, such as its payment. */
function shownOf(posted: readonly PostedJournal[], sees: (one: PostedJournal) => boolean): readonly PostedJournal[] {
  const items = (one: PostedJournal) => one.entries.flatMap(({ item }) => item ?? [])
  const hidden = new Set(posted.filter(one => one.kind === 'accrue' && !sees(one)).flatMap(items))
  return posted.filter(one => sees(one) && !items(one).some(item => hidden.has(item)))
}

type Cause = CaseMoney['journals'][number]['record']

/** Versions of records that the reader sees, by what journals call them. */
function causesOf({ records }: CaseRecords): ReadonlyMap<string, Cause> {
  return new Map(
    records.flatMap(one =>
      one.versions.map(({ id, version, kind, reason }) => [
        causeOf({ record: id, version }),
        { id, version, kind, words: saidShort(one), reason },
      ]),
    ),
  )
}

function causeOf({ record, version }: Pick<PostedJournal, 'record' | 'version'>): string {
  return `${record}.${version}`
}

function journalJson(
  posted: PostedJournal,
  causes: ReadonlyMap<string, Cause>,
  { lines, roles }: MoneyRules,
): CaseMoney['journals'][number] {
  const { id, kind, effective, knownAt, line, payer, consultancy, reverses, entries } = posted
  return {
    id,
    kind,
    title: journalTitles[kind],
    on: effective,
    knownAt,
    line,
    lineTitle: lines[line]?.title ?? words(line),
    payer,
    payerTitle: roles[payer]?.title ?? words(payer),
    pence: entries[0]?.pence ?? 0,
    consultancy: consultancy === true,
    record: causes.get(causeOf(posted)) as Cause,
    reverses: reverses ?? null,
    entries: entries.map(one => ({ account: one.account, pence: one.pence })),
  }
}

/** The rules' estimate for one case, and the latest written one, beside what it has cost so far. */
function estimatesOf({ reading, records }: CaseRecords, all: SpendJson): EstimateJson[] {
  const { regime } = reading.compiled
  const ruled = regime.money.estimate?.['per-case']
  const written = recordsOfKind(
    records.map(({ latest }) => latest),
    estimateKind,
  ).at(-1)
  return [
    ...(ruled ? [estimateJson({ ...ruled, on: null, by: 'The rules, for one case', consultancy: null }, all)] : []),
    ...(written
      ? [estimateJson({ ...written.body, on: written.effective, by: roleTitle(regime, written.role) }, all)]
      : []),
  ]
}

interface Estimated {
  readonly on: string | null
  readonly by: string
  /** In pounds, as estimates are. */
  readonly low: number
  readonly high: number
  readonly consultancy: number | null
}

function estimateJson({ on, by, low, high, consultancy }: Estimated, all: SpendJson): EstimateJson {
  const { actual } = all
  const [least, most] = [Math.round(low * 100), Math.round(high * 100)]
  const against = actual < least ? 'below' : actual > most ? 'above' : 'within'
  const range = `${poundsText(least)} to ${poundsText(most)}`
  const so = {
    below: 'less than the least',
    within: 'within that',
    above: `${poundsText(actual - most)} above the most`,
  }
  const came = !all.atLeast
    ? `It has cost ${poundsText(actual)} so far, ${so[against]}.`
    : against === 'above'
      ? `At least ${poundsText(actual)} of what it has cost is public: that alone is ${so.above}.`
      : 'Not all that it has cost is public, so that the two cannot be compared.'
  const part = consultancy === null ? null : Math.round(consultancy * 100)
  const spent = part === null ? null : consultancyAgainst(part, all)
  return {
    on,
    by,
    low: least,
    high: most,
    consultancy: part,
    actual,
    against: all.atLeast && against !== 'above' ? null : against,
    againstConsultancy: spent?.against ?? null,
    words: [`${by}${on === null ? '' : `, ${date(on)}`}: ${range}.`, came, spent?.words ?? ''].join(' ').trim(),
  }
}

/** What consultancy has cost beside the most that was estimated for it, in pence; null for what cannot be compared. */
function consultancyAgainst(most: number, { consultancy, atLeast }: SpendJson) {
  const above = consultancy > most
  const came = above
    ? `of the cost ${atLeast ? 'at least ' : ''}${poundsText(consultancy)} is, ${poundsText(consultancy - most)} above that`
    : atLeast
      ? 'not all of the cost is public, so that the two cannot be compared'
      : `of the cost ${poundsText(consultancy)} is, within that`
  return {
    against: above ? ('above' as const) : atLeast ? null : ('within' as const),
    words: `Of the estimate at most ${poundsText(most)} was for consultancy; ${came}.`,
  }
}
