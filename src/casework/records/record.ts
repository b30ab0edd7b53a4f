/**
 * The shapes of records: what is written in a case beside its events. A record has versions and is never overwritten; each
 * kind has its own schema, says who may write it, and what has to be true first. Plain data; persons by key, never by name.
 */
import type { z } from 'zod'
import type { RecordKind } from '../../evidence/model.ts'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Attachment } from '../documents/attachment.ts'
import type { PartnerTable } from '../contracts/partner-store.ts'
import type { Balance, Journal, PostedJournal } from '../money/ledger.ts'
import type { Actor, Answered, Case, Deadline, Refused, WrittenEvent } from '../model.ts'
import type { PowerSpan } from '../power-spans.ts'

/** Who may see a record: everybody once the case is published, those who work on the case, or its writer and whom its kind names. */
export type Audience = 'public' | 'case' | 'restricted'

/** One version of what is written down, in a case or in a register. */
export interface WrittenVersion<Body> {
  readonly id: string
  readonly version: number
  readonly recordKind: RecordKind
  readonly audience: Audience
  readonly body: Body
  /** SHA-256 of the body's canonical JSON: what an approval binds to. */
  readonly hash: string
  readonly actor: string
  readonly role: string
  readonly reason: string
  /** ISO day on which it took effect, and ISO instant at which it was known. */
  readonly effective: string
  readonly knownAt: string
}

/** One version of a record. */
export interface StoredRecord<Body = unknown> extends WrittenVersion<Body> {
  readonly kind: string
  readonly caseId: string
  /** The organisation of the case that it speaks of; null for the case as a whole. */
  readonly organisation: string | null
}

/** A record as somebody asks for it to be written. */
export interface WriteRecord {
  readonly caseId: string
  readonly kind: string
  /** The version that it follows; left out for a new record. */
  readonly follows?: { readonly id: string; readonly version: number }
  readonly organisation?: string
  /** Where left out: that of the version it follows, or the first of its kind's audiences. */
  readonly audience?: Audience
  readonly body: unknown
  readonly on: string
  /** Role, or everyday function, in which it is written. */
  readonly by: string
  readonly reason: string
}

/** What a case holds when a record is to be written in it. */
export interface About {
  readonly case: Case
  readonly compiled: CompiledRegime
  /** All records of the case in their latest version, oldest first. */
  readonly records: readonly StoredRecord[]
  readonly events: readonly WrittenEvent[]
  readonly deadlines: readonly Deadline[]
  readonly actor: Actor
  /** Roles in which the actor has acted in this case, in events and records. */
  readonly acted: readonly string[]
  /** The product's day (ISO). */
  readonly today: string
  snapshot(): Promise<Snapshot>
  /** What a metric is called, by its id. */
  metricTitle(id: string): string
  /** What is known of an attached file, by its SHA-256; null where none was sent. */
  attachment(sha256: string): Promise<Attachment | null>
  /** What stands on each account of the case. */
  ledger(): Promise<readonly Balance[]>
  /** What was posted in the case, oldest first. */
  journals(): Promise<readonly PostedJournal[]>
  /** Who could give a kind of support of the rules as a partner: as the actor sees it, or as everybody does. */
  partners(support: string, audience?: Audience): Promise<PartnerTable>
  /** Whether events of the case that count have effect, by number: none was quashed, nor rests on what was. */
  effect(): Promise<(sequence: number) => boolean>
  /** From when to when the stages of the case had which powers. */
  powers(): Promise<readonly PowerSpan[]>
  /** Criteria of the regime by id, worked out on a day (ISO) on what is known. */
  answers(criteria: readonly string[], on: string): Promise<Answered>
}

/** What is asked for, beside its body. */
export interface Asked {
  readonly role: string
  readonly on: string
  readonly organisation: string | null
  readonly audience: Audience
  /** The version that it follows; null for a new record. */
  readonly before: StoredRecord | null
}

export interface Choice {
  readonly value: string
  readonly label: string
}

