/** The placements that belong with what a store or files hold: the real history, or that of the sample. Never both. */
import { fictionalHistory } from '../../sample/placements.ts'
import type { RecordKind } from '../evidence/model.ts'
import { loadHistory, readHistory } from '../regimes/history-file.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'

export async function placementsFor(kind: RecordKind): Promise<readonly PlacementRecord[]> {
  return kind === 'real' ? loadHistory() : readHistory(fictionalHistory(), 'sample history').placements
}
