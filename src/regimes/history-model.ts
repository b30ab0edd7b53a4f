/** The shapes of a history of placements: who was in which regime, since and until when, how that is known. Plain data. */
import type { RecordKind } from '../evidence/model.ts'
import type { DayRange, Placement } from './placements.ts'

/** A date as precise as its source gives it. */
export interface KnownDate extends DayRange {
  /** As known: `2013-07-16`, `2013-07` or `2013`. */
  readonly date: string
  readonly precision: 'day' | 'month' | 'year'
  /** Why it is not the date of the thing itself, in words such as "inferred from …"; null where a source gives it. */
  readonly inferred: string | null
}

/** Who said it. */
export interface PlacementSource {
  readonly id: string
  readonly publisher: string
  readonly kind: SourceKind
  /** What it is: a title or an article's number. */
  readonly what: string
  readonly date: string | null
  readonly address: string | null
}

/** Kinds of source. A placement needs one of the answerable kinds; the others may only stand beside it. */
export const answerableKinds = ['publisher', 'parliament', 'court', 'legislation', 'named-press'] as const
export const otherKinds = [
  'professional-body',
  'research',
  'member-of-parliament',
  'campaign',
  'machine-written',
  'encyclopaedia',
  'generated',
] as const
export type SourceKind = (typeof answerableKinds)[number] | (typeof otherKinds)[number]

/** One row of a history. */
export interface PlacementRecord extends Placement {
  readonly id: string
  readonly recordKind: RecordKind
  /** Version of the regime file; null where the file has one only, or where it is not known which. */
  readonly version: string | null
  /** The regime under the name that sources use; one name can span several files, old rules and new. */
  readonly name: { readonly id: string; readonly title: string }
  /** Name of the organisation, or of the area, at the time. */
  readonly organisationName: string
  /** Whether it is an area of several organisations. */
  readonly area: boolean
  readonly entered: KnownDate | null
  readonly left: KnownDate | null
  /** `end-not-known` is neither "still in" nor "out". */
  readonly leftKnown: 'dated' | 'left-date-not-found' | 'end-not-known'
  readonly lastKnownIn: KnownDate | null
  readonly howLeft: { readonly way: string; readonly words: string } | null
  /** The regime it went on to, where leaving one was entering the other. */
  readonly into: string | null
  readonly sources: readonly PlacementSource[]
  readonly notes: readonly string[]
  /** What other sources say instead. */
  readonly conflicts: readonly { readonly about: 'entered' | 'left'; readonly says: string; readonly source: string }[]
}

/** A row that a list had and the history does not, and why. */
export interface LeftOut {
  readonly name: string
  readonly organisation: string
  readonly because: string
}

export interface History {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly recordKind: RecordKind
  readonly placements: readonly PlacementRecord[]
  readonly leftOut: readonly LeftOut[]
}
