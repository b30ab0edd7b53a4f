/** The check of a version of the plan before it is published: that it is accurate, or the points to be put right first. */
import { isoWords } from '../../evidence/period-words.ts'
import { z } from 'zod'

import { refuse } from '../refused.ts'
import type { Refused } from '../model.ts'
import { choice, oneOf, prose } from './fields.ts'
import { planOf } from './plan.ts'
import { type About, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { onRoute, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  version: choice({ label: 'Version of the plan that was checked' }),
  verdict: oneOf(
    { label: 'Is it accurate?' },
    { agreed: 'Agreed: it may be published', points: 'There are points to be put right first' },
  ),
  says: prose({ label: 'Points, or what was checked' }).nullable(),
})
/** Bound to the very text: version and hash of the plan that was checked. */
const body = sent.extend({ of: z.uuid(), version: z.int(), hash: z.string() })
export type PlanCheck = z.infer<typeof body>
type Sent = z.infer<typeof sent>

export const planCheckKind: RecordKindRule<PlanCheck, Sent> = {
  kind: 'plan-check',
  title: 'Check of the plan',
  says: 'Says whether a version of the plan is accurate, before it is published.',
  section: 'plan',
  sent,
  body,
  audiences: ['case'],
  revised: 'never',
  writers(compiled, route) {
    const named = onRoute(route, compiled.regime.plan?.['checked-by'])
    return named.length > 0 ? named : organisationRoles(compiled, route)
  },
  choices({ records }) {
    const plan = planOf(records)
    return {
      version: plan
        ? [{ value: `${plan.version}`, label: `Version ${plan.version}, for ${isoWords(plan.body.month)}` }]
        : [],
    }
  },
  refuse({ records, actor }, { version, verdict, says }) {
    const plan = planOf(records)
    if (plan === null) return refuse('no-such-record', 'This case has no plan yet that could be checked.')
    if (version !== `${plan.version}`)
      return refuse(
        'stale',
        `Found version "${version}"; the plan is at version ${plan.version}. Read that, and check it.`,
      )
    if (plan.actor === actor.key)
      return refuse('own-act', 'You wrote this version of the plan. Leave the check to another.')
    return verdict === 'points' && says === null
      ? refuse('bad-request', 'Found no points; expected what is to be put right, in words.')
      : null
  },
  complete({ records }, { verdict, says }) {
    // That there is a plan, `refuse` has seen.
    const { id, version, hash } = planOf(records) as StoredRecord
    return { of: id, version, hash, verdict, says }
  },
}

/** The latest check of a version of the plan; null where there is none. */
export function checkOf(records: About['records'], plan: StoredRecord): StoredRecord<PlanCheck> | null {
  return (
    recordsOfKind(records, planCheckKind).findLast(
      one => one.body.of === plan.id && one.body.version === plan.version,
    ) ?? null
  )
}

/** Why a version of the plan may not be published yet; null where it may. */
export function notCheckedYet({ records, compiled }: About, plan: StoredRecord): Refused | null {
  const check = checkOf(records, plan)
  if (check?.body.verdict === 'agreed') return null
  if (check)
    return refuse('not-checked', `The check of version ${plan.version} found points. Put them right in a next version.`)
  return compiled.regime.plan?.['checked-by'] === undefined
    ? null
    : refuse('not-checked', `Version ${plan.version} of the plan was not checked. It is published after its check.`)
}
