/** What is asked of organisations as pages and the API tell it: month by month and by asker, each request with what speaks against asking it. */
import { z } from 'zod'
import { type Ask, daysDue } from '../casework/burden/ask.ts'
import { burdenByMonth, type Flag, flagsOf, type MonthOfAsker, plainText } from '../casework/burden/burden.ts'
import { latestPublished, readAsks } from '../casework/burden/burden-store.ts'
import { bases, cadences, requestKinds, requestRegister } from '../casework/burden/request.ts'
import { writingRoles } from '../casework/registers/register-eyes.ts'
import { placeOf } from '../casework/registers/register-store.ts'
import { today, withActor } from '../casework/desk-store.ts'
import { civilFromDay, dayFromCivil, dayFromIso, isoFromDay, monthsLater } from '../regimes/day.ts'
import { seenBy } from '../casework/eyes-store.ts'
import { type Asking, kindShown } from './cases.ts'
import { date } from './format.ts'
import { metricName } from './metric-names.ts'
import { organisationName } from './organisation-name.ts'
import type { Choice } from './sector.ts'

const month = z.object({
  month: z.string().meta({ description: 'Such as 2026-03.' }),
  asker: z.string(),
  times: z.int().meta({ description: 'Times that something fell, or falls, due.' }),
  byTheRules: z.int().meta({ description: 'Of these, by the rules of a case.' }),
  hours: z.number().meta({ description: 'Hours that are known.' }),
  unknown: z.int().meta({ description: 'Times for which nobody wrote down the hours.' }),
})
const flag = z.object({
  kind: z.enum(['same-subject', 'same-words', 'answered', 'published']),
  other: z.string().nullable().meta({ description: 'The other request, by its id.' }),
  words: z.string(),
})
const asked = z.object({
  id: z.string(),
  organisation: z.string(),
  name: z.string(),
  kind: z.enum(['return', 'assurance-demand', 'instruction', 'meeting', 'data-collection', 'by-the-rules']),
  kindWords: z.string(),
  asker: z.string(),
  to: z.string().nullable().meta({
    description: 'For whom it is, of a return by the rules; null where that is who asks, or nobody says.',
  }),
  basis: z.enum(['clause', 'statute', 'letter', 'none-given']),
  reference: z.string().nullable(),
  basisWords: z.string(),
  what: z.string(),
  subjects: z.array(z.string()),
  hours: z.number().nullable().meta({ description: 'Each time; null where nobody knows.' }),
  asked: z.string(),
  due: z.string().nullable().meta({ description: 'The next day on which it falls due; else the last one.' }),
  cadence: z.enum(['once', 'week', 'month', 'quarter', 'half-year', 'year']),
  cadenceWords: z.string(),
  until: z.string().nullable(),
  answered: z.string().nullable(),
  answer: z.string().nullable(),
  overdue: z.boolean().meta({ description: 'Asked once, due before today, and not answered.' }),
  case: z.string().nullable(),
  flags: z.array(flag),
})
export type AskedJson = z.infer<typeof asked>

export const burdenSchema = z.object({
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  today: z.string(),
  from: z.string().meta({ description: 'First day of the months that are counted.' }),
  to: z.string(),
  mayWrite: z.boolean().meta({ description: 'The reader may write requests to this organisation.' }),
  months: z.array(month).meta({ description: 'By month, the latest first; then the most hours first.' }),
  byAsker: z.array(
    month
      .omit({ month: true })
      .extend({ organisations: z.int(), flagged: z.int().meta({ description: 'Requests with a flag.' }) }),
  ),
  thisMonth: z
    .array(
      z.object({
        organisation: z.string(),
        times: z.int().meta({ description: 'Times that something falls due.' }),
        hours: z.number().meta({ description: 'Hours of these that are known.' }),
      }),
    )
    .meta({
      description:
        'What falls due this month, by the code of the organisation; those of which nothing is asked left out.',
    }),
  requests: z.array(asked).meta({ description: 'Those with a flag first, then the latest.' }),
})
export type BurdenJson = z.infer<typeof burdenSchema>

/** Months that are counted, the present one among them. */
const monthsCounted = 12

interface Named {
  readonly name: (code: string) => string
  readonly metricName: (id: string) => string
}

/** How organisations and metrics are called by what a reader looks at. */
export function namedIn({ snapshot, framework }: Pick<Choice, 'snapshot' | 'framework'>): Named {
  return {
    name: code => organisationName(snapshot, code),
    metricName: id => metricName(framework, id),
  }
}

