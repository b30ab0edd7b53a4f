/** An explanation as text: an indented outline with clauses and the rows that each step read. */
import type { ImportRecord } from '../evidence/model.ts'
import type { Explanation } from './model.ts'

/** How many rows of a large pool a line of text names before it counts the rest. */
const namedRows = 3

/** The outline of an explanation; `imports` are the snapshot's, which name the files. */
export function explanationText(explanation: Explanation, imports: readonly ImportRecord[]): string {
  return lines(explanation, imports, 0).join('\n')
}

function lines(node: Explanation, imports: readonly ImportRecord[], depth: number): string[] {
  const indent = '  '.repeat(depth)
  const clause = node.clause
    ? ` [${node.clause}${node.confidence && node.confidence !== 'read' ? `, ${node.confidence}` : ''}]`
    : ''
  const own = depth === 0 ? [node.sentence] : [`${indent}${node.title}: ${node.sentence}${clause}`]
  const named = node.inputs.slice(0, namedRows).map(input => {
    const file = imports[input.import]?.fileName ?? 'unknown file'
    return `${indent}  · ${input.organisation} ${input.metric} = ${input.value} (${file}, row ${input.row})`
  })
  const rest = node.inputs.length - named.length
  if (rest > 0) named.push(`${indent}  · and ${rest.toLocaleString('en-GB')} more rows (--json names each)`)
  return [...own, ...named, ...node.children.flatMap(child => lines(child, imports, depth + 1))]
}
