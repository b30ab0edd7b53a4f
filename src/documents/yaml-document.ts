/**
 * Policy and data descriptions are YAML documents that people write by hand, so every fault is told with file, line,
 * column, a caret under the place, what was found, what was expected and what to do.
 */
import { isMap, isNode, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { schemaFaults } from './schema-faults.ts'
import { guardFaults, longest, tooDeep } from './yaml-guard.ts'

/** What was found, what was expected, and what to do about it. */
export interface Words {
  readonly found: string
  readonly expected: string
  readonly todo?: string
}

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

/** Thrown when a document cannot be used; carries every fault found (up to a hundred), not only the first. */
export class DocumentFault extends Error {
  readonly issues: readonly DocumentIssue[]
  constructor(issues: readonly DocumentIssue[]) {
    super(issues.map(describeIssue).join('\n'))
    this.name = 'DocumentFault'
    this.issues = issues
  }
}

/** Makes an issue at a path of the document, for checks that a schema cannot express. */
export type IssueAt = (path: readonly PropertyKey[], words: Words) => DocumentIssue

export interface ReadDocument<T> {
  readonly value: T
  readonly issueAt: IssueAt
}

/**
 * May give other contents of a parsed document before the schema is applied, and tells what is wrong with it. Nodes that it
 * keeps keep their place in the text; it changes none of them. `issueOf` makes an issue at a node.
 */
export type Prepare = (
  document: Document,
  issueOf: (node: Node, path: readonly PropertyKey[], words: Words) => DocumentIssue,
) => { readonly contents: Document['contents']; readonly issues: readonly DocumentIssue[] }

const mostIssues = 100

/** `file:line:column path: found …, expected …. What to do` with the excerpt below. */
export function describeIssue(issue: DocumentIssue): string {
  const where = `${issue.file}:${issue.line}:${issue.column}${issue.path ? ` ${issue.path}` : ''}`
  // What was found may be a sentence of its own.
  const [found, expected] = [issue.found, issue.expected].map(text => text.replace(/\.$/, ''))
  return `${where}: found ${found}; expected ${expected}.${issue.todo ? ` ${issue.todo}` : ''}\n${issue.excerpt}`
}

/** A document that is well formed, not yet held against a schema. */
export interface ParsedDocument {
  readonly document: Document
  /** Makes an issue at an offset of the text. */
  issue(offset: number, path: readonly PropertyKey[], words: Words): DocumentIssue
}

/**
 * Reads one YAML document and checks it against a schema.
 * Throws DocumentFault for what `parseText` refuses and for anything that the schema does not allow.
 */
export function readDocument<T>(text: string, file: string, schema: z.ZodType<T>): ReadDocument<T> {
  return checkDocument(parseText(text, file), schema)
}

/** Parses YAML. Throws DocumentFault for a text that is too long or too deep, syntax errors, duplicate keys and aliases. */
export function parseText(text: string, file: string): ParsedDocument {
  if (text.length > longest) throw new DocumentFault([tooLong(text, file)])
  const counter = new LineCounter()
  const lines = text.split(/\r?\n/)
  const issue: ParsedDocument['issue'] = (offset, path, words) => {
    const { line, col } = counter.linePos(offset)
    return { ...place(file, line, col, lines[line - 1] ?? ''), path: path.map(String).join('.'), ...told(words) }
  }
  // Keys are compared by `guardFaults`: the parser compares each with each, which a hostile file makes slow.
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, prettyErrors: false })
  const faults = document.errors.map(({ code, message, pos: [offset] }) =>
    issue(offset, [], faultWords[code] ?? { found: message, expected: 'well-formed YAML' }),
  )
  // What follows the first place that is too deep, or that a tab indents, is no mistake of its author.
  const deep = document.errors.findIndex(({ code }) => code === 'RESOURCE_EXHAUSTION' || code === 'TAB_AS_INDENT')
  stopAt(deep < 0 ? faults : faults.slice(0, deep + 1))
  stopAt(guardFaults(document).map(fault => issue(fault.offset, fault.path, fault.words)))
  return { document, issue }
}

/**
 * Checks a parsed document against a schema, with the contents that `prepare` makes of it where one is given.
 * Throws DocumentFault for what `prepare` finds, and for anything that the schema does not allow.
 */
export function checkDocument<T>(parsed: ParsedDocument, schema: z.ZodType<T>, prepare?: Prepare): ReadDocument<T> {
  const { issue } = parsed
  const prepared = prepare?.(parsed.document, (node, path, words) => issue(node.range?.[0] ?? 0, path, words))
  if (prepared) stopAt(prepared.issues)
  const document = prepared ? withContents(parsed.document, prepared.contents) : parsed.document
  const value: unknown = document.toJS()
  const issueAt: IssueAt = (path, words) => issue(offsetOf(document, path), path, words)
  const checked = schema.safeParse(value)
  if (checked.success) return { value: checked.data, issueAt }
  const refused = schemaFaults(checked.error, schema, value).slice(0, mostIssues)
  throw new DocumentFault(refused.map(fault => issueAt(fault.path, fault.words)))
}

/** A document like another in all but its contents. */
function withContents(document: Document, contents: Document['contents']): Document {
  const copy = Object.create(Object.getPrototypeOf(document), Object.getOwnPropertyDescriptors(document)) as Document
  return Object.assign(copy, { contents })
}

/** What is wrong with the form of a text, where the parser's own words would not help its author. */
const faultWords: Partial<Record<string, Words>> = {
  RESOURCE_EXHAUSTION: tooDeep,
  MULTIPLE_DOCS: {
    found: 'a second document after ---',
    expected: 'one document in a file',
    todo: 'Remove the line, or make it two files.',
  },
  TAB_AS_INDENT: { found: 'a tab before the first word', expected: 'spaces', todo: 'Indent by two spaces a level.' },
}

function stopAt(issues: readonly DocumentIssue[]): void {
  if (issues.length > 0) throw new DocumentFault(issues.slice(0, mostIssues))
}

function told(words: Words) {
  return { found: words.found, expected: words.expected, todo: words.todo ?? '' }
}

function tooLong(text: string, file: string): DocumentIssue {
  const first = text.slice(0, 200).split(/\r?\n/)[0] ?? ''
  return {
    ...place(file, 1, 1, first),
    path: '',
    found: `${(text.length / 1e6).toFixed(1)} million characters`,
    expected: `at most ${longest / 1e6} million`,
    todo: 'This is no file that somebody wrote by hand: check that it is the one you meant.',
  }
}

/** A place in a file, with its line and a caret; of a very long line, what stands around the place. */
function place(file: string, line: number, column: number, source: string) {
  const from = source.length > 200 ? Math.max(0, column - 80) : 0
  const number = `${line}`.padStart(5)
  const caret = ' '.repeat(Math.max(0, column - 1 - from))
  // A file that is no text must not steer the terminal that it is shown on.
  const shown = source.slice(from, from + 200).replaceAll(/\p{Cc}/gu, ' ')
  const excerpt = `${number} | ${shown}\n${' '.repeat(number.length)} | ${caret}^`
  return { file, line, column, excerpt }
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
