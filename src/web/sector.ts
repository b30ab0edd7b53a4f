/** What pages read: the framework, period and instant asked for, with snapshots and assessments kept while they hold. */
import { assessablePeriods, defaultPeriod, work, type Worked } from '../assessment/assess.ts'
import type { Framework, ScoresFramework } from '../assessment/framework.ts'
import type { Period } from '../evidence/model.ts'
import { isMonth } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { Evidence } from './evidence.ts'
import { echo, PageFault } from './fault.ts'
import { date, span } from './format.ts'
import { parseInstant } from './instant.ts'
import { Recent } from './recent.ts'
import { createRegimes, type Regimes, type RegimeShelf } from './regimes.ts'

/** What a request is about. */
export interface Choice {
  readonly framework: ScoresFramework
  readonly snapshot: Snapshot
  readonly version: string
  readonly asKnownAt: string | null
  /** Periods the framework could score, oldest first. */
  readonly periods: readonly Period[]
  /** The one asked for, else the one to begin with; null when nothing is loaded. */
  readonly period: Period | null
  /** The parameters as given in the address, to be carried along by links. */
  readonly given: Readonly<Record<string, string>>
}

export interface Sector {
  readonly evidence: Evidence
  readonly frameworks: readonly Framework[]
  readonly regimes: Regimes
  /** Reads `framework`, `period` and `as-known-at` from a query. Throws PageFault on what cannot be. */
  choose(query: URLSearchParams): Promise<Choice>
  /** The assessment of a period with its workings; with likely ranges unless told otherwise. */
  work(choice: Choice, periodId: string, ranges?: 'with-ranges' | 'without-ranges'): Worked
}

const parameters = ['framework', 'period', 'as-known-at'] as const

export function createSector(evidence: Evidence, frameworks: readonly Framework[], shelf: RegimeShelf): Sector {
  const snapshots = new Recent<Promise<Snapshot>>(4)
  const assessments = new Recent<Worked>(64)
  const snapshotAt = (version: string, asKnownAt: string | null) =>
    snapshots.get(`${version} ${asKnownAt ?? ''}`, () => evidence.snapshot(asKnownAt))
  return {
    evidence,
    frameworks,
    regimes: createRegimes(shelf, frameworks),
    async choose(query) {
      const asKnownAt = parseInstant(query.get('as-known-at'))
      const version = await evidence.version()
      const snapshot = await snapshotAt(version, asKnownAt)
      const framework = chosenFramework(frameworks, snapshot, query.get('framework'))
      const periods = assessablePeriods(framework, snapshot)
      const given: Record<string, string> = {}
      for (const name of parameters) {
        const value = query.get(name)
        if (value) given[name] = value
      }
      return {
        framework,
        snapshot,
        version,
        asKnownAt,
        periods,
        period: chosenPeriod(framework, periods, query.get('period')),
        given,
      }
    },
    work({ framework, snapshot, version, asKnownAt }, periodId, ranges = 'with-ranges') {
      const key = [version, asKnownAt ?? '', framework.framework, periodId]
      const make = () => work(framework, snapshot, periodId, ranges === 'with-ranges' ? {} : { replicates: 0 })
      // An assessment with ranges serves those who do not need them too.
      const whole = assessments.peek([...key, 'with-ranges'].join(' '))
      return ranges === 'without-ranges' && whole ? whole : assessments.get([...key, ranges].join(' '), make)
    },
  }
}

/** The framework asked for; else the one in force in the latest period loaded; else the newest that scores. */
function chosenFramework(frameworks: readonly Framework[], snapshot: Snapshot, asked: string | null): ScoresFramework {
  if (asked !== null && asked !== '') {
    const found = frameworks.find(framework => framework.framework === asked)
    const known = frameworks.map(framework => framework.framework).join(', ')
    if (!found)
      throw new PageFault(
        404,
        'There is no such framework',
        `No framework is called "${echo(asked)}". The frameworks are ${known}.`,
      )
    if (found.kind === 'scores') return found
    throw new PageFault(
      400,
      'This framework has no scores',
      `${found.title} places organisations by grounds and judgement, not by scores, so it has no averages or league table to show.`,
    )
  }
  const scoring = frameworks.filter(framework => framework.kind === 'scores')
  const latest =
    scoring
      .map(framework => assessablePeriods(framework, snapshot).at(-1)?.end ?? '')
      .sort()
      .at(-1) ?? ''
  const inForce = scoring.find(({ 'in-force': { from, to } }) => from <= latest && (to === null || latest <= to))
  const chosen = inForce ?? scoring.find(framework => assessablePeriods(framework, snapshot).length > 0) ?? scoring[0]
  if (!chosen) throw new Error('No framework that scores was found in frameworks/')
  return chosen
}

function chosenPeriod(framework: ScoresFramework, periods: readonly Period[], asked: string | null): Period | null {
  if (asked === null || asked === '') return defaultPeriod(framework, periods)
  const same = (label: string | undefined) => label?.toLowerCase() === asked.toLowerCase()
  const found = periods.find(
    period => same(period.id) || same(period.label) || same(framework.periods[period.id]?.label),
  )
  if (found) return found
  const loaded =
    periods.length > 0 ? `Loaded are ${periods.map(period => period.id).join(', ')}.` : 'Nothing is loaded yet.'
  throw new PageFault(
    404,
    'This period is not loaded',
    `There is nothing loaded for "${echo(asked)}" that ${framework.title} could score. ${loaded}`,
  )
}

/** The period, or a friendly fault where nothing is loaded at all. */
export function requirePeriod(choice: Choice): Period {
  if (choice.period) return choice.period
  throw new PageFault(
    404,
    'Nothing is loaded yet',
    `There are no figures that ${choice.framework.title} could score${choice.asKnownAt ? ' at the instant you asked for' : ''}. Load some from the data page or with "turnaround import".`,
  )
}

/** How a period is called on pages: the framework's own label, a month by its name, else as the publisher printed it. */
export function periodTitle(choice: Pick<Choice, 'framework'>, period: Period): string {
  if (isMonth(period)) return date(period.id)
  // `2011-october` names a publication, not the year that it covers.
  if (/^\d{4}-[a-z]+$/.test(period.label)) return span(period.id)
  return choice.framework.periods[period.id]?.label ?? period.label
}
