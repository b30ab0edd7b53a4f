/**
 * A snapshot as lines of JSON, so that a command can borrow it from the server that holds the store: the first line says
 * what it is, each further one carries a batch. Line by line, because a whole sector in one string would be too long.
 */
import type { Batch, ImportRecord, RecordKind } from './model.ts'
import { buildSnapshot, type Snapshot } from './snapshot.ts'

const observationsPerLine = 2_000

interface Header {
  readonly recordKind: RecordKind
  readonly asKnownAt: string | null
  readonly imports: readonly ImportRecord[]
}

export function* snapshotLines(snapshot: Snapshot): Generator<string> {
  const { recordKind, asKnownAt, imports } = snapshot
  yield `${JSON.stringify({ recordKind, asKnownAt, imports } satisfies Header)}\n`
  for (const { observations, findings, organisations, successions } of snapshot.batches) {
    yield `${JSON.stringify({ observations: [], findings, organisations, successions } satisfies Batch)}\n`
    for (let at = 0; at < observations.length; at += observationsPerLine) {
      const part = observations.slice(at, at + observationsPerLine)
      yield `${JSON.stringify({ observations: part, findings: [], organisations: [], successions: [] } satisfies Batch)}\n`
    }
  }
}

/** Builds the snapshot again from its lines. Throws SyntaxError on a line that is cut off. */
export async function snapshotFromLines(chunks: AsyncIterable<Uint8Array>): Promise<Snapshot> {
  const decoder = new TextDecoder()
  let header: Header | null = null
  const batches: Batch[] = []
  const read = (line: string) => {
    if (line === '') return
    if (header === null) header = JSON.parse(line) as Header
    else batches.push(JSON.parse(line) as Batch)
  }
  // Pieces of the line that has not ended yet: joined once it does, since a line comes in very many of them.
  let held: string[] = []
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    held.push(text)
    if (!text.includes('\n')) continue
    const lines = held.join('').split('\n')
    held = [lines.pop() ?? '']
    lines.forEach(read)
  }
  read(held.join(''))
  if (header === null) throw new SyntaxError('The snapshot is empty: its first line is missing')
  return buildSnapshot(batches, header)
}
