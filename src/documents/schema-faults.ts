/** What a schema finds wrong, in words: where, what was found, what was expected, and what was probably meant. */
import type { z } from 'zod'
import { didYouMean, nearest } from './nearest.ts'
import { isDeeper } from './nesting.ts'
import { knownKeys } from './schema-keys.ts'
import type { Words } from './yaml-document.ts'

export interface SchemaFault {
  readonly path: readonly PropertyKey[]
  readonly words: Words
  /** For a key that the format does not know, the one that it probably stands for. */
  readonly meant?: readonly PropertyKey[] | undefined
}

// The parts of zod's problems that are read here; each kind has some of them.
interface Problem {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
  readonly values?: readonly unknown[]
  readonly options?: readonly unknown[]
  readonly errors?: readonly (readonly Problem[])[]
  readonly issues?: readonly Problem[]
  readonly origin?: string
  readonly maximum?: number
  readonly minimum?: number
  readonly inclusive?: boolean
}

/** The faults of a value that a schema refused, in the order in which the schema found them. */
export function schemaFaults(error: z.ZodError, schema: z.ZodType, value: unknown): SchemaFault[] {
  const faults = error.issues.flatMap(one => faultsOf(one as Problem, [], schema, value))
  // A key that is there under a misspelt name is not told as missing as well.
  const misspelt = new Set(faults.flatMap(({ meant }) => (meant ? [meant.join('\n')] : [])))
  return faults.filter(({ path, words }) => words.found !== nothing || !misspelt.has(path.join('\n')))
}

const nothing = 'nothing'

function faultsOf(
  problem: Problem,
  base: readonly PropertyKey[],
  schema: z.ZodType,
  document: unknown,
): readonly SchemaFault[] {
  const path = [...base, ...problem.path]
  if (problem.code === 'unrecognized_keys' && problem.keys) {
    const known = knownKeys(schema, path)
    const around = valueAt(document, path) as Readonly<Record<string, unknown>>
    return problem.keys.map(key => {
      const meant = nearest(key, known)
      // In a map within braces a comma ends a value, and what follows it is taken for a key.
      const text = key.includes(' ') && around[key] === null
      const todo = text
        ? 'If it belongs to the text before it, put the whole text in quotation marks.'
        : meant === undefined
          ? `Remove it, or use one of ${known.join(', ')}.`
          : `Did you mean "${meant}"?`
      return {
        path: [...path, key],
        words: { found: `the key "${key}"`, expected: 'only keys that the format knows', todo },
        meant: meant === undefined ? undefined : [...path, meant],
      }
    })
  }
  if (problem.code === 'invalid_key' && problem.issues?.[0]) {
    return [{ path, words: { found: `the key "${String(path.at(-1))}"`, expected: problem.issues[0].message } }]
  }
  if (problem.code === 'invalid_union' && problem.errors && problem.errors.length > 0) {
    const meant = meantAlternative(problem.errors)
    if (meant) return meant.flatMap(one => faultsOf(one, path, schema, document))
  }
  const value = valueAt(document, path)
  const allowed = problem.values ?? problem.options
  const expected = allowed
    ? `one of ${allowed.map(one => JSON.stringify(one)).join(', ')}`
    : (bound(problem) ?? kinds(problem) ?? kindOf(problem))
  // YAML takes an unquoted year for a number.
  if (expected === 'text' && (typeof value === 'number' || typeof value === 'boolean'))
    return [{ path, words: { found: String(value), expected: 'text', todo: `Write "${value}", in quotation marks.` } }]
  const todo = allowed && typeof value === 'string' ? didYouMean(value, allowed.map(String)) : ''
  return [{ path, words: { found: shown(value), expected, todo } }]
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], document)
}

/**
 * Of several forms that a value may take, the one whose keys its author used and in which it got furthest. None where
 * the value is of no form at all and the schema has words of its own for that.
 */
function meantAlternative(errors: readonly (readonly Problem[])[]): readonly Problem[] | undefined {
  const ranked = errors
    .map(problems => ({
      problems,
      otherKind: problems.some(isOfOtherKind) ? 1 : 0,
      unknownKeys: problems.reduce((sum, one) => sum + (one.keys?.length ?? 0), 0),
      notMeant: missesWhatWasMeant(problems) ? 0 : 1,
      depth: Math.max(0, ...problems.map(one => one.path.length)),
    }))
    .sort(
      (a, b) =>
        a.otherKind - b.otherKind ||
        a.unknownKeys - b.unknownKeys ||
        a.notMeant - b.notMeant ||
        b.depth - a.depth ||
        a.problems.length - b.problems.length,
    )
  return ranked[0]?.otherKind === 0 ? ranked[0].problems : undefined
}

/** Whether a form lacks the very key that a misspelt one stands for. */
function missesWhatWasMeant(problems: readonly Problem[]): boolean {
  const missing = problems.filter(one => one.path.length === 1).map(one => String(one.path[0]))
  return problems.some(one => one.keys?.some(key => nearest(key, missing) !== undefined))
}

/** Whether a value is not of a form at all, rather than wrong somewhere within it. */
function isOfOtherKind({ code, path }: Problem): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

/** The kinds of value that alternatives expect, where the schema has no words of its own for them. */
function kinds(problem: Problem): string | undefined {
  if (problem.message !== 'Invalid input' || !problem.errors) return undefined
  const found = problem.errors
    .flat()
    .filter(isOfOtherKind)
    .map(one => one.values?.map(value => JSON.stringify(value)).join(' or ') ?? kindOf(one))
  return [...new Set(found)].join(' or ')
}

function kindOf(problem: Problem): string {
  const kind = problem.message.replace(/^(Invalid input: )?expected /, '').replace(/, received .*$/, '')
  return kindWords.get(kind) ?? kind
}

// The schema speaks to programmers, its readers write policy.
const kindWords = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'keys with their values'],
  ['record', 'keys with their values'],
  ['null', 'null'],
  ['Invalid ISO date', 'a day that exists, such as 2012-07-16'],
])

function bound(problem: Problem): string | undefined {
  const limit = problem.maximum ?? problem.minimum
  // Where the schema has words of its own, they tell more than its limit.
  if (limit === undefined || !/^Too (big|small)/.test(problem.message)) return undefined
  const most = problem.code === 'too_big'
  const than = problem.inclusive === false ? (most ? 'less than' : 'more than') : most ? 'at most' : 'at least'
  const unit = { array: ' entries', string: ' characters', record: ' entries' }[problem.origin ?? ''] ?? ''
  return `${than} ${limit}${unit}`
}

function shown(value: unknown): string {
  if (value === undefined) return nothing
  if (value === null) return 'an empty value'
  if (typeof value === 'number') return String(value)
  if (isDeeper(value)) return 'lists or objects within each other without end'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** Faults in words, one after the other, as many as somebody would read. @param whole What stands for the way to the whole. */
export function faultsInWords(faults: readonly Pick<SchemaFault, 'path' | 'words'>[], whole: string): string {
  return faults
    .slice(0, mostFaults)
    .map(({ path, words: { found, expected, todo = '' } }) =>
      `${path.join('.') || whole}: found ${found}; expected ${expected}. ${todo}`.trim(),
    )
    .join(' ')
}

const mostFaults = 20
