/** A point of accuracy: what the organisation says is wrong in what is said of it, before entry is decided. Each is answered. */
import { z } from 'zod'
import type { Deadline } from '../model.ts'
import { refuse } from '../refused.ts'
import { line, lines, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import { repliesTo } from './reply.ts'
import { entryRecommenders, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  statement: line({ label: 'Which statement' }, 1000),
  says: prose({ label: 'What is wrong in it' }),
  evidence: lines({ label: 'What shows it', hint: 'One document on each line.' }),
})
export type AccuracyPoint = z.infer<typeof sent>

export const accuracyPointKind: RecordKindRule<AccuracyPoint> = {
  kind: 'accuracy-point',
  title: 'Point of accuracy',
  says: 'The organisation says what is wrong in what is said of it; each point is answered before anybody decides.',
  section: 'entry',
  sent,
  body: sent,
  audiences: ['case'],
  revised: 'by-its-author',
  writers: organisationRoles,
  answeredBy: (compiled, route) => [...entryRecommenders(compiled, route), 'oversight-analyst'],
  refuse(about) {
    const check = accuracyCheck(about)
    if (check === null)
      return refuse('not-allowed-here', 'The rules of this case ask for no check of accuracy. Write a dispute instead.')
    if (check.deadline === null)
      return refuse('not-allowed-here', 'Nothing was sent to the organisation to be checked yet. Wait until it is.')
    return check.over
      ? refuse('not-allowed-here', 'The check of accuracy is over. Write a dispute instead, which is answered too.')
      : null
  },
}

export interface AccuracyCheck {
  /** The clock as it runs or ran last; null where nothing was sent to be checked. */
  readonly deadline: Deadline | null
  /** It ended, or its last day has passed. */
  readonly over: boolean
  /** Points that nobody has answered. */
  readonly open: number
}

/** The check of accuracy as it stands in a case; null where the rules ask for none. */
export function accuracyCheck({
  compiled,
  deadlines,
  records,
  today,
}: Pick<About, 'compiled' | 'deadlines' | 'records' | 'today'>): AccuracyCheck | null {
  const rule = compiled.regime.entry['accuracy-check']
  if (rule === undefined) return null
  const deadline =
    deadlines
      .filter(({ clock }) => clock === rule.clock)
      .toSorted((a, b) => a.startedBy - b.startedBy)
      .at(-1) ?? null
  const passed = deadline !== null && deadline.due !== null && deadline.due < today
  const over = deadline !== null && (passed || !['running', 'suspended'].includes(deadline.state))
  const points = recordsOfKind(records, accuracyPointKind)
  return { deadline, over, open: points.filter(({ id }) => repliesTo(records, id).length === 0).length }
}