/** Of one organisation, of some, or (null) of all: as far as the reader may see it. */
export function burdenFor({ desk, actor }: Asking, codes: readonly string[] | null, named: Named): Promise<BurdenJson> {
  return withActor(desk, actor, async working => {
    const recordKind = kindShown(working)
    const day = dayFromIso(today(working))
    const first = monthsLater(dayFromCivil({ ...civilFromDay(day), date: 1 }), 1 - monthsCounted).day
    const last = monthsLater(first, monthsCounted).day - 1
    const of = { recordKind, organisations: codes === null ? null : new Set(codes), seen: await seenBy(working) }
    const asks = await readAsks(working, of)
    const flags = flagsOf(asks, latestPublished(await working.snapshot()))
    const byId = new Map(asks.map(one => [one.id, one]))
    const requests = asks.map(one => askedJson(one, day, named, flagsInWords(flags.get(one.id) ?? [], byId, named)))
    const months = burdenByMonth(asks, first, last)
    const [only] = codes ?? []
    const place =
      only === undefined || codes?.length !== 1 ? null : await placeOf(working, { regime: null, organisation: only })
    return {
      recordKind,
      today: isoFromDay(day),
      from: isoFromDay(first),
      to: isoFromDay(last),
      mayWrite: place !== null && writingRoles(actor, requestRegister, null, place).length > 0,
      months: months.toSorted((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0)),
      byAsker: byAskerOf(months, requests, asks, [first, last]),
      thisMonth: fallingIn(asks, day),
      requests: requests.toSorted(
        (a, b) =>
          Number(b.flags.length > 0) - Number(a.flags.length > 0) ||
          (a.asked < b.asked ? 1 : a.asked > b.asked ? -1 : 0),
      ),
    }
  })
}

/** What falls due in the month of a day, by organisation. */
function fallingIn(asks: readonly Ask[], day: number): BurdenJson['thisMonth'] {
  const first = dayFromCivil({ ...civilFromDay(day), date: 1 })
  const last = monthsLater(first, 1).day - 1
  return [...Map.groupBy(asks, one => one.organisation)].flatMap(([organisation, own]) => {
    const months = burdenByMonth(own, first, last)
    const sum = (of: 'times' | 'hours') => months.reduce((total, one) => total + one[of], 0)
    return months.length === 0 ? [] : [{ organisation, times: sum('times'), hours: sum('hours') }]
  })
}

function byAskerOf(
  months: readonly MonthOfAsker[],
  requests: readonly AskedJson[],
  asks: readonly Ask[],
  [first, last]: readonly [number, number],
): BurdenJson['byAsker'] {
  const flagged = Map.groupBy(
    requests.filter(({ flags }) => flags.length > 0),
    ({ asker }) => plainText(asker),
  )
  const asked = Map.groupBy(
    asks.filter(one => daysDue(one, first, last).length > 0),
    ({ asker }) => plainText(asker),
  )
  return [...Map.groupBy(months, ({ asker }) => plainText(asker))]
    .map(([key, all]) => {
      const sum = (of: 'times' | 'byTheRules' | 'hours' | 'unknown') => all.reduce((total, one) => total + one[of], 0)
      const [{ asker }] = all as [MonthOfAsker, ...MonthOfAsker[]]
      return {
        asker,
        organisations: new Set(asked.get(key)?.map(({ organisation }) => organisation)).size,
        times: sum('times'),
        byTheRules: sum('byTheRules'),
        hours: sum('hours'),
        unknown: sum('unknown'),
        flagged: flagged.get(key)?.length ?? 0,
      }
    })
    .toSorted((a, b) => b.hours - a.hours || b.times - a.times || a.asker.localeCompare(b.asker, 'en-GB'))
}

function askedJson(one: Ask, day: number, { name }: Named, flags: AskedJson['flags']): AskedJson {
  const { kind, basis, reference, cadence, answered, until } = one
  const [next] = daysDue(one, day, monthsLater(day, 12).day)
  const due = next ?? daysDue(one, one.due, day).at(-1) ?? one.due
  const says = bases[basis]
  return {
    id: one.id,
    organisation: one.organisation,
    name: name(one.organisation),
    kind,
    kindWords: kind === 'by-the-rules' ? 'By the rules' : requestKinds[kind],
    asker: one.asker,
    to: one.to,
    basis,
    reference,
    basisWords: reference === null ? says : `${says}: ${reference}`,
    what: one.what,
    subjects: [...one.subjects],
    hours: one.hours,
    asked: isoFromDay(one.asked),
    due: isoFromDay(due),
    cadence,
    cadenceWords: cadence === 'half-year' ? 'Each half year' : cadences[cadence],
    until: until === null ? null : isoFromDay(until),
    answered: answered === null ? null : isoFromDay(answered),
    answer: one.answer,
    overdue: cadence === 'once' && answered === null && due < day,
    case: one.case,
    flags,
  }
}

function flagsInWords(flags: readonly Flag[], byId: ReadonlyMap<string, Ask>, named: Named): AskedJson['flags'] {
  return flags.map(flag => {
    const other = 'other' in flag ? (byId.get(flag.other) as Ask) : null
    return { kind: flag.kind, other: other?.id ?? null, words: wordsOf(flag, other, named) }
  })
}

function wordsOf(flag: Flag, other: Ask | null, named: Named): string {
  if (flag.kind === 'published') {
    const held = `The figure “${named.metricName(flag.metric)}” holds it already`
    return flag.period === null
      ? `${held}, somebody wrote; no value of it is loaded for this organisation.`
      : `${held}, published for ${flag.period}.`
  }
  const whose = `“${other?.what}”, asked by ${other?.asker} on ${date(isoFromDay(other?.asked ?? 0))}`
  if (flag.kind === 'same-words') return `The same words at the same time: ${whose}.`
  if (flag.kind === 'same-subject') return `The same subject (${flag.subjects.join(', ')}) at the same time: ${whose}.`
  const ref = other?.answer ? ` (${other.answer})` : ''
  return `Answered already on ${date(isoFromDay(flag.on))}${ref}: ${whose}.`
}
