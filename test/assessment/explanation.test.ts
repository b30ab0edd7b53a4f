import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { work } from '../../src/assessment/assess.ts'
import { organisationJson } from '../../src/assessment/assessment-json.ts'
import { explain } from '../../src/assessment/explain.ts'
import { explanationText } from '../../src/assessment/explanation-text.ts'
import type { Explanation } from '../../src/assessment/model.ts'
import type { Observation } from '../../src/evidence/model.ts'
import { framework, observed, organisation, quarter, smallFramework, snapshotOf } from './evidence-for-tests.ts'

const metrics = ['OF0001', 'OF0002', 'OF0079', 'OF0081', 'OF1035', 'OF5004']
const codes = ['A', 'B', 'C', 'D', 'E', 'F', 'X', 'Y']
const organisations = codes.map(code => organisation(code, code > 'W' ? 'ambulance' : 'acute'))

function inputs(node: Explanation): Set<string> {
  return new Set([
    ...node.inputs.map(one => `${one.organisation} ${one.metric}`),
    ...node.children.flatMap(child => [...inputs(child)]),
  ])
}

/** A value that each metric could print. */
const printed = (metric: string) =>
  metric === 'OF5004'
    ? fc.constantFrom('0', '1')
    : metric === 'OF1035'
      ? fc.constantFrom('1', '2', '3', '4')
      : fc.integer({ min: -300, max: 9900 }).map(n => (n / 100).toFixed(2))

const evidence = fc.tuple(
  ...codes.flatMap(code =>
    metrics.map(metric => fc.option(printed(metric), { freq: 6, nil: null }).map(text => observed(code, metric, text))),
  ),
)

describe('an explanation', () => {
  const soak = process.env.TURNAROUND_SOAK === '1'
  for (const [name, text] of [
    ['relative cuts', smallFramework],
    ['fixed thresholds', smallFramework.replace('quartiles: { pool: all, type: 7 }', 'thresholds: [1.5, 2.2, 3]')],
  ] as const) {
    test(`names every input that could change the result, with ${name}`, { timeout: soak ? 600_000 : 60_000 }, () => {
      const rules = framework(text)
      fc.assert(
        fc.property(
          evidence,
          fc.nat(),
          fc.nat(),
          fc.constantFrom(...codes),
          (observations: Observation[], which, seed, code) => {
            const before = work(rules, snapshotOf(observations, organisations), quarter.id, { replicates: 100 })
            const target = observations[which % observations.length] as Observation
            const changed = observed(
              target.organisation,
              target.metric,
              fc.sample(printed(target.metric), { seed, numRuns: 1 })[0] as string,
            )
            const after = work(
              rules,
              snapshotOf(
                observations.map(one => (one === target ? changed : one)),
                organisations,
              ),
              quarter.id,
              { replicates: 100 },
            )
            const result = (worked: typeof before) =>
              JSON.stringify(organisationJson(worked.assessment.organisations.find(one => one.code === code) as never))
            if (result(before) === result(after)) return
            expect(inputs(explain(rules, before, code))).toContain(`${target.organisation} ${target.metric}`)
          },
        ),
        { numRuns: soak ? 5000 : 300 },
      )
    })
  }

  test('runs from the segment down to file and row, and reads as text', () => {
    const observations = codes.flatMap((code, index) => [
      observed(code, 'OF0001', String(index * 3), 2 + index),
      observed(code, 'OF5004', '0', 30 + index),
    ])
    const snapshot = snapshotOf(observations, organisations)
    const rules = framework()
    const tree = explain(rules, work(rules, snapshot, quarter.id), 'D')
    expect(tree.children.map(child => child.kind)).toEqual(['overlay', 'override', 'cut', 'average', 'league'])
    const text = explanationText(tree, snapshot.imports)
    expect(text).toContain('· D OF0001 = 9 (test.csv, row 5)')
    expect(text).toContain('[manual#a]')
    expect(text.split('\n')[0]).toBe(tree.sentence)
  })
})
