/** Sections of the report to the board, each from what its page tells. */
import { withActor, type Working } from '../casework/desk-store.ts'
import { seesAll } from '../casework/eyes-store.ts'
import { poundsText } from '../casework/money/pounds.ts'
import type { ReportSection } from '../publication/report.ts'
import { isoFromDay } from '../regimes/day.ts'
import type { Asking } from './cases.ts'
import { consistencyFor, consistencyInWords } from './consistency-view.ts'
import { type ListedDuty, whoseDuty } from './duties.ts'
import { count, date, named } from './format.ts'
import type { SectorMoneyJson } from './money-view.ts'
import { costText } from './money-words.ts'
import type { PageRequest } from './page.ts'
import { consultationsPage } from './pages/consultations.ts'
import { sectorPage } from './pages/sector.ts'
import { perExitText } from './per-exit-words.ts'
import { programmesFor } from './programmes.ts'

/** Missed first: the rest can wait. */
export function missed(title: string, duties: readonly ListedDuty[], name: (code: string) => string): ReportSection {
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
                .map(duty => [
                  named(whoseDuty(duty).map(code => ({ name: name(code) }))),
                  duty.item.title,
                  date(isoFromDay(duty.item.due)),
                  duty.ruled.compiled.regime.title,
                ]),
            },
          ],
  }
}

export async function standing(request: PageRequest): Promise<ReportSection> {
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

export async function programmes(asking: Asking, title: string): Promise<ReportSection> {
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

export function money({ summary, partial, perExit, regimes }: SectorMoneyJson): ReportSection {
  const spent = regimes.filter(({ spend }) => spend.budget !== 0 || spend.actual !== 0 || spend.atLeast)
  return {
    title: 'What support costs, and what lasted',
    paragraphs: [
      summary,
      perExit.words,
      ...(partial
        ? ['There is money that is not public, and is not in these sums: a cost is then the least that it can be.']
        : []),
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
                spend.budget === null ? 'not public' : poundsText(spend.budget),
                costText(spend.actual, spend),
                costText(spend.consultancy, spend),
                perExitText(exit),
              ]),
            },
          ],
  }
}

export async function engagement(request: PageRequest): Promise<ReportSection> {
  const { summary, consultations, noneHeld } = await consultationsPage.view(request)
  const open = consultations.filter(({ state }) => state === 'open')
  return {
    title: 'Who is asked, and who was not',
    paragraphs: [
      summary,
      ...noneHeld.map(
        one =>
          `${named(one.organisations)} (${one.regimeTitle}): none held, though the rules ask for it: ${one.duties.join('; ')}.`,
      ),
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

export async function likeness(asking: Asking, name: (code: string) => string): Promise<ReportSection> {
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
