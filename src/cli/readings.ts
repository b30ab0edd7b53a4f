/** What commands such as `turnaround powers` read: the pages, and what of their tables a person is shown. */
import type { Context, PageDefinition } from '../web/page.ts'
import { boardReportPage } from '../web/pages/board-report.ts'
import { caseContractsPage } from '../web/pages/case-contracts.ts'
import { casePartnersPage } from '../web/pages/case-partners.ts'
import { consultationsPage } from '../web/pages/consultations.ts'
import { contractsPage } from '../web/pages/contracts.ts'
import { officePage } from '../web/pages/office.ts'
import { powersPage } from '../web/pages/powers.ts'
import { programmeTeamPage } from '../web/pages/programme-team.ts'
import { regionPage, regionsPage } from '../web/pages/region.ts'
import { undertakingsPage } from '../web/pages/undertakings.ts'
import { noneHeldLines, partnerLines, regionLines, reportLines, teamLines, updateLines } from './reading-lines.ts'

export interface Reading<Model extends Context> {
  readonly page: PageDefinition<Model>
  /** Columns of the page's own table that a person is shown, with their headings. */
  readonly columns: Readonly<Record<string, string>>
  /** What the table does not tell. */
  lines?(model: NoInfer<Model>): readonly string[]
}

/** Gives it back; it exists so that the lines are checked against the model of the page. */
const reading = <Model extends Context>(one: Reading<Model>): Reading<Context> => one

const contractColumns = {
  contract: 'Contract',
  title: 'What for',
  state: 'State',
  until: 'Until',
  payer: 'Who pays',
  left_pence: 'Left',
  cost_pence: 'Cost',
  owed_pence: 'Owed',
  held_pence: 'Held',
  paid_pence: 'Paid',
  next: 'Whose turn it is',
}

/** By command: of `all`, where nothing is named, and of `one` that is. */
export const readings = {
  powers: {
    all: reading({
      page: powersPage,
      columns: {
        organisation: 'Organisation',
        regime: 'Regime',
        does: 'Does',
        freedom: 'Freedom',
        instrument: 'Instrument',
        by: 'By',
        from: 'From',
        until: 'Until',
        ended: 'Ended',
        in_force: 'In force',
        case: 'Case',
        conditions: 'Conditions',
      },
    }),
  },
  undertakings: {
    all: reading({
      page: undertakingsPage,
      columns: {
        due: 'Due',
        overdue: 'Overdue',
        compliance: 'Stands',
        form: 'Form',
        owner: 'By',
        organisations: 'Organisations',
        regime: 'Regime',
        case: 'Case',
        text: 'What is to be done',
      },
    }),
  },
  consultations: {
    all: reading({
      page: consultationsPage,
      columns: {
        until: 'Until',
        state: 'State',
        with: 'With',
        owner: 'Held by',
        responses: 'Responses',
        answered: 'Answered',
        organisations: 'Organisations',
        regime: 'Regime',
        case: 'Case',
        question: 'Question',
        changed: 'What changed',
      },
      lines: noneHeldLines,
    }),
  },
  contracts: {
    all: reading({
      page: contractsPage,
      columns: { case: 'Case', organisations: 'Organisations', ...contractColumns },
    }),
    one: reading({ page: caseContractsPage, columns: contractColumns }),
  },
  partners: {
    one: reading({
      page: casePartnersPage,
      columns: {
        organisation: 'Organisation',
        name: 'Name',
        test: 'Test',
        strengths: 'Strong in',
        consent: 'Willing',
        days_offered: 'Days offered',
        days_committed: 'Days elsewhere',
        conflicts: 'Conflicts',
      },
      lines: partnerLines,
    }),
  },
  team: {
    one: reading({
      page: programmeTeamPage,
      columns: {
        post: 'Post',
        wte_hundredths: 'Whole time',
        given_hundredths: 'Given to cases',
        seniority: 'Seniority',
        board_experience: 'Board experience',
        basis: 'Basis',
        paid_by: 'Paid by',
        monthly_pence: 'Cost in a month',
        from: 'From',
        until: 'Until',
      },
      lines: teamLines,
    }),
  },
  region: {
    all: reading({
      page: regionsPage,
      columns: { region: 'Region', name: 'Name', organisations: 'Organisations' },
    }),
    one: reading({
      page: regionPage,
      columns: {
        organisation: 'Organisation',
        name: 'Name',
        segment: 'Segment',
        overdue: 'Overdue',
        due_this_week: 'Due this week',
        referrals: 'Referrals',
        requests_this_month: 'Requests',
        hours_this_month: 'Hours',
        stages: 'Cases',
      },
      lines: regionLines,
    }),
  },
  office: {
    one: reading({
      page: officePage,
      columns: {
        due: 'Due',
        days_left: 'Days left',
        organisation: 'Organisation',
        regime: 'Regime',
        may_decide: 'May be decided',
        case: 'Case',
      },
      lines: updateLines,
    }),
  },
  report: { all: reading({ page: boardReportPage, columns: {}, lines: reportLines }) },
}

export type ReadingName = keyof typeof readings
