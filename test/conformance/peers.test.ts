/** Every case of every peer, as `npm run conformance` prints them: agreed, or disagreed with on purpose and by name. */
import { beforeAll, describe, expect, test } from 'vitest'
import { shared, sharedFile } from '../shared.ts'
import { peerCases } from './peer.ts'
import { conformance, loadChecks } from './run.ts'

describe.skipIf(shared === null)('conformance with peers (needs the shared data folder)', () => {
  let outcome: ReturnType<typeof conformance>

  beforeAll(async () => {
    outcome = conformance(peerCases(sharedFile('fixtures')), await loadChecks())
  }, 300_000)

  test('every case has a check', () => {
    expect(outcome.without.map(one => `${one.folder}/${one.id}`)).toEqual([])
  })

  test('every figure agrees within the tolerance stated, or the disagreement is named with its reason', () => {
    expect(outcome.lines.flatMap(line => line.problems)).toEqual([])
  })

  test('nothing passes by comparing nothing', () => {
    for (const line of outcome.lines) expect(line.compared, `${line.peer} ${line.method}`).toBeGreaterThan(0)
    expect(outcome.lines.reduce((sum, line) => sum + line.compared, 0)).toBeGreaterThan(190_000)
  })
})
