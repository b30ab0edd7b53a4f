/** A case that might go to other rules: who could take it over, what would come of it, and the form to agree to that. */
import { caseAsked } from '../case-asked.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { withActor } from '../../casework/desk-store.ts'
import { previewMigration, targetsOf } from '../../casework/migrate-store.ts'
import { caseSchema } from '../api/case-schemas.ts'
import { migrationSchema } from '../api/migration-schemas.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { askedMigration, migrationJson } from '../migration-view.ts'
import { definePage } from '../page.ts'

const schema = caseHeadSchema.extend({
  case: caseSchema.extend({ sequence: z.int() }),
  targets: z
    .array(
      z.object({
        regime: z.string(),
        version: z.string(),
        title: z.string(),
        says: z.string().nullable().meta({ description: 'What its file says of cases that come over.' }),
        routes: z.array(z.object({ route: z.string(), title: z.string() })),
      }),
    )
    .meta({ description: 'Regimes and versions that say they take such a case over.' }),
  asked: z.object({ to: z.string(), version: z.string(), route: z.string(), on: z.string() }),
  preview: migrationSchema.nullable(),
  why: z.string().nullable().meta({ description: 'Why it cannot go there; null where it can, or none is asked.' }),
})
export type MigrateModel = z.infer<typeof schema>

export const migratePage = definePage<MigrateModel>({
  path: '/cases/:id/migrate',
  title: 'Other rules for a case',
  summary: 'What a running case would become under another regime or version: what is kept, what lapses, what begins.',
  parameters: { to: 'Id of a regime.', version: 'Its version.', route: 'Route there.', on: 'Day.' },
  live: true,
  schema,
  template: 'migrate.njk',
  async view(request) {
    const { query } = request
    const { asking, id, reading } = await caseAsked(request)
    const { found, today } = reading
    const head = caseHead(request, reading)
    const asked = askedMigration(id, query)
    const previewed = asked && (await withActor(asking.desk, asking.actor, working => previewMigration(working, asked)))
    return {
      ...head,
      case: { ...head.case, sequence: found.sequence },
      targets: targetsOf(asking.desk, found, query.get('on') || today).map(({ regime, version }) => ({
        regime: regime.regime,
        version,
        title: regime.title,
        says: regime.relations['migrates-from']?.[found.regime]?.says ?? null,
        routes: Object.entries(regime.routes ?? {}).map(([route, { title }]) => ({ route, title })),
      })),
      asked: {
        to: asked?.to ?? '',
        version: asked?.version ?? '',
        route: asked?.route ?? '',
        on: asked?.on ?? today,
      },
      preview: previewed?.done ? migrationJson(previewed.value) : null,
      why: previewed === null || previewed.done ? null : previewed.refused.words,
    }
  },
  pictures: (_model, { refusedForm }) => ({ formKey: randomUUID(), refused: refusedForm ?? null }),
})
