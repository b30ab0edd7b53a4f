import { describe, expect, test } from 'vitest'
import { DocumentFault } from '../../src/documents/yaml-document.ts'
import { listFrameworks, loadFramework, readFramework } from '../../src/assessment/framework-file.ts'
import { lintFramework } from '../../src/assessment/framework-lint.ts'
import { frameworkInWords } from '../../src/assessment/framework-words.ts'
import { framework, smallFramework } from './evidence-for-tests.ts'

/** The faults of a framework changed in one place. */
function faults(change: (text: string) => string): readonly string[] {
  const text = change(smallFramework)
  expect(text).not.toBe(smallFramework)
  try {
    readFramework(text, 'small.yaml')
  } catch (error) {
    if (error instanceof DocumentFault) return error.message.split('\n').filter(line => line.startsWith('small.yaml'))
    throw error
  }
  throw new Error('the framework was accepted')
}

describe('a framework file with a fault says where it is, what was found and what was expected', () => {
  test('a key written twice', () => {
    const [first] = faults(text => text.replace('title: A small framework', 'title: A small framework\ntitle: Again'))
    expect(first).toMatch(/^small\.yaml:4:1/)
    expect(first).toMatch(/each key once/)
  })

  test('a key misspelt', () => {
    const [first] = faults(text => text.replace('name: Waits', 'nmae: Waits'))
    expect(first).toMatch(/small\.yaml:\d+:\d+ metrics\.OF0001/)
  })

  test('bands with a gap, and bands that overlap', () => {
    expect(
      faults(text =>
        text.replace(
          '{ at-least: 0, score: 1 }, { below: 0, score: 2 }',
          '{ above: 0, score: 1 }, { below: 0, score: 2 }',
        ),
      )[0],
    ).toMatch(/metrics\.OF0079\.score.*found a gap: no band covers exactly 0/)
    expect(faults(text => text.replace('{ below: 0, score: 2 }', '{ at-most: 1, score: 2 }'))[0]).toMatch(
      /found an overlap/,
    )
  })

  test('a weight that is nothing', () => {
    expect(faults(text => text.replace('weight: 2', 'weight: 0'))[0]).toMatch(
      /metrics\.OF1035\.weight: found 0; expected a weight above zero/,
    )
  })

  test('parts of a measure that leave a gap or overlap', () => {
    expect(faults(text => text.replace('weight: 2', 'weight: 1/3'))[0]).toMatch(
      /metrics\.OF1035\.weight: found parts of one measure \(OF1035 1\/3\) that add up to 1\/3/,
    )
    expect(
      faults(text =>
        text.replace('weight: 2', 'weight: 2/3').replace('score-id: OF1001,', 'score-id: OF1001, weight: 2/3,'),
      )[0],
    ).toMatch(/add up to 4\/3/)
  })

  test('a rule that goes in a circle', () => {
    const [first] = faults(text => text.replace('rows: OF0079, columns: OF0081', 'rows: OF1080, columns: OF0081'))
    expect(first).toMatch(/found a circle: OF1080 → OF1080/)
  })

  test('a metric, domain, group or source that is not there', () => {
    expect(faults(text => text.replace('domain: care', 'domain: caring'))[0]).toMatch(
      /expected one of the domains care, money/,
    )
    expect(faults(text => text.replace('columns: OF0081', 'columns: OF0099'))[0]).toMatch(/OF0099/)
    expect(faults(text => text.replace('clause: manual#a', 'clause: book#a'))[0]).toMatch(/one of the sources manual/)
  })

  test('thresholds that do not rise, and an override to a segment that does not exist', () => {
    expect(faults(text => text.replace('quartiles: { pool: all, type: 7 }', 'thresholds: [2, 1.5, 3]'))[0]).toMatch(
      /found 1.5 after 2/,
    )
    expect(faults(text => text.replace('at-best: 3', 'at-best: 9'))[0]).toMatch(/expected a segment from 1 to 4/)
  })

  test('a floor inside the ranked scores', () => {
    expect(faults(text => text.replace('floor: { value: 70, score: 4 }', 'floor: { value: 70, score: 2 }'))[0]).toMatch(
      /a floor score no better than the worst/,
    )
  })

  test('text that is not YAML at all', () => {
    expect(() => readFramework('a: [1', 'small.yaml')).toThrow(DocumentFault)
    expect(() => readFramework('', 'small.yaml')).toThrow(DocumentFault)
  })
})

describe('the frameworks that ship with the product', () => {
  test('are sound, cite a clause for each metric, and can be read aloud', async () => {
    const all = await listFrameworks()
    expect(all.map(one => one.id)).toContain('nof-2025-26')
    for (const { id } of all) {
      const one = await loadFramework(id)
      expect(lintFramework(one).filter(finding => finding.check === 'no-clause')).toEqual([])
      expect(frameworkInWords(one)).toContain(one.title)
    }
  })

  test('an unknown id is told with those that exist', async () => {
    await expect(loadFramework('nof-1999')).rejects.toThrow(/nof-2025-26/)
  })
})

describe('the linter', () => {
  test('flags relative rules, metrics without a clause, and unverified parameters', () => {
    const rules = framework(
      smallFramework.replace(
        'score: { ranked: { pool: all-reporters, best: 1, worst: 4 } }, clause: manual#a',
        'score: { ranked: { pool: all-reporters, best: 1, worst: 4 } }, confidence: unverified',
      ),
    )
    const checks = lintFramework(rules).map(finding => `${finding.check} ${finding.path}`)
    expect(checks).toContain('relative-rule segments.cuts')
    expect(checks).toContain('relative-rule metrics.OF0001.score')
    expect(checks).toContain('no-clause metrics.OF0001')
    expect(checks).toContain('unverified metrics.OF0001')
  })

  test('a framework of fixed thresholds is not flagged as relative in its cuts', () => {
    const rules = framework(smallFramework.replace('quartiles: { pool: all, type: 7 }', 'thresholds: [1.5, 2.2, 3]'))
    expect(lintFramework(rules).map(finding => finding.path)).not.toContain('segments.cuts')
  })
})
