/** Criteria as a regime file writes them: trees of tests, judgements, choices and other criteria by name. */
import { z } from 'zod'
import { cited, list, slug } from './parts.ts'

const route = z
  .union([slug, list(slug, 8)])
  .optional()
  .meta({ description: 'Holds on this route, or on any of these, only; on every route where it is left out.' })

const test = z
  .strictObject({
    test: z.string().max(400).meta({ description: 'One fact, in CEL, over declared evidence and parameters.' }),
    says: z.string().meta({ description: 'The test in plain words.' }),
    ...cited,
    route,
  })
  .meta({ description: 'A test: absent evidence makes it evidence-missing, and it is not run.' })

const judgement = z
  .strictObject({
    judgement: z.string().meta({ description: 'The question that somebody must answer.' }),
    by: slug.meta({ description: 'The role that may judge.' }),
    finding: slug.meta({ description: 'Kind of finding that records the answer.' }),
    equals: z.string().meta({ description: 'The answer that meets it.' }),
    ...cited,
    route,
  })
  .meta({ description: 'A judgement: never an expression.' })

export type TestLeaf = z.infer<typeof test>
export type JudgementLeaf = z.infer<typeof judgement>
export type Leaf = TestLeaf | JudgementLeaf

/** A tree as written. A leaf or branch with a `route` is left out on other routes. */
export type Tree = Leaf | (Branch & { readonly route?: string | readonly string[] | undefined })

type Branch =
  | { readonly all: readonly Tree[] }
  | { readonly any: readonly Tree[] }
  | { readonly not: Tree }
  | { readonly 'at-least': { readonly n: number; readonly of: readonly Tree[] } }
  | { readonly criterion: string }
  | { readonly choice: string; readonly of: Readonly<Record<string, Tree>> }

export const tree: z.ZodType<Tree> = z.lazy(() =>
  z.union([
    test,
    judgement,
    z.strictObject({ all: list(tree), route }),
    z.strictObject({ any: list(tree), route }),
    z.strictObject({ not: tree, route }),
    z.strictObject({ 'at-least': z.strictObject({ n: z.int().positive(), of: list(tree) }), route }),
    z.strictObject({ criterion: slug.meta({ description: 'Another criterion of this file.' }), route }),
    z.strictObject({ choice: slug.meta({ description: 'A choice of this file.' }), of: z.record(slug, tree), route }),
  ]),
) as z.ZodType<Tree>

export const criterion = z.strictObject({
  title: z.string().meta({ description: 'What it decides, as a statement: "Segment 4 and low capability".' }),
  of: tree,
  since: cited.since,
  until: cited.until,
})
