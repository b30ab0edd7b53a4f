/** One organisation: the plain sentence first, then the figures, then how they came about. */
import { isPublishedFigure } from '../../assessment/framework-parts.ts'
import type { Observation, Organisation } from '../../evidence/model.ts'
import { balanceOf, balancePictures } from '../balance-view.ts'
import { chanceOf, chartRow, icons } from '../chart-summary.ts'
import { kinOf } from '../kin.ts'
import { controlChartsOf } from '../control-charts.ts'
import { quantity, words } from '../format.ts'
import { echo, PageFault } from '../fault.ts'
import { metricName } from '../metric-names.ts'
import { organisationDisputes } from '../organisation-disputes.ts'
import { organisationPictures } from '../organisation-pictures.ts'
import { type OrganisationModel, organisationSchema } from '../organisation-schema.ts'
import { resultFor } from '../organisation-result.ts'
import { contextOf, definePage, type PageRequest } from '../page.ts'
import { staysAround, staysPicture, staysSummary, successionsOf } from '../regime-stays.ts'
import { periodTitle } from '../sector.ts'
import { relativeNote } from '../../assessment/caveats.ts'

export const organisationPage = definePage<OrganisationModel>({
  path: '/organisations/:code',
  title: 'Organisation',
  summary: 'One organisation: segment and why, domain profile, metrics, what would move it, sources.',
  schema: organisationSchema,
  view: organisationView,
  restsOn: async request => JSON.stringify(await organisationDisputes(request, requireOrganisation(request).code)),
  template: 'organisation.njk',
  pictures: (model, request) => ({
    ...(model.result ? organisationPictures(model, model.result) : {}),
    ...icons(model.recordKind),
    stays: staysPicture(
      'stays',
      `${model.organisation.name} in regimes`,
      request.sector.regimes.placements,
      model.regimes.stays,
      'regime',
    ),
    balanceCharts: balancePictures(
      model,
      model.balance,
      request,
      controlChartsOf(request.sector, request.choice, model.organisation.code),
    ),
  }),
  table: model => ({
    columns: [
      'framework',
      'period',
      'code',
      'name',
      'metric',
      'metric_name',
      'domain',
      'value',
      'score',
      'exact_score',
      'basis',
      'place_in_pool',
      'pool',
      'counts_in_average',
    ],
    rows: (model.result?.metrics ?? []).map(one => [
      model.framework.id,
      model.period?.id ?? null,
      model.organisation.code,
      model.organisation.name,
      one.id,
      one.name,
      one.domain,
      one.value,
      one.score,
      one.exactScore,
      one.basis,
      one.rank,
      one.pool,
      one.counts,
    ]),
  }),
})

async function organisationView(request: PageRequest): Promise<OrganisationModel> {
  const { choice, sector } = request
  const { framework, snapshot, period } = choice
  const organisation = requireOrganisation(request)
  const code = organisation.code
  const assessment = period && sector.work(choice, period.id).assessment
  const used = period ? observationsOf(request, code, period.id) : []
  const charts = controlChartsOf(sector, choice, code)
  const stays = staysAround(sector.regimes.placements, code, successionsOf(snapshot))
  const { chance, withheld } = chanceOf(charts)
  const imports = new Set([...used.map(one => one.source.import), ...organisation.sources.map(source => source.import)])
  return {
    ...contextOf(request),
    organisation: {
      code,
      name: organisation.name,
      type: organisation.type && words(organisation.type),
      subtype: organisation.subtype,
      legalForm: organisation.legalForm && words(organisation.legalForm),
      region: organisation.region,
      opened: organisation.opened,
      closed: organisation.closed,
      predecessors: kinOf(snapshot, organisation, 'predecessor'),
      successors: kinOf(snapshot, organisation, 'successor'),
    },
    caveats: [...(assessment?.caveats ?? [])],
    relative: relativeNote(framework),
    result: resultFor(sector, choice, code),
    findings: snapshot.findings
      .filter(finding => finding.organisation === code)
      .map(finding => ({
        kind: words(finding.kind).replace(/^Cqc/, 'CQC'),
        value: words(finding.value),
        from: finding.from ?? finding.period?.start ?? null,
        until: finding.until,
        author: finding.author,
        statement: finding.statement,
        importId: snapshot.imports[finding.source.import]?.id ?? 0,
        row: finding.source.row,
      }))
      .sort((a, b) => ((b.from ?? '') < (a.from ?? '') ? -1 : 1)),
    otherFigures: otherFigures(request, code),
    charts: {
      all: charts.length,
      rows: charts.flatMap((chart, i) =>
        chart.improvement === 'neutral' || chart.ended
          ? []
          : [chartRow(chart, withheld[i] as boolean, framework.domains)],
      ),
      chance,
    },
    balance: balanceOf(sector, choice, code, charts),
    disputes: await organisationDisputes(request, code),
    regimes: { summary: staysSummary(organisation.name, stays), stays },
    sources: [...imports].flatMap(index => {
      const record = snapshot.imports[index]
      return record
        ? [
            {
              importId: record.id,
              fileName: record.fileName,
              title: record.sourceTitle,
              attribution: record.attribution,
              knownAt: record.knownAt,
            },
          ]
        : []
    }),
  }
}

/** The organisation of the address, by code in any case. Throws PageFault when nobody has it. */
export function requireOrganisation({ choice, params }: PageRequest): Organisation {
  const code = (params['code'] ?? '').toUpperCase()
  const found = choice.snapshot.organisations.get(code) ?? choice.snapshot.organisations.get(params['code'] ?? '')
  if (found) return found
  throw new PageFault(
    404,
    'We do not know this organisation',
    `Nothing loaded names an organisation with the code "${echo(params['code'] ?? '')}". Codes are ODS codes of 3 or more characters. Search by name instead.`,
  )
}

function observationsOf({ choice }: PageRequest, code: string, periodId: string): Observation[] {
  return choice.snapshot.metrics().flatMap(metric => choice.snapshot.values(metric, periodId).get(code) ?? [])
}

/** The latest figure of every metric that the framework does not use: evidence that is there but not scored. */
function otherFigures({ choice, sector }: PageRequest, code: string): OrganisationModel['otherFigures'] {
  const { framework, snapshot } = choice
  const figures: OrganisationModel['otherFigures'] = []
  for (const metric of snapshot.metrics()) {
    if (isPublishedFigure(metric) || framework.metrics[metric]) continue
    const period = snapshot.periods(metric).findLast(one => snapshot.values(metric, one.id).has(code))
    const observation = period && snapshot.values(metric, period.id).get(code)
    if (!observation) continue
    const value =
      observation.status === 'value' ? quantity(observation.text, observation.unit) : words(observation.status)
    figures.push({
      metric,
      name: metricName(framework, metric, sector.evidence.metricTitles),
      period: period.id,
      periodLabel: periodTitle(choice, period),
      value,
    })
  }
  return figures
}
