/** `turnaround burden`: what is asked of organisations, and the import of a ledger of requests. Exit 0 done, 1 refused, 2 bad usage. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { BurdenJson } from '../web/burden-view.ts'
import type { ImportedJson } from '../web/api/burden-routes.ts'
import { read, refusedBy, send } from './api-answers.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, textTable, UsageError } from './output.ts'

export interface BurdenOptions extends CaseOptions {
  readonly organisation?: string
}

export interface ImportLedgerOptions extends CaseOptions {
  readonly by: string
  readonly reason: string
  readonly key?: string
}

/** By month and asker; of one organisation also each request, those that may not be needed first. */
export function burdenShow(options: BurdenOptions): Promise<number> {
  return withCases(options, async ask => {
    const { organisation } = options
    const path = organisation === undefined ? '/burden' : `/organisations/${encodeURIComponent(organisation)}/burden`
    const found = await read<BurdenJson>(ask, path)
    if (options.json) printJson(found)
    else if (found.requests.length === 0) print('No request is written down here that you may see.')
    else
      print([textTable(columns, found.months), ...(organisation === undefined ? [] : requestLines(found))].join('\n'))
    return 0
  })
}

type Month = BurdenJson['months'][number]
const columns: readonly Column<Month>[] = [
  { title: 'Month', cell: one => one.month },
  { title: 'Who asks', cell: one => one.asker },
  { title: 'Times due', align: 'right', cell: one => String(one.times) },
  { title: 'By the rules', align: 'right', cell: one => String(one.byTheRules) },
  { title: 'Hours', align: 'right', cell: one => String(one.hours) },
  { title: 'Hours unknown', align: 'right', cell: one => String(one.unknown) },
]

function requestLines({ requests }: BurdenJson): readonly string[] {
  return requests.flatMap(one => [
    '',
    `${one.what} (${one.kindWords.toLowerCase()}, asked by ${one.asker} on ${one.asked}${one.to === null ? '' : `, for: ${one.to}`})`,
    ...one.flags.map(({ words }) => `  ${words}`),
  ])
}

/** Takes a ledger: all of it, or nothing and every fault with its row and column. */
export function burdenImport(file: string, options: ImportLedgerOptions): Promise<number> {
  if (options.as === undefined) throw new UsageError('Say with --as KEY who acts.')
  return withCases(options, async ask => {
    const text = await readFile(file, 'utf8')
    const { by, reason, key = randomUUID() } = options
    const body = { fileName: basename(file), text, by, reason }
    const answer = await send(ask, '/burden/imports', body, { 'Idempotency-Key': key })
    if (!answer.ok) return refusedBy(answer, options.json === true)
    const taken = (await answer.json()) as ImportedJson
    if (options.json) printJson(taken)
    else print(importLines(taken).join('\n'))
    return 0
  })
}

function importLines({ written, answered, repeats, flagged }: ImportedJson): readonly string[] {
  return [
    `${written} written, ${answered} answered since, ${repeats.length} known already and not written again.`,
    ...repeats.map(
      ({ row, first }) => `  Row ${row} repeats ${first === null ? 'what the register has' : `row ${first}`}.`,
    ),
    ...flagged.flatMap(({ row, flags }) =>
      flags.map(
        ({ kind, otherRow }) => `  Row ${row}: ${flagWords[kind]}${otherRow === null ? '' : ` (row ${otherRow})`}.`,
      ),
    ),
  ]
}

const flagWords = {
  'same-subject': 'another body asks about the same subject at the same time',
  'same-words': 'the same words are asked at the same time',
  answered: 'answered already, less than twelve months before',
  published: 'a published figure holds it already',
} as const
