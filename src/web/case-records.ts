/** The records of a case as one reader may see them, and what that reader may write: what pages and the API share. */
import { withActor } from '../casework/desk-store.ts'
import { isCaseId } from '../casework/event-store.ts'
import { matterOf } from '../casework/matter-store.ts'
import { aboutOf } from '../casework/records/about-store.ts'
import {
  mayAnswer,
  mayRevise,
  readerOf,
  type Reader,
  seenVersions,
  writableKinds,
  type WritableKind,
} from '../casework/records/eyes.ts'
import { lapsedIn } from '../casework/recommended.ts'
import { recordKinds } from '../casework/records/kinds.ts'
import { answersForNeighbour } from '../casework/records/neighbours-store.ts'
import { publicationKind } from '../casework/records/published.ts'
import { type About, recordsOfKind, type RecordKindRule, type StoredRecord } from '../casework/records/record.ts'
import { readHistory } from '../casework/records/record-store.ts'
import type { RecordJson } from './api/record-schemas.ts'
import { isPublic } from '../casework/case-store.ts'
import type { Asking, CaseReading } from './cases.ts'
import { roleTitle } from './event-words.ts'
import { echo, PageFault } from './fault.ts'
import { date } from './format.ts'
import { type Choices, wordsOf } from './record-fields.ts'

/** A record in the versions that the reader may see, oldest first; never none. */
export interface SeenRecord {
  readonly rule: RecordKindRule
  readonly versions: readonly StoredRecord[]
  readonly latest: StoredRecord
  /** Whether the reader may write its next version. */
  readonly mayRevise: boolean
  /** Whether it is the reader's to answer. */
  readonly mayAnswer: boolean
}

export interface CaseRecords {
  readonly reading: CaseReading
  readonly reader: Reader
  /** In the order of their first versions. */
  readonly records: readonly SeenRecord[]
  /** Kinds of which the case has records, in their latest version, that the reader may not see. */
  readonly unseen: ReadonlySet<string>
  /** None of a case as it was known before. */
  readonly writable: readonly WritableKind[]
  /** Why recommendations on which somebody may yet decide no longer hold, by their ids; none for readers from outside. */
  readonly lapsed: ReadonlyMap<string, string>
  /** Day (ISO) on which a version was published by itself; null where it was not. */
  publishedOn(version: StoredRecord): string | null
  /** What may be chosen in the fields of a kind, as far as the reader may see it. */
  choicesOf(rule: RecordKindRule): Choices
}

/** Reads the records of a case that somebody may see, as known at the instant of the reading. */
export function recordsOf({ desk, actor }: Asking, reading: CaseReading): Promise<CaseRecords> {
  return withActor(desk, actor, async working => {
    const { found, compiled, inside, asKnownAt, events, kept } = reading
    const reader = readerOf(actor, await matterOf(working, compiled.regime, found.organisations), inside)
    const history = await readHistory(desk.store, found.id)
    const published = publishedOf(history.flat())
    const setting = { compiled, route: found.state.route, isPublic: isPublic(found), published }
    const writable = asKnownAt === null ? writableKinds(setting, reader.roles) : []
    const known = ({ knownAt }: StoredRecord) => asKnownAt === null || knownAt <= asKnownAt
    const unseen = new Set<string>()
    const own = history.flatMap(all => {
      const versions = seenVersions(reader, setting, all).filter(known)
      const latest = versions.at(-1)
      const last = all.findLast(known)
      if (last !== undefined && last !== latest) unseen.add(last.kind)
      const rule = recordKinds.get(latest?.kind ?? '')
      if (latest === undefined || rule === undefined) return []
      const writes = writable.some(one => one.rule === rule)
      return [
        {
          rule,
          versions,
          latest,
          mayRevise: writes && mayRevise(reader, rule, latest),
          mayAnswer: asKnownAt === null && mayAnswer(reader, setting, rule, latest),
        },
      ]
    })
    const asNeighbour = new Set<string>()
    const records: SeenRecord[] = []
    for (const one of own) {
      const roles =
        asKnownAt === null ? await answersForNeighbour(working, compiled, found.state.route, one.latest) : []
      for (const role of roles) asNeighbour.add(role)
      records.push({ ...one, mayAnswer: one.mayAnswer || roles.length > 0 })
    }
    // What may be chosen is asked on what the reader sees, so that no choice tells of anything else.
    const read = { records: records.map(({ latest }) => latest), events, deadlines: kept }
    const about: About = await aboutOf(working, { case: found }, read)
    const chosen = new Map<string, Choices>()
    const choicesOf = (rule: RecordKindRule) => {
      const choices = chosen.get(rule.kind) ?? rule.choices?.(about) ?? {}
      chosen.set(rule.kind, choices)
      return choices
    }
    const publishedOn = ({ id, version }: StoredRecord) => published.get(`${id}.${version}`) ?? null
    // What it rests on is not for everybody, published as it may be; and it was not now that it held in the past.
    const gone = inside && asKnownAt === null ? await lapsedIn(about) : []
    const lapsed = new Map(gone.map(({ id, why }) => [id, why]))
    return {
      reading,
      reader,
      records,
      unseen,
      writable: withAnswers(writable, asNeighbour),
      lapsed,
      publishedOn,
      choicesOf,
    }
  })
}

