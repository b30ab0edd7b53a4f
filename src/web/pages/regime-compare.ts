/** Two regimes, or two versions of one, side by side. */
import { z } from 'zod'
import { diffRegimes } from '../../regimes/diff.ts'
import { sectionTitles } from '../../regimes/diff-words.ts'
import type { ShelvedVersion } from '../../regimes/shelf-file.ts'
import { fieldValue, fieldWords } from '../compare-words.ts'
import { count } from '../format.ts'
import { contextSchema, definePage, type PageRequest } from '../page.ts'
import { glanceAt, glanceSchema } from '../regime-glance.ts'
import { realContext } from '../regime-stays.ts'

const end = z.object({ id: z.string(), version: z.string(), title: z.string(), short: z.string() })
const entry = z.object({ id: z.string(), title: z.string() })

const schema = contextSchema.extend({
  summary: z.string(),
  choices: z.array(z.object({ value: z.string(), text: z.string() })),
  a: end.nullable(),
  b: end.nullable(),
  glance: glanceSchema,
  sections: z.array(
    z.object({
      section: z.string(),
      title: z.string(),
      onlyA: z.array(entry),
      onlyB: z.array(entry),
      changed: z.array(
        entry.extend({
          fields: z.array(z.object({ field: z.string(), a: z.string().nullable(), b: z.string().nullable() })),
        }),
      ),
    }),
  ),
})
export type RegimeCompareModel = z.infer<typeof schema>

export const regimeComparePage = definePage<RegimeCompareModel>({
  path: '/regimes/compare',
  title: 'Two regimes side by side',
  summary: 'Two regimes, or two versions of one: at a glance, then every difference clause by clause.',
  parameters: {
    a: 'a regime by id, or a version of it: id@2014',
    b: 'the other, in the same way',
  },
  timeless: true,
  schema,
  template: 'regime-compare.njk',
  pictures(_model, request) {
    const sides = { a: asked(request, 'a')?.regime, b: asked(request, 'b')?.regime }
    return {
      tell: {
        field: fieldWords,
        value: (side: 'a' | 'b', field: string, value: string) => {
          const regime = sides[side]
          return regime ? fieldValue(regime, field, value) : value
        },
      },
    }
  },
  view(request) {
    const { regimes } = request.sector
    const [a, b] = [asked(request, 'a'), asked(request, 'b')]
    const choices = regimes.regimes.flatMap(one =>
      one.versions.map(version => ({
        value: `${one.id}@${version}`,
        text: one.versions.length === 1 ? one.title : `${one.title}, version ${version}`,
      })),
    )
    const nothing = { choices, a: a && endOf(a, b), b: b && endOf(b, a), glance: [], sections: [] }
    if (!a || !b)
      return {
        ...realContext(request),
        summary: 'Choose two regimes, or two versions of one, to see how they differ.',
        ...nothing,
      }
    const { sections } = diffRegimes(a, b)
    const differences = sections.reduce((sum, one) => sum + one.onlyA.length + one.onlyB.length + one.changed.length, 0)
    return {
      ...realContext(request),
      ...nothing,
      summary:
        a.regime.regime === b.regime.regime && a.version === b.version
          ? 'Both sides are the same version of the same regime, so nothing differs. Choose another to compare it with.'
          : differences === 0
            ? 'The rules are the same.'
            : `${count(differences, 'clause')} ${differences === 1 ? 'differs' : 'differ'}, in ${count(sections.length, 'section')}.`,
      glance: glanceAt(a, b, regimes.history),
      sections: sections.map(one => ({
        section: one.section,
        title: sectionTitles[one.section] ?? one.section,
        onlyA: [...one.onlyA],
        onlyB: [...one.onlyB],
        changed: one.changed.map(({ id, title, fields }) => ({
          id,
          title,
          fields: fields.map(({ field, from, to }) => ({ field, a: from, b: to })),
        })),
      })),
    }
  },
})

/** The regime of a parameter, with its version after an @; null where it is left out. Throws PageFault where it is none. */
function asked({ sector, query }: PageRequest, name: string): ShelvedVersion | null {
  const [id = '', version = null] = (query.get(name) ?? '').split('@')
  return id === '' ? null : sector.regimes.version(sector.regimes.find(id), version)
}

/** How one side is called: by its version beside another of the same regime, else by its title. */
function endOf({ regime, version }: ShelvedVersion, other: ShelvedVersion | null): z.infer<typeof end> {
  const same = other?.regime.regime === regime.regime
  const full = Object.keys(regime.versions).length === 1 ? regime.title : `${regime.title}, version ${version}`
  return { id: regime.regime, version, title: regime.title, short: same ? `Version ${version}` : full }
}
