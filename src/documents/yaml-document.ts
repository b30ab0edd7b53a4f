/**
 * Policy and data descriptions are YAML documents that people write by hand, so every fault is told with file, line,
 * column, a caret under the place, what was found, what was expected and what to do.
 */
import { isMap, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'

export interface DocumentIssue {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Dotted path in the document: `metrics.OF0057.score`. */
  readonly path: string
  readonly found: string
  readonly expected: string
  readonly todo: string
  /** The source line with a caret under the place. */
  readonly excerpt: string
}

/** Thrown when a document cannot be used; carries every fault found, not only the first. */
export class DocumentFault extends Error {
  readonly issues: readonly DocumentIssue[]
  constructor(issues: readonly DocumentIssue[]) {
    super(issues.map(describeIssue).join('\n'))
    this.name = 'DocumentFault'
    this.issues = issues
  }
}

export interface ReadDocument<T> {
  readonly value: T
  /** Makes an issue at a path of the document, for checks that a schema cannot express. */
  issueAt(path: readonly PropertyKey[], words: { found: string; expected: string; todo?: string }): DocumentIssue
}

/** `file:line:column path: found …, expected …. What to do` with the excerpt below. */
export function describeIssue(issue: DocumentIssue): string {
  const where = `${issue.file}:${issue.line}:${issue.column}${issue.path ? ` ${issue.path}` : ''}`
  return `${where}: found ${issue.found}; expected ${issue.expected}.${issue.todo ? ` ${issue.todo}` : ''}\n${issue.excerpt}`
}

/**
 * Reads one YAML document and checks it against a schema.
 * Throws DocumentFault for syntax errors, duplicate keys and anything that the schema does not allow.
 */
export function readDocument<T>(text: string, file: string, schema: z.ZodType<T>): ReadDocument<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const issue = (
    offset: number,
    path: string,
    words: { found: string; expected: string; todo?: string },
  ): DocumentIssue => {
    const { line, col } = lines.linePos(offset)
    const source = text.split(/\r?\n/)[line - 1] ?? ''
    const number = `${line}`.padStart(5)
    return {
      file,
      line,
      column: col,
      path,
      found: words.found,
      expected: words.expected,
      todo: words.todo ?? '',
      excerpt: `${number} | ${source}\n${' '.repeat(number.length)} | ${' '.repeat(Math.max(0, col - 1))}^`,
    }
  }
  if (document.errors.length > 0) {
    throw new DocumentFault(
      document.errors.map(error =>
        issue(error.pos[0], '', {
          found: (error.message.split('\n')[0] ?? error.code).replace(/ at line \d+, column \d+:?$/, ''),
          expected: error.code === 'DUPLICATE_KEY' ? 'each key once' : 'well-formed YAML',
          todo: error.code === 'DUPLICATE_KEY' ? 'Remove or rename one of the two.' : '',
        }),
      ),
    )
  }
  const issueAt: ReadDocument<T>['issueAt'] = (path, words) =>
    issue(offsetOf(document, path), path.map(String).join('.'), words)
  const parsed = schema.safeParse(document.toJS())
  if (!parsed.success) {
    throw new DocumentFault(parsed.error.issues.flatMap(one => fromZod(one as ZodIssue, [], document, issueAt)))
  }
  return { value: parsed.data, issueAt }
}

interface ZodIssue {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
  readonly expected?: string
  readonly values?: readonly unknown[]
  readonly errors?: readonly (readonly ZodIssue[])[]
}

function fromZod(
  problem: ZodIssue,
  base: readonly PropertyKey[],
  document: Document,
  issueAt: ReadDocument<unknown>['issueAt'],
): DocumentIssue[] {
  const path = [...base, ...problem.path]
  if (problem.code === 'unrecognized_keys' && problem.keys) {
    return problem.keys.map(key =>
      issueAt([...path, key], {
        found: `the key "${key}"`,
        expected: 'only keys that the format knows',
        todo: 'Remove it, or check its spelling.',
      }),
    )
  }
  if (problem.code === 'invalid_union' && problem.errors && problem.errors.length > 0) {
    // The alternative that got furthest is the one the author most likely meant.
    const depth = (list: readonly ZodIssue[]) => Math.max(0, ...list.map(one => one.path.length))
    const meant = [...problem.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
    if (meant.length > 0) return meant.flatMap(one => fromZod(one, path, document, issueAt))
  }
  const value: unknown = document.getIn(path)
  const found = value === undefined ? 'nothing' : JSON.stringify(isNode(value) ? value.toJSON() : value)
  const expected = problem.values
    ? `one of ${problem.values.map(v => JSON.stringify(v)).join(', ')}`
    : problem.message.replace(/^Invalid input: expected /, '').replace(/, received .*$/, '')
  return [issueAt(path, { found: found.length > 80 ? `${found.slice(0, 77)}…` : found, expected })]
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'toJSON' in value
}

/** Where a path stands in the text: its key, else its value, else the nearest parent that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find(
        item => String((item.key as { value?: unknown } | null)?.value ?? item.key) === String(last),
      )
      const range = (pair?.key as Node | undefined)?.range
      if (range) return range[0]
    }
    const node = document.getIn(path.slice(0, length), true)
    const range = isNode(node) ? node.range : undefined
    if (range) return range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
