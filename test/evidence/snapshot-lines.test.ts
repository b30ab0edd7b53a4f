import { describe, expect, test } from 'vitest'
import { snapshotFromLines, snapshotLines } from '../../src/evidence/snapshot-lines.ts'
import { observed, organisation, snapshotOf } from '../assessment/evidence-for-tests.ts'

async function* inPieces(text: string, size: number) {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

describe('a snapshot handed on as lines', () => {
  const observations = Array.from({ length: 4500 }, (_, index) =>
    observed(`Ä${index}`, 'OF0001', String(index), index + 2),
  )
  const snapshot = snapshotOf(observations, [organisation('Ä1')])

  test('is the same snapshot, however the bytes arrive', async () => {
    const text = [...snapshotLines(snapshot)].join('')
    for (const size of [7, 1024, text.length]) {
      const again = await snapshotFromLines(inPieces(text, size))
      expect([...again.values('OF0001', '2025-26-Q1')]).toEqual([...snapshot.values('OF0001', '2025-26-Q1')])
      expect(again.organisations.get('Ä1')).toEqual(snapshot.organisations.get('Ä1'))
      expect(again.imports).toEqual(snapshot.imports)
    }
  })

  test('cut off on its way, it is refused', async () => {
    const text = [...snapshotLines(snapshot)].join('')
    await expect(snapshotFromLines(inPieces(text.slice(0, -100), 4096))).rejects.toThrow(SyntaxError)
    await expect(snapshotFromLines(inPieces('', 1))).rejects.toThrow(/empty/)
  })
})
