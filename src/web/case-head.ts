/** The head of every page about one case: which case it is, of whom, by which rules, on what day. */
import { z } from 'zod'
import { caseSchema } from './api/case-schemas.ts'
import { caseJson } from './case-view.ts'
import type { CaseReading } from './cases.ts'
import { organisationName } from './organisation-name.ts'
import { contextOf, contextSchema, type PageRequest } from './page.ts'

export const caseHeadSchema = contextSchema.extend({
  today: z.string().meta({ description: 'The product’s day, by which deadlines are judged.' }),
  regime: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  case: caseSchema,
})

export function caseHead(request: PageRequest, reading: CaseReading): z.infer<typeof caseHeadSchema> {
  const {
    found: { recordKind, version, organisations },
    compiled: { regime },
  } = reading
  const { snapshot } = request.choice
  return {
    ...contextOf(request),
    recordKind,
    today: reading.today,
    regime: { id: regime.regime, title: regime.title, version },
    organisations: organisations.map(code => ({ code, name: organisationName(snapshot, code) })),
    case: caseJson(reading),
  }
}
