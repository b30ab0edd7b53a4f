/** What a reader of an entry test must be told: other times, relative rules, what nobody has verified. */
import type { CriterionOutcome } from '../assessment/criterion.ts'
import type { Period } from '../evidence/model.ts'
import { isoWords, periodWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { eachLeaf } from './decisive-leaves.ts'
import type { InVersion, OrganisationEntry } from './entry-model.ts'

export function entryNotes(
  { regime, version }: InVersion,
  period: Period,
  snapshot: Snapshot,
  organisations: readonly OrganisationEntry[],
  takenNotKnown: number,
): readonly string[] {
  const notes: string[] = []
  const inForce = regime.versions[version]?.['in-force']
  if (inForce && (period.end < inForce.from || (inForce.to !== null && period.start > inForce.to)))
    notes.push(
      `These rules ${inForce.to === null ? `hold since ${isoWords(inForce.from)}` : `held from ${isoWords(inForce.from)} to ${isoWords(inForce.to)}`}; ${periodWords(period)} lies outside, so this shows who would qualify if they had held then.`,
    )
  if (snapshot.recordKind !== 'real') notes.push(`All of this is ${snapshot.recordKind}.`)
  if (regime.standing !== 'published')
    notes.push(
      {
        reconstructed: 'These rules are reconstructed from public accounts.',
        proposal: 'These rules are a proposal that nobody has adopted.',
        example: 'These rules are an example from elsewhere.',
      }[regime.standing],
    )
  if (!regime.entry.automatic) notes.push('Meeting the test is no entry: somebody decides.')
  const doubtful = organisations.filter(
    one => one.outcome !== 'met' && one.ways.some(way => way.outcome === 'met'),
  ).length
  if (doubtful > 0)
    notes.push(
      `${doubtful} ${doubtful === 1 ? 'organisation meets' : 'organisations meet'} a way in, but no file says that the regime is for ${doubtful === 1 ? 'it' : 'them'}. Load a file that gives types of organisation.`,
    )
  const relative = new Set<string>()
  const unverified = new Set<string>()
  const look = (leaf: CriterionOutcome) => {
    if (leaf.confidence === 'unverified') unverified.add(leaf.source ?? '')
    for (const value of leaf.values ?? []) {
      if (value.relative) relative.add(value.title)
      if (value.confidence === 'unverified') unverified.add(value.title)
    }
  }
  for (const { criterion } of organisations) if (criterion) eachLeaf(criterion, look)
  if (relative.size > 0)
    notes.push(`Relative, so that somebody always stands worst however good all are: ${[...relative].join('; ')}.`)
  if (unverified.size > 0) notes.push(`Nobody has verified, and this rests on: ${[...unverified].join('; ')}.`)
  if (takenNotKnown > 0)
    notes.push(
      `Of ${takenNotKnown} ${takenNotKnown === 1 ? 'organisation' : 'organisations'} it is not known whether they are still in; they are not counted among the places taken.`,
    )
  return notes
}
