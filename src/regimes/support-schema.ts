/** Help and money: what support may improve, by which contract, and who pays what. */
import { z } from 'zod'
import { cited, during, list, payer, route, slug } from './parts.ts'

/** Something that support may or may not set out to improve. */
export const subject = z.strictObject({
  title: z.string(),
  'in-scope': z.boolean(),
  'refer-to': slug
    .optional()
    .meta({ description: 'Role to which help with it is referred, where it is out of scope.' }),
  ...cited,
})

const contract = z.strictObject({
  between: list(slug, 6).min(2).meta({ description: 'Roles that sign it.' }),
  time: z.enum(['reimbursed', 'fee', 'none', 'not-stated']).meta({ description: 'How time is paid.' }),
  results: list(
    z.strictObject({
      'percent-of': z.enum(['costs', 'fee']),
      percent: z
        .number()
        .min(0)
        .max(300)
        .nullable()
        .default(null)
        .meta({ description: 'The most it may be; null where no figure is known.' }),
      when: z.string().meta({ description: 'The result that earns it.' }),
      ...cited,
    }),
    10,
  )
    .optional()
    .meta({ description: 'What is paid for results, on top of time or as a contingent part of the fee.' }),
})

export const support = z.strictObject({
  title: z.string(),
  'given-by': slug,
  improves: list(slug).meta({ description: 'Subjects of this file.' }),
  'paid-by': payer,
  consultancy: z.boolean().default(false),
  contract: contract.optional(),
  partner: z
    .strictObject({
      criterion: slug.meta({ description: 'Criterion of this file that whoever is to give it has to meet.' }),
      ...cited,
    })
    .optional()
    .meta({ description: 'The published test of who may be a partner; left out where there is none.' }),
  'by-exception': z.boolean().default(false),
  during: during,
  route,
  ...cited,
})

const pounds = z.number().min(0)

export const moneyLine = z.strictObject({
  title: z.string(),
  kind: z.enum([
    'central-team',
    'appointment',
    'partner',
    'consultancy',
    'programme',
    'incentive',
    'organisation-own',
    'other',
  ]),
  payer,
  cap: z.strictObject({ pounds, is: z.enum(['budget', 'limit']), ...cited }).optional(),
  known: list(
    z.strictObject({
      pounds,
      for: z.string().meta({ description: 'What it paid for.' }),
      when: z.string(),
      ...cited,
    }),
    20,
  )
    .optional()
    .meta({ description: 'What is known to have been paid.' }),
  route,
  ...cited,
})
export type MoneyLine = z.infer<typeof moneyLine>

export const estimate = z.strictObject({
  'per-case': z
    .strictObject({ low: pounds, high: pounds, basis: z.string(), ...cited })
    .optional()
    .meta({ description: 'Pounds for one organisation.' }),
  programme: z.strictObject({ low: pounds, high: pounds, basis: z.string(), ...cited }).optional(),
  'before-entry': z.boolean().meta({ description: 'An estimate is needed before anybody enters.' }),
})
export type Estimate = z.infer<typeof estimate>
