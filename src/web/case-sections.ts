/** The records of a case by its parts, as its page shows them: each with its versions and what was answered to it. */
import { z } from 'zod'
import { consultationCloseKind, consultationKind, isAfterwards } from '../casework/records/consultation.ts'
import { recordsOfKind, type Section, sections } from '../casework/records/record.ts'
import { kindSchema, type KindJson, recordSchema } from './api/record-schemas.ts'
import { type CaseRecords, recordJson, saidShort, type SeenRecord } from './case-records.ts'
import { roleTitle } from './event-words.ts'

const shownSchema = recordSchema.extend({
  before: z.array(recordSchema).meta({ description: 'Its earlier versions, the first one first.' }),
  mayRevise: z.boolean().meta({ description: 'Whether the reader may write its next version.' }),
  mayAnswer: z.boolean().meta({ description: 'Whether it is the reader’s to answer.' }),
  mentions: z
    .array(z.object({ id: z.uuid(), words: z.string() }))
    .meta({ description: 'Other records that are about it, such as a dispute.' }),
})
export const threadSchema = shownSchema.extend({
  replies: z.array(shownSchema).meta({ description: 'Records that answer it, or answer an answer; oldest first.' }),
  open: z
    .boolean()
    .meta({ description: 'Whether it is a consultation that is not closed: shown in full, however old.' }),
  afterwards: z
    .boolean()
    .meta({ description: 'Whether it is a consultation that was written down only when its last day was over.' }),
})
export const sectionSchema = z.object({
  section: z.enum(sections),
  title: z.string(),
  records: z.array(threadSchema),
})

export type Thread = z.infer<typeof threadSchema>

const titles: Readonly<Record<Section, string>> = {
  entry: 'Entry',
  diagnostic: 'Diagnostic',
  people: 'People',
  powers: 'Powers and undertakings',
  plan: 'Plan',
  money: 'Money',
  engagement: 'Neighbours, engagement and challenge',
  reviews: 'Reviews and escalation',
  exit: 'Exit',
  disputes: 'Disputes',
  publication: 'Publication',
}

export function sectionTitle(section: Section): string {
  return titles[section]
}

/** The parts of a case that hold records, in the order of its page. */
export function sectionsOf(seen: CaseRecords): z.infer<typeof sectionSchema>[] {
  const threads = threadsOf(seen)
  return sections.flatMap(section => {
    const records = threads.filter(one => one.section === section)
    return records.length === 0 ? [] : [{ section, title: titles[section], records }]
  })
}

/** Records that answer no other, each with those that do, directly or through another: whom it answers says `to` in a body. */
export function threadsOf(seen: CaseRecords): Thread[] {
  const byId = new Map(seen.records.map(one => [one.latest.id, one]))
  const answered = ({ latest }: SeenRecord) => byId.get(String((latest.body as { readonly to?: unknown }).to))
  const byRoot = Map.groupBy(seen.records, one => rootOf(one, answered))
  return [...byRoot].map(([root, all]) => ({
    ...shown(seen, root),
    replies: all.filter(one => one !== root).map(one => shown(seen, one)),
    open: root.rule === consultationKind && !all.some(({ rule }) => rule === consultationCloseKind),
    afterwards: recordsOfKind([root.latest], consultationKind).some(isAfterwards),
  }))
}

/** The record at which a chain of answers begins; of records that answer each other in a ring, the first by its id. */
function rootOf(one: SeenRecord, answered: (one: SeenRecord) => SeenRecord | undefined): SeenRecord {
  const chain = [one]
  for (let next = answered(one); next !== undefined; next = answered(next)) {
    const seen = chain.indexOf(next)
    if (seen >= 0) return chain.slice(seen).reduce((a, b) => (a.latest.id < b.latest.id ? a : b))
    chain.push(next)
  }
  return chain.at(-1) as SeenRecord
}

function shown(seen: CaseRecords, one: SeenRecord): z.infer<typeof shownSchema> {
  const { rule, versions, latest, mayRevise, mayAnswer } = one
  return {
    ...recordJson(seen, rule, latest),
    before: versions.slice(0, -1).map(version => recordJson(seen, rule, version)),
    mayRevise,
    mayAnswer,
    mentions: seen.records.flatMap(other =>
      other !== one && isAbout(other.latest.body, latest.id) ? [{ id: other.latest.id, words: saidShort(other) }] : [],
    ),
  }
}

/** Whether a body names a record, otherwise than by answering it. */
function isAbout(body: unknown, id: string): boolean {
  return Object.entries(body as Readonly<Record<string, unknown>>).some(
    ([name, value]) => name !== 'to' && value === id,
  )
}

/** Kinds that the reader may write, each with the roles that they hold for it. */
export function writableJson({ reading, writable }: CaseRecords): KindJson[] {
  const { regime } = reading.compiled
  return writable.map(({ rule: { kind, title, says, section }, roles }) => ({
    kind,
    title,
    says,
    section,
    sectionTitle: titles[section],
    roles: roles.map(role => ({ role, title: roleTitle(regime, role) })),
  }))
}

export const writableSchema = z.array(kindSchema)