/** The kinds that somebody may write, with answers for a neighbour of the case, which may write nothing else in it. */
function withAnswers(writable: readonly WritableKind[], asNeighbour: ReadonlySet<string>): readonly WritableKind[] {
  const rule = recordKinds.get('reply')
  if (rule === undefined || asNeighbour.size === 0) return writable
  const before = writable.find(one => one.rule === rule)?.roles ?? []
  const roles = [...new Set([...before, ...asNeighbour])]
  return [...writable.filter(one => one.rule !== rule), { rule, roles }]
}

/** Days on which versions were published by themselves, by `id.version`. */
function publishedOf(records: readonly StoredRecord[]): ReadonlyMap<string, string> {
  return new Map(
    recordsOfKind(records, publicationKind).map(({ body: { of, version }, effective }) => [
      `${of}.${version}`,
      effective,
    ]),
  )
}

/** A version of a record as its reader may see it. */
export function recordJson(seen: CaseRecords, rule: RecordKindRule, version: StoredRecord): RecordJson {
  const { reading, reader, records } = seen
  const { id, kind, organisation, audience, body, role, reason, effective, knownAt, hash, recordKind } = version
  const why = seen.lapsed.get(id)
  return {
    id,
    version: version.version,
    kind,
    title: rule.title,
    section: rule.section,
    organisation,
    audience,
    published: seen.publishedOn(version),
    body,
    words: [
      ...wordsOf(rule, body, seen.choicesOf(rule), text => recordInWords(records, text)),
      ...(why === undefined ? [] : [{ label: 'No longer holds', text: why, added: false }]),
    ],
    role,
    roleTitle: roleTitle(reading.compiled.regime, role),
    reason,
    effective,
    knownAt,
    hash,
    recordKind,
    ...(reader.inside ? { actor: version.actor } : {}),
  }
}

/** What the id of a record stands for: `Judgement of 2 June 2014`; null where a text is no id. */
function recordInWords(records: readonly SeenRecord[], text: string): string | null {
  const found = records.find(({ latest }) => latest.id === text)
  return found ? saidShort(found) : isCaseId(text) ? 'A record that is not shown here' : null
}

/** `Judgement of 2 June 2014`. */
export function saidShort({ rule, latest }: Pick<SeenRecord, 'rule' | 'latest'>): string {
  return `${rule.title} of ${date(latest.effective)}`
}

/** Throws PageFault where there is no such kind of record. */
export function kindOf(name: string): RecordKindRule {
  const rule = recordKinds.get(name)
  if (rule) return rule
  const known = [...recordKinds.keys()].join(', ')
  throw new PageFault(404, 'There is no such kind of record', `Found "${echo(name)}"; expected one of ${known}.`)
}
