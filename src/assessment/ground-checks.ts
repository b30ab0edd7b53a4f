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
        faults.push(
          issueAt([...path, 'test'], { found: fault, expected: 'a test over measures, finding, outlier and group' }),
        )
      for (const need of tree.needs) {
        const [kind, name = ''] = need.split(':')
        if (kind === 'outlier' && !(name in framework.outliers))
          faults.push(
            issueAt([...path, 'needs'], {
              found: `the outlier measure "${name}"`,
              expected: `one of ${Object.keys(framework.outliers).join(', ') || 'the measures under outliers, which are none'}`,
            }),
          )
      }
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
  faults.push(...checkOutliers(framework, issueAt))
  for (const [number, segment] of Object.entries(framework.segments))
    if (segment.grounds) visit(segment.grounds, ['segments', number, 'grounds'])
  return faults
}

/** Rules that an outlier measure refers to must be there, and a ranking must follow a rule that counts. */
function checkOutliers(framework: GroundsFramework, issueAt: IssueAt): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  for (const [id, measure] of Object.entries(framework.outliers)) {
    const limits = Object.keys(measure.rules).filter(key => 'funnel' in (measure.rules[key] ?? {}))
    const expected = `a rule with limits: ${limits.join(', ') || 'there is none'}`
    if (!limits.includes(measure.decides))
      faults.push(issueAt(['outliers', id, 'decides'], { found: measure.decides, expected }))
    for (const [key, rule] of Object.entries(measure.rules)) {
      if ('as-many-as' in rule && !limits.includes(rule['as-many-as']))
        faults.push(issueAt(['outliers', id, 'rules', key, 'as-many-as'], { found: rule['as-many-as'], expected }))
    }
  }
  return faults
}
