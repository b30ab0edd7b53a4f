/** `docs/reference/regime-files.md`: every key of a regime file, written from the schema by which the engine reads it. */
import { z } from 'zod'
import { regimeSchema } from '../src/regimes/regime.ts'

/** As much of JSON Schema as zod writes for us. */
interface Node {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Node | boolean
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly oneOf?: readonly Node[]
  readonly enum?: readonly string[]
  readonly const?: string
  readonly default?: unknown
  readonly maxItems?: number
  readonly maxProperties?: number
  readonly $ref?: string
}

/** Keys that nearly every entry has: told once. */
const everywhere = new Set(['clause', 'confidence', 'note', 'since', 'until', 'route'])

const head = `# Regime files: every key

Written from the schema by \`npm run schemas\`; a test fails when it is not fresh. How to write a regime, step by step: [the regime language](../regime-language.md).

Nearly every entry carries, besides its own keys:

| key | | meaning |
|---|---|---|
`

/** The whole page as Markdown. */
export function regimeReference(): string {
  const schema = z.toJSONSchema(regimeSchema, { io: 'input', unrepresentable: 'any' }) as Node
  const sections = Object.entries(schema.properties ?? {}).map(([key, node]) =>
    section(key, node, schema.required?.includes(key) ?? false),
  )
  return `${head}${shared(schema)}\n${sections.join('\n')}`
}

function shared(schema: Node): string {
  const power = entryOf(schema.properties?.['powers'] as Node)
  return [...everywhere]
    .map(key => row(key, power.properties?.[key] as Node, power.required?.includes(key) ?? false))
    .join('')
}

function section(key: string, node: Node, required: boolean): string {
  const lines = [`## ${key}\n`, [node.description, required ? 'Required.' : ''].filter(Boolean).join(' '), '']
  const of = entryOf(node)
  if (of !== node)
    lines.push(`A map${node.maxProperties ? ` of at most ${node.maxProperties}` : ''}: each entry by its id.`, '')
  lines.push(table(of, ''))
  return `${lines.filter((line, index) => line !== '' || lines[index - 1] !== '').join('\n')}\n`
}

/** What a map holds, or the node itself where it is no map. */
function entryOf(node: Node): Node {
  return typeof node.additionalProperties === 'object' && !node.properties ? node.additionalProperties : node
}

function table(node: Node, prefix: string): string {
  const rows = rowsOf(node, prefix)
  return rows === '' ? `${typeOf(node)}.\n` : `| key | | meaning |\n|---|---|---|\n${rows}`
}

function rowsOf(node: Node, prefix: string): string {
  const alternatives = node.oneOf ?? node.anyOf ?? []
  if (!node.properties && alternatives.length > 0)
    return alternatives
      .filter(one => one.properties)
      .map(one => rowsOf(one, prefix))
      .join('')
  return Object.entries(node.properties ?? {})
    .filter(([key]) => !everywhere.has(key))
    .map(([key, child]) => {
      const of = child.type === 'array' ? (child.items as Node) : entryOf(child)
      const own = row(`${prefix}${key}`, child, node.required?.includes(key) ?? false)
      const inner = of.properties ? rowsOf(of, `${prefix}${key}${of === child ? '' : '.*'}.`) : ''
      return own + inner
    })
    .join('')
}

function row(key: string, node: Node, required: boolean): string {
  const fallback = node.default === undefined ? '' : ` Otherwise ${JSON.stringify(node.default)}.`
  const words = `${typeOf(node)}.${node.description ? ` ${node.description}` : ''}${fallback}`
  return `| \`${key}\` | ${required ? 'required' : ''} | ${words.replaceAll('|', '\\|')} |\n`
}

function typeOf(node: Node): string {
  if (node.$ref || (!node.type && !node.anyOf && !node.oneOf && !node.enum && node.const === undefined)) return 'A tree'
  if (node.const !== undefined) return `\`${node.const}\``
  if (node.enum) return node.enum.map(value => `\`${value}\``).join(', ')
  const alternatives = node.anyOf ?? node.oneOf
  if (alternatives)
    return [...new Set(alternatives.map(typeOf))].join(', or ').replace(/, or [A-Z]/g, found => found.toLowerCase())
  if (node.type === 'array') return `A list${node.maxItems ? ` of at most ${node.maxItems}` : ''}`
  if (node.type === 'object') return node.properties ? 'An entry' : 'A map'
  return {
    string: 'Text',
    integer: 'A whole number',
    number: 'A number',
    boolean: 'Yes or no (`true`, `false`)',
    null: '`null`',
  }[node.type as string] as string
}
