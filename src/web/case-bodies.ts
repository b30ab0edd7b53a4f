/** With whom the powers, duties, contracts and appointments of a case's oversight bodies rest now, where they have passed on. */
import { z } from 'zod'
import { passesOf, type Transfer, transferred } from '../casework/transfers/body-on.ts'
import { oversightTransferRegister, transfersOf } from '../casework/transfers/oversight-transfer.ts'
import { rolesOfKind } from '../casework/records/writers.ts'
import type { Desk } from '../casework/desk-store.ts'
import { loadTransfers } from '../regimes/transfers-file.ts'
import type { Asking, CaseReading } from './cases.ts'
import { words } from './format.ts'
import { registerOf, seenRegister } from './register-view.ts'

export const caseBodySchema = z.object({
  body: z.string().meta({ description: 'Title of the body as the rules of the case name it.' }),
  now: z.string().meta({ description: 'Title of the body with which it rests.' }),
  what: z.array(z.enum(transferred)),
  since: z.string(),
  instrument: z.string(),
})
type CaseBody = z.infer<typeof caseBodySchema>

/** Bodies of a case from which something has passed by the product's day, in the order of its rules. */
export async function bodiesOf(asking: Asking, { compiled, found, today }: CaseReading): Promise<CaseBody[]> {
  const transfers = await transfersKnown(asking)
  const { roles } = compiled.regime
  return rolesOfKind(compiled, found.state.route, 'body').flatMap(id => {
    const title = roles[id]?.title ?? id
    const names = [
      { short: id, title },
      ...(roles[id]?.members ?? []).map(one => ({ short: shortOf(one), title: one })),
    ]
    return names.flatMap(one =>
      passedFrom(transfers, one.short, today).map(rest => ({
        body: one.title,
        ...rest,
        now: titleOf(asking.desk, rest.now),
      })),
    )
  })
}

/** What of a body rests elsewhere on a day, by where it rests and since when. */
function passedFrom(transfers: readonly Transfer[], body: string, day: string): Omit<CaseBody, 'body'>[] {
  const rests = transferred.flatMap(what => {
    const last = passesOf(transfers, body, day, what).at(-1)
    return last === undefined ? [] : [{ what, now: last.to, since: last.on, instrument: last.instrument }]
  })
  const alike = Map.groupBy(rests, ({ now, since, instrument }) => JSON.stringify([now, since, instrument]))
  return [...alike.values()].map(all => {
    const { now, since, instrument } = all[0] as (typeof rests)[number]
    return { now, since, instrument, what: all.map(one => one.what) }
  })
}

/** Those that ship, and those that are recorded here. */
async function transfersKnown(asking: Asking): Promise<readonly Transfer[]> {
  const rule = registerOf(oversightTransferRegister.register)
  const { entries } = await seenRegister(asking, rule, { asKnownAt: null })
  return [...(await loadTransfers()), ...transfersOf(entries.map(({ latest }) => latest))]
}

/** A body by the title that some regime gives it, else by its short name in words. */
function titleOf({ regimes }: Desk, body: string): string {
  for (const { latest } of regimes.toReversed()) {
    const title = latest.regime.roles[body]?.title
    if (title !== undefined) return title
  }
  return words(body)
}

function shortOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
