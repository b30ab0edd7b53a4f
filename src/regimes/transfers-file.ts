/** Transfers between oversight bodies that ship with the product, in `history/oversight-transfers.yaml`: read and checked. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readDocument } from '../documents/yaml-document.ts'
import { cited, date, slug } from './parts.ts'

const shipped = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'history', 'oversight-transfers.yaml')

const transfer = z.strictObject({
  from: slug,
  to: slug,
  on: date,
  what: z.array(z.enum(['powers', 'contracts', 'duties', 'appointments'])).min(1),
  instrument: z.string(),
  ...cited,
})
export type ShippedTransfer = z.infer<typeof transfer>

export const transfersSchema = z.strictObject({
  sources: z.record(slug, z.strictObject({ title: z.string(), publisher: z.string(), seen: z.string() })),
  transfers: z.array(transfer),
})

let known: Promise<readonly ShippedTransfer[]> | undefined

/** Read once: the file changes with the product alone. Throws DocumentFault with every fault at its line and column. */
export function loadTransfers(): Promise<readonly ShippedTransfer[]> {
  return (known ??= readTransfers())
}

async function readTransfers(): Promise<readonly ShippedTransfer[]> {
  const text = await readFile(shipped, 'utf8')
  return readDocument(text, 'history/oversight-transfers.yaml', transfersSchema).value.transfers
}
