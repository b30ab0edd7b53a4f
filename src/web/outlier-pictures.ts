/** A funnel for each period of an outlier measure, by the rule that decides. */
import type { GroundsFramework } from '../assessment/framework.ts'
import { compareOutliers } from '../assessment/outliers.ts'
import { funnelChart } from '../charts/funnel-chart.ts'
import type { RecordKind } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { count } from './format.ts'
import { shortName } from './metric-funnel.ts'
import { chart } from './render.ts'
import { organisationName } from './organisation-name.ts'

interface Shown {
  readonly recordKind: RecordKind
  readonly outliers: readonly {
    readonly id: string
    readonly loaded: boolean
    readonly periodTitles: readonly string[]
  }[]
}

/** By measure, one picture a period; none where nothing is loaded. */
export function outlierPictures(
  framework: GroundsFramework,
  snapshot: Snapshot,
  { recordKind, outliers }: Shown,
): Readonly<Record<string, readonly unknown[]>> {
  const pictures = outliers.flatMap(({ id, loaded, periodTitles }): [string, unknown[]][] => {
    const measure = framework.outliers[id]
    if (!loaded || !measure) return []
    const found = compareOutliers(id, measure, snapshot)
    const drawn = found.periods.flatMap((period, at) => {
      const funnel = period.funnels.get(measure.decides)
      if (!funnel) return []
      const title = `${measure.name}, ${periodTitles[at]}`
      const outside = (side: string) => funnel.units.filter(unit => unit.outlier === side).length
      const description = `Of ${count(funnel.units.length, 'organisation')}, ${outside('high')} above the limits and ${outside('low')} below. ${funnel.description}`
      return [
        chart({ id: `funnel-${id}-${at + 1}`, title, description, recordKind }, frame =>
          funnelChart(frame, {
            funnel,
            valueAxis: 'Observed over expected',
            sizeAxis: 'Expected',
            nameOf: code => shortName(organisationName(snapshot, code)),
          }),
        ),
      ]
    })
    return [[id, drawn]]
  })
  return Object.fromEntries(pictures)
}
