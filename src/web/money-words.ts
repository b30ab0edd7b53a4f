/** Money in words, and amounts as a reader may see them: what pages of cases, programmes and the sector share. */
import {
  accounts,
  type Amount,
  type JournalKind,
  lineStandings,
  type Spend,
  standing,
  type Account,
} from '../casework/money/ledger.ts'
import { poundsText } from '../casework/money/pounds.ts'
import type { CostPerExit } from '../casework/money/sustained-exit.ts'
import type { ShelvedRegime, ShelvedVersion } from '../regimes/shelf-file.ts'
import type { MoneyLine } from '../regimes/support-schema.ts'
import { notKnown } from '../regimes/parts.ts'
import { count, words } from './format.ts'
import type { GroupJson, LineJson, LineKind, PerExitJson, SpendJson } from './money-schema.ts'

export const kindTitles: Readonly<Record<LineKind, string>> = {
  'central-team': 'The central team',
  appointment: 'Appointments',
  partner: 'Partners',
  consultancy: 'Consultancy',
  programme: 'The programme',
  incentive: 'Incentives',
  'organisation-own': 'The organisation’s own support',
  other: 'Other',
}

export const journalTitles: Readonly<Record<JournalKind, string>> = {
  allocate: 'Budget given',
  commit: 'Promised by a contract',
  release: 'Promise given back',
  accrue: 'Cost',
  pay: 'Paid',
  earn: 'Held share earned',
  'claw-back': 'Held share not earned',
  reverse: 'Taken back',
}

/** Where not everything is shown, what rests on the rest would mislead, and is left out: a payment may be for a cost that is shown. */
export function spendJson(spend: Spend, partial: boolean): SpendJson {
  return partial ? { ...spend, committed: null, paid: null, owed: null, held: null, left: null } : spend
}

/** Columns of a table of money, and the cells of one row of it. */
export const spendColumns = [
  'budget_pence',
  'committed_pence',
  'actual_pence',
  'consultancy_pence',
  'paid_pence',
  'owed_pence',
  'held_pence',
  'left_pence',
]
export function spendCells({ budget, committed, actual, consultancy, paid, owed, held, left }: SpendJson) {
  return [budget, committed, actual, consultancy, paid, owed, held, left]
}

/** Regimes in which a line of money may stand, and titles of their roles. */
export interface MoneyRules {
  /** By line, the roles that some version names as its payers. */
  readonly payers: ReadonlyMap<string, ReadonlySet<string>>
  readonly roles: Readonly<Record<string, { readonly title: string }>>
  readonly lines: Readonly<Record<string, MoneyLine>>
}

/**
 * The lines and roles of a regime in all its versions, the latest first. A case that was migrated keeps what it spent on lines
 * of the rules that it came from: they are looked up in the other regimes.
 */
export function moneyRulesOf(regimes: readonly ShelvedRegime[], id: string): MoneyRules {
  const own = regimes.filter(one => one.id === id)
  const others = regimes.filter(one => one.id !== id)
  const versionsOf = (some: readonly ShelvedRegime[]) =>
    some.flatMap(({ byVersion, latest }) => [...byVersion.values(), latest])
  const versions = versionsOf([...others, ...own])
  return {
    payers: new Map([...payersIn(versionsOf(others)), ...payersIn(versionsOf(own))]),
    roles: Object.assign({}, ...versions.map(({ regime }) => regime.roles)) as MoneyRules['roles'],
    lines: Object.assign({}, ...versions.map(({ regime }) => regime.money.lines)) as MoneyRules['lines'],
  }
}

/** Amounts by line and payer, those of nothing left out. */
export function linesJson(
  amounts: readonly Amount[],
  { payers, roles, lines }: MoneyRules,
  partial: boolean,
): LineJson[] {
  return lineStandings(amounts).flatMap(({ line, payer, ...spend }) => {
    if (Object.values(spend).every(pence => pence === 0)) return []
    const ruled = lines[line]
    const kind = ruled?.kind ?? 'other'
    return [
      {
        line,
        title: ruled?.title ?? words(line),
        kind,
        kindTitle: kindTitles[kind],
        payer,
        payerTitle: roles[payer]?.title ?? words(payer),
        namedBy: payers.get(line)?.has(payer) ? 'rules' : 'case',
        spend: spendJson(spend, partial),
      },
    ]
  })
}

/** By line, the roles that some version names as its payers. */
function payersIn(versions: readonly ShelvedVersion[]): ReadonlyMap<string, ReadonlySet<string>> {
  const lines = Map.groupBy(
    versions.flatMap(({ regime }) => Object.entries(regime.money.lines)),
    ([line]) => line,
  )
  return new Map(
    [...lines].map(([line, all]) => [line, new Set(all.flatMap(([, { payer }]) => rolesOf(payer)))] as const),
  )
}

