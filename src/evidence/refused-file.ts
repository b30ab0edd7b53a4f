/** A file that may not be loaded at all: nothing of it is kept, and each issue says why and what to do. */
import type { Issue } from './model.ts'
import { printable } from './names.ts'

export class RefusedFile extends Error {
  readonly issues: readonly Issue[]
  constructor(issues: readonly Issue[]) {
    super(issues.map(describe).join('\n'))
    this.name = 'RefusedFile'
    this.issues = issues
  }
}

/** Throws RefusedFile with one issue. */
export function refuse(
  file: string,
  check: string,
  words: { found: string; expected: string; todo: string; row?: number | null; column?: string | null },
): never {
  const { expected, todo, row = null } = words
  const found = printable(words.found)
  const column = words.column === undefined || words.column === null ? null : printable(words.column)
  throw new RefusedFile([{ severity: 'refused', check, file, row, column, found, expected, todo, count: 1 }])
}

function describe({ file, row, column, found, expected, todo }: Issue): string {
  const place = `${row === null ? '' : `, row ${row}`}${column === null ? '' : `, column ${column}`}`
  return `${file}${place}: found ${found}; expected ${expected}. ${todo}`
}
