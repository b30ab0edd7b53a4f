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
import type { ShelvedRegime, ShelvedVersion } from '../regimes/shelf-file.ts'
import type { MoneyLine } from '../regimes/support-schema.ts'
import { notKnown } from '../regimes/parts.ts'
import { words } from './format.ts'
import type { GroupJson, LineJson, LineKind, SpendJson } from './money-schema.ts'

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

/** What of the money is not shown to a reader. */
export interface Hidden {
  readonly any: boolean
  /** Whether there are costs among it: what is shown is then the least that it has cost. */
  readonly cost: boolean
  /** Whether there are budgets among it, which may be more or take back. */
  readonly budget: boolean
}

/** @param hidden Accounts of which some is not shown. */
export function hiddenOf(hidden: readonly Account[]): Hidden {
  return { any: hidden.length > 0, cost: hidden.includes('cost'), budget: hidden.includes('authority') }
}

/** Where not everything is shown, what rests on the rest would mislead, and is left out: a payment may be for a cost that is shown. */
export function spendJson(spend: Spend, { any, cost, budget }: Hidden): SpendJson {
  const shown = { ...spend, atLeast: cost }
  if (!any) return shown
  const known = budget ? null : spend.budget
  return { ...shown, budget: known, committed: null, paid: null, owed: null, held: null, left: null }
}

/** Pence of cost in words: never as the whole where more may be hidden. */
export function costText(pence: number, { atLeast }: Pick<SpendJson, 'atLeast'>): string {
  if (!atLeast) return poundsText(pence)
  return pence === 0 ? 'not public' : `at least ${poundsText(pence)}`
}

/** Columns of a table of money, and the cells of one row of it. */
export const spendColumns = [
  'budget_pence',
  'committed_pence',
  'actual_pence',
  'consultancy_pence',
  'cost_is_at_least',
  'paid_pence',
  'owed_pence',
  'held_pence',
  'left_pence',
]
export function spendCells({ budget, committed, actual, consultancy, atLeast, paid, owed, held, left }: SpendJson) {
  return [budget, committed, actual, consultancy, atLeast, paid, owed, held, left]
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
  hidden: Hidden,
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
        spend: spendJson(spend, hidden),
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
    budget: sum(one => one.budget),
    committed: sum(one => one.committed),
    actual: sum(one => one.actual) ?? 0,
    atLeast: lines.some(({ spend }) => spend.atLeast),
    consultancy: sum(one => one.consultancy) ?? 0,
    paid: sum(one => one.paid),
    owed: sum(one => one.owed),
    held: sum(one => one.held),
    left: sum(one => one.left),
  }
}

/** What stands on each account, and all of it together: 0 always, of whatever part. Of a part the accounts would mislead. */
export function trialBalanceJson(amounts: readonly Amount[], { any: partial }: Hidden) {
  const shown = Object.entries(accounts).map(([account, title]) => ({
    account: account as Account,
    title,
    pence: standing(amounts, account as Account),
  }))
  return { accounts: partial ? [] : shown, sum: shown.reduce((sum, one) => sum + one.pence, 0) }
}

/** What the lines say in a sentence or two: budget, cost, consultancy apart, and who paid. */
export function spendSentences(all: SpendJson, lines: readonly LineJson[], { any: partial }: Hidden): string {
  if (lines.length === 0 && !all.atLeast) return `No money is shown here.${partial ? ' Some of it is not public.' : ''}`
  const budget = { whole: `The budget is ${poundsText(all.budget ?? 0)}`, none: 'No budget was given' }
  const given = all.budget === null ? 'Not all of the budget is public' : all.budget === 0 ? budget.none : budget.whole
  const rest = partial && !all.atLeast ? 'What is promised, paid and left is not public in full.' : ''
  return [...costSentences(given, all), payersSay(lines), rest].filter(Boolean).join(' ')
}

function costSentences(given: string, { actual, consultancy, atLeast }: SpendJson): readonly string[] {
  if (atLeast) return [`${given}.`, publicPart(actual, consultancy, 'it has cost')]
  const part = consultancy === 0 ? 'none of it for consultancy' : `${poundsText(consultancy)} of it for consultancy`
  return [`${given}, and ${actual === 0 ? 'it has cost nothing yet' : `it has cost ${poundsText(actual)}, ${part}`}.`]
}

/** Of a cost of which some is hidden: never told as the whole, nor as nothing. */
function publicPart(actual: number, consultancy: number, cost: string): string {
  if (actual === 0) return `What ${cost} is not public.`
  const part = consultancy === 0 ? '' : ` Of that, ${poundsText(consultancy)} is for consultancy.`
  return `At least ${poundsText(actual)} of what ${cost} is public; the rest is not.${part}`
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
  if (all.atLeast)
    return [publicPart(all.actual, all.consultancy, 'support has cost'), payersSay(lines)].join(' ').trim()
  if (all.actual === 0)
    return all.budget === 0 && !partial ? null : 'Support has cost nothing that is written here yet.'
  const consultancy = all.consultancy === 0 ? '' : `, ${poundsText(all.consultancy)} of it for consultancy`
  const paid =
    all.paid === null
      ? 'How much of that has been paid is not public.'
      : `Of that ${poundsText(all.paid)} has been paid.`
  return [`Support has cost ${poundsText(all.actual)}${consultancy}.`, payersSay(lines), paid].filter(Boolean).join(' ')
}

/** Who has borne what it cost, or what of that is public. */
export function payersSay(lines: readonly LineJson[]): string {
  const payers = groupsJson(lines, ({ payerTitle }) => payerTitle).filter(({ spend }) => spend.actual !== 0)
  if (payers.length === 0) return ''
  const borne = lines.some(({ spend }) => spend.atLeast) ? 'What is public was borne' : 'Borne'
  return `${borne} by ${payers.map(({ title, spend }) => `${title}: ${poundsText(spend.actual)}`).join('; ')}.`
}
