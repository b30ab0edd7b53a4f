/** The sample's cast, from cast.yaml: invented persons with what each may do. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Grant } from '../src/casework/model.ts'
import type { CastMember } from '../src/casework/people-store.ts'
import { readDocument } from '../src/documents/yaml-document.ts'

const names = z.array(z.string()).min(1)
const grant = z
  .strictObject({
    functions: names.optional(),
    office: z.string().optional(),
    organisations: names.optional(),
    regions: names.optional(),
    regimes: names.optional(),
  })
  .refine(one => (one.functions === undefined) !== (one.office === undefined), 'either functions or an office')
const castSchema = z.strictObject({
  'keep-until': z.iso.date(),
  from: z.iso.date(),
  offices: z.record(z.string(), names),
  people: z.record(
    z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    z.strictObject({ name: z.string(), is: z.string(), grants: z.array(grant).min(1) }),
  ),
})
type Cast = z.infer<typeof castSchema>

/** Everybody of the cast, in the order of the file. */
export function sampleCast(): readonly CastMember[] {
  const path = join(import.meta.dirname, 'cast.yaml')
  const { value } = readDocument<Cast>(readFileSync(path, 'utf8'), 'sample/cast.yaml', castSchema)
  return Object.entries(value.people).map(([key, { name, is, grants }]) => ({
    key,
    name,
    purpose: `${is}. Invented, to try casework in the fictional sector.`,
    keepUntil: value['keep-until'],
    grants: grants.flatMap(one => spread(one, value)),
  }))
}

/** One grant for each function, place and regime of what is written as one. */
function spread(written: z.infer<typeof grant>, { from, offices }: Cast): readonly Grant[] {
  const { functions, office = '', organisations, regions, regimes } = written
  const anywhere = { organisation: null, region: null }
  const places = [
    ...(organisations ?? []).map(organisation => ({ ...anywhere, organisation })),
    ...(regions ?? []).map(region => ({ ...anywhere, region })),
  ]
  const whats = functions ?? offices[office]
  if (whats === undefined) throw new Error(`sample/cast.yaml has no office "${office}".`)
  return whats.flatMap(what =>
    (places.length === 0 ? [anywhere] : places).flatMap(place =>
      (regimes ?? [null]).map(regime => ({ function: what, ...place, regime, from, until: null })),
    ),
  )
}
