/** What an entry page tests: which regime in which version, for which period, and how that stands to the rules' own years. */
import { z } from 'zod'
import type { Framework } from '../assessment/framework.ts'
import type { Period } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { onDay, versionOn } from '../regimes/entry-period.ts'
import { assessedPeriods } from '../regimes/evidence-segments.ts'
import type { Regime } from '../regimes/regime.ts'
import type { ShelvedRegime, ShelvedVersion } from '../regimes/shelf-file.ts'
import { date, span } from './format.ts'
import type { PageRequest } from './page.ts'
import { periodTitle, type Choice, type Sector } from './sector.ts'

/** Every calculated list stands under this. */
export const calculatedHeading = 'Calculated, not decided: nobody placed this organisation here'

/** The parameters that choose it, for the registry of pages. */
export const entryParameters = {
  version: 'version of the regime; where absent the one in force in the period tested, or the latest if none was',
  of: 'period or day to test for; the latest with evidence for this regime where absent',
}

const force = { from: z.string(), to: z.string().nullable() }

export const testedSchema = z.object({
  version: z.string(),
  versions: z.array(z.object({ version: z.string(), title: z.string(), ...force })),
  inForce: z.object(force),
  period: z.object({ id: z.string(), label: z.string(), start: z.string(), end: z.string() }),
  basis: z
    .enum(['asked', 'latest-evidence', 'own-time'])
    .meta({ description: 'Why this period; "own-time": nothing is loaded that the rules ask for.' }),
  outside: z.boolean().meta({ description: 'The rules did not hold then: it shows who would qualify if they had.' }),
  says: z.string(),
})
export type Tested = z.infer<typeof testedSchema>

/** A regime in a version, and the period to test it for. */
export interface ChosenTest {
  readonly shelved: ShelvedVersion
  readonly period: Period
  readonly tested: Tested
}

/** The regime of the address, with `version` and `of`. Throws PageFault. */
export function chosenTest({ sector, choice, params, query }: PageRequest): ChosenTest {
  const found = sector.regimes.find(params['id'] ?? '')
  return testOf(sector, choice, found, query.get('version'), query.get('of'))
}

/** A regime as tested for the period asked for, else on the latest evidence, else at its own time. Throws PageFault. */
export function testOf(
  sector: Sector,
  choice: Choice,
  found: ShelvedRegime,
  version: string | null = null,
  of: string | null = null,
): ChosenTest {
  const asked = sector.regimes.version(found, version)
  const known = sector.regimes.period(choice, asked, of)
  // The rules of the time, unless somebody asks what others would have said.
  const shelved = version || known === null ? asked : sector.regimes.version(found, versionOn(asked.regime, known.end))
  const period = known ?? ownTime(shelved, choice)
  const inForce = forceOf(shelved)
  const outside = period.end < inForce.from || (inForce.to !== null && period.start > inForce.to)
  const basis = known === null ? 'own-time' : of ? 'asked' : 'latest-evidence'
  const label = periodWords(choice, period)
  const held = `in force ${inForce.to === null ? `since ${date(inForce.from)}` : `from ${date(inForce.from)} to ${date(inForce.to)}`}`
  const tested: Tested = {
    version: shelved.version,
    versions: [...found.byVersion.values()].map(one => ({
      version: one.version,
      title: one.regime.versions[one.version]?.title ?? one.version,
      ...forceOf(one),
    })),
    inForce,
    period: { id: period.id, label, start: period.start, end: period.end },
    basis,
    outside,
    says:
      basis === 'own-time'
        ? `Nothing is loaded that these rules ask for. They are tested for ${label}, ${outside ? 'out of' : 'in'} their own time, to show what is missing.`
        : outside
          ? `Tested for ${label} as if its rules, ${held}, applied then.`
          : `Tested for ${label}; these rules are ${held}.`,
  }
  return { shelved, period, tested }
}

function forceOf({ regime, version }: ShelvedVersion): Tested['inForce'] {
  return regime.versions[version]?.['in-force'] ?? { from: '', to: null }
}

/** The last day of rules that ended; of others, the period that pages are about, or their first day where that is before. */
function ownTime(shelved: ShelvedVersion, { period }: Choice): Period {
  const { from, to } = forceOf(shelved)
  return to !== null ? onDay(to) : period && period.start >= from ? period : onDay(from)
}

/** A period or day as readers call it. */
export function periodWords(choice: Pick<Choice, 'framework'>, period: Period): string {
  if (period.start === period.end) return date(period.start)
  return period.id.includes('..') ? span(period.id) : periodTitle(choice, period)
}

/** Ids of the periods for which anything is loaded that a regime asks of figures or frameworks, latest first. */
export function periodsWithEvidence(
  regime: Regime,
  snapshot: Snapshot,
  frameworks: ReadonlyMap<string, Framework>,
): readonly string[] {
  const known = new Map<string, Period>()
  for (const item of Object.values(regime.evidence)) {
    const framework = 'framework' in item ? frameworks.get(item.framework) : undefined
    const periods =
      'metric' in item ? snapshot.periods(item.metric) : framework ? assessedPeriods(framework, snapshot) : []
    for (const period of periods) known.set(period.id, period)
  }
  return [...known.values()].sort((a, b) => (a.end < b.end ? 1 : -1)).map(period => period.id)
}
