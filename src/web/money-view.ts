/** The money of a programme and of the sector as pages and the API show it. Pure. */
import { z } from 'zod'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import type { ProgrammeMoney, SectorMoney } from './money.ts'
import { capSchema, capsOf } from './money-caps.ts'
import { groupSchema, lineSchema, perExitSchema, spendSchema, trialBalanceSchema } from './money-schema.ts'
import { groupsJson, spendSentences, trialBalanceJson } from './money-words.ts'
import { perExitJson } from './per-exit-words.ts'

const seen = {
  summary: z.string(),
  partial: z
    .boolean()
    .meta({ description: 'Whether there is money that is not public, and is not shown to the reader.' }),
  all: spendSchema,
  kinds: z.array(groupSchema).meta({ description: 'By kind of line.' }),
  payers: z.array(groupSchema).meta({ description: 'By what the role that pays is called.' }),
  perExit: perExitSchema,
  trialBalance: trialBalanceSchema,
}

export const programmeMoneySchema = z.object({
  ...seen,
  regime: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  lines: z.array(lineSchema),
  caps: z.array(capSchema).meta({ description: 'What the rules allow for all cases together.' }),
  estimate: z
    .object({ low: z.int(), high: z.int(), basis: z.string() })
    .nullable()
    .meta({ description: 'What the rules estimate for the whole programme, in pence.' }),
  cases: z.array(
    z.object({
      case: z.uuid(),
      organisations: z.array(z.object({ code: z.string(), name: z.string() })),
      stageTitle: z.string(),
      phase: z.enum(['before', 'in', 'after']),
      spend: spendSchema,
    }),
  ),
})
export type ProgrammeMoneyJson = z.infer<typeof programmeMoneySchema>

export const sectorMoneySchema = z.object({
  ...seen,
  regimes: z.array(z.object({ id: z.string(), title: z.string(), spend: spendSchema, perExit: perExitSchema })),
})
export type SectorMoneyJson = z.infer<typeof sectorMoneySchema>

export function programmeMoneyJson(
  { id, title, latest: { regime, version } }: ShelvedRegime,
  money: ProgrammeMoney,
  name: (code: string) => string,
): ProgrammeMoneyJson {
  const estimate = regime.money.estimate?.programme
  return {
    ...seenJson(money),
    regime: { id, title, version },
    lines: [...money.lines],
    caps: capsOf(regime, money.lines, money.hidden),
    estimate: estimate
      ? { low: Math.round(estimate.low * 100), high: Math.round(estimate.high * 100), basis: estimate.basis }
      : null,
    cases: money.cases.map(({ found, stageTitle, spend }) => ({
      case: found.id,
      organisations: found.organisations.map(code => ({ code, name: name(code) })),
      stageTitle,
      phase: found.phase,
      spend,
    })),
  }
}

export function sectorMoneyJson(money: SectorMoney): SectorMoneyJson {
  return {
    ...seenJson(money),
    regimes: money.regimes.map(one => ({ ...one, perExit: perExitJson(one.perExit) })),
  }
}

function seenJson({ hidden, all, lines, perExit, amounts }: Omit<SectorMoney, 'regimes'>) {
  return {
    summary: spendSentences(all, lines, hidden),
    partial: hidden.any,
    all,
    kinds: groupsJson(lines, ({ kindTitle }) => kindTitle),
    payers: groupsJson(lines, ({ payerTitle }) => payerTitle),
    perExit: perExitJson(perExit),
    trialBalance: trialBalanceJson(amounts, hidden),
  }
}
