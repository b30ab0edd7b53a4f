/** With whom the powers, duties, contracts and appointments of a case's oversight bodies rest now, where they have passed on. */
import { z } from 'zod'
import { transferred } from '../casework/transfers/body-on.ts'
import { passedOf, type Resting } from '../casework/transfers/resting.ts'
import { rolesOfKind } from '../casework/records/writers.ts'
import type { Regime } from '../regimes/regime.ts'
import type { Ruled } from './case-view.ts'

export const caseBodySchema = z.object({
  body: z.string().meta({ description: 'Title of the body as the rules of the case name it.' }),
  now: z.string().meta({ description: 'Title of the body with which it rests.' }),
  what: z.array(z.enum(transferred)),
  since: z.string(),
  instrument: z.string(),
})
type CaseBody = z.infer<typeof caseBodySchema>

/** Bodies of a case from which something has passed by the product's day, in the order of its rules. */
export function bodiesOf({ compiled, found, resting }: Ruled): CaseBody[] {
  if (resting === undefined) return []
  const roles = rolesOfKind(compiled, found.state.route, 'body', 'office')
  return roles.flatMap(id => passedFrom(resting, compiled.regime, id))
}

/** What of a role's bodies rests elsewhere, by where it rests and since when. */
function passedFrom(resting: Resting, regime: Regime, id: string): CaseBody[] {
  const rests = transferred.flatMap(what =>
    passedOf(resting, regime, id, what, resting.today).map(({ title: body, now, last }) => ({
      what,
      alike: { body, now, since: last.on, instrument: last.instrument },
    })),
  )
  const grouped = Map.groupBy(rests, ({ alike }) => JSON.stringify(alike))
  return [...grouped.values()].flatMap(all =>
    all.slice(0, 1).map(({ alike }) => ({ ...alike, what: all.map(({ what }) => what) })),
  )
}
