/** A document attached to a case: a letter, a report, a table, with what it stands behind. Bound by the hash of its bytes. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { refuse } from '../refused.ts'
import { choice, line } from '../records/fields.ts'
import { wasPublished } from '../records/published.ts'
import type { About, RecordKindRule } from '../records/record.ts'
import { overseers, rolesOfKind } from '../records/writers.ts'
import { attachmentKinds, type AttachmentKind, endingOf } from './attachment.ts'

const sent = z.strictObject({
  title: line({ label: 'What it is' }),
  name: line({ label: 'Name of the file' }, 180),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 digits from 0 to f: the SHA-256 of a file that was sent before')
    .meta({ label: 'SHA-256 of the file', hint: 'Of a file that was sent before, by the form for documents.' }),
  about: choice({ label: 'Record that it stands behind' }).nullable(),
})
export type Attached = z.infer<typeof sent>

const kinds = Object.keys(attachmentKinds) as [AttachmentKind, ...AttachmentKind[]]
/** With what the file was found to be. */
const body = sent.extend({ kind: z.enum(kinds), bytes: z.int().positive() })
export type CaseDocument = z.infer<typeof body>

export const documentKind: RecordKindRule<CaseDocument, Attached> = {
  kind: 'document',
  title: 'Document',
  says: 'A letter, a report or a table that stands behind what is written, kept as it was sent.',
  section: 'publication',
  sent,
  body,
  audiences: ['case', 'public', 'restricted'],
  revised: 'never',
  writers: (compiled: CompiledRegime, route) => [
    ...overseers(compiled, route),
    ...rolesOfKind(compiled, route, 'organisation', 'partner', 'appointed', 'public'),
    'oversight-analyst',
    'publisher',
    'finance-approver',
  ],
  choices: about => ({ about: recordsIn(about) }),
  async refuse(about, one, { audience }) {
    const behind = about.records.find(({ id }) => id === one.about)
    if (one.about !== null && behind === undefined)
      return refuse('bad-request', `Found "${one.about}"; expected a record of this case, or none.`)
    if (audience === 'public' && behind && behind.audience !== 'public' && !wasPublished(about.records, behind.id))
      return refuse('bad-request', 'Found a public document behind what is not public; expected one for the case.')
    const kept = await about.attachment(one.sha256)
    if (kept === null)
      return refuse(
        'bad-request',
        'No file with this SHA-256 has been sent. Send the file itself, by the form for documents.',
      )
    const ending = endingOf(one.name)
    // The same text may be either; nothing else may go by another name than what it is.
    return ending === kept.kind || [ending, kept.kind].every(kind => kind === 'csv' || kind === 'txt')
      ? null
      : refuse('bad-request', `${one.name}: the file that was sent is ${kept.kind}. Expected a name that ends so.`)
  },
  async complete(about, one) {
    const { kind, bytes } = (await about.attachment(one.sha256)) ?? never(one.sha256)
    return { ...one, kind, bytes }
  },
}

function recordsIn({ records }: About) {
  return records.map(({ id, kind, effective }) => ({ value: id, label: `${kind.replaceAll('-', ' ')}, ${effective}` }))
}

function never(sha256: string): never {
  throw new Error(`The file ${sha256} was there when the record was looked at, and is gone.`)
}
