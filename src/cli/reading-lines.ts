/** What commands such as `turnaround team` tell beside a page's table, in lines; from the same model as the page. */
import type { z } from 'zod'
import { poundsText } from '../casework/money/pounds.ts'
import { changeStates } from '../casework/team/team-change.ts'
import { wteText } from '../casework/team/wte.ts'
import { withNow } from '../casework/transfers/resting.ts'
import type { BoardReportModel } from '../web/pages/board-report.ts'
import type { casePartnersPage } from '../web/pages/case-partners.ts'
import type { consultationsPage } from '../web/pages/consultations.ts'
import type { OfficeModel } from '../web/pages/office.ts'
import type { RegionJson } from '../web/region-view.ts'
import type { TeamJson } from '../web/team-schema.ts'
import { type Column, textTable } from './output.ts'

type Organisations = readonly { readonly code: string }[]
const codesOf = (organisations: Organisations) => organisations.map(({ code }) => code).join(' ')

/** Cases whose rules ask for engagement, and in which none was held. */
export function noneHeldLines({ noneHeld }: z.infer<(typeof consultationsPage)['schema']>): readonly string[] {
  return noneHeld.map(
    one =>
      `None held: ${codesOf(one.organisations)} under ${one.regime} (${one.case}), though ${one.duties.join('; ')}.`,
  )
}

/** The test, and what help is needed with. */
export function partnerLines({
  test,
  needs,
  findings,
}: z.infer<(typeof casePartnersPage)['schema']>): readonly string[] {
  return [
    ...(test === null ? [] : [`The test: ${test.title} (${test.confidence}).`]),
    ...needs.map(one => `Help is needed with: ${one.title}, ${one.period} (${one.metric}).`),
    ...findings.map(one => `Found in the way: ${one}`),
  ]
}

/** What each change of a team does to it and to cases. */
export function teamLines({ changes }: TeamJson): readonly string[] {
  return changes.flatMap(one => [
    `${one.title} (${changeStates[one.state].toLowerCase()}), from ${one.from}: ${one.why}`,
    ...(one.stated === null ? [] : [`  The paper: ${statedText(one.stated)}.`]),
    `  Before, by the register of posts: ${sizeText(one.before)}.`,
    `  After: ${sizeText(one.after)}.`,
    ...one.cases.map(
      lost =>
        `  ${lost.names.join(', ') || 'A case that is not shown here'}: has ${wteText(lost.before)}, loses ${wteText(lost.lost)}.`,
    ),
    ...one.displaced.map(by => `  Done by ${by.basis} instead: ${wteText(by.wte)}, in a month ${costText(by.cost)}.`),
    ...(one.ended ? [`  The posts that end cost in a month: ${costText(one.ended)}.`] : []),
  ])
}

type Change = TeamJson['changes'][number]

function statedText({ from, to, cutPercent, printed, agrees }: NonNullable<Change['stated']>): string {
  const says = agrees === false ? `, printed as ${printed}%` : ''
  return `from ${wteText(from)} to ${wteText(to)}, a cut of ${cutPercent}%${says}`
}

function sizeText(measured: Change['before']): string {
  if (measured === null) return 'not public'
  const { size, board, cost } = measured
  const share = board.percent === null ? 'of none is it known' : `${board.percent}%`
  return `${wteText(size.wte)} whole-time equivalents (experience on a board: ${share}; in a month ${costText(cost)})`
}

function costText({ pence, undeclared }: NonNullable<Change['ended']>): string {
  return undeclared === 0 ? poundsText(pence) : `${poundsText(pence)} and what nobody has said of ${undeclared} posts`
}

/** What is overdue and due this week in a region, overdue first. */
export function regionLines({ duties }: RegionJson): readonly string[] {
  return duties.length === 0 ? [] : ['', textTable(dutyColumns, duties)]
}

const dutyColumns: readonly Column<RegionJson['duties'][number]>[] = [
  { title: 'Due', cell: one => one.due },
  { title: 'State', cell: one => (one.overdue ? 'overdue' : 'due') },
  { title: 'What', cell: one => one.title },
  { title: 'By', cell: one => withNow(one.ownerTitle ?? '–', one.ownerNow) },
  { title: 'Organisations', cell: one => codesOf(one.organisations) },
  { title: 'Case', cell: one => one.case },
]

/** The draft of what to tell the media. */
export function updateLines({ update }: OfficeModel): readonly string[] {
  return update === null ? [] : ['', update.text]
}

/** The report from its title to its last table. */
export function reportLines({ title, subtitle, about, parts }: BoardReportModel): readonly string[] {
  const told = parts.flatMap(part => [
    '',
    part.title,
    ...part.sections.flatMap(({ title: heading, paragraphs, tables }) => [
      '',
      heading,
      ...paragraphs,
      ...tables.flatMap(({ caption, columns, rows }) => [caption, textTable(columns.map(columnOf), rows)]),
    ]),
  ])
  return [title, subtitle, ...about, ...told]
}

function columnOf({ title, numeric }: { title: string; numeric?: boolean }, at: number): Column<readonly string[]> {
  return { title, align: numeric ? 'right' : 'left', cell: row => row[at] ?? '' }
}
