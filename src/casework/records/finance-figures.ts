/** Turnover and result of an organisation in pounds, from its accounts: published metrics give its deficit in percent alone. */
import { z } from 'zod'
import type { Period } from '../../evidence/model.ts'
import { parsePeriod } from '../../evidence/periods.ts'
import { refuse } from '../refused.ts'
import { line, pence, yesNo } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { organisationRoles } from './writers.ts'

const most = 10_000_000_000_000
const body = z.strictObject({
  year: line({ label: 'Financial year', hint: 'Such as 2025/26.' }, 20),
  turnover: pence({ label: 'Turnover of the year' }),
  result: pence(
    { label: 'Surplus of the year, or deficit', hint: 'In whole pence; a deficit below nought, such as -650000.' },
    -most,
    most,
    `expected whole pence, digits alone, a deficit below nought, such as -65000 for a deficit of £650`,
  ),
  'in-plan': yesNo({ label: 'Is the support that it pays for in the plan of the year?' }),
  document: line({ label: 'Accounts or report, with the page' }, 500),
})
export type FinanceFigures = z.infer<typeof body>

export const financeFiguresKind: RecordKindRule<FinanceFigures> = {
  kind: 'finance-figures',
  title: 'Turnover and result',
  says: 'What the organisation turned over and how it ended the year, in pounds: what its own support is compared with.',
  section: 'money',
  sent: body,
  body,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => ['finance-approver', 'oversight-analyst', ...organisationRoles(compiled, route)],
  refuse(_about, { year, turnover, result }) {
    if (yearOf({ year }) === null)
      return refuse('bad-request', `Found the year "${year}"; expected a financial year, such as 2025/26.`)
    return Math.abs(result) > turnover
      ? refuse(
          'bad-request',
          `Found a result of ${result} on a turnover of ${turnover}; expected no more than all of it.`,
        )
      : null
  },
}

/** The financial year that figures are of, from the first of April; null where they name none. */
export function yearOf({ year }: Pick<FinanceFigures, 'year'>): Period | null {
  const found = parsePeriod(year, 'financial-year')
  const first = Number(found?.start.slice(0, 4))
  return found?.start === `${first}-04-01` && found.end === `${first + 1}-03-31` ? found : null
}
