/** The way of a monthly update to the public: written, sent for its check, checked, published; whose each step is. Pure. */
import type { PlanStage } from '../casework/records/plan-versions.ts'
import { date } from './format.ts'

export interface MonthSteps {
  /** Month (`2026-05`) that is asked for. */
  readonly month: string
  /** The latest version that reports it; null where none does. */
  readonly version: { readonly number: number; readonly stage: PlanStage; readonly publishedOn: string | null } | null
  /** Titles of the roles that write, check and publish. */
  readonly writers: readonly string[]
  readonly checkers: readonly string[]
  /** Whether the rules want it checked before it is published. */
  readonly checkAsked: boolean
  readonly isExercise: boolean
}

export interface MonthStep {
  readonly step: 'written' | 'sent' | 'checked' | 'published'
  readonly title: string
  /** `now` is the one that is waited for. */
  readonly state: 'done' | 'now' | 'to-come'
  readonly says: string
}

/** Four steps in their order; at most one of them is `now`, and none once it is published. */
export function monthSteps(about: MonthSteps): readonly MonthStep[] {
  const { month, version, checkAsked, isExercise } = about
  const [writers, checkers] = [whose(about.writers), whose(about.checkers)]
  const reached =
    version === null || version.stage === 'questioned' ? 0 : { written: 2, checked: 3, published: 4 }[version.stage]
  const at = (index: number): MonthStep['state'] => (index < reached ? 'done' : index === reached ? 'now' : 'to-come')
  const number = version?.number ?? 0
  return [
    {
      step: 'written',
      title: 'Written',
      state: at(0),
      says:
        version === null
          ? `No version reports ${date(month)} yet. It is for ${writers} to write.`
          : version.stage === 'questioned'
            ? `The check of version ${number} found points. It is for ${writers} to put them right in a next version.`
            : `Version ${number} reports ${date(month)}.`,
    },
    {
      step: 'sent',
      title: 'Sent for its check',
      state: at(1),
      says:
        reached >= 2 ? `With the writing it went to ${checkers}.` : `It goes to ${checkers} as soon as it is written.`,
    },
    {
      step: 'checked',
      title: 'Checked',
      state: at(2),
      says:
        reached >= 3
          ? 'It was found accurate.'
          : `It is for ${checkers} to say whether it is accurate, or which points are to be put right.${checkAsked ? '' : ' The rules do not ask for it: it may be published without.'}`,
    },
    {
      step: 'published',
      title: 'Published',
      state: at(3),
      says: isExercise
        ? 'An exercise is never published.'
        : version?.publishedOn
          ? `Everybody can read it since ${date(version.publishedOn)}.`
          : 'A publisher who did not write it makes it public.',
    },
  ]
}

function whose(roles: readonly string[]): string {
  return roles.join(' or ') || 'nobody whom the rules name'
}
