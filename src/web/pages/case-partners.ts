/** Who could be a partner in a case: the published test, need against strength, consent, conflicts, and senior days. */
import { z } from 'zod'
import { withActor } from '../../casework/desk-store.ts'
import { partnerSupport } from '../../casework/contracts/partner-consent.ts'
import { partnerTable } from '../../casework/contracts/partner-store.ts'
import { caseAsked } from '../case-asked.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { recordsOf } from '../case-records.ts'
import { echo, PageFault } from '../fault.ts'
import { count } from '../format.ts'
import { definePage } from '../page.ts'

const candidate = z.object({
  organisation: z.string(),
  name: z.string(),
  region: z.string().nullable(),
  test: z.enum(['met', 'not-met', 'not-known', 'no-test']),
  strengths: z.array(z.string()).meta({ description: 'Metrics of the need in which it is in the best quarter.' }),
  consent: z.enum(['yes', 'no', 'not-asked']),
  conflicts: z.array(z.string()),
  days: z.object({ offered: z.number().nullable(), committed: z.number() }),
})

const schema = caseHeadSchema.extend({
  summary: z.string(),
  support: z.string().nullable(),
  supports: z.array(z.object({ value: z.string(), label: z.string() })),
  test: z
    .object({ criterion: z.string(), title: z.string(), confidence: z.string() })
    .nullable()
    .meta({ description: 'The published test of a partner; null where the rules publish none.' }),
  needs: z.array(z.object({ metric: z.string(), title: z.string(), period: z.string() })),
  findings: z.array(z.string()).meta({ description: 'What the diagnostic found to be in the way, in its own words.' }),
  shown: z.int(),
  candidates: z.array(candidate).meta({ description: 'The fittest first.' }),
})

/** As many as somebody would read; the rest is in the JSON and CSV with `all=yes`. */
const most = 40

export const casePartnersPage = definePage<z.infer<typeof schema>>({
  path: '/cases/:id/partners',
  title: 'Partners for a case',
  summary:
    'Who meets the test of a partner, is strong where help is needed, is willing, has no conflict, and has days to give.',
  parameters: {
    support: 'the support of the rules that is to be given; the first that a partner gives where left out',
    all: 'yes for all candidates; the fittest 40 where left out',
  },
  live: true,
  schema,
  template: 'case-partners.njk',
  async view(request) {
    const { asking, reading } = await caseAsked(request)
    const { found, compiled, inside } = reading
    if (!inside)
      throw new PageFault(404, 'This is for those who work on the case', 'Sign in as somebody who works on it.')
    const seen = await recordsOf(asking, reading)
    const records = seen.records.map(({ latest }) => latest)
    const supports = partnerSupport(compiled, found.state.route)
    const asked = request.query.get('support')
    if (asked !== null && !supports.some(({ value }) => value === asked))
      throw new PageFault(
        400,
        'No partner gives that',
        `Found "${echo(asked)}"; expected one of ${supports.map(({ value }) => value).join(', ')}.`,
      )
    const support = asked ?? supports[0]?.value ?? null
    const table =
      support === null
        ? { test: null, needs: [], candidates: [] }
        : await withActor(asking.desk, asking.actor, working =>
            partnerTable(working, { case: found, compiled, records }, support),
          )
    const { criteria, support: ruled, subjects } = compiled.regime
    const all = request.query.get('all') === 'yes'
    const candidates = table.candidates.slice(0, all ? table.candidates.length : most)
    const meet = table.candidates.filter(({ test }) => test === 'met').length
    return {
      ...caseHead(request, reading),
      summary:
        support === null
          ? 'The rules know no support that a partner gives.'
          : table.test === null
            ? 'The rules publish no test of who may be a partner. Whoever matches one says why.'
            : `${count(meet, 'organisation')} of ${table.candidates.length} ${meet === 1 ? 'meets' : 'meet'} the test of a partner.`,
      support,
      supports: [...supports],
      test:
        table.test === null
          ? null
          : {
              criterion: table.test,
              title: criteria[table.test]?.title ?? table.test,
              confidence: ruled[support ?? '']?.partner?.confidence ?? 'unverified',
            },
      needs: [...table.needs],
      findings: records.flatMap(({ kind, body }) => {
        const { is, says, heading } = body as { is?: string; says?: string; heading?: string }
        const title = subjects[heading ?? '']?.title ?? heading
        return kind === 'diagnostic-finding' && is !== 'strength' ? [`${title}: ${says}`] : []
      }),
      shown: candidates.length,
      candidates: candidates.map(one => ({ ...one, strengths: [...one.strengths], conflicts: [...one.conflicts] })),
    }
  },
  pictures: model => ({
    metricTitles: Object.fromEntries(model.needs.map(({ metric, title }) => [metric, title])),
  }),
  table: model => ({
    columns: [
      'organisation',
      'name',
      'region',
      'test',
      'strengths',
      'consent',
      'conflicts',
      'days_offered',
      'days_committed',
    ],
    rows: model.candidates.map(one => [
      one.organisation,
      one.name,
      one.region,
      one.test,
      one.strengths.join(' '),
      one.consent,
      one.conflicts.join(' '),
      one.days.offered,
      one.days.committed,
    ]),
  }),
})
