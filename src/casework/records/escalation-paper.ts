/** The paper before an escalation: why, who met over it, what was considered, what is advised and why not the rest. */
import { z } from 'zod'
import type { WrittenEvent } from '../model.ts'
import { refuse } from '../refused.ts'
import { choice, lines, oneOf, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { deciders, organisationRoles, overseers } from './writers.ts'

const options = {
  'leadership-change': 'A change of leadership',
  partnership: 'Partnership with another organisation',
  takeover: 'Takeover or merger',
  reconfiguration: 'Services arranged anew',
  administration: 'Administration',
  return: 'A return to less intervention',
  none: 'Nothing beyond what is done',
} as const
type Option = keyof typeof options

const considered = (option: Option) =>
  prose(
    {
      label: `Considered: ${options[option].toLowerCase()}`,
      hint: 'Why it is advised, or why not. Leave it empty if it was not considered.',
    },
    4000,
  ).nullable()

const sent = z.strictObject({
  escalation: choice({ label: 'Form of escalation' }),
  says: prose({ label: 'Why' }),
  panel: lines({ label: 'Taskforce or panel', hint: 'One office on each line. Name nobody.' }),
  'leadership-change': considered('leadership-change'),
  partnership: considered('partnership'),
  takeover: considered('takeover'),
  reconfiguration: considered('reconfiguration'),
  administration: considered('administration'),
  return: considered('return'),
  none: considered('none'),
  advised: oneOf({ label: 'What is advised' }, options),
})
export type EscalationPaper = z.infer<typeof sent>

export const escalationPaperKind: RecordKindRule<EscalationPaper> = {
  kind: 'escalation-paper',
  title: 'Escalation paper',
  says: 'Sets out why a case escalates, what was considered and what is advised; another decides.',
  section: 'reviews',
  sent,
  body: sent,
  audiences: ['case'],
  adverse: true,
  revised: 'by-its-writers',
  writers: (compiled, route) =>
    Object.keys(compiled.regime.escalation).length === 0 ? [] : overseers(compiled, route),
  answeredBy: (compiled, route) => [...new Set([...deciders(compiled, route), ...organisationRoles(compiled, route)])],
  choices: ({ compiled: { regime } }) => ({
    escalation: Object.entries(regime.escalation).map(([value, { title }]) => ({ value, label: title })),
  }),
  refuse({ compiled: { regime } }, paper) {
    const known = Object.keys(regime.escalation)
    if (!known.includes(paper.escalation))
      return refuse('bad-request', `Found the escalation "${paper.escalation}"; expected one of ${known.join(', ')}.`)
    const weighed = (Object.keys(options) as readonly Option[]).filter(option => paper[option] !== null)
    if (!weighed.includes(paper.advised))
      return refuse(
        'bad-request',
        `Advised is "${options[paper.advised]}", and nothing is said of it as an option. Say why it is advised.`,
      )
    return weighed.length < 2
      ? refuse('bad-request', 'Found one option alone; expected another beside what is advised, and why not that.')
      : null
  },
}

/** The latest paper on an escalation since it was last decided, or since the case entered; null where there is none. */
export function paperFor(
  { records, case: found }: Pick<About, 'records' | 'case'>,
  escalation: string,
  decidedBefore: WrittenEvent | undefined,
): StoredRecord<EscalationPaper> | null {
  const since = found.entered ?? found.opened
  const papers = recordsOfKind(records, escalationPaperKind).filter(
    ({ body, effective, knownAt }) =>
      body.escalation === escalation &&
      effective >= since &&
      (decidedBefore === undefined || knownAt > decidedBefore.knownAt),
  )
  return papers.at(-1) ?? null
}
