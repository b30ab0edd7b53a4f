/** `turnaround money`: what support costs and who pays, as far as whoever asks may see it. */
import { poundsText } from '../casework/money/pounds.ts'
import type { CaseMoney } from '../web/case-money.ts'
import type { LineJson } from '../web/money-schema.ts'
import type { ProgrammeMoneyJson, SectorMoneyJson } from '../web/money-view.ts'
import { costText } from '../web/money-words.ts'
import { queryOf, read } from './api-answers.ts'
import type { AtOptions } from './case-command.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, textTable } from './output.ts'

/** The money of a case. */
export function moneyCase(id: string, options: AtOptions): Promise<number> {
  return withCases(options, async ask => {
    const query = queryOf({ 'as-known-at': options.asKnownAt })
    const money = await read<CaseMoney>(ask, `/cases/${encodeURIComponent(id)}/money${query}`)
    if (options.json) printJson(money)
    else
      print(
        [
          money.says,
          ...money.estimates.map(({ words }) => words),
          ...(money.lines.length === 0 ? [] : [textTable(lineColumns, money.lines)]),
          ...(money.journals.length === 0 ? [] : [textTable(journalColumns, money.journals)]),
        ].join('\n'),
      )
    return 0
  })
}

/** The money of a regime. */
export function moneyProgramme(regime: string, options: CaseOptions): Promise<number> {
  return withCases(options, async ask => {
    const money = await read<ProgrammeMoneyJson>(ask, `/programmes/${encodeURIComponent(regime)}/money`)
    if (options.json) printJson(money)
    else
      print(
        [
          money.summary,
          ...money.caps.map(({ words }) => words),
          money.perExit.words,
          ...(money.lines.length === 0 ? [] : [textTable(lineColumns, money.lines)]),
          ...(money.cases.length === 0 ? [] : [textTable(caseColumns, money.cases)]),
        ].join('\n'),
      )
    return 0
  })
}

/** Of what the reader may see. Exit 0 where all accounts together come to nothing, 1 where they do not. */
export function moneyTrialBalance(options: CaseOptions): Promise<number> {
  return withCases(options, async ask => {
    const { recordKind, partial, trialBalance } = await read<SectorMoneyJson & { recordKind: string }>(ask, '/money')
    const { accounts, sum } = trialBalance
    if (options.json) printJson({ recordKind, partial, ...trialBalance })
    else {
      print(textTable(accountColumns, [...accounts, { account: 'sum', title: 'Together', pence: sum }]))
      print(partial ? 'Of what you may see: there is money that is not shown to you.' : 'Of all that is written down.')
    }
    return sum === 0 ? 0 : 1
  })
}

const money = (pence: number | null) => (pence === null ? 'not public' : poundsText(pence))

const lineColumns: readonly Column<LineJson>[] = [
  { title: 'For what', cell: one => one.title },
  { title: 'Who pays', cell: one => `${one.payerTitle}${one.namedBy === 'case' ? ' (named for the case)' : ''}` },
  { title: 'Budget', align: 'right', cell: ({ spend }) => money(spend.budget) },
  { title: 'Committed', align: 'right', cell: ({ spend }) => money(spend.committed) },
  { title: 'Actual', align: 'right', cell: ({ spend }) => costText(spend.actual, spend) },
  { title: 'Consultancy', align: 'right', cell: ({ spend }) => costText(spend.consultancy, spend) },
  { title: 'Paid', align: 'right', cell: ({ spend }) => money(spend.paid) },
  { title: 'Owed', align: 'right', cell: ({ spend }) => money(spend.owed) },
  { title: 'Held', align: 'right', cell: ({ spend }) => money(spend.held) },
  { title: 'Left', align: 'right', cell: ({ spend }) => money(spend.left) },
]

const journalColumns: readonly Column<CaseMoney['journals'][number]>[] = [
  { title: 'On', cell: one => one.on },
  { title: 'What', cell: one => one.title },
  { title: 'Amount', align: 'right', cell: one => poundsText(one.pence) },
  { title: 'For what', cell: one => one.lineTitle },
  { title: 'Caused by', cell: ({ record }) => `${record.words} (${record.id})` },
]

const caseColumns: readonly Column<ProgrammeMoneyJson['cases'][number]>[] = [
  { title: 'Case', cell: one => one.case },
  { title: 'Organisations', cell: one => one.organisations.map(({ code }) => code).join(' ') },
  { title: 'Stage', cell: one => one.stageTitle },
  { title: 'Budget', align: 'right', cell: ({ spend }) => money(spend.budget) },
  { title: 'Actual', align: 'right', cell: ({ spend }) => costText(spend.actual, spend) },
  { title: 'Consultancy', align: 'right', cell: ({ spend }) => costText(spend.consultancy, spend) },
]

const accountColumns: readonly Column<{ account: string; title: string; pence: number }>[] = [
  { title: 'Account', cell: one => one.title },
  { title: 'Stands at', align: 'right', cell: one => poundsText(one.pence) },
]
