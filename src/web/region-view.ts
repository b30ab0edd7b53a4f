/** A region as its lead needs it first thing in the day: what is late, what is due, who waits, what was referred, what is asked. */
import { z } from 'zod'
import { eachCase } from '../casework/case-store.ts'
import { isOpen } from '../casework/conflicts.ts'
import { today, withActor } from '../casework/desk-store.ts'
import { rolesHeld } from '../casework/grants.ts'
import { matterOf } from '../casework/matter-store.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { readReferrals } from '../casework/referral-store.ts'
import { isoFromDay } from '../regimes/day.ts'
import type { Organisation } from '../evidence/model.ts'
import { bodyNow, nowSchema } from './body-now.ts'
import { burdenFor, namedIn } from './burden-view.ts'
import type { Ruled } from './case-view.ts'
import { hasLeave, seenBy } from '../casework/eyes-store.ts'
import { type Asking, kindShown } from './cases.ts'
import { listedDuties, whoseDuty } from './duties.ts'
import { roleTitle, stateTitle } from './event-words.ts'
import { slugOf } from './region-name.ts'
import type { Choice } from './sector.ts'

const organisation = z.object({ code: z.string(), name: z.string() })
const ofCase = {
  case: z.uuid(),
  regime: z.string(),
  regimeTitle: z.string(),
  organisations: z.array(organisation).meta({ description: 'Of the case, in this region or not.' }),
}
export const regionSchema = z.object({
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  today: z.string(),
  region: z.object({ id: z.string(), name: z.string() }),
  organisations: z
    .array(
      organisation.extend({
        type: z.string().nullable(),
        segment: z
          .number()
          .nullable()
          .meta({ description: 'Calculated, by the framework and period shown; null where it is not assessed.' }),
        cases: z.array(
          z.object({
            case: z.uuid(),
            regime: z.string(),
            regimeTitle: z.string(),
            stageTitle: z.string(),
            phase: z.string(),
          }),
        ),
        overdue: z.int(),
        due: z.int().meta({ description: 'Duties that fall due this week.' }),
        referrals: z.int(),
        requests: z.int().meta({ description: 'Times that requests and returns fall due this month.' }),
        hours: z.number().meta({ description: 'Hours of these that are known.' }),
        flagged: z.int().meta({ description: 'Requests that may not need to be asked.' }),
      }),
    )
    .meta({ description: 'Those with something overdue first, then those with a case, then by name.' }),
  duties: z
    .array(
      z.object({
        ...ofCase,
        due: z.string(),
        overdue: z.boolean(),
        title: z.string(),
        ownerTitle: z.string().nullable(),
        ownerNow: nowSchema,
        mine: z.boolean(),
      }),
    )
    .meta({ description: 'Overdue, and due this week; overdue first. Each with the organisations that it is about.' }),
  candidates: z
    .array(z.object({ ...ofCase, stageTitle: z.string(), opened: z.string() }))
    .meta({ description: 'Open cases before entry in which the reader has leave.' }),
  referrals: z
    .array(
      z.object({
        ...ofCase,
        supportTitle: z.string(),
        subjectTitle: z.string(),
        to: z.string(),
        toTitle: z.string(),
        on: z.string(),
        reason: z.string(),
        mine: z.boolean().meta({ description: 'It was referred to a role that the reader holds.' }),
      }),
    )
    .meta({ description: 'Of open cases, the latest first.' }),
  requests: z
    .array(
      z.object({
        organisation: z.string(),
        name: z.string(),
        what: z.string(),
        asker: z.string(),
        due: z.string().nullable(),
        overdue: z.boolean(),
        flags: z.array(z.string()),
      }),
    )
    .meta({ description: 'Overdue, or such as may not need to be asked.' }),
})
export type RegionJson = z.infer<typeof regionSchema>