/**
 * A kind of record. `Body` is what is kept, `Sent` what is sent: they differ where the product adds what it binds.
 * A schema's fields carry `label` and `hint` in their metadata, from which forms are made.
 */
export interface RecordKindRule<Body = unknown, Sent = Body> {
  readonly kind: string
  /** `Dispute`, and what it is for in one sentence. */
  readonly title: string
  readonly says: string
  /** The part of a case's page on which it is written and shown. */
  readonly section: Section
  readonly sent: z.ZodType<Sent>
  readonly body: z.ZodType<Body>
  /** The first is taken where none is asked for, unless it goes by another record. */
  readonly audiences: readonly [Audience, ...Audience[]]
  /**
   * Whether it judges the organisation: then nobody writes it for the public. Each version is published by a record of the kind
   * `publication`, by somebody else, after the organisation was told of it; until then it is for the case.
   */
  readonly adverse?: true
  /**
   * Where only some versions judge the organisation: whether what is said in a role does. Such a version is written and published
   * as one of an adverse kind. What was public of the record stays public until a later version is: nothing is taken back
   * by a judgement that waits.
   */
  judges?(about: Pick<About, 'case' | 'compiled' | 'records'>, said: Sent | Body, role: string): boolean
  /** Whether a later version may be written, and by whom: nobody, whoever wrote the first, or whoever may write the kind. */
  readonly revised: 'never' | 'by-its-author' | 'by-its-writers'
  /** Roles of the regime, or everyday functions, in which it may be written on a route. */
  writers(compiled: CompiledRegime, route: string | null): readonly string[]
  /** Roles that see it where it is restricted, beside its writer and auditors. */
  readers?(compiled: CompiledRegime, route: string | null): readonly string[]
  /** Roles that may answer it, by a record of the kind `reply`; nobody where left out. */
  answeredBy?(compiled: CompiledRegime, route: string | null): readonly string[]
  /** Codes of organisations outside the case that it concerns: whoever speaks for one may answer it. */
  concerns?(body: Body): readonly string[]
  /** Codes of organisations outside the case for which it may be written, by whoever speaks for one of them. */
  alsoFor?(about: About, body: unknown): readonly string[]
  /** What may be chosen in a field, by the field's name. Answers outside are for `refuse` to refuse. */
  choices?(about: About): Readonly<Record<string, readonly Choice[]>>
  /** Why it may not be written now; null where it may. */
  refuse?(about: About, sent: Sent, asked: Asked): Refused | null | Promise<Refused | null>
  /** The record, by its id, whose audience it has where none is asked for: its contract, or what it pays or takes back. It rests on it. */
  goesBy?(about: Pick<About, 'records'>, sent: Sent): string | undefined
  /** Records, by their ids, beside that one without which it could not be: it is dated before none that it rests on. */
  restsOn?(about: Pick<About, 'records' | 'today' | 'case'>, sent: Sent): readonly string[]
  /** What is kept of what was sent. */
  complete?(about: About, sent: Sent, asked: Asked): Body | Promise<Body>
  /** What it does to the case's money, posted with it. @param item The id of the record. */
  posts?(about: About, body: Body, asked: Asked, item: string): readonly Journal[] | Promise<readonly Journal[]>
  /** What stands for a body where it is listed, since it has a page of its own; all that it says where left out. */
  inShort?(body: Body): readonly { readonly label: string; readonly text: string }[]
  /** Whether writing it publishes the case. */
  publishes?(body: Body): boolean
}

/** Parts of a case, in the order of its page. */
export const sections = [
  'entry',
  'diagnostic',
  'people',
  'powers',
  'plan',
  'money',
  'engagement',
  'reviews',
  'exit',
  'disputes',
  'publication',
] as const
export type Section = (typeof sections)[number]

/** The latest versions of the records of a kind, with their bodies as the kind has them. */
export function recordsOfKind<Body>(
  records: readonly StoredRecord[],
  { kind }: { readonly kind: string; readonly body: z.ZodType<Body> },
): readonly StoredRecord<Body>[] {
  return records.filter(one => one.kind === kind) as readonly StoredRecord<Body>[]
}
