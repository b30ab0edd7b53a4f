/** The shape of the desk of an organisation's own people. Its schema is that of the API document. */
import { z } from 'zod'
import { neighbourEffectSchema } from './neighbour-effects.ts'

const head = { case: z.uuid(), regime: z.string(), regimeTitle: z.string() }
const record = {
  ...head,
  record: z.uuid(),
  title: z.string(),
  on: z.string(),
  reason: z.string(),
  byTitle: z.string().meta({ description: 'Who wrote it, by role; empty for the product itself.' }),
}

export const deskSchema = z.object({
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  today: z.string(),
  cases: z
    .array(z.object({ ...head, stageTitle: z.string() }))
    .meta({ description: 'Open cases of the organisation.' }),
  asked: z
    .array(
      z.object({
        ...head,
        kind: z.enum(['accuracy', 'notice', 'plan-check', 'plan-update', 'self-assessment', 'duty']),
        key: z.string().meta({ description: 'The same for the same thing, within its case.' }),
        title: z.string(),
        says: z.string(),
        due: z.string().nullable().meta({ description: 'Last day; null where none is set.' }),
        overdue: z.boolean(),
        at: z.string().meta({ description: 'The page on which it is done, under that of the case.' }),
        filled: z.record(z.string(), z.string()).meta({ description: 'Fields of its form that are known.' }),
      }),
    )
    .meta({ description: 'Overdue first, then by day; what has no day last.' }),
  raised: z
    .array(
      z.object({
        ...record,
        says: z.string().meta({ description: 'The point that was raised, in the words of whoever raised it.' }),
        answer: z
          .object({ outcome: z.string(), says: z.string(), roleTitle: z.string(), on: z.string() })
          .nullable()
          .meta({ description: 'The latest answer; null where nobody has answered.' }),
      }),
    )
    .meta({ description: 'Disputes, points of accuracy, proposals of the organisation.' }),
  appointments: z.array(
    z.object({
      ...head,
      roleTitle: z.string(),
      post: z.string(),
      from: z.string(),
      until: z.string().nullable(),
      appointedBy: z.string(),
      accountableTo: z.string().nullable(),
    }),
  ),
  said: z
    .array(
      z.object({
        ...record,
        knownAt: z.string(),
        audience: z.enum(['public', 'case', 'restricted']),
        published: z.string().nullable().meta({ description: 'Day on which it was published; null where it was not.' }),
        mayAnswer: z.boolean(),
      }),
    )
    .meta({ description: 'What others wrote this month that the reader may see, latest first.' }),
  neighbour: z
    .array(neighbourEffectSchema)
    .meta({ description: 'What published cases of others mean for this organisation.' }),
  burden: z.object({
    month: z.string(),
    asks: z.int().meta({ description: 'Returns and duties that fall due in this month, and those overdue.' }),
    byWhom: z.array(z.object({ to: z.string(), asks: z.int() })),
    twice: z.array(z.string()).meta({ description: 'What may be asked of us twice, in words.' }),
  }),
})
export type DeskJson = z.infer<typeof deskSchema>
