/** The model of an organisation's page. */
import { z } from 'zod'
import { balanceSchema } from './balance-view.ts'
import { chanceSchema, chartRowSchema } from './chart-summary.ts'
import { resultSchema } from './organisation-result.ts'
import { kinSchema } from './kin.ts'
import { organisationDisputeSchema } from './organisation-disputes.ts'
import { contextSchema } from './page.ts'
import { staySchema } from './regime-stays.ts'

export const organisationSchema = contextSchema.extend({
  organisation: z.object({
    code: z.string(),
    name: z.string(),
    type: z.string().nullable(),
    subtype: z.string().nullable(),
    legalForm: z.string().nullable(),
    region: z.string().nullable(),
    opened: z.string().nullable(),
    closed: z.string().nullable(),
    predecessors: kinSchema,
    successors: kinSchema,
  }),
  caveats: z.array(z.string()),
  relative: z.string().nullable(),
  result: resultSchema.nullable(),
  findings: z.array(
    z.object({
      kind: z.string(),
      value: z.string(),
      from: z.string().nullable(),
      until: z.string().nullable(),
      author: z.string(),
      statement: z.string(),
      importId: z.number(),
      row: z.number(),
    }),
  ),
  otherFigures: z.array(
    z.object({ metric: z.string(), name: z.string(), period: z.string(), periodLabel: z.string(), value: z.string() }),
  ),
  charts: z.object({
    all: z.number(),
    rows: z
      .array(chartRowSchema)
      .meta({ description: 'Metrics of which it is known which way is better, and that go on.' }),
    chance: chanceSchema,
  }),
  balance: balanceSchema,
  regimes: z
    .object({ summary: z.string(), stays: z.array(staySchema) })
    .meta({ description: 'Stays in regimes of the same kind of record as this store.' }),
  disputes: z
    .array(organisationDisputeSchema)
    .meta({ description: 'Figures and segments that it disputes in public, with the answers, as known now.' }),
  sources: z.array(
    z.object({
      importId: z.number(),
      fileName: z.string(),
      title: z.string(),
      attribution: z.string(),
      knownAt: z.string(),
    }),
  ),
})
export type OrganisationModel = z.infer<typeof organisationSchema>
