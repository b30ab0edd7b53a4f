/**
 * The report on the sector for the board of an oversight body: what everybody may read, and a second part for whoever may see all
 * of some programme. It tells what the pages tell, from the same views, so that the two cannot disagree.
 */
import { today as todayOf, withActor, type Working } from '../casework/desk-store.ts'
import { poundsText } from '../casework/money/pounds.ts'
import { publicActor } from '../casework/model.ts'
import type { Report, ReportPart, ReportSection } from '../publication/report.ts'
import { isoFromDay } from '../regimes/day.ts'
import { seesAll } from '../casework/eyes-store.ts'
import { type Asking, askingOf, kindShown } from './cases.ts'
import { consistencyFor, consistencyInWords } from './consistency-view.ts'
import { listedDuties, type ListedDuty } from './duties.ts'
import { count, date, instant, named } from './format.ts'
import { sectorMoney } from './money.ts'
import { sectorMoneyJson, type SectorMoneyJson } from './money-view.ts'
import { organisationName } from './organisation-name.ts'
import type { PageRequest } from './page.ts'
import { consultationsPage } from './pages/consultations.ts'
import { sectorPage } from './pages/sector.ts'
import { programmesFor } from './programmes.ts'

const allDuties = { span: 'month', regime: null, organisation: null, owner: null, mine: false } as const

