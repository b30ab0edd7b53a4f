/** A finding of the diagnostic, under one of the regime's headings: what drives the trouble, or stands in the way. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { countingEvents } from '../counting.ts'
import { refuse } from '../refused.ts'
import { choice, line, lines, oneOf, prose, yesNo } from './fields.ts'
import { type About, type Choice, recordsOfKind, type RecordKindRule } from './record.ts'
import { onRoute, organisationRoles, overseers } from './writers.ts'

const sent = z.strictObject({
  heading: choice({ label: 'Heading' }),
  is: oneOf(
    { label: 'What it is' },
    { driver: 'A driver of the trouble', barrier: 'A barrier to getting better', strength: 'A strength to build on' },
  ),
  structural: yesNo({ label: 'Structural: no board could settle it by itself' }),
  says: prose({ label: 'Finding' }),
  evidence: lines({ label: 'Evidence', hint: 'One document or figure on each line.' }),
  confidence: oneOf({ label: 'How sure' }, { high: 'Sure', moderate: 'Fairly sure', low: 'Not sure' }),
  document: line({ label: 'Report in which it stands' }, 500).nullable(),
})
export type DiagnosticFinding = z.infer<typeof sent>

export const diagnosticFindingKind: RecordKindRule<DiagnosticFinding> = {
  kind: 'diagnostic-finding',
  title: 'Finding of the diagnostic',
  says: 'What the diagnostic found under one of its headings, with evidence.',
  section: 'diagnostic',
  sent,
  body: sent,
  audiences: ['case'],
  adverse: true,
  revised: 'by-its-writers',
  writers: (compiled, route) =>
    compiled.regime.diagnostic ? onRoute(route, compiled.regime.diagnostic.by) : overseers(compiled, route),
  answeredBy: organisationRoles,
  choices: ({ compiled }) => ({ heading: headingsOf(compiled) }),
  refuse({ compiled, case: found }, { heading }) {
    if (found.phase === 'before' && compiled.regime.diagnostic)
      return refuse('not-allowed-here', 'The case has not entered; its diagnostic comes after.')
    const headings = headingsOf(compiled).map(({ value }) => value)
    return headings.includes(heading)
      ? null
      : refuse('bad-request', `Found the heading "${heading}"; expected one of ${headings.join(', ')}.`)
  },
}

/** The headings of a diagnostic: the subjects that are in scope. */
export function headingsOf({ regime }: CompiledRegime): readonly Choice[] {
  return Object.entries(regime.subjects).flatMap(([value, subject]) =>
    subject['in-scope'] ? [{ value, label: subject.title }] : [],
  )
}

/** Whether the diagnostic was reported: no remedy comes before. Null where the rules know none. */
export function diagnosed({ compiled, events }: Pick<About, 'compiled' | 'events'>): boolean | null {
  const { diagnostic } = compiled.regime
  if (diagnostic === undefined) return null
  return countingEvents(events).some(({ name }) => name === diagnostic.event)
}

/** Whether something structural was found. */
export function foundStructural({ records }: Pick<About, 'records'>): boolean {
  return recordsOfKind(records, diagnosticFindingKind).some(({ body }) => body.structural && body.is !== 'strength')
}
