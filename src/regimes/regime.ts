/** The schema of a regime file: rules of intervention that a policy lead could read aloud and the engine runs. */
import { z } from 'zod'
import { document } from '../assessment/framework-parts.ts'
import { clock } from './clock-schema.ts'
import { criterion } from './criterion-schema.ts'
import { capacity, entry, escalation, exit, relations, remark, routeEntry, scope } from './entry-schema.ts'
import { diagnostic, planning, selfAssessment } from './enquiry-schema.ts'
import { choice, evidenceItem, parameter } from './evidence-schema.ts'
import { cited, date, list, map, name, slug } from './parts.ts'
import { duty, power, powersOver, publication, role } from './people-schema.ts'
import { stages, strand } from './stages-schema.ts'
import { estimate, moneyLine, subject, support } from './support-schema.ts'

const version = z.strictObject({
  title: z.string().meta({ description: 'The law, guide or announcement that made this version.' }),
  'in-force': z.strictObject({ from: date, to: date.nullable() }),
  ...cited,
})

export const regimeSchema = z.strictObject({
  regime: slug.meta({ description: 'Id: the name of the file.' }),
  title: z.string(),
  standing: z.enum(['published', 'reconstructed', 'proposal', 'example']).meta({
    description:
      'Published rules; rules reconstructed from public accounts; a proposal that nobody has adopted; an example from elsewhere.',
  }),
  purpose: z.string().meta({ description: 'What it is for, in plain words.' }),
  versions: z
    .record(z.string().regex(/^\d{4}$/, 'a year in quotation marks, such as "2014"'), version)
    .refine(found => Object.keys(found).length >= 1 && Object.keys(found).length <= 12, 'from 1 to 12 versions')
    .meta({
      description:
        'Versions, oldest first. A value that differs is written `{ by-version: { "2009": …, "2014": … } }`, with null where a version has none; an entry that comes or goes has `since` or `until`.',
    }),
  sources: z.record(slug, document).refine(found => Object.keys(found).length <= 60, 'at most 60 sources'),
  scope,
  routes: map(slug, routeEntry, 8).optional(),
  evidence: map(name, evidenceItem, 60).default({}),
  parameters: map(name, parameter, 40).default({}),
  choices: map(slug, choice, 10).default({}),
  criteria: map(slug, criterion, 40).default({}),
  entry,
  capacity,
  stages,
  strands: map(slug, strand, 8).default({}),
  roles: map(slug, role, 40),
  clocks: map(slug, clock, 40).default({}),
  duties: map(slug, duty, 60).default({}),
  powers: map(slug, power, 40).default({}),
  'powers-over': powersOver.optional().meta({
    description: 'Over whom decisions in a case may be taken; left out where no power over a body outside it is known.',
  }),
  diagnostic: diagnostic.optional(),
  'self-assessment': selfAssessment.optional(),
  plan: planning.optional(),
  subjects: map(slug, subject, 40).default({}),
  support: map(slug, support, 20).default({}),
  money: z.strictObject({ lines: map(slug, moneyLine, 30), estimate: estimate.optional(), ...cited }),
  publication: map(slug, publication, 20).default({}),
  escalation: map(slug, escalation, 20).default({}),
  exit,
  relations: relations.default({}),
  outcomes: list(remark, 30).optional().meta({ description: 'What is known to have come of it.' }),
  criticism: list(remark, 30).optional(),
})

/** A regime in one of its versions, as its file says it: nothing compiled. */
export type Regime = z.infer<typeof regimeSchema>
