/** Why an organisation is in its segment by grounds, as an indented outline: each test with its outcome, clause and rows. */
import type { ImportRecord } from '../evidence/model.ts'
import type { CriterionOutcome } from './criterion.ts'
import type { GroundsFramework } from './framework.ts'
import type { GroundsAssessment, GroundsResult } from './grounds.ts'

/** The outline for one organisation; `imports` are the snapshot's, which name the files. */
export function groundsText(
  framework: GroundsFramework,
  assessment: GroundsAssessment,
  result: GroundsResult,
  imports: readonly ImportRecord[],
): string {
  const where =
    result.by === 'default'
      ? `Segment ${result.segment}, where everyone starts: no ground is established.`
      : `Segment ${result.segment}, by its grounds.`
  const segments = [...result.grounds].flatMap(([number, ground]) => [
    `Segment ${number}, ${framework.segments[String(number)]?.title ?? ''}: ${words(ground)}`,
    ...ground.children.flatMap(child => lines(child, imports, 1)),
  ])
  const notes = assessment.caveats.map(caveat => `Note: ${caveat}`)
  return [
    `${result.name} (${result.code}), ${framework.title}, ${assessment.period}`,
    '',
    where,
    ...segments,
    '',
    ...notes,
  ].join('\n')
}

function lines(node: CriterionOutcome, imports: readonly ImportRecord[], depth: number): string[] {
  const indent = '  '.repeat(depth)
  const clause = node.clause ? ` [${[node.clause, node.confidence].filter(Boolean).join(', ')}]` : ''
  const rows = node.inputs.map(
    input =>
      `${indent}  · ${input.organisation} ${input.metric} = ${input.value} (${imports[input.import]?.fileName ?? 'unknown file'}, row ${input.row})`,
  )
  return [
    `${indent}${words(node)}: ${node.sentence}${clause}`,
    ...rows,
    ...node.children.flatMap(child => lines(child, imports, depth + 1)),
  ]
}

function words(node: CriterionOutcome): string {
  return node.outcome.replace('-', ' ')
}
