/** A criterion with its outcomes as an indented outline: each leaf with its clause, what it was tried on, and the rows. */
import type { BoundValue, CriterionOutcome } from '../assessment/criterion.ts'
import type { ImportRecord } from '../evidence/model.ts'
import { outcomeWords } from './decisive-leaves.ts'

/** Rows that a line names before it counts the rest. */
const namedRows = 3

/** The outline; `imports` are the snapshot's, which name the files. */
export function criterionText(node: CriterionOutcome, imports: readonly ImportRecord[], depth = 0): string {
  return lines(node, imports, depth).join('\n')
}

function lines(node: CriterionOutcome, imports: readonly ImportRecord[], depth: number): string[] {
  const indent = '  '.repeat(depth)
  const about = [node.source ?? node.clause, node.confidence === 'read' ? null : node.confidence].filter(Boolean)
  return [
    `${indent}${outcomeWords(node)}: ${node.sentence}${about.length > 0 ? ` [${about.join('; ')}]` : ''}`,
    ...(node.values ?? []).flatMap(value => [
      `${indent}  · ${valueWords(value)}`,
      ...rowLines(value, imports, `${indent}    `),
    ]),
    ...node.children.flatMap(child => lines(child, imports, depth + 1)),
  ]
}

/** A bound value in a line: what it is, what it was, how it came about, and how sure that is. */
export function valueWords(bound: BoundValue): string {
  const sure = bound.confidence === 'read' ? '' : ` (${bound.confidence})`
  return `${bound.title}: ${boundValue(bound)}. ${bound.words}${bound.relative ? ' Relative.' : ''}${sure}`
}

/** A bound value with its unit. */
export function boundValue({ value, unit, upTo }: BoundValue): string {
  const text = `${upTo === undefined ? '' : 'at least '}${plain(value)}`
  return unit === null ? text : `${text} ${unit}`
}

function plain(value: BoundValue['value']): string {
  return typeof value === 'object'
    ? value.join(', ')
    : typeof value === 'boolean'
      ? value
        ? 'yes'
        : 'no'
      : typeof value === 'number'
        ? String(Number(value.toPrecision(6)))
        : value
}

function rowLines({ inputs }: BoundValue, imports: readonly ImportRecord[], indent: string): string[] {
  const named = inputs
    .slice(0, namedRows)
    .map(
      input =>
        `${indent}${input.metric} = ${input.value} (${imports[input.import]?.fileName ?? 'unknown file'}, row ${input.row})`,
    )
  const rest = inputs.length - named.length
  return rest > 0 ? [...named, `${indent}and ${rest} more rows (--json names each)`] : named
}
