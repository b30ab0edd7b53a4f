/** The money of a programme and of the whole sector, as far as a reader may see it. */
import { eachCase } from '../casework/case-store.ts'
import { today, withActor, type Working } from '../casework/desk-store.ts'
import { type Amount, spendOf, standing } from '../casework/money/ledger.ts'
import { type CostPerExit, costPerExit, type ExitCost, lastingOf } from '../casework/money/sustained-exit.ts'
import { readCaseTotals, readTotals, type SeenAmount, type TotalsFilter } from '../casework/money/totals-store.ts'
import type { Case } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { seenAcross } from '../casework/records/eyes.ts'
import { sustainDue } from '../casework/sustain-due.ts'
import { readAnswers } from '../casework/written-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { dayFromIso } from '../regimes/day.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { hasLeave, seenBy } from '../casework/eyes-store.ts'
import { type Asking, kindShown } from './cases.ts'
import { stateTitle } from './event-words.ts'
import { type Hidden, hiddenOf, linesJson, moneyRulesOf, spendJson } from './money-words.ts'
import type { LineJson, SpendJson } from './money-schema.ts'

export interface Spent {
  /** What of it is not public, and is not shown to the reader. */
  readonly hidden: Hidden
  readonly lines: readonly LineJson[]
  readonly all: SpendJson
}

export interface MoneySeen extends Spent {
  readonly recordKind: RecordKind
  readonly today: string
  readonly perExit: CostPerExit
  readonly amounts: readonly Amount[]
}

export interface ProgrammeMoney extends MoneySeen {
  /** In the order in which they were opened. */
  readonly cases: readonly {
    readonly found: Case
    readonly stageTitle: string
    readonly spend: SpendJson
  }[]
}

/** What was spent against budget on a regime. */
export function programmeSpend(asking: Asking, { id }: Pick<ShelvedRegime, 'id'>): Promise<Spent> {
  return withActor(asking.desk, asking.actor, async working =>
    spentOf(working, await readTotals(working, { ...(await filterOf(working)), regime: id })),
  )
}

/** Of one regime, case by case. */
export function programmeMoney({ desk, actor }: Asking, { id }: Pick<ShelvedRegime, 'id'>): Promise<ProgrammeMoney> {
  return withActor(desk, actor, async working => {
    const filter = { ...(await filterOf(working)), regime: id }
    const byCase = await readCaseTotals(working, filter)
    const cases: Case[] = []
    for await (const found of eachCase(working, filter)) cases.push(found)
    const rows = [...byCase.values()].flat()
    const shown = await Promise.all(
      cases.map(async found => {
        const own = byCase.get(found.id) ?? []
        const { regime } = await rulesOf(working, found)
        const stageTitle = stateTitle(regime, 'main', found.stage)
        return { found, stageTitle, spend: spendJson(spendOf(own), hiddenIn(own)) }
      }),
    )
    return { ...seenMoney(working, rows, await exitsOf(working, cases, byCase)), cases: shown }
  })
}

export interface SectorMoney extends MoneySeen {
  readonly regimes: readonly {
    readonly id: string
    readonly title: string
    readonly spend: SpendJson
    readonly perExit: CostPerExit
  }[]
}

/** Of all regimes. */
export function sectorMoney({ desk, actor }: Asking): Promise<SectorMoney> {
  return withActor(desk, actor, async working => {
    const filter = await filterOf(working)
    const rows = await readTotals(working, filter)
    const after: Case[] = []
    for await (const found of eachCase(working, { ...filter, phase: 'after' })) after.push(found)
    const byCase = after.length === 0 ? new Map() : await readCaseTotals(working, { ...filter, phase: 'after' })
    const exits = await exitsOf(working, after, byCase)
    const byRegime = Map.groupBy(rows, ({ regime }) => regime)
    const regimes = desk.regimes.flatMap(({ id, title }) => {
      const own = byRegime.get(id)
      if (own === undefined) return []
      const perExit = costPerExit(exits.filter(({ regime }) => regime === id))
      return [{ id, title, spend: spendJson(spendOf(own), hiddenIn(own)), perExit }]
    })
    return { ...seenMoney(working, rows, exits), regimes }
  })
}

async function filterOf(working: Working): Promise<TotalsFilter> {
  return { ...(await seenBy(working)), recordKind: kindShown(working) }
}

function seenMoney(working: Working, rows: readonly SeenAmount[], exits: readonly Exit[]): MoneySeen {
  return {
    ...spentOf(working, rows),
    recordKind: kindShown(working),
    today: today(working),
    perExit: costPerExit(exits),
    amounts: rows,
  }
}

function spentOf({ regimes }: Working, rows: readonly SeenAmount[]): Spent {
  const hidden = hiddenIn(rows)
  const byRegime = [...Map.groupBy(rows, ({ regime }) => regime)]
  const lines = byRegime.flatMap(([id, own]) => linesJson(own, moneyRulesOf(regimes, id), hidden))
  return { hidden, lines, all: spendJson(spendOf(rows), hidden) }
}

function hiddenIn(rows: readonly SeenAmount[]): Hidden {
  return hiddenOf(rows.flatMap(({ account, partial }) => (partial ? [account] : [])))
}

interface Exit extends ExitCost {
  readonly regime: string
}

/** Of cases those that have left: what each cost, and whether it lasted by the checks that the reader may see. */
async function exitsOf(
  working: Working,
  cases: readonly Case[],
  byCase: ReadonlyMap<string, readonly SeenAmount[]>,
): Promise<readonly Exit[]> {
  const left = cases.filter(({ state }) => state.left !== null)
  const answers = await readAnswers(working, left)
  const day = dayFromIso(today(working))
  return Promise.all(
    left.map(async found => {
      const { records, published, events } = answers(found.id)
      const seen = seenAcross(await hasLeave(working, found), records, published)
      const checks = sustainDue(await rulesOf(working, found), found.state, { records: seen, events }, day)
      const rows = byCase.get(found.id) ?? []
      return {
        regime: found.regime,
        cost: standing(rows, 'cost'),
        atLeast: hiddenIn(rows).cost,
        lasting: lastingOf(checks),
      }
    }),
  )
}
