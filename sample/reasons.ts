/** The reason that the sample gives for a step where its files tell none: what it is, in plain words, and that it is made up. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../src/documents/yaml-document.ts'
import type { Step } from './case-file.ts'

const reasonsSchema = z.record(z.string(), z.string())

/** Kind of a step: of the record it writes or the register it enters in, or `event`, `extend`, `support`, `quash` or `document`. */
export function kindOf({ write, register, attach, extend, support, quash }: Step): string {
  return (
    write ?? register ?? (attach ? 'document' : extend ? 'extend' : support ? 'support' : quash ? 'quash' : 'event')
  )
}

// Read once: while a sample unfolds it is asked for again and again.
let read: z.infer<typeof reasonsSchema> | null = null

/** Throws where a kind has none: the file is then wrong. */
export function reasonFor(kind: string): string {
  read ??= readDocument<z.infer<typeof reasonsSchema>>(
    readFileSync(join(import.meta.dirname, 'reasons.yaml'), 'utf8'),
    'sample/reasons.yaml',
    reasonsSchema,
  ).value
  const reason = read[kind]
  if (reason === undefined) throw new Error(`sample/reasons.yaml: no reason is given for "${kind}".`)
  return reason
}
