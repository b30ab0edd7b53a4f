/** What the tests of a regime may speak of, in which types, and the language they are written in. */
import { Environment } from '@marcbachmann/cel-js'
import type { EvidenceItem, Parameter } from './evidence-schema.ts'

type CelType = 'string' | 'double' | 'int' | 'bool' | 'list<double>'

/** What the tests of one regime may speak of. */
export interface Declared {
  readonly environment: Environment
  readonly types: ReadonlyMap<string, CelType>
  /** Values that evidence of text may have, in lower case, where its declaration lists them. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /** How many values a series has. */
  readonly periods: ReadonlyMap<string, number>
  readonly parameters: Readonly<Record<string, number | boolean>>
}

// Numbers of all kinds may be compared and reckoned with each other: a reader of rules does not tell 4 from 4.0.
const mixed = new Environment({ limits: { maxAstNodes: 100, maxDepth: 20, maxListElements: 40, maxCallArguments: 4 } })
for (const [left, right] of [
  ['int', 'double'],
  ['double', 'int'],
] as const) {
  const reckon = (sign: string, of: (a: number, b: number) => number) =>
    mixed.registerOperator(`${left} ${sign} ${right}: double`, (a: number | bigint, b: number | bigint) =>
      of(Number(a), Number(b)),
    )
  reckon('+', (a, b) => a + b)
  reckon('-', (a, b) => a - b)
  reckon('*', (a, b) => a * b)
  reckon('/', (a, b) => a / b)
}

// It holds for both orders.
mixed.registerOperator('int == double', (a: number | bigint, b: number | bigint) => Number(a) === Number(b))

// Names that the language keeps for itself.
const wordsOfCel = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while prototype'.split(
    ' ',
  ),
)
export const comprehensions = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])
export const functions = new Set([...comprehensions, 'size', 'double', 'int', 'contains', 'startsWith', 'endsWith'])

/** The type of a piece of evidence in tests. */
export function typeOf(item: EvidenceItem): CelType {
  switch (item.kind) {
    case 'finding':
      return { text: 'string', number: 'double', 'yes-no': 'bool' }[item.type] as CelType
    case 'standing':
      return item.measure === 'worst-decile-run' ? 'int' : 'double'
    case 'metric':
      return 'double'
    case 'series':
      return 'list<double>'
    case 'organisation':
      return 'string'
    case 'outlier':
    case 'placement':
      return 'bool'
    case 'segment':
    case 'case':
      return 'int'
  }
}

/** Gathers what tests may speak of. Names that no test can speak are left out. */
export function declare(
  evidence: Readonly<Record<string, EvidenceItem>>,
  parameters: Readonly<Record<string, Parameter>>,
): Declared {
  const types = new Map<string, CelType>()
  for (const [name, item] of Object.entries(evidence)) types.set(name, typeOf(item))
  for (const [name, { value }] of Object.entries(parameters))
    types.set(name, typeof value === 'boolean' ? 'bool' : 'double')
  const environment = mixed.clone()
  for (const [name, type] of types) if (canBeSpoken(name)) environment.registerVariable(name, type)
  return {
    environment,
    types,
    values: new Map(
      Object.entries(evidence).flatMap(([name, item]) =>
        item.kind === 'finding' && item.values ? [[name, item.values.map(one => one.toLowerCase())]] : [],
      ),
    ),
    periods: new Map(
      Object.entries(evidence).flatMap(([name, item]) => (item.kind === 'series' ? [[name, item.periods]] : [])),
    ),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])),
  }
}

/** Whether a test can speak a name: not where it is a word of the language itself. */
export function canBeSpoken(name: string): boolean {
  const { variables } = mixed.getDefinitions()
  return !variables.some(one => one.name === name) && !wordsOfCel.has(name)
}