function rolesOf(payer: MoneyLine['payer']): readonly string[] {
  const named = typeof payer === 'string' ? [payer] : Object.values(payer)
  return named.filter(role => role !== notKnown)
}

/** Lines summed by what they have in common, in the order in which that first comes. */
export function groupsJson(lines: readonly LineJson[], titleOf: (line: LineJson) => string): GroupJson[] {
  return [...Map.groupBy(lines, titleOf)].map(([title, all]) => ({ title, spend: sumJson(all) }))
}

/** All of some lines together. */
export function sumJson(lines: readonly { readonly spend: SpendJson }[]): SpendJson {
  const sum = (of: (spend: SpendJson) => number | null) =>
    lines.reduce<number | null>((all, { spend }) => {
      const pence = of(spend)
      return all === null || pence === null ? null : all + pence
    }, 0)
  return {
    budget: sum(one => one.budget) ?? 0,
    committed: sum(one => one.committed),
    actual: sum(one => one.actual) ?? 0,
    consultancy: sum(one => one.consultancy) ?? 0,
    paid: sum(one => one.paid),
    owed: sum(one => one.owed),
    held: sum(one => one.held),
    left: sum(one => one.left),
  }
}

/** What stands on each account, and all of it together: 0 always. */
export function trialBalanceJson(amounts: readonly Amount[]) {
  const shown = Object.entries(accounts).map(([account, title]) => ({
    account: account as Account,
    title,
    pence: standing(amounts, account as Account),
  }))
  return { accounts: shown, sum: shown.reduce((sum, one) => sum + one.pence, 0) }
}

export function perExitJson(cost: CostPerExit): PerExitJson {
  return { ...cost, words: perExitWords(cost) }
}

function perExitWords({ left, lasted, cost, pence }: CostPerExit): string {
  if (left === 0) return 'No case has left yet, so there is no cost per exit that lasted.'
  const all = `${count(left, 'case has', 'cases have')} left and cost ${poundsText(cost)}`
  if (pence === null)
    return `${all}; of none of them do all checks due so far say that it lasted, so there is no cost per exit that lasted.`
  return `${all}; checks found that ${lasted} lasted: ${poundsText(pence)} for each exit that lasted.`
}

/** What the lines say in a sentence or two: budget, cost, consultancy apart, and who paid. */
export function spendSentences(all: SpendJson, lines: readonly LineJson[], partial: boolean): string {
  const hidden = partial ? 'Some of the money is not public, and is not counted here.' : ''
  if (lines.length === 0) return ['No money is shown here.', hidden].filter(Boolean).join(' ')
  const budget = all.budget === 0 ? 'No budget was given' : `The budget is ${poundsText(all.budget)}`
  const part =
    all.consultancy === 0 ? 'none of it for consultancy' : `${poundsText(all.consultancy)} of it for consultancy`
  const cost = all.actual === 0 ? 'it has cost nothing yet' : `it has cost ${poundsText(all.actual)}, ${part}`
  return [`${budget}, and ${cost}.`, payersSay(lines), hidden].filter(Boolean).join(' ')
}

/** What support has cost and who pays, in a sentence for everybody; null where nothing is known of money. */
export function supportSays({
  all,
  lines,
  partial,
}: {
  readonly all: SpendJson
  readonly lines: readonly LineJson[]
  readonly partial: boolean
}): string | null {
  const hidden = partial ? 'Some of what it costs is not public.' : ''
  if (all.actual === 0)
    return all.budget === 0 && !partial
      ? null
      : ['Support has cost nothing that is written here yet.', hidden].filter(Boolean).join(' ')
  const consultancy = all.consultancy === 0 ? '' : `, ${poundsText(all.consultancy)} of it for consultancy`
  const paid = all.paid === null ? '' : `Of that ${poundsText(all.paid)} has been paid.`
  const cost = `Support has cost ${poundsText(all.actual)}${consultancy}.`
  return [cost, payersSay(lines), paid, hidden].filter(Boolean).join(' ')
}

/** Who has borne what it cost. */
export function payersSay(lines: readonly LineJson[]): string {
  const payers = groupsJson(lines, ({ payerTitle }) => payerTitle).filter(({ spend }) => spend.actual !== 0)
  if (payers.length === 0) return ''
  return `Borne by ${payers.map(({ title, spend }) => `${title}: ${poundsText(spend.actual)}`).join('; ')}.`
}
