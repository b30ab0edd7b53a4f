/** What a piece of JSON Schema allows, in words. */

/** As much of JSON Schema as zod writes for us. */
export interface Node {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Node | boolean
  readonly propertyNames?: Node
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly oneOf?: readonly Node[]
  readonly enum?: readonly string[]
  readonly const?: string | boolean
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly maxItems?: number
  readonly maxProperties?: number
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Node>>
}

const slug = '^[a-z0-9]+(-[a-z0-9]+)*$'
const patterns: Readonly<Record<string, string>> = {
  [slug]: 'id',
  '^[a-z][a-z0-9]*(_[a-z0-9]+)*$': 'name',
  '^\\d{4}$': 'year in quotation marks',
}
const types: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'yes or no (`true`, `false`)',
  null: '`null`',
}

/** The type of a value: "a list of at most 8, of id". */
export function typeOf(node: Node): string {
  if (node.$ref) return 'a [tree](#trees)'
  if (node.const !== undefined) return `\`${node.const}\``
  if (node.enum) return node.enum.map(value => `\`${value}\``).join(', ')
  const alternatives = node.anyOf ?? node.oneOf
  if (alternatives) return alternativesOf(alternatives)
  if (Array.isArray(node.type)) return node.type.map(type => types[type] ?? type).join(', or ')
  if (node.type === 'array')
    return `a list${node.maxItems ? ` of at most ${node.maxItems}` : ''}, of ${node.items?.properties ? 'entries' : typeOf(node.items ?? {})}`
  if (node.type === 'object') return objectOf(node)
  if (node.type === 'string') return textOf(node)
  const type = types[String(node.type)] ?? 'anything'
  return `${type}${boundsOf(node)}`
}

/** The entries that a node may be: itself, or its alternatives that are entries. */
export function forms(node: Node): readonly Node[] {
  return node.properties ? [node] : (node.oneOf ?? node.anyOf ?? []).flatMap(forms)
}

/** What tells one form of an entry from the others: `kind: finding`, or the key that it alone has. */
export function formOf({ properties = {}, required = [] }: Node): string {
  const told = Object.entries(properties).find(([, child]) => typeof child.const === 'string')
  return told ? `${told[0]}: ${told[1].const}` : (required[0] ?? Object.keys(properties)[0] ?? '')
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function alternativesOf(alternatives: readonly Node[]): string {
  const entries = alternatives.filter(one => one.properties)
  const rest = alternatives.filter(one => !one.properties).map(typeOf)
  const keys = entries.map(one => `\`${formOf(one)}\``)
  const own = entries.length > 1 ? [`an entry with one of ${keys.join(', ')}`] : entries.map(typeOf)
  return [...new Set([...own, ...rest])].join(', or ')
}

function objectOf(node: Node): string {
  if (node.properties) return 'an entry'
  const most = node.maxProperties ? ` of at most ${node.maxProperties}` : ''
  const of =
    typeof node.additionalProperties === 'object'
      ? `, from ${typeOf(node.propertyNames ?? {})} to ${typeOf(node.additionalProperties)}`
      : ''
  return `a map${most}${of}`
}

function textOf({ pattern, format }: Node): string {
  if (format === 'date') return 'a day'
  if (format === 'uri') return 'a web address'
  if (pattern === undefined) return 'text'
  return patterns[pattern] ?? `text of the form \`${pattern.replace(/^\^|\$$/g, '')}\``
}

function boundsOf({ type, minimum, exclusiveMinimum, maximum }: Node): string {
  if (type !== 'integer' && type !== 'number') return ''
  const low = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1)
  const from = low === undefined || low < -1e9 ? '' : ` from ${low}`
  return `${from}${maximum === undefined || maximum > 1e9 ? '' : ` to ${maximum}`}`
}
