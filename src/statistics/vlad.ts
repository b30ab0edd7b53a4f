/**
 * Variable life-adjusted display (Lovegrove and others 1997): Σ(p − y), expected less observed events case by case. Upwards
 * is fewer events than expected. It shows how much and since when, in events; it is no test: a line wanders without any
 * change, the further the longer it runs. Read it beside a risk-adjusted CUSUM, which signals. "Events fewer than expected"
 * are not lives saved, nor is the reverse avoidable deaths.
 */
import { seededRandom } from './random.ts'
import { requireOutcomes, requireRisks } from './risk-adjusted-cusum.ts'

export interface VladPoint {
  /** Expected less observed up to here, in events. */
  readonly gain: number
  readonly expected: number
  readonly observed: number
  /** Where the line stands at this one case, with the stated chance, when every case has its expected risk. */
  readonly lower: number
  readonly upper: number
}

/**
 * The display of outcomes (1 event, 0 none) with their expected risks, in time order, with exact limits for each point on
 * its own from the distribution of a sum of unlike yes-or-no outcomes (Poisson binomial). Over a whole run the line leaves
 * them at some point far more often than 1 − level: for that see `vladReach`. A case with a missing value moves nothing.
 */
export function vlad(
  outcomes: readonly (number | null)[],
  risks: readonly (number | null)[],
  { level = 0.95 }: { readonly level?: number } = {},
): VladPoint[] {
  requireOutcomes(outcomes)
  requireRisks(risks, outcomes.length)
  requireLevel(level)
  const tail = (1 - level) / 2
  // Plain running sum of p − y, so that the line is the sum that anyone would make.
  let gain = 0
  let expected = 0
  let observed = 0
  let counts: Counts = { first: 0, chances: [1] }
  let limits = [0, 0] as readonly [number, number]
  return outcomes.map((outcome, index) => {
    const risk = risks[index] ?? null
    if (outcome !== null && risk !== null) {
      gain += risk - outcome
      expected += risk
      observed += outcome
      counts = withCase(counts, risk)
      limits = [quantile(counts, tail), quantile(counts, 1 - tail)]
    }
    return { gain, expected, observed, lower: expected - limits[1], upper: expected - limits[0] }
  })
}

/**
 * How far from 0, in events, a display of these risks strays at its furthest in all but 1 − level of runs in which nothing
 * has changed. Simulated: the same seed gives the same figure. O(cases × replicates).
 */
export function vladReach(
  risks: readonly number[],
  options: { readonly level?: number; readonly seed: string; readonly replicates?: number },
): number {
  const { level = 0.95, seed, replicates = 10_000 } = options
  requireRisks(risks, risks.length)
  requireLevel(level)
  const random = seededRandom(seed)
  const furthest = new Float64Array(replicates)
  for (let replicate = 0; replicate < replicates; replicate++) {
    let gain = 0
    let reach = 0
    for (const risk of risks) {
      gain += random.uniform() < risk ? risk - 1 : risk
      reach = Math.max(reach, Math.abs(gain))
    }
    furthest[replicate] = reach
  }
  return furthest.sort()[Math.ceil(level * replicates) - 1] as number
}

/** Chances of each number of events, from `first` on; what is rarer than 1e-18 at either end is left out. */
interface Counts {
  readonly first: number
  readonly chances: readonly number[]
}

const negligible = 1e-18

function withCase({ first, chances }: Counts, risk: number): Counts {
  const next = new Array<number>(chances.length + 1)
  for (let i = 0; i <= chances.length; i++) next[i] = (chances[i] ?? 0) * (1 - risk) + (chances[i - 1] ?? 0) * risk
  const from = next.findIndex(chance => chance > negligible)
  const to = next.findLastIndex(chance => chance > negligible)
  return { first: first + from, chances: next.slice(from, to + 1) }
}

/** The smallest number of events that is reached or undercut with at least this chance. */
function quantile({ first, chances }: Counts, p: number): number {
  let sum = 0
  for (let i = 0; i < chances.length; i++) {
    sum += chances[i] as number
    if (sum >= p) return first + i
  }
  return first + chances.length - 1
}

function requireLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`Found the level ${level}; expected between 0 and 1.`)
}
