/**
 * A judgement: whoever a leaf of a criterion names may record it, and the criterion is worked out with it at once. What the
 * rules declare as evidence and no file brings, an analyst may record.
 */
import { z } from 'zod'
import { leavesOf } from '../../regimes/criterion-tree.ts'
import type { Regime } from '../../regimes/regime.ts'
import { findingBody, type FindingBody } from '../judgements.ts'
import type { EverydayFunction, Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { choice, day, line, prose } from './fields.ts'
import type { About, Asked, Choice, RecordKindRule } from './record.ts'
import { judges, onRoute, organisationRoles } from './writers.ts'

const analyst: EverydayFunction = 'oversight-analyst'

const sent = z.strictObject({
  finding: choice({ label: 'What is judged' }),
  value: line({ label: 'Answer', hint: 'In the words that the rules use, such as yes or no.' }),
  statement: prose({ label: 'Reasons, and what they rest on' }),
  document: line({ label: 'Document in which it stands' }, 500).nullable(),
  until: day({ label: 'Last day on which it holds' }).nullable(),
})

export const findingKind: RecordKindRule<FindingBody> = {
  kind: 'finding',
  title: 'Judgement',
  says: 'Answers a question that the rules leave to judgement.',
  section: 'entry',
  sent,
  body: findingBody,
  audiences: ['case'],
  adverse: true,
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...new Set([...judges(compiled), ...onRoute(route, compiled.regime['self-assessment']?.['rated-by']), analyst]),
  ],
  answeredBy: organisationRoles,
  choices: ({ compiled: { regime } }) => ({ finding: [...questionsOf(regime), ...evidenceOf(regime)] }),
  refuse: ({ compiled, case: found }, { finding }, { role }) =>
    notTheirs(findingWriters(compiled, found.state.route, finding), finding, role),
}

/** Roles that may say what a kind of finding is in a regime. */
export function findingWriters(compiled: About['compiled'], route: string | null, finding: string): readonly string[] {
  const { regime } = compiled
  const rated = regime['self-assessment']
  if (rated?.finding === finding) return onRoute(route, rated['rated-by'])
  const named = judges(compiled, finding)
  if (named.length > 0) return named
  return evidenceOf(regime).some(({ value }) => value === finding) ? [analyst] : []
}

function notTheirs(writers: readonly string[], finding: string, role: Asked['role']): Refused | null {
  if (writers.length === 0)
    return refuse('bad-request', `Found the finding "${finding}"; expected one that the rules of the case speak of.`)
  if (writers.includes(role)) return null
  return refuse(
    'wrong-role',
    `The rules leave "${finding}" to ${writers.join(' or ')}; found ${role}. Leave it to them.`,
  )
}

function questionsOf(regime: Regime): readonly Choice[] {
  const leaves = Object.values(regime.criteria).flatMap(({ of }) => leavesOf(of))
  const asked = leaves.flatMap(leaf =>
    'judgement' in leaf ? [[leaf.finding, `${leaf.judgement} (“${leaf.equals}” meets it)`] as const] : [],
  )
  return [...new Map(asked)].map(([value, label]) => ({ value, label }))
}

/** Findings that the rules read as evidence, beside those that answer a question. */
function evidenceOf(regime: Regime): readonly Choice[] {
  const asked = new Set(questionsOf(regime).map(({ value }) => value))
  return Object.values(regime.evidence).flatMap(item =>
    item.kind === 'finding' && !asked.has(item.finding) ? [{ value: item.finding, label: item.title }] : [],
  )
}
