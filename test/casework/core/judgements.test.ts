/** A judgement recorded in casework counts unless a file holds a later finding of its kind. */
import { expect, it } from 'vitest'
import { type Judgement, withJudgements } from '../../../src/casework/judgements.ts'
import type { Finding } from '../../../src/evidence/model.ts'
import { buildSnapshot } from '../../../src/evidence/snapshot.ts'
import { regimeOf } from '../../regimes/engine/harness.ts'
import { watch } from './desk.ts'

const nothing = { values: new Map(), missing: new Map(), judged: new Map() }
const judgement: Judgement = {
  id: '1',
  version: 1,
  finding: 'trouble',
  value: 'Yes',
  statement: 'As seen',
  document: null,
  until: null,
  organisation: 'XA01',
  effective: '2014-01-10',
  knownAt: '2014-01-11T09:00:00.000Z',
}
const filed = (kind: string, organisation: string, from: string) =>
  ({ kind, organisation, from, period: null }) as Finding

it.each([
  ['no file says anything', [], true],
  ['a file said so before', [filed('trouble', 'XA01', '2014-01-09')], true],
  ['a file says otherwise later', [filed('trouble', 'XA01', '2014-01-11')], false],
  ['a file will say otherwise after the day', [filed('trouble', 'XA01', '2014-02-02')], true],
  [
    'files speak of others, or of other things',
    [filed('trouble', 'XA02', '2014-01-11'), filed('well', 'XA01', '2014-01-11')],
    true,
  ],
])('where %s', (_, findings, counts) => {
  const snapshot = buildSnapshot([{ observations: [], findings, organisations: [], successions: [] }], {
    recordKind: 'fictional',
    asKnownAt: null,
    imports: [],
  })
  const { judged } = withJudgements(regimeOf(watch), nothing, [judgement], snapshot, 'XA01', '2014-02-01')
  expect(judged.get('trouble')).toEqual(counts ? expect.objectContaining({ value: 'yes' }) : undefined)
})
