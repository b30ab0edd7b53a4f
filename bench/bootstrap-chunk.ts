/** One chunk of replicates on a worker thread. */
import { resampleChunk, type Chunk, type Resampled, type Resampling } from '../src/assessment/likely-range.ts'

export default ({
  organisations,
  how,
  chunk,
}: {
  organisations: readonly Resampled[]
  how: Resampling
  chunk: Chunk
}) => resampleChunk(organisations, how, chunk)
