/**
 * The improvement plan of a case: one, with a version for each month and each correction. The public sees a version only once
 * it was published.
 */
import { faultsInWords } from '../../documents/schema-faults.ts'
import { isoWords } from '../../evidence/period-words.ts'
import { type PlanBounds, readPlan } from '../plan/plan-check.ts'
import { type Plan, planBody } from '../plan/plan-schema.ts'

import { hashOfValue } from '../canonical.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import type { About, Asked, RecordKindRule, StoredRecord } from './record.ts'
import { onRoute, rolesOfKind } from './writers.ts'

export const planKind: RecordKindRule<Plan> = {
  kind: 'plan',
  title: 'Improvement plan',
  says: 'What is promised, by which post and by when; a new version each month.',
  section: 'plan',
  sent: planBody,
  body: planBody,
  audiences: ['case'],
  revised: 'by-its-writers',
  // Whom the rules name; where they name nobody, the organisation and whoever is appointed to it.
  writers(compiled, route) {
    const named = onRoute(route, compiled.regime.plan?.by)
    return named.length > 0 ? named : rolesOfKind(compiled, route, 'organisation', 'appointed')
  },
  inShort: ({ month, title, goals }) => [
    { label: 'Plan', text: title },
    { label: 'Month', text: isoWords(month) },
    { label: 'Goals', text: `${goals.length}` },
    { label: 'Actions', text: `${goals.flatMap(({ actions }) => actions).length}` },
  ],
  refuse: (about, plan, { before }) =>
    another(about, before) ?? outOfOrder(about, plan, before) ?? faulty(about, plan) ?? unchanged(plan, before),
}

type Before = Asked['before']

function another({ records }: About, before: Before): Refused | null {
  const held = planOf(records)
  return held === null || before !== null
    ? null
    : refuse(
        'not-allowed-here',
        `This case has a plan already, at version ${held.version}. Write its next version, which follows ${held.id}.`,
      )
}

/** Months go on: a version reports the month of the one before, as a correction, or a later one that has begun. */
function outOfOrder({ case: found, today }: About, { month }: Plan, before: Before): Refused | null {
  const first = before === null ? found.opened.slice(0, 7) : (before.body as Plan).month
  const last = today.slice(0, 7)
  return first <= month && month <= last
    ? null
    : refuse(
        'bad-request',
        `Found a plan for ${month}; expected one for a month from ${first}, ${before === null ? 'when the case was opened' : 'which the version before reports'}, to ${last}, which is this one.`,
      )
}

function faulty({ case: found, today }: About, plan: Plan): Refused | null {
  const { faults } = readPlan(plan, planBounds(found, today))
  if (faults.length === 0) return null
  return refuse('bad-request', `The plan does not hold together. ${faultsInWords(faults, 'The plan')}`)
}

function unchanged(plan: Plan, before: Before): Refused | null {
  return before !== null && before.hash === hashOfValue(plan)
    ? refuse('bad-request', `Nothing was changed: the plan is as version ${before.version} has it.`)
    : null
}

/** What a plan of a case may speak of: days, some before it was opened, none a lifetime away, and its organisations. */
export function planBounds(
  { opened, organisations }: Pick<About['case'], 'opened' | 'organisations'>,
  today: string,
): PlanBounds {
  return {
    from: `${Number(opened.slice(0, 4)) - 5}-01-01`,
    to: `${Number(today.slice(0, 4)) + 10}-12-31`,
    organisations,
  }
}

/** The plan among the records of a case; null where there is none. */
export function planOf(records: About['records']): StoredRecord<Plan> | null {
  return (records.find(({ kind }) => kind === planKind.kind) as StoredRecord<Plan> | undefined) ?? null
}
