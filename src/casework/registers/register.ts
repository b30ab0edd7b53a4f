/**
 * The shapes of registers: records that belong to no case but to a regime (its team, its programme for leaders), to an organisation
 * (what is asked of it), or to the whole sector (which body took over from which). Like records of cases they have versions and
 * are never overwritten; persons by key, never by name.
 */
import type { z } from 'zod'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Actor, Case, Refused } from '../model.ts'
import type { Audience, Choice, WrittenVersion } from '../records/record.ts'
import type { Bodies } from '../transfers/bodies.ts'

/** What an entry belongs to. */
export type RegisterScope = 'regime' | 'organisation' | 'sector'

/** One version of an entry. */
export interface RegisterEntry<Body = unknown> extends WrittenVersion<Body> {
  readonly register: string
  /** Of a regime's register: its id; else null. */
  readonly regime: string | null
  /** Of an organisation's register: its code; else null. */
  readonly organisation: string | null
}

/** An entry as somebody asks for it to be written. */
export interface WriteEntry {
  readonly register: string
  readonly follows?: { readonly id: string; readonly version: number }
  readonly regime?: string
  readonly organisation?: string
  readonly audience?: Audience
  readonly body: unknown
  readonly on: string
  /** Role of the regime, or everyday function, in which it is written. */
  readonly by: string
  readonly reason: string
}

/** What is known when an entry is to be written. */
export interface RegisterAbout {
  readonly regime: CompiledRegime | null
  readonly organisation: string | null
  /** Entries of the register for the same regime or organisation, in their latest version, oldest first. */
  readonly entries: readonly RegisterEntry[]
  /** The version that it follows; null for a new entry. */
  readonly before: RegisterEntry | null
  readonly actor: Actor
  readonly role: string
  readonly on: string
  /** The product's day (ISO). */
  readonly today: string
  snapshot(): Promise<Snapshot>
  /** Oversight bodies that the rules here name. */
  readonly bodies: Bodies
  /** Entries of another register, for the same regime or organisation. */
  other(register: string): Promise<readonly RegisterEntry[]>
  /** Whether there is a case with an id that is, or once was, under the regime. */
  wasUnder(id: string): Promise<boolean>
  /** The case with an id; null where there is none. */
  caseOf(id: string): Promise<Case | null>
  /** Until when (ISO day) the name of a person is kept, if anybody has said; null where no such name is held. */
  nameKept(key: string): Promise<{ readonly until: string | null } | null>
  /** Open and ended cases of the regime, of the kind of record that is written here; none where it belongs to no regime. */
  cases(): Promise<readonly Case[]>
}

export interface RegisterRule<Body = unknown> {
  readonly register: string
  /** `Request`: one entry of it; and what the register is for in one sentence. */
  readonly title: string
  readonly says: string
  readonly scope: RegisterScope
  readonly body: z.ZodType<Body>
  /** The first is taken where none is asked for. `case` means whoever has leave in what it belongs to. */
  readonly audiences: readonly [Audience, ...Audience[]]
  readonly revised: 'never' | 'by-its-author' | 'by-its-writers'
  /** Everyday functions, or roles of the regime, in which it may be written. */
  writers(regime: CompiledRegime | null): readonly string[]
  /** Whether whoever acts for the organisation that it belongs to may write it, in whichever role. */
  readonly byTheOrganisation?: boolean
  choices?(about: RegisterAbout): Choices | Promise<Choices>
  refuse?(about: RegisterAbout, body: Body): Refused | null | Promise<Refused | null>
}

type Choices = Readonly<Record<string, readonly Choice[]>>

/** Entries of a register, with their bodies as it has them. */
export function entriesOf<Body>(
  entries: readonly RegisterEntry[],
  { register }: Pick<RegisterRule<Body>, 'register' | 'body'>,
): readonly RegisterEntry<Body>[] {
  return entries.filter(one => one.register === register) as readonly RegisterEntry<Body>[]
}
