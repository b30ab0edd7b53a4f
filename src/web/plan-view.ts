/** The plan of a case as one reader may see it: what the page, the downloads and the API share. */
import { changesInWords, diffInWords } from '../casework/plan/plan-change-words.ts'
import { diffPlans } from '../casework/plan/plan-diff.ts'
import { updateDue } from '../casework/plan/plan-due.ts'
import type { Plan } from '../casework/plan/plan-schema.ts'
import { countsByOrganisation, planOfOrganisation } from '../casework/plan/plan-organisations.ts'
import { planState } from '../casework/plan/plan-state.ts'
import {
  comparedWith,
  droppedActions,
  type PlanVersion,
  planVersions,
  publishedMonths,
  undoneOf,
} from '../casework/records/plan-versions.ts'
import { planKind } from '../casework/records/plan.ts'
import { dayFromIso } from '../regimes/day.ts'
import { type CaseRecords, recordsOf } from './case-records.ts'
import { type Asking, type CaseReading } from './cases.ts'
import { echo, PageFault } from './fault.ts'
import type { PlanJson } from './plan-schema.ts'

export interface SeenPlan {
  readonly seen: CaseRecords
  /** Oldest first. */
  readonly versions: readonly PlanVersion[]
  readonly shown: PlanVersion | null
  /** Code of the organisation whose plan it is: of a case of several, the first. */
  readonly organisation: string
}

/**
 * The plan of a case in a version: the latest that the reader may see where none is asked for.
 * Throws PageFault where there is no such version for this reader.
 */
export async function seenPlan(asking: Asking, reading: CaseReading, asked: string | null): Promise<SeenPlan> {
  return planIn(await recordsOf(asking, reading), asked)
}

/** As `seenPlan`, in records that were read already. */
export function planIn(seen: CaseRecords, asked: string | null): SeenPlan {
  const { reading } = seen
  const plan = seen.records.find(({ rule }) => rule.kind === planKind.kind)
  const all = planVersions(
    plan?.versions ?? [],
    seen.records.map(({ latest }) => latest),
  )
  // What was known but not yet published at a past instant was not for everybody then.
  const versions = reading.inside ? all : all.filter(({ stage }) => stage === 'published')
  const shown = asked === null ? versions.at(-1) : versions.find(({ record }) => String(record.version) === asked)
  if (shown === undefined && asked !== null) {
    const words = `Found "${echo(asked)}"; expected one of ${versions.map(({ record }) => record.version).join(', ') || 'none: nothing is published yet'}.`
    throw new PageFault(404, 'There is no such version of the plan', words)
  }
  const organisation = shown?.record.organisation ?? reading.found.organisations[0] ?? ''
  return { seen, versions, shown: shown ?? null, organisation }
}

/**
 * The plan on the day of its reading.
 * @param only Code of the organisation of the case by whose actions its state is told; null for all of them. Throws PageFault
 *   where it is not of the case.
 */
export function planJson({ seen, versions, shown, organisation }: SeenPlan, only: string | null): PlanJson {
  const { found, compiled, today, asKnownAt } = seen.reading
  const { organisations } = found
  if (only !== null && !organisations.includes(only)) throw notOfCase(only, organisations)
  const body = shown?.record.body ?? null
  const dropped = (shown ? droppedActions(versions, shown) : []).filter(
    one => only === null || one.organisation === null || one.organisation === only,
  )
  return {
    id: found.id,
    recordKind: found.recordKind,
    asKnownAt,
    today,
    record: shown?.record.id ?? null,
    organisation,
    shown: shown && {
      ...versionJson(shown),
      knownAt: shown.record.knownAt,
      hash: shown.record.hash,
      check: shown.check,
    },
    plan: body,
    only,
    state: body && stateJson(only === null ? body : planOfOrganisation(body, only), today, undoneOf(dropped)),
    organisations: body && organisations.length > 1 ? countsJson(body, organisations, today) : [],
    diff: shown && diffJson(shown, comparedWith(versions, shown)),
    dropped,
    update: asKnownAt === null ? updateDue(compiled, found.state, publishedMonths(versions), dayFromIso(today)) : null,
    versions: versions.map(versionJson),
  }
}

function stateJson(plan: Plan, today: string, undone: number): NonNullable<PlanJson['state']> {
  return planState(plan, today, undone) as NonNullable<PlanJson['state']>
}

function countsJson(plan: Plan, organisations: readonly string[], today: string): PlanJson['organisations'] {
  return [...countsByOrganisation(planState(plan, today), organisations)]
}

function notOfCase(only: string, organisations: readonly string[]): PageFault {
  const words = `Found "${echo(only)}"; expected one of ${organisations.join(', ')}.`
  return new PageFault(404, 'There is no such organisation in this case', words)
}

function versionJson({ record, stage, publishedOn }: PlanVersion): PlanJson['versions'][number] {
  return { version: record.version, month: record.body.month, stage, effective: record.effective, publishedOn }
}

function diffJson(shown: PlanVersion, before: PlanVersion | null): PlanJson['diff'] {
  if (before === null) return null
  const { version, body } = before.record
  return { since: { version, month: body.month, stage: before.stage }, ...planChanges(body, shown.record.body) }
}

/** What changed from a plan to another, as data and in words. */
export function planChanges(before: Plan, after: Plan): Omit<NonNullable<PlanJson['diff']>, 'since'> {
  const diff = diffPlans(before, after)
  return {
    words: [...diffInWords(diff)],
    told: [...changesInWords(diff)],
    changes: [...diff.changes],
    slips: [...diff.slips],
    completed: [...diff.completed],
    reopened: [...diff.reopened],
  }
}
