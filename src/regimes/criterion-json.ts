/** A criterion with its outcomes as JSON: unknown is null, and every row is named by its file. */
import type { BoundValue, CriterionOutcome, MissingValue, Outcome } from '../assessment/criterion.ts'
import type { InputRef } from '../assessment/model.ts'
import type { ImportRecord } from '../evidence/model.ts'

export interface CriterionJson {
  readonly kind: CriterionOutcome['kind']
  readonly outcome: Outcome
  readonly sentence: string
  readonly clause: string | null
  readonly source: string | null
  readonly confidence: string | null
  readonly test: string | null
  readonly judge: string | null
  readonly values: readonly (Omit<BoundValue, 'inputs'> & { readonly inputs: readonly RowJson[] })[]
  readonly missing: readonly MissingValue[]
  readonly children: readonly CriterionJson[]
}

export interface RowJson extends Omit<InputRef, 'import'> {
  readonly importId: number | null
  readonly file: string | null
  readonly sha256: string | null
}

/** The tree; `imports` are the snapshot's, which name the files. */
export function criterionJson(node: CriterionOutcome, imports: readonly ImportRecord[]): CriterionJson {
  return {
    kind: node.kind,
    outcome: node.outcome,
    sentence: node.sentence,
    clause: node.clause,
    source: node.source ?? null,
    confidence: node.confidence,
    test: node.test ?? null,
    judge: node.judge ?? null,
    values: (node.values ?? []).map(value => ({
      ...value,
      inputs: value.inputs.map(input => rowJson(input, imports)),
    })),
    missing: node.missing ?? [],
    children: node.children.map(child => criterionJson(child, imports)),
  }
}

function rowJson({ import: at, ...input }: InputRef, imports: readonly ImportRecord[]): RowJson {
  const file = imports[at]
  return { ...input, importId: file?.id ?? null, file: file?.fileName ?? null, sha256: file?.sha256 ?? null }
}
