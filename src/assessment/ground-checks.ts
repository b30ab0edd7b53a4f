/** What a schema cannot say of grounds: tests that cannot be read, counts that cannot be reached, a default that is not there. */
import type { DocumentIssue, ReadDocument } from '../documents/yaml-document.ts'
import { groundFault } from './ground-test.ts'
import type { Framework, GroundLeaf, GroundsFramework, GroundTree } from './framework.ts'

type IssueAt = ReadDocument<Framework>['issueAt']

export function checkGrounds(framework: GroundsFramework, issueAt: IssueAt): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  const visit = (tree: GroundTree | GroundLeaf, path: PropertyKey[]): void => {
    if ('test' in tree) {
      const fault = groundFault(tree)
      if (fault)
        faults.push(issueAt([...path, 'test'], { found: fault, expected: 'a test over measures, finding and group' }))
      return
    }
    if ('judgement' in tree) return
    tree.all?.forEach((child, index) => visit(child, [...path, 'all', index]))
    tree.any?.forEach((child, index) => visit(child, [...path, 'any', index]))
    if (tree.not) visit(tree.not, [...path, 'not'])
    tree['at-least']?.of.forEach((child, index) => visit(child, [...path, 'at-least', 'of', index]))
    if (tree['at-least'] && tree['at-least'].n > tree['at-least'].of.length) {
      faults.push(
        issueAt([...path, 'at-least', 'n'], {
          found: String(tree['at-least'].n),
          expected: `at most ${tree['at-least'].of.length}, the number of tests`,
        }),
      )
    }
  }
  if (!(String(framework['default-segment']) in framework.segments)) {
    faults.push(
      issueAt(['default-segment'], {
        found: String(framework['default-segment']),
        expected: `one of the segments ${Object.keys(framework.segments).join(', ')}`,
      }),
    )
  }
  for (const [number, segment] of Object.entries(framework.segments))
    if (segment.grounds) visit(segment.grounds, ['segments', number, 'grounds'])
  return faults
}
