/** A review of what a board is capable of, by domain: it judges the board, never a person. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { choice, day, line, lines, oneOf, prose } from '../records/fields.ts'
import type { Choice, RecordKindRule } from '../records/record.ts'
import { organisationRoles, overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'

const sent = z.strictObject({
  domain: choice({ label: 'Domain' }),
  judgement: oneOf(
    { label: 'What the board is capable of' },
    {
      capable: 'Capable',
      'capable-with-help': 'Capable with help',
      'not-yet': 'Not yet capable',
      'not-judged': 'Not judged',
    },
  ),
  says: prose({
    label: 'What was found',
    hint: 'Judge the board as a whole. Name nobody, and no post that one person fills.',
  }),
  evidence: lines({ label: 'Evidence', hint: 'One document or interview round on each line.' }),
  'looked-on': day({ label: 'Last day on which it was looked at' }),
  report: line({ label: 'Report in which it stands' }, 500).nullable(),
})
export type LeadershipReview = z.infer<typeof sent>

export const leadershipReviewKind: RecordKindRule<LeadershipReview> = {
  kind: 'leadership-review',
  title: 'Review of leadership',
  says: 'What the board is capable of, domain by domain, with evidence.',
  section: 'people',
  sent,
  body: sent,
  audiences: ['restricted', 'case'],
  revised: 'by-its-author',
  writers: overseers,
  readers: overseers,
  answeredBy: organisationRoles,
  choices: ({ compiled }) => ({ domain: domainsOf(compiled) }),
  refuse({ compiled, today }, { domain, judgement, evidence, 'looked-on': on }) {
    const known = domainsOf(compiled).map(({ value }) => value)
    if (!known.includes(domain))
      return refuse('bad-request', `Found the domain "${domain}"; expected one of ${known.join(', ')}.`)
    if (on > today) return refuse('bad-request', `Found ${on}; expected a day until today, ${today}.`)
    return judgement !== 'not-judged' && evidence.length === 0
      ? refuse('bad-request', 'Found a judgement without evidence; expected one document or more, or no judgement.')
      : null
  },
}

/** Those of the board's self-assessment where the rules have one, else what boards are commonly looked at for. */
function domainsOf({ regime }: CompiledRegime): readonly Choice[] {
  const own = Object.entries(regime['self-assessment']?.fields ?? {})
  if (own.length > 0) return own.map(([value, { title }]) => ({ value, label: title }))
  return Object.entries(common).map(([value, label]) => ({ value, label }))
}

const common = {
  strategy: 'Strategy, leadership and planning',
  quality: 'Quality of care',
  people: 'People and culture',
  access: 'Access and delivery',
  money: 'Money and productivity',
  governance: 'Governance of the board',
} as const
