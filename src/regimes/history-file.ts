/** History files: read, checked, and given back as plain data. The one that ships with the product is in `history/`. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocumentFault, readDocument } from '../documents/yaml-document.ts'
import { checkHistory } from './history-checks.ts'
import type { History, PlacementRecord } from './history-model.ts'
import { recordsOf } from './history-records.ts'
import { historySchema, type HistoryFile } from './history-schema.ts'

const shipped = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'history', 'placements.yaml')

/** The placements of the history that ships with the product, or of a file of one's own in the same format. */
export async function loadHistory(path: string = shipped): Promise<readonly PlacementRecord[]> {
  const text = await readFile(path, 'utf8')
  return readHistory(text, path === shipped ? 'history/placements.yaml' : path).placements
}

/** Reads and checks the text of a history. Throws DocumentFault with every fault at its line and column. */
export function readHistory(text: string, file: string): History {
  const document = readDocument<HistoryFile>(text, file, historySchema)
  const faults = checkHistory(document)
  if (faults.length > 0) throw new DocumentFault(faults)
  const { value } = document
  return {
    id: value.history,
    title: value.title,
    about: value.about,
    recordKind: value['record-kind'],
    placements: recordsOf(value),
    leftOut: value['left-out'].map(({ name, organisation, because }) => ({
      name: value.names[name]?.title ?? name,
      organisation,
      because,
    })),
  }
}