/** What a reader may see of a region today. `segmentOf` gives a calculated segment by code. */
export async function regionFor(
  asking: Asking,
  region: string,
  choice: Choice,
  segmentOf: (code: string) => number | null,
): Promise<RegionJson> {
  const known = [...choice.snapshot.organisations.values()].filter(one => one.region === region)
  const codes = new Set(known.map(({ code }) => code))
  const { name } = namedIn(choice)
  const filter = { span: 'week', regime: null, organisation: null, owner: null, mine: false } as const
  const listed = await listedDuties(asking, filter)
  const burden = await burdenFor(asking, [...codes], namedIn(choice))
  return withActor(asking.desk, asking.actor, async working => {
    const recordKind = kindShown(working)
    const ruled: Ruled[] = []
    for await (const found of eachCase(working, { ...(await seenBy(working)), recordKind }))
      if (isOpen(found) && found.organisations.some(code => codes.has(code)))
        ruled.push({ found, compiled: await rulesOf(working, found) })
    const byId = new Map(ruled.map(one => [one.found.id, one]))
    const head = ({ found, compiled }: Ruled) => ({
      case: found.id,
      regime: found.regime,
      regimeTitle: compiled.regime.title,
      organisations: found.organisations.map(code => ({ code, name: name(code) })),
    })
    const stage = ({ found, compiled }: Ruled) => stateTitle(compiled.regime, 'main', found.stage)
    const held = new Map<string, readonly string[]>()
    for (const { found, compiled } of ruled)
      held.set(found.id, rolesHeld(working.actor, await matterOf(working, compiled.regime, found.organisations)))
    const referrals = (await readReferrals(working, [...byId.keys()])).map(one => {
      const about = byId.get(one.caseId) as Ruled
      const { regime } = about.compiled
      return {
        ...head(about),
        supportTitle: regime.support[one.support]?.title ?? one.support,
        subjectTitle: regime.subjects?.[one.subject]?.title ?? one.subject,
        to: one.to,
        toTitle: roleTitle(regime, one.to),
        on: one.on,
        reason: one.reason,
        mine: held.get(one.caseId)?.includes(one.to) === true,
      }
    })
    const duties = listed.duties
      .filter(duty => duty.item.kind !== 'period' && whoseDuty(duty).some(code => codes.has(code)))
      .map(duty => ({ ...duty, about: duty.ruled, whose: whoseDuty(duty) }))
      .map(({ about, whose, item, mine }) => ({
        ...head(about),
        organisations: whose.map(code => ({ code, name: name(code) })),
        due: isoFromDay(item.due),
        overdue: item.overdue === true,
        title: item.title,
        ownerTitle: item.owner === null ? null : roleTitle(about.compiled.regime, item.owner),
        ownerNow: bodyNow(about, item.owner, 'duties'),
        mine,
      }))
    const leave = await Promise.all(ruled.map(({ found }) => hasLeave(working, found)))
    const candidates = ruled.filter(({ found }, index) => found.phase === 'before' && leave[index])
    const has = (code: string) => (one: { readonly organisations: readonly { readonly code: string }[] }) =>
      one.organisations.some(other => other.code === code)
    const rowOf = ({ code, name: called, type }: Organisation): RegionJson['organisations'][number] => {
      const asked = burden.requests.filter(one => one.organisation === code)
      const falling = burden.thisMonth.find(one => one.organisation === code)
      return {
        code,
        name: called,
        type,
        segment: segmentOf(code),
        cases: ruled
          .filter(({ found }) => found.organisations.includes(code))
          .map(one => ({
            case: one.found.id,
            regime: one.found.regime,
            regimeTitle: one.compiled.regime.title,
            stageTitle: stage(one),
            phase: one.found.phase,
          })),
        overdue: duties.filter(one => one.overdue && has(code)(one)).length,
        due: duties.filter(one => !one.overdue && has(code)(one)).length,
        referrals: referrals.filter(has(code)).length,
        requests: falling?.times ?? 0,
        hours: falling?.hours ?? 0,
        flagged: asked.filter(({ flags }) => flags.length > 0).length,
      }
    }
    const rows = known.map(rowOf).filter((one, index) => known[index]?.closed === null || one.cases.length > 0)
    return {
      recordKind,
      today: today(working),
      region: { id: slugOf(region), name: region },
      organisations: rows.toSorted(
        (a, b) =>
          b.overdue - a.overdue ||
          Number(b.cases.length > 0) - Number(a.cases.length > 0) ||
          a.name.localeCompare(b.name, 'en-GB'),
      ),
      duties,
      candidates: candidates.map(one => ({ ...head(one), stageTitle: stage(one), opened: one.found.opened })),
      referrals,
      requests: burden.requests
        .filter(({ overdue, flags }) => overdue || flags.length > 0)
        .map(({ organisation: code, name: called, what, asker, due, overdue, flags }) => ({
          organisation: code,
          name: called,
          what,
          asker,
          due,
          overdue,
          flags: flags.map(one => one.words),
        })),
    }
  })
}
