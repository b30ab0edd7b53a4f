/** The team of a programme: its posts, what it gives to cases, and what a cut does to them, shown before it is made. */
import { z } from 'zod'
import { poundsText } from '../../casework/money/pounds.ts'
import { today, withActor } from '../../casework/desk-store.ts'
import { changeStates } from '../../casework/team/team-change.ts'
import { wteText } from '../../casework/team/wte.ts'
import { askingOf, kindShown } from '../cases.ts'
import { count } from '../format.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { type TeamJson, teamSchema } from '../team-schema.ts'
import { teamFor } from '../team-view.ts'
import { shelvedFor } from '../regimes.ts'

const schema = contextSchema.extend({ summary: z.string(), today: z.string(), ...teamSchema.shape })
export type TeamModel = z.infer<typeof schema>

export const programmeTeamPage = definePage<TeamModel>({
  path: '/programmes/:regime/team',
  title: 'Team of a programme',
  summary: 'Posts of a programme’s team, what they give to cases, and what a change of the team would do to them.',
  live: true,
  schema,
  template: 'programme-team.njk',
  async view(request) {
    const { sector, choice, params } = request
    const asking = askingOf(request)
    const id = params['regime'] ?? ''
    const shelved = shelvedFor(asking.desk, sector.regimes, id)
    const team = await teamFor(asking, shelved, code => organisationName(choice.snapshot, code))
    const recordKind = await withActor(asking.desk, asking.actor, async working => kindShown(working))
    return { ...contextOf(request), recordKind, ...team, summary: summaryOf(team), today: today(asking.desk) }
  },
  pictures: () => ({ pounds: poundsText, wte: wteText, states: changeStates }),
  table: model => ({
    columns: [
      'post',
      'wte_hundredths',
      'seniority',
      'board_experience',
      'basis',
      'paid_by',
      'monthly_pence',
      'from',
      'until',
      'given_hundredths',
    ],
    rows: model.posts.map(one => [
      one.title,
      one.wte,
      one.seniority,
      one.board,
      one.basis,
      one.paidBy,
      one.monthlyPence,
      one.from,
      one.until,
      one.given,
    ]),
  }),
})

function summaryOf({ load, inside }: TeamJson): string {
  if (load === null)
    return inside ? 'No post of the team is written down.' : 'The posts of the team are for those with leave in it.'
  const { size, board, given, cases } = load
  const share = board.percent === null ? 'Of none is it known' : `${board.percent}% of those of which it is known`
  const whose = inside ? '' : ', as far as they are public'
  return `${count(size.posts, 'post')}${whose}: ${wteText(size.wte)} whole-time equivalents, ${wteText(given)} given to ${count(cases, 'case')}. Experience on a board: ${share}.`
}
