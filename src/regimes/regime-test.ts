/**
 * The tests of a regime: one fact each, in CEL over declared evidence and parameters, and checked before any evidence is
 * seen. What a test needs is read off its text, never written by hand. Text is compared without regard to case.
 */
import type { Words } from '../documents/yaml-document.ts'
import type { Declared } from './declared.ts'
import { formFault, partsOf, resultFault, type Expects } from './test-form.ts'
import { celFault, trialFault } from './test-words.ts'

/** A piece of evidence as tests see it. */
export type Value = string | number | boolean | readonly number[]

export interface CompiledTest {
  readonly source: string
  /** Names of the evidence that it uses: where one is absent the test is not run. */
  readonly needs: readonly string[]
  /** Names of the parameters that it uses. */
  readonly parameters: readonly string[]
  /**
   * Runs it on values by name: all of `needs`, and any parameter that is to differ from the file's own value.
   * Throws where a value is missing or the expression cannot be worked out on it, which is no outcome.
   */
  run(values: Readonly<Record<string, Value>>): boolean | number
}

export interface TestFault {
  readonly fault: Words
}

/**
 * Reads a test once: its syntax, its names and its types are checked, and what it needs is read off it.
 * Gives a fault in words where it cannot be run whatever the evidence.
 */
export function compileTest(source: string, declared: Declared, expects: Expects): CompiledTest | TestFault {
  const checked = declared.environment.check(source)
  if (!checked.valid) return { fault: celFault(source, checked.error, declared) }
  const parsed = declared.environment.parse(source)
  const parts = partsOf(parsed.ast)
  const fault = formFault(parts, declared) ?? resultFault(source, checked.type, expects)
  if (fault) return { fault }
  const used = [...new Set(parts.names)].filter(name => declared.types.has(name))
  const needs = used.filter(name => !Object.hasOwn(declared.parameters, name))
  const test: CompiledTest = {
    source,
    needs,
    parameters: used.filter(name => Object.hasOwn(declared.parameters, name)),
    run(values) {
      const bound: Record<string, unknown> = {}
      for (const name of used) bound[name] = celValue(name, values[name] ?? declared.parameters[name], declared)
      const result: unknown = parsed(bound)
      return expects === 'number' ? Number(result) : result === true
    },
  }
  const failure = trial(test, declared)
  return failure ? { fault: failure } : test
}

/** Runs a test once on ones: an index beyond a series, or a division by nothing, shows before any evidence is seen. */
function trial(test: CompiledTest, declared: Declared): Words | null {
  const ones = { string: '', double: 1, int: 1, bool: true }
  const values = test.needs.map((name): [string, Value] => {
    const type = declared.types.get(name) ?? 'string'
    return [name, type === 'list<double>' ? new Array<number>(declared.periods.get(name) ?? 1).fill(1) : ones[type]]
  })
  try {
    test.run(Object.fromEntries(values))
    return null
  } catch (error) {
    return trialFault(test.source, error)
  }
}

/** A value as the expression takes it: text in lower case, whole numbers where whole numbers are declared. */
function celValue(name: string, value: Value | undefined, declared: Declared): unknown {
  const type = declared.types.get(name)
  if (value === undefined) throw new Error(`A test was run without "${name}", which it needs.`)
  if (typeof value === 'string') return value.toLowerCase()
  return type === 'int' && typeof value === 'number' ? BigInt(value) : value
}
