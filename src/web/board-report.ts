/**
 * The report on the sector for the board of an oversight body: what everybody may read, and a second part for whoever may see all
 * of some programme. It tells what the pages tell, from the same views, so that the two cannot disagree.
 */
import { today as todayOf, withActor } from '../casework/desk-store.ts'
import { publicActor } from '../casework/model.ts'
import type { RecordKind } from '../evidence/model.ts'
import type { Report, ReportPart } from '../publication/report.ts'
import { seesAll } from '../casework/eyes-store.ts'
import { askingOf, kindShown } from './cases.ts'
import { engagement, likeness, missed, money, programmes, standing } from './board-report-sections.ts'
import { listedDuties } from './duties.ts'
import { date, instant } from './format.ts'
import { sectorMoney } from './money.ts'
import { sectorMoneyJson } from './money-view.ts'
import { organisationName } from './organisation-name.ts'
import type { PageRequest } from './page.ts'

const allDuties = { span: 'month', regime: null, organisation: null, owner: null, mine: false } as const

export interface BoardReport extends Report {
  /** Of all that it tells: kinds are never mixed. */
  readonly recordKind: RecordKind
  readonly isPrivate: boolean
}

/**
 * The report for whoever asks; its private part is there for those only who see all of some programme. Of an exercise there is
 * that part alone: what everybody may read is of real cases.
 */
export async function boardReport(request: PageRequest): Promise<BoardReport> {
  const { desk, actor } = askingOf(request)
  const everybody: PageRequest = {
    ...request,
    who: { ...request.who, visitor: null },
    // The public part is the same whatever its reader looked for.
    query: new URLSearchParams(),
  }
  const [isPrivate, kind] = await withActor(desk, actor, async working => [
    desk.regimes.some(({ id }) => seesAll(working, id)),
    kindShown(working),
  ])
  const isExercise = isPrivate && kind === 'exercise'
  const recordKind = isExercise || kind === 'fictional' ? kind : 'real'
  const parts = [
    ...(isExercise ? [] : [await publicPart(everybody)]),
    ...(isPrivate ? [await privatePart(request)] : []),
  ]
  const made = desk.clock.now()
  return {
    title: 'How the sector stands, and what is done about it',
    subtitle: `Report to the board, ${date(todayOf(desk))}`,
    about: [
      ...{
        real: [],
        fictional: ['Fictional: every organisation and every figure is made up.'],
        exercise: ['An exercise: nothing in it is a real decision.'],
      }[recordKind],
      isExercise
        ? 'There is no Part 1: of an exercise nothing is public. Part 2 is for those who may see what it tells of, and for nobody else.'
        : isPrivate
          ? 'Part 1 may be published as it stands. Part 2 is for those who may see what it tells of, and for nobody else.'
          : 'It holds what everybody may read. What is not public is not in it.',
      `Made from the pages of Turnaround as they stood at ${instant(made)}; each figure stands there with where it comes from.`,
    ],
    parts,
    made,
    recordKind,
    isPrivate,
  }
}

async function publicPart(request: PageRequest): Promise<ReportPart> {
  const asking = { desk: askingOf(request).desk, actor: publicActor }
  const name = nameIn(request)
  const { duties } = await listedDuties(asking, allDuties)
  return {
    title: 'Part 1: public',
    sections: [
      missed('What is overdue', duties, name),
      await standing(request),
      await programmes(asking, 'Programmes'),
      money(sectorMoneyJson(await sectorMoney(asking))),
      await engagement(request),
    ],
  }
}

async function privatePart(request: PageRequest): Promise<ReportPart> {
  const asking = askingOf(request)
  const name = nameIn(request)
  const duties = (await listedDuties(asking, allDuties)).duties
  return {
    title: 'Part 2: private',
    sections: [
      await programmes(asking, 'Programmes and candidates'),
      missed('What is overdue, with what is not public', duties, name),
      money(sectorMoneyJson(await sectorMoney(asking))),
      await likeness(asking, name),
    ],
  }
}

function nameIn({ choice }: PageRequest): (code: string) => string {
  return code => organisationName(choice.snapshot, code)
}
