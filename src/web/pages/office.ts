/** The page of an office-holder: decisions that await them with the days left, and what to tell the media of the month. */
import { z } from 'zod'
import { withActor } from '../../casework/desk-store.ts'
import { askingOf, kindShown } from '../cases.ts'
import { today as todayOf } from '../../casework/desk-store.ts'
import { echo, PageFault } from '../fault.ts'
import { count } from '../format.ts'
import { awaiting, mediaUpdate, type Office, officesOf } from '../offices.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const officeSchema = z.object({ role: z.string(), title: z.string(), regimes: z.array(z.string()) })

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  office: officeSchema,
  offices: z.array(officeSchema),
  decisions: z
    .array(
      z.object({
        case: z.uuid(),
        organisations: z.array(z.object({ code: z.string(), name: z.string() })),
        regime: z.object({ id: z.string(), title: z.string() }),
        options: z.array(z.string()).meta({ description: 'What may be decided.' }),
        due: z.string().nullable().meta({ description: 'Null where no clock runs for it.' }),
        daysLeft: z.int().nullable().meta({ description: 'Calendar days; negative once its day is past.' }),
        mine: z.boolean().meta({ description: 'Whether the reader may record it.' }),
      }),
    )
    .meta({ description: 'The most urgent first.' }),
  update: z
    .object({
      month: z.string(),
      missed: z.array(z.string()),
      happened: z.array(z.string()),
      text: z.string().meta({ description: 'The draft as plain text.' }),
    })
    .nullable()
    .meta({ description: 'Null in an exercise, of which nothing is published.' }),
  months: z.array(z.string()).meta({ description: 'The last twelve, latest first.' }),
})
export type OfficeModel = z.infer<typeof schema>

export const officePage = definePage<OfficeModel>({
  path: '/offices/:role',
  title: 'An office',
  summary:
    'For whoever holds an office in some regime, such as a Secretary of State: decisions awaiting with the days left, and a draft of what to tell the media, misses first.',
  parameters: { month: 'Month of the draft, as 2026-11; the present one where left out.' },
  live: true,
  schema,
  template: 'office.njk',
  async view(request) {
    const asking = askingOf(request)
    const { desk, actor } = asking
    const offices = officesOf(desk.regimes)
    const office = offices.find(({ role }) => role === request.params['role'])
    if (office === undefined)
      throw new PageFault(
        404,
        'There is no such office',
        `Found "${echo(request.params['role'] ?? '')}"; expected one of ${offices.map(({ role }) => role).join(', ')}.`,
      )
    const today = todayOf(desk)
    const months = monthsBefore(today)
    const month = request.query.get('month') || today.slice(0, 7)
    if (!months.includes(month))
      throw new PageFault(
        400,
        'There is no such month',
        `Found "${echo(month)}"; expected one of ${months.join(', ')}.`,
      )
    const name = (code: string) => organisationName(request.choice.snapshot, code)
    const recordKind = await withActor(desk, actor, async working => kindShown(working))
    const decisions = await awaiting(asking, office)
    const update = recordKind === 'exercise' ? null : await mediaUpdate(asking, office, month, name)
    return {
      ...contextOf(request),
      recordKind,
      summary: summaryOf(decisions.length, decisions.filter(one => (one.daysLeft ?? 0) < 0).length),
      today,
      office: plain(office),
      offices: offices.map(plain),
      decisions: decisions.map(one => ({
        ...one,
        organisations: one.organisations.map(code => ({ code, name: name(code) })),
        options: [...one.options],
      })),
      update: update && { ...update, missed: [...update.missed], happened: [...update.happened] },
      months,
    }
  },
  table: model => ({
    columns: ['office', 'case', 'organisation', 'regime', 'may_decide', 'due', 'days_left'],
    rows: model.decisions.map(one => [
      model.office.role,
      one.case,
      one.organisations.map(({ code }) => code).join(' '),
      one.regime.id,
      one.options.join('; '),
      one.due,
      one.daysLeft,
    ]),
  }),
})

function plain({ role, title, regimes }: Office) {
  return { role, title, regimes: [...regimes] }
}

function summaryOf(all: number, late: number): string {
  if (all === 0) return 'No decision awaits this office that you may see.'
  const words = `${count(all, 'decision awaits', 'decisions await')} this office`
  return late === 0 ? `${words}.` : `${words}; for ${late} of them the day is past.`
}

/** The present month and eleven before it, as `2026-11`. */
function monthsBefore(today: string): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return Array.from({ length: 12 }, (_, back) => {
    const at = year * 12 + month - 1 - back
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}
