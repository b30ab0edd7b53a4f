/** A reversal: what a cost or a payment posted is taken back, to the penny, and once. */
import { z } from 'zod'
import { reverse, standing } from '../money/ledger.ts'
import { payersOn } from '../money/money-lines.ts'
import { refuse } from '../refused.ts'
import { choice } from './fields.ts'
import type { About, RecordKindRule, StoredRecord } from './record.ts'

/** Kinds of records of which what they posted may be taken back. Others are put right by a later version, or by their own acts. */
const reversible: readonly string[] = ['cost', 'payment']

const body = z.strictObject({ of: choice({ label: 'The cost or payment that was wrong' }) })
export type Reversal = z.infer<typeof body>

export const reversalKind: RecordKindRule<Reversal> = {
  kind: 'reversal',
  title: 'Reversal',
  says: 'Takes a cost or a payment back as a whole, where it was wrong; it stays written, beside its reversal.',
  section: 'money',
  sent: body,
  body,
  audiences: ['public', 'case'],
  revised: 'never',
  writers: (compiled, route) => ['finance-approver', ...payersOn(compiled, route)],
  choices: about => ({
    of: open(about).map(one => ({ value: one.id, label: `${one.kind} of ${one.effective}, ${referenceOf(one)}` })),
  }),
  async refuse(about, { of }, { role, audience }) {
    const found = about.records.find(({ id }) => id === of)
    if (found === undefined || !reversible.includes(found.kind))
      return refuse(
        'bad-request',
        `Found "${of}"; expected the id of a record of this case: ${reversible.join(' or ')}.`,
      )
    if (reversedIn(about.records).has(of))
      return refuse('already-paid', `The ${found.kind} of ${found.effective} has been taken back already.`)
    if (role !== 'finance-approver' && role !== found.role)
      return refuse(
        'wrong-role',
        `${found.role} wrote it: it is for them or finance-approver to reverse; found ${role}.`,
      )
    if (audience !== found.audience)
      return refuse(
        'bad-request',
        `The ${found.kind} is for the audience "${found.audience}", and so is its reversal; found "${audience}".`,
      )
    const paid = standing(await about.ledger(), 'cash', ({ item }) => item === of)
    return paid === 0
      ? null
      : refuse('already-paid', 'It has been paid. Reverse its payments first: what was paid is then owed again.')
  },
  async posts(about, { of }) {
    const posted = await about.journals()
    return posted.filter(({ record }) => record === of).map(reverse)
  },
}

/** Records that were taken back, by their ids. */
export function reversedIn(records: readonly Pick<StoredRecord, 'kind' | 'body'>[]): ReadonlySet<string> {
  return new Set(records.flatMap(({ kind, body: one }) => (kind === 'reversal' ? [(one as Reversal).of] : [])))
}

function open({ records }: About): readonly StoredRecord[] {
  const reversed = reversedIn(records)
  return records.filter(({ id, kind }) => reversible.includes(kind) && !reversed.has(id))
}

function referenceOf({ body: one }: StoredRecord): string {
  return String((one as { readonly reference?: unknown }).reference)
}