/** The report for whoever asks; its private part is there for those only who see all of some programme. */
export async function boardReport(request: PageRequest): Promise<Report> {
  const { desk, actor } = askingOf(request)
  const everybody: PageRequest = { ...request, who: { ...request.who, visitor: null } }
  const [isInside, kind] = await withActor(desk, actor, async working => [
    desk.regimes.some(({ id }) => seesAll(working, id)),
    kindShown(working),
  ])
  const open = await publicPart(everybody)
  const parts = isInside ? [open, await privatePart(request)] : [open]
  const made = desk.clock.now()
  return {
    title: 'How the sector stands, and what is done about it',
    subtitle: `Report to the board, ${date(todayOf(desk))}`,
    about: [
      ...{
        real: [],
        fictional: ['Fictional: every organisation and every figure is made up.'],
        exercise: ['An exercise: nothing in it is a real decision.'],
      }[kind],
      isInside
        ? 'Part 1 may be published as it stands. Part 2 is for those who may see what it tells of, and for nobody else.'
        : 'It holds what everybody may read. What is not public is not in it.',
      `Made from the pages of Turnaround as they stood at ${instant(made)}; each figure stands there with where it comes from.`,
    ],
    parts,
    made,
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

/** Missed first: the rest can wait. */
function missed(title: string, duties: readonly ListedDuty[], name: (code: string) => string): ReportSection {
  const late = duties.filter(({ item }) => item.overdue === true)
  return {
    title,
    paragraphs: [
      late.length === 0 ? 'Nothing is overdue.' : `${count(late.length, 'thing is', 'things are')} overdue.`,
    ],
    tables:
      late.length === 0
        ? []
        : [
            {
              caption: 'Overdue, the longest first',
              columns: [{ title: 'Organisation' }, { title: 'What' }, { title: 'Was due' }, { title: 'Programme' }],
              rows: late
                .toSorted((a, b) => a.item.due - b.item.due)
                .map(({ ruled: { found, compiled }, item }) => [
                  named(found.organisations.map(code => ({ name: name(code) }))),
                  item.title,
                  date(isoFromDay(item.due)),
                  compiled.regime.title,
                ]),
            },
          ],
  }
}

async function standing(request: PageRequest): Promise<ReportSection> {
  const { headline, relative, counts, changes } = await sectorPage.view(request)
  return {
    title: 'How organisations stand',
    paragraphs: [
      headline,
      ...(relative === null ? [] : [relative]),
      ...(changes === null
        ? []
        : [
            `Since ${changes.since}: ${changes.better} moved to a better segment, ${changes.worse} to a worse one, ${changes.same} stayed.`,
          ]),
    ],
    tables:
      counts.length === 0
        ? []
        : [
            {
              caption: 'Organisations by segment',
              columns: [
                { title: 'Segment' },
                { title: 'By scores alone', numeric: true },
                { title: 'Moved here by an override', numeric: true },
                { title: 'Shown here by status', numeric: true },
                { title: 'Total', numeric: true },
              ],
              rows: counts.map(one => [
                `Segment ${one.segment}`,
                ...[one.byScoresAlone, one.movedHereByOverride, one.shownHereByStatus, one.total].map(String),
              ]),
            },
          ],
  }
}

async function programmes(asking: Asking, title: string): Promise<ReportSection> {
  const { programmes: all } = await programmesFor(asking)
  const taken = all.reduce((sum, { places }) => sum + places.taken, 0)
  const words = { cap: 'a cap', expected: 'expected', observed: 'observed', none: 'no number' } as const
  return {
    title,
    paragraphs: [
      all.length === 0
        ? 'No programme has an open case.'
        : `${count(all.length, 'programme')} with open cases; ${count(taken, 'place')} held.`,
    ],
    tables:
      all.length === 0
        ? []
        : [
            {
              caption: 'Places by programme',
              columns: [
                { title: 'Programme' },
                { title: 'Places held', numeric: true },
                { title: 'Of' },
                { title: 'Candidates', numeric: true },
                { title: 'With something overdue', numeric: true },
              ],
              rows: all.map(({ regime, places, candidates, late }) => [
                regime.title,
                String(places.taken),
                places.number === null ? words.none : `${places.number}, ${words[places.kind]}`,
                candidates === null ? 'not public' : String(candidates),
                String(late),
              ]),
            },
          ],
  }
}

function money({ summary, partial, perExit, regimes }: SectorMoneyJson): ReportSection {
  const spent = regimes.filter(({ spend }) => spend.budget !== 0 || spend.actual !== 0)
  return {
    title: 'What support costs, and what lasted',
    paragraphs: [
      summary,
      perExit.words,
      ...(partial ? ['There is money that is not public, and is not in these sums.'] : []),
    ],
    tables:
      spent.length === 0
        ? []
        : [
            {
              caption: 'Money by programme',
              columns: [
                { title: 'Programme' },
                { title: 'Budget', numeric: true },
                { title: 'Spent', numeric: true },
                { title: 'Of it consultancy', numeric: true },
                { title: 'Cost of an exit that lasted' },
              ],
              rows: spent.map(({ title, spend, perExit: exit }) => [
                title,
                poundsText(spend.budget),
                poundsText(spend.actual),
                poundsText(spend.consultancy),
                exit.pence === null ? 'none has lasted yet' : poundsText(exit.pence),
              ]),
            },
          ],
  }
}

async function engagement(request: PageRequest): Promise<ReportSection> {
  const { summary, consultations, noneHeld } = await consultationsPage.view(request)
  const open = consultations.filter(({ state }) => state === 'open')
  return {
    title: 'Who is asked, and who was not',
    paragraphs: [
      summary,
      ...noneHeld.map(one => `${named(one.organisations)} (${one.regimeTitle}): no consultation is held.`),
    ],
    tables:
      open.length === 0
        ? []
        : [
            {
              caption: 'Open consultations',
              columns: [
                { title: 'Question' },
                { title: 'Case' },
                { title: 'Closes' },
                { title: 'Responses', numeric: true },
              ],
              rows: open.map(one => [one.question, named(one.organisations), date(one.until), String(one.responses)]),
            },
          ],
  }
}

async function likeness(asking: Asking, name: (code: string) => string): Promise<ReportSection> {
  const mine = await withActor(asking.desk, asking.actor, async (working: Working) =>
    working.regimes.filter(({ id }) => seesAll(working, id)),
  )
  const found = await Promise.all(mine.map(async shelved => consistencyFor(asking, shelved, name)))
  const compared = found.filter(({ decisions }) => decisions > 0)
  return {
    title: 'Were like cases treated alike?',
    paragraphs: [
      'The same results of the criteria are not the same circumstances: a pair that was decided differently needs a reason, and is no fault by itself.',
      ...compared.map(one => `${one.regime.title}: ${consistencyInWords(one)}`),
    ],
    tables: [],
  }
}
