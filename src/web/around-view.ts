/** What else is going on around a case or an organisation, for pages and the API: conflicts, asks made twice, headroom, earlier attempts. */
import { z } from 'zod'
import { type Around, aroundCase, aroundOrganisation, type Eyes } from '../casework/around-store.ts'
import { today, withActor, type Working } from '../casework/desk-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { confidence } from '../regimes/parts.ts'
import { hasLeave, maySee } from '../casework/eyes-store.ts'
import type { Ruled } from './case-view.ts'
import { type Asking, kindShown } from './cases.ts'
import { count } from './format.ts'

const recordKind = z.enum(['real', 'fictional', 'exercise'])
const named = z.object({ id: z.string(), title: z.string() })
const caseId = z.uuid().nullable().meta({ description: 'The case that says so; null where a placement does.' })
const sources = z.array(z.string()).meta({ description: 'Who says so.' })
const said = z
  .array(
    z.object({
      relation: z.enum(['conflicts', 'supersedes', 'alongside']),
      by: z.string().meta({ description: 'Regime whose file says it.' }),
      of: z.string(),
      says: z.string(),
      source: z.string(),
      confidence,
      confidenceWords: z.string(),
    }),
  )
  .meta({ description: 'What the files of the two say of each other.' })
const owed = z.object({ duty: z.string(), title: z.string(), to: z.string(), when: z.string() })

export const aroundSchema = z.object({
  summary: z.string(),
  conflicts: z.array(
    z.object({
      kind: z.enum(['conflict', 'superseded', 'twice', 'nobody-said', 'alongside']),
      kindWords: z.string(),
      recordKind,
      organisations: z.array(z.string()).meta({ description: 'Codes of those that are in both.' }),
      here: named,
      regime: named.meta({ description: 'The other regime.' }),
      caseId,
      certain: z.boolean().meta({ description: 'False where it was put in and nobody knows whether it has left.' }),
      words: z.string(),
      said,
      sources,
    }),
  ),
  duties: z
    .array(
      z.object({
        organisations: z.array(z.string()),
        caseId: z.uuid(),
        regime: named,
        here: owed,
        there: owed,
        alike: z.enum(['same-title', 'regular-plan', 'regular-report']),
        words: z.string(),
      }),
    )
    .meta({ description: 'Duties of one kind owed to different bodies in two cases, where both files say to whom.' }),
  headroom: z
    .array(
      z.object({
        organisation: z.string(),
        name: z.string(),
        helps: z.object({ caseId: z.uuid(), regime: z.string(), title: z.string(), as: z.string().nullable() }),
        itselfIn: z.object({ caseId, regime: z.string(), title: z.string() }),
        since: z.string(),
        certain: z.boolean(),
        words: z.string(),
        said,
        sources,
      }),
    )
    .meta({ description: 'Partners and members of collaborations that are themselves in a regime.' }),
  inherited: z
    .array(
      z.object({
        caseId: z.uuid(),
        regime: named,
        organisation: z.string(),
        name: z.string(),
        by: z.string().meta({ description: 'Code of the successor.' }),
        on: z.string(),
        words: z.string(),
      }),
    )
    .meta({ description: 'Open cases of organisations that have since passed to this one.' }),
  attempts: z
    .array(
      z.object({
        recordKind,
        organisation: z.string(),
        name: z.string().meta({ description: 'Its name at the time.' }),
        of: z.enum(['itself', 'predecessor']),
        under: z.string(),
        regime: named,
        caseId,
        from: z.string(),
        to: z.string().meta({ description: 'In words; "end not known" is neither in nor out.' }),
        ended: z.string(),
        time: z.int().nullable(),
        sustained: z.object({ lasted: z.enum(['yes', 'no', 'not-known']), words: z.string() }),
        words: z.string(),
        sources,
      }),
    )
    .meta({ description: 'Earlier attempts at the same body and those it came from, newest first.' }),
  times: z.array(z.string()).meta({ description: 'Who came back how often.' }),
})
export type AroundJson = z.infer<typeof aroundSchema>

export const caseAroundSchema = aroundSchema.extend({ id: z.uuid(), recordKind, today: z.string() })

