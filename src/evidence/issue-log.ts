/** Collects what is found in one file; a thing that recurs is told once, where it was first seen, with its count. */
import type { Issue, Severity } from './model.ts'
import { printable } from './names.ts'

export interface IssueWords {
  readonly row?: number | null
  readonly column?: string | null
  readonly found: string
  readonly expected: string
  readonly todo: string
  readonly count?: number
  /** What makes two issues of one check the same; the column unless told. */
  readonly alike?: string
}

export interface IssueLog {
  add(severity: Severity, check: string, words: IssueWords): void
  list(): readonly Issue[]
}

const order: readonly Severity[] = ['refused', 'quarantined', 'warning', 'note']

/** An empty log for the file of this name. */
export function issueLog(file: string): IssueLog {
  const issues = new Map<string, Issue>()
  return {
    add(severity, check, { row = null, column = null, found, expected, todo, count = 1, alike = column ?? '' }) {
      const key = `${severity}|${check}|${alike}`
      const earlier = issues.get(key)
      if (earlier) issues.set(key, { ...earlier, count: earlier.count + count })
      else {
        const where = column === null ? null : printable(column)
        issues.set(key, { severity, check, file, row, column: where, found: printable(found), expected, todo, count })
      }
    },
    list: () => [...issues.values()].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)),
  }
}
