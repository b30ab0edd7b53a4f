/** Undertakings, licence conditions and directions in all cases: what is to be done by when, and whether it was. */
import { z } from 'zod'
import { recordsOfKind } from '../../casework/records/record.ts'
import { complianceWords, isOwed, undertakingKind } from '../../casework/records/undertaking.ts'
import {
  filterParameters,
  filterShape,
  filterShown,
  offeredSchema,
  readFilter,
  regimesOffered,
} from '../case-filter.ts'
import { bodyNow, nowSchema } from '../body-now.ts'
import { askingOf } from '../cases.ts'
import { roleTitle } from '../event-words.ts'
import { echo, PageFault } from '../fault.ts'
import { count } from '../format.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { ofCase, ofCaseShape, spokenOf, writtenAcross } from '../written-across.ts'

const standings = Object.keys(complianceWords) as (keyof typeof complianceWords)[]

const undertaking = z.object({
  ...ofCaseShape,
  record: z.uuid(),
  form: z.enum(['undertaking', 'licence-condition', 'direction']),
  text: z.string(),
  basis: z.string(),
  due: z.string(),
  overdue: z.boolean(),
  owner: z.string(),
  ownerTitle: z.string(),
  ownerNow: nowSchema,
  to: z.string().meta({ description: 'Role or function that wrote it down, and to which it is owed.' }),
  toTitle: z.string(),
  toNow: nowSchema,
  compliance: z.enum(standings),
  evidence: z.string().nullable(),
  decided: z.string().nullable(),
})

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  filter: z.object({
    ...filterShape,
    compliance: z.enum(standings).nullable(),
  }),
  regimes: offeredSchema,
  undertakings: z.array(undertaking).meta({ description: 'What is still to be done first, each by its day.' }),
})

export const undertakingsPage = definePage<z.infer<typeof schema>>({
  path: '/undertakings',
  title: 'Undertakings',
  summary: 'Undertakings, licence conditions and directions: what is to be done by when, and whether it was.',
  parameters: {
    ...filterParameters,
    compliance: `only those that stand so: ${standings.join(', ')}`,
  },
  live: true,
  schema,
  template: 'undertakings.njk',
  async view(request) {
    const { query, sector, choice } = request
    const filter = readFilter(query, sector.regimes)
    const compliance = standingIn(query.get('compliance')?.trim() || null)
    const { kind, today, cases } = await writtenAcross(askingOf(request), [undertakingKind.kind], filter)
    const name = (code: string) => organisationName(choice.snapshot, code)
    const undertakings = cases
      .flatMap(written =>
        recordsOfKind(written.records, undertakingKind).map(one => ({
          ...ofCase(written, spokenOf(one, written.found), name),
          record: one.id,
          ...one.body,
          overdue: isOwed(one.body) && one.body.due < today,
          ownerTitle: roleTitle(written.compiled.regime, one.body.owner),
          ownerNow: bodyNow(written, one.body.owner, 'duties'),
          to: one.role,
          toTitle: roleTitle(written.compiled.regime, one.role),
          toNow: bodyNow(written, one.role, 'powers'),
        })),
      )
      .filter(one => compliance === null || one.compliance === compliance)
      .toSorted((a, b) => Number(isOwed(b)) - Number(isOwed(a)) || (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
    const [open, late] = [undertakings.filter(isOwed).length, undertakings.filter(({ overdue }) => overdue).length]
    return {
      ...contextOf(request),
      recordKind: kind,
      summary:
        undertakings.length === 0
          ? 'No undertaking is written here that you may see.'
          : `${count(undertakings.length, 'undertaking')}: ${open} still to be done, ${late} overdue.`,
      today,
      filter: { ...filterShown(filter), compliance },
      regimes: regimesOffered(sector.regimes),
      undertakings,
    }
  },
  pictures: () => ({ compliance: complianceWords }),
  table: model => ({
    columns: [
      'due',
      'overdue',
      'form',
      'text',
      'basis',
      'owner',
      'compliance',
      'decided',
      'evidence',
      'organisations',
      'regime',
      'case',
      'record',
    ],
    rows: model.undertakings.map(one => [
      one.due,
      one.overdue,
      one.form,
      one.text,
      one.basis,
      one.owner,
      one.compliance,
      one.decided,
      one.evidence,
      one.organisations.map(({ code }) => code).join(' '),
      one.regime,
      one.case,
      one.record,
    ]),
  }),
})

function standingIn(text: string | null): (typeof standings)[number] | null {
  const known = standings.find(one => one === text)
  if (text === null || known !== undefined) return known ?? null
  throw new PageFault(400, 'Nothing stands so', `Found "${echo(text)}"; expected one of ${standings.join(', ')}.`)
}