/** What is around a case that the asker has been shown. `placements` are those that belong with the store. */
export function aroundCaseFor(
  { desk, actor }: Asking,
  placements: readonly PlacementRecord[],
  ruled: Ruled,
): Promise<AroundJson> {
  return withActor(desk, actor, async working =>
    aroundJson(await aroundCase(working, ruled, eyesOf(working, placements))),
  )
}

/** What is around an organisation, by the kind of record that the asker is shown. */
export function aroundOrganisationFor(
  { desk, actor }: Asking,
  placements: readonly PlacementRecord[],
  code: string,
): Promise<AroundJson> {
  return withActor(desk, actor, async working =>
    aroundJson(await aroundOrganisation(working, code, kindShown(working), eyesOf(working, placements))),
  )
}

/** As the API answers it. */
export function caseAroundJson(
  { desk }: Asking,
  { found }: Ruled,
  around: AroundJson,
): z.infer<typeof caseAroundSchema> {
  return { id: found.id, recordKind: found.recordKind, today: today(desk), ...around }
}

/** Attempts in tables of one kind of record each: a played case never stands among real stays. */
export function attemptTables(
  attempts: AroundJson['attempts'],
): readonly (readonly [RecordKind, AroundJson['attempts']])[] {
  return [...Map.groupBy(attempts, one => one.recordKind)]
}

function eyesOf(working: Working, placements: readonly PlacementRecord[]): Eyes {
  return { placements, sees: found => maySee(working, found), inside: found => hasLeave(working, found) }
}

const kindWords = {
  conflict: 'Conflict',
  superseded: 'Replaced, and open',
  twice: 'Open twice',
  'nobody-said': 'Nobody said',
  alongside: 'Side by side',
} as const

const confidenceWords = {
  read: 'read',
  'read-in-part': 'read in part',
  'read-second-hand': 'second-hand',
  'inferred-from-data': 'worked out from figures or dates',
  unverified: 'unverified',
  ours: 'our reading',
} as const

function aroundJson({ conflicts, duties, headroom, inherited, attempts, times }: Around): AroundJson {
  const saidJson = (all: Around['conflicts'][number]['said']) =>
    all.map(one => ({ ...one, confidenceWords: confidenceWords[one.confidence] }))
  const made = {
    conflicts: conflicts.map(one => ({
      ...one,
      kindWords: kindWords[one.kind],
      organisations: [...one.organisations],
      said: saidJson(one.said),
      sources: [...one.sources],
    })),
    duties: duties.map(one => ({ ...one, organisations: [...one.organisations] })),
    headroom: headroom.map(one => ({ ...one, said: saidJson(one.said), sources: [...one.sources] })),
    inherited: [...inherited],
    attempts: attempts.map(one => ({ ...one, sources: [...one.sources] })),
    times: [...times],
  }
  return { summary: summaryOf(made), ...made }
}

function summaryOf({ conflicts, duties, headroom, inherited, attempts }: Omit<AroundJson, 'summary'>): string {
  const against = conflicts.filter(one => one.kind !== 'alongside').length
  const parts = [
    ...(conflicts.length === 0
      ? ['no other regime is known to run at the same time']
      : [
          `${count(conflicts.length, 'other regime runs', 'other regimes run')} or may run at the same time, ${against === 0 ? 'each declared to go alongside' : `${against} of them to be looked at`}`,
        ]),
    ...(duties.length === 0 ? [] : [`${count(duties.length, 'duty', 'duties')} may be asked for twice`]),
    ...(headroom.length === 0
      ? []
      : [`${count(headroom.length, 'partner or member', 'partners or members')} may lack headroom`]),
    ...(inherited.length === 0
      ? []
      : [
          `${count(inherited.length, 'case')} of an organisation it came from ${inherited.length === 1 ? 'goes' : 'go'} on`,
        ]),
    attempts.length === 0
      ? 'no earlier attempt is known'
      : `${count(attempts.length, 'earlier attempt')} ${attempts.length === 1 ? 'is' : 'are'} known`,
  ]
  const text = parts.join('; ')
  return `${text[0]?.toUpperCase()}${text.slice(1)}. This is what cases and sources here say, not all that happened.`
}
