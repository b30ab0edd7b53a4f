/** The versions of a plan: how far each has come on its way to the public, what it is compared with, what was dropped. Pure. */
import { alsoPromised, asPromised, nothingPromised, type Promises } from '../plan/plan-promises.ts'
import type { Plan } from '../plan/plan-schema.ts'
import { checkOf } from './plan-check.ts'
import { publishedVersions } from './published.ts'
import type { About, StoredRecord } from './record.ts'

/** `questioned` where its check found points. */
export type PlanStage = 'written' | 'questioned' | 'checked' | 'published'

export interface PlanVersion {
  /** Its body has each day as first promised in public before it (`asPromised`); its hash is that of the text as written. */
  readonly record: StoredRecord<Plan>
  readonly stage: PlanStage
  /** Day (ISO) on which it was published; null where it was not. */
  readonly publishedOn: string | null
  /** What its check said, as far as the reader may see it. */
  readonly check: { readonly verdict: 'agreed' | 'points'; readonly says: string | null; readonly on: string } | null
}

/** Versions of a plan as their reader sees them, oldest first, told by the checks and publications among the records. */
export function planVersions(versions: readonly StoredRecord[], records: About['records']): readonly PlanVersion[] {
  let promises = nothingPromised
  return (versions as readonly StoredRecord<Plan>[]).map(written => {
    const record = { ...written, body: asPromised(written.body, promises) }
    const published = publishedVersions(records, record.id).find(({ version }) => version === record.version)
    if (published) promises = alsoPromised(promises, record.body)
    const check = checkOf(records, record)
    const verdict = check?.body.verdict
    return {
      record,
      stage: published
        ? 'published'
        : verdict === 'agreed'
          ? 'checked'
          : verdict === 'points'
            ? 'questioned'
            : 'written',
      publishedOn: published?.on ?? null,
      check: check && { verdict: check.body.verdict, says: check.body.says, on: check.effective },
    }
  })
}

/** What the published versions of a plan promised, for one that is to follow them. */
export function promisesOf(versions: readonly PlanVersion[]): Promises {
  return versions
    .filter(({ stage }) => stage === 'published')
    .reduce((promises, { record: { body } }) => alsoPromised(promises, body), nothingPromised)
}

/** Months that were reported in public, in the order of the versions. */
export function publishedMonths(versions: readonly PlanVersion[]): readonly string[] {
  return versions.filter(({ stage }) => stage === 'published').map(({ record }) => record.body.month)
}

/**
 * What a version is compared with, to tell what changed since last month: the latest published one of an earlier month, else
 * the latest published before it, else the version before. Null where it is the first.
 */
export function comparedWith(versions: readonly PlanVersion[], { record }: PlanVersion): PlanVersion | null {
  const before = versions.filter(one => one.record.version < record.version)
  const published = before.filter(({ stage }) => stage === 'published')
  return (
    published.findLast(one => one.record.body.month < record.body.month) ?? published.at(-1) ?? before.at(-1) ?? null
  )
}

export interface DroppedAction {
  readonly id: string
  readonly title: string
  readonly owner: string
  /** Code; null where it was of all organisations of the case. */
  readonly organisation: string | null
  /** As first promised. */
  readonly due: string
  /** The day it was done, as far as its last version knew; null where it was not. */
  readonly completed: string | null
  /** The month of the last published version that promised it. */
  readonly month: string
}

/** Actions that an earlier published version promised and a version no longer names, in whichever month that happened. */
export function droppedActions(versions: readonly PlanVersion[], { record }: PlanVersion): readonly DroppedAction[] {
  const kept = new Set(actionsOf(record.body).map(({ id }) => id))
  const earlier = versions.filter(({ stage, record: { version } }) => stage === 'published' && version < record.version)
  const promised = new Map<string, DroppedAction>()
  for (const {
    record: { body },
  } of earlier)
    for (const { id, title, owner, organisation = null, due, completed } of actionsOf(body))
      if (!kept.has(id)) promised.set(id, { id, title, owner, organisation, due, completed, month: body.month })
  return [...promised.values()]
}

/** How many of the dropped were not done. */
export function undoneOf(dropped: readonly DroppedAction[]): number {
  return dropped.filter(({ completed }) => completed === null).length
}

function actionsOf({ goals }: Plan): Plan['goals'][number]['actions'] {
  return goals.flatMap(({ actions }) => actions)
}
