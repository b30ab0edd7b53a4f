/** The balance rule on an organisation's page: which series and scores it is given, and the charts that show an alarm. */
import { z } from 'zod'
import { type BalanceAlarm, balanceAlarms, balanceRuleInWords, type FinanceScore } from '../assessment/balance.ts'
import { spcChart } from '../charts/spc-chart.ts'
import type { RecordKind } from '../evidence/model.ts'
import { spc } from '../statistics/spc.ts'
import { chartPicture, chartWords, halfChart } from './chart-picture.ts'
import { chartSentence } from './chart-words.ts'
import type { ControlChart } from './control-charts.ts'
import { score } from './format.ts'
import { aspectOf } from './metric-reading.ts'
import { type Choice, periodTitle, type Sector } from './sector.ts'

const side = z.object({ metric: z.string(), name: z.string(), sentence: z.string() })
export const balanceSchema = z.object({
  rule: z.string(),
  alarms: z.array(
    z.object({
      direction: z.enum(['finance-improves', 'finance-worsens']),
      says: z.string(),
      finance: z.array(side),
      score: z.object({ name: z.string(), before: z.string(), now: z.string() }).nullable(),
      against: z.array(side),
    }),
  ),
})
export type Balance = z.infer<typeof balanceSchema>

export function balanceOf(sector: Sector, choice: Choice, code: string, charts: readonly ControlChart[]): Balance {
  const alarms = balanceAlarms(
    charts.map(({ metric, name, aspect, series, latest }) => ({
      metric,
      name,
      aspect,
      variation: series.variation,
      until: latest.until,
    })),
    financeScore(sector, choice, code),
  )
  const sideOf = ({ metric, name }: BalanceAlarm['against'][number]) => ({
    metric,
    name,
    sentence: charts.find(chart => chart.metric === metric)?.sentence ?? '',
  })
  return {
    rule: balanceRuleInWords,
    alarms: alarms.map(alarm => ({
      direction: alarm.direction,
      says: alarm.says,
      finance: alarm.finance.map(sideOf),
      score: alarm.score && {
        name: alarm.score.name,
        before: `${score(alarm.score.before.score)} in ${alarm.score.before.period}`,
        now: `${score(alarm.score.now.score)} in ${alarm.score.now.period}`,
      },
      against: alarm.against.map(sideOf),
    })),
  }
}

/** The two charts of each alarm: finance first, then the first metric that goes the other way. */
export function balancePictures(
  model: { readonly recordKind: RecordKind; readonly organisation: { readonly code: string; readonly name: string } },
  balance: Balance,
  { sector, choice }: { readonly sector: Sector; readonly choice: Choice },
  charts: readonly ControlChart[],
): readonly unknown[] {
  const { recordKind, organisation } = model
  const drawn = (metric: string | undefined, id: string) => {
    const chart = charts.find(one => one.metric === metric)
    return chart ? chartPicture(chart, id, organisation.name, recordKind, 'beside') : null
  }
  return balance.alarms.map((alarm, i) => ({
    finance: alarm.finance[0]
      ? drawn(alarm.finance[0].metric, `balance-${i}-finance`)
      : scorePicture(sector, choice, organisation, recordKind, `balance-${i}-finance`),
    against: drawn(alarm.against[0]?.metric, `balance-${i}-against`),
  }))
}

/** The domain that holds the framework's finance metrics. */
function financeDomain({ framework }: Choice): string | null {
  return Object.values(framework.metrics).find(metric => aspectOf(metric['sub-domain']) === 'finance')?.domain ?? null
}

function scoreIn(sector: Sector, choice: Choice, code: string, periodId: string): number | null {
  const { assessment } = sector.work(choice, periodId, 'without-ranges')
  const domain = financeDomain(choice)
  const result = assessment.organisations.find(one => one.code === code)
  return domain === null ? null : (result?.domains.get(domain)?.score ?? null)
}

/** The finance domain's score in the chosen period and in the one that began a year before. */
function financeScore(sector: Sector, choice: Choice, code: string): FinanceScore | null {
  const { period, periods, framework } = choice
  const domain = financeDomain(choice)
  if (!period || domain === null) return null
  const yearBefore = `${Number(period.start.slice(0, 4)) - 1}${period.start.slice(4)}`
  const earlier = periods.find(({ start }) => start === yearBefore)
  const before = earlier && scoreIn(sector, choice, code, earlier.id)
  const now = scoreIn(sector, choice, code, period.id)
  if (!earlier || before === null || before === undefined || now === null) return null
  return {
    name: framework.domains[domain]?.title ?? domain,
    before: { period: periodTitle(choice, earlier), score: before },
    now: { period: periodTitle(choice, period), score: now },
  }
}

function scorePicture(
  sector: Sector,
  choice: Choice,
  organisation: { readonly code: string; readonly name: string },
  recordKind: RecordKind,
  id: string,
): unknown {
  const until = choice.periods.slice(0, choice.period ? choice.periods.indexOf(choice.period) + 1 : 0).slice(-13)
  const series = spc(
    until.map(({ id: period, start }) => ({
      date: start,
      value: scoreIn(sector, choice, organisation.code, period),
    })),
    { improvement: 'decrease' },
  )
  const title = `Score for ${choice.framework.domains[financeDomain(choice) ?? '']?.title ?? 'finance'}, 1 is best and 4 worst, ${organisation.name}`
  const about = { id, title, description: chartSentence(series, 'quarter'), recordKind }
  return halfChart(about, frame => spcChart(frame, series, chartWords('quarter', 'score', series)))
}
