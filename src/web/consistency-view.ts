/** The consistency report as page, API and command tell it: pairs with the same results and different decisions. */
import { z } from 'zod'
import { mostPairs, type Tally } from '../casework/consistency/consistency.ts'
import { consistencyReasonRegister } from '../casework/consistency/consistency-reason.ts'
import { readConsistency } from '../casework/consistency/consistency-store.ts'
import { type Decision, decisionsOn, type Matter } from '../casework/consistency/decision.ts'
import { today, withActor } from '../casework/desk-store.ts'
import { writingRoles } from '../casework/registers/register-eyes.ts'
import { placeOf, rulesOn } from '../casework/registers/register-store.ts'
import type { Regime } from '../regimes/regime.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { hasLeave, seenBy } from '../casework/eyes-store.ts'
import { type Asking, kindShown } from './cases.ts'
import { roleTitle } from './event-words.ts'
import { count, words } from './format.ts'

const outcome = z.enum(['met', 'not-met', 'needs-judgement', 'evidence-missing'])
const results = z.array(z.object({ criterion: z.string(), title: z.string(), outcome }))
const way = z.enum(['admitted', 'waiting', 'refused', 'granted'])
const matter = z.enum(['entry', 'exit'])
const decision = z.object({
  case: z.string(),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  region: z.string().nullable(),
  decided: way,
  decidedWords: z.string(),
  role: z.string().nullable(),
  roleTitle: z.string().nullable(),
  on: z.string(),
  reason: z.string(),
})
const tally = z.object({
  name: z.string().nullable(),
  title: z.string(),
  decisions: z.int(),
  decided: z.array(z.object({ words: z.string(), count: z.int() })),
  unlike: z.int().meta({ description: 'Of these, some case with the same results was decided otherwise.' }),
})

export const consistencySchema = z.object({
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  today: z.string(),
  regime: z.object({ id: z.string(), title: z.string() }),
  decisions: z.int().meta({ description: 'Decisions that are compared, of cases that the reader may see.' }),
  notCompared: z
    .int()
    .meta({ description: 'Decisions whose results nobody recorded, or that are not for the reader.' }),
  pairs: z.int().meta({ description: 'All pairs with the same results and different decisions.' }),
  withReason: z.int(),
  reasonsUnused: z.int().meta({ description: 'Recorded reasons that fit no pair any more.' }),
  mayWrite: z.boolean().meta({ description: 'The reader may record a reason.' }),
  groups: z.array(
    z.object({
      matter,
      version: z.string(),
      results,
      decided: z.array(z.object({ decided: way, words: z.string(), count: z.int() })),
      pairs: z.int(),
      withReason: z.int(),
    }),
  ),
  shown: z
    .array(
      z.object({ matter, version: z.string(), results, one: decision, other: decision, reasons: z.array(z.string()) }),
    )
    .meta({ description: `Those without a reason first; at most ${mostPairs} of all pairs.` }),
  byRegion: z.array(tally),
  byRole: z.array(tally),
})
export type ConsistencyJson = z.infer<typeof consistencySchema>

/** The report of a regime for a reader; `name` gives the name of an organisation by its code. */
export function consistencyFor(
  { desk, actor }: Asking,
  { id, latest }: Pick<ShelvedRegime, 'id' | 'latest'>,
  name: (code: string) => string,
): Promise<ConsistencyJson> {
  return withActor(desk, actor, async working => {
    const recordKind = kindShown(working)
    const { regime } = latest
    const filter = { ...(await seenBy(working)), regime: id, recordKind }
    const found = await readConsistency(working, filter, one => hasLeave(working, one))
    const place = await placeOf(working, { regime: id, organisation: null })
    const rules = rulesOn(working, id, today(working))
    return {
      recordKind,
      today: today(working),
      regime: { id, title: regime.title },
      decisions: found.decisions,
      notCompared: found.notCompared,
      pairs: found.pairs,
      withReason: found.withReason,
      reasonsUnused: found.reasonsUnused,
      mayWrite: writingRoles(actor, consistencyReasonRegister, rules, place).length > 0,
      groups: found.groups.map(({ matter: about, decided, ...one }) => ({
        ...one,
        matter: about,
        results: resultsIn(regime, one.results),
        decided: Object.entries(decided).map(([which, number]) => ({
          decided: which as Decision['decided'],
          words: decidedWords(about, which),
          count: number,
        })),
      })),
      shown: found.shown.map(({ one, other, reasons }) => ({
        matter: one.matter,
        version: one.version,
        results: resultsIn(regime, one.results),
        one: decisionJson(regime, one, name),
        other: decisionJson(regime, other, name),
        reasons: [...reasons],
      })),
      byRegion: found.byRegion.map(one => tallyJson(one, one.name ?? 'Region not known')),
      byRole: found.byRole.map(one => tallyJson(one, one.name === null ? 'Nobody named' : roleTitle(regime, one.name))),
    }
  })
}

function resultsIn({ criteria }: Regime, found: Decision['results']): z.infer<typeof results> {
  return Object.entries(found).map(([criterion, ended]) => ({
    criterion,
    title: criteria[criterion]?.title ?? criterion,
    outcome: ended,
  }))
}

function decisionJson(regime: Regime, one: Decision, name: (code: string) => string): z.infer<typeof decision> {
  const { caseId, organisations, region, matter: about, decided, role, on, reason } = one
  return {
    case: caseId,
    organisations: organisations.map(code => ({ code, name: name(code) })),
    region,
    decided,
    decidedWords: decidedWords(about, decided),
    role,
    roleTitle: role === null ? null : roleTitle(regime, role),
    on,
    reason,
  }
}

function decidedWords(about: Matter, which: string): string {
  const known: Readonly<Record<string, string>> = decisionsOn[about]
  return known[which] ?? words(which)
}

function tallyJson({ name, decisions, decided, unlike }: Tally, title: string): z.infer<typeof tally> {
  const ways = (Object.keys(decisionsOn) as Matter[]).flatMap(about =>
    Object.entries(decisionsOn[about]).flatMap(([which, says]) => {
      const number = decided[`${about}-${which as Decision['decided']}`]
      return number === undefined ? [] : [{ words: says, count: number }]
    }),
  )
  return { name, title, decisions, decided: ways, unlike }
}

/** How many pairs, and how many need a reason still. */
export function consistencyInWords({ decisions, pairs, withReason }: ConsistencyJson): string {
  if (decisions < 2) return 'There are not two decisions here that you may see and that can be compared.'
  if (pairs === 0) return `${count(decisions, 'decision')}: none with the same results was decided differently.`
  const open = pairs - withReason
  const need =
    open === 0 ? 'Each has a recorded reason.' : `${open === 1 ? 'One has' : `${open} have`} no recorded reason.`
  return `${count(decisions, 'decision')}; ${count(pairs, 'pair')} with the same results of the criteria and different decisions. ${need}`
}

/** What such a pair does not say. */
export const notTheSame =
  'The same results of the criteria are not the same circumstances: what nobody tests, the report does not see. A pair is a question to whoever decided, and no finding that one of the two was wrong.'
