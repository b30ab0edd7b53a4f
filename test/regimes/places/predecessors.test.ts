/** What an organisation took over from others is told beside it, under their names, and never counted as its own. */
import { expect, test } from 'vitest'
import type { Organisation } from '../../../src/evidence/model.ts'
import type { Snapshot } from '../../../src/evidence/snapshot.ts'
import type { Placement } from '../../../src/regimes/placements.ts'
import { predecessorStays, predecessorWords } from '../../../src/regimes/predecessors.ts'

const organisation = (code: string, name: string, from: readonly (readonly [string, string | null])[] = []) =>
  [
    code,
    {
      name,
      predecessors: from.map(([predecessor, date]) => ({ predecessor, successor: code, date, kind: 'merger' })),
    } as unknown as Organisation,
  ] as const

// C absorbed B in 2014, which had absorbed A in 2010; and the files run in a circle.
const snapshot = {
  organisations: new Map([
    organisation('AAA', 'First Trust', [['CCC', '2009-01-01']]),
    organisation('BBB', 'Second Trust', [['AAA', '2010-10-01']]),
    organisation('CCC', 'Third Trust', [['BBB', '2014-10-01']]),
  ]),
} as unknown as Snapshot

const on = (date: string) => ({ earliest: date, latest: date })
const stay = (organisation: string, entered: string, more: Partial<Placement> = {}): Placement => ({
  regime: 'watch',
  organisation,
  entered: on(entered),
  notBefore: null,
  left: null,
  outBy: null,
  lastKnownIn: null,
  sources: [],
  ...more,
})

test('a stay that was open when the predecessor ended is told, as known or as possible', () => {
  const known = stay('BBB', '2013-07-01', { lastKnownIn: on('2014-11-01') })
  expect(predecessorStays(snapshot, [known], 'CCC', '2020-01-01')).toEqual([
    { regime: 'watch', code: 'BBB', name: 'Second Trust', absorbed: '2014-10-01', wasIn: true },
  ])
  const [possible] = predecessorStays(snapshot, [stay('BBB', '2013-07-01')], 'CCC', '2020-01-01')
  expect(possible && predecessorWords(possible, 'The Watch')).toBe(
    'Was put into, and may still have been in, The Watch as Second Trust (BBB), which became part of it on 1 October 2014; nothing here says that this passed to it.',
  )
})

test('one that had ended before, or began after, is not', () => {
  const over = stay('BBB', '2013-07-01', { left: on('2014-01-01') })
  expect(predecessorStays(snapshot, [over, stay('BBB', '2015-01-01')], 'CCC', '2020-01-01')).toEqual([])
})

test('predecessors of predecessors count, once each, and only those of the time', () => {
  const first = stay('AAA', '2008-01-01', { lastKnownIn: on('2010-12-01') })
  expect(predecessorStays(snapshot, [first], 'CCC', '2020-01-01').map(one => one.code)).toEqual(['AAA'])
  expect(predecessorStays(snapshot, [first], 'BBB', '2009-06-01')).toEqual([])
})
