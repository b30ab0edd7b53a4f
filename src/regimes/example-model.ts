/** What comes of an example: whether it holds, and where it does not. */
import type { CompiledRegime } from './compiled.ts'
import type { Example } from './examples-schema.ts'

export interface ExampleFailure {
  /** Where in the examples file. */
  readonly path: readonly PropertyKey[]
  readonly expected: string
  readonly found: string
}

export interface ExampleResult {
  /** The example's sentence. */
  readonly example: string
  readonly passed: boolean
  readonly failures: readonly ExampleFailure[]
}

/** The route of an example: undefined where the regime has routes and the example names none. */
export function routeOf({ regime }: CompiledRegime, { route }: Example): string | null | undefined {
  return route ?? (regime.routes === undefined ? null : undefined)
}
