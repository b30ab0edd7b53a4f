/** `docs/reference/regime-files.md`: every key of a regime file, written from the schema by which the engine reads it. */
import { z } from 'zod'
import { regimeSchema } from '../src/regimes/regime.ts'
import { capital, formOf, forms, typeOf, type Node } from './schema-words.ts'

/** Keys that nearly every entry has: told once. */
const everywhere = new Set(['clause', 'confidence', 'note', 'since', 'until', 'route'])

const tableHead = '| key | | meaning |\n|---|---|---|\n'

const head = `# Regime files: every key

Written from the schema by \`npm run schemas\`; a test fails when it is not fresh. How to write a regime, step by step: [the regime language](../regime-language.md).

An *id* is in lower case with hyphens (\`draft-report\`); a *name*, which tests speak, has underscores (\`deficit_limit\`); a *day* is written \`2012-07-16\`. \`x.*\` stands for each entry of a map, \`x[]\` for each of a list. A role that differs by route is a map from route to role. Nearly every entry carries, besides its own keys:

${tableHead}`

/** The whole page as Markdown. */
export function regimeReference(): string {
  const schema = z.toJSONSchema(regimeSchema, { io: 'input', unrepresentable: 'any' }) as Node
  const sections = Object.entries(schema.properties ?? {}).map(([key, node]) =>
    section(key, node, schema.required?.includes(key) ?? false),
  )
  return `${head}${shared(schema)}\n${sections.join('\n')}\n${trees(schema)}`
}

function shared(schema: Node): string {
  const power = forms(schema.properties?.['powers']?.additionalProperties as Node)[0]
  return [...everywhere]
    .map(key => row(key, power?.properties?.[key] as Node, power?.required?.includes(key) ?? false))
    .join('')
}

function section(key: string, node: Node, required: boolean): string {
  const about = [node.description, required ? 'Required.' : ''].filter(Boolean).join(' ')
  const inner = insideOf(node)
  const rows = inner === null ? '' : rowsOf(inner.node, '')
  const body = rows === '' ? `${capital(typeOf(node))}.` : `${containerWords(node)}${tableHead}${rows.trimEnd()}`
  return `${[`## ${key}`, about, body].filter(Boolean).join('\n\n')}\n`
}

function containerWords(node: Node): string {
  if (node.type === 'array') return `A list${node.maxItems ? ` of at most ${node.maxItems}` : ''}, of entries with:\n\n`
  const most = node.maxProperties ? ` of at most ${node.maxProperties}` : ''
  return node.properties ? '' : `A map${most}: each entry by its ${typeOf(node.propertyNames ?? {})}.\n\n`
}

/** What a map, a list or an entry holds, and how a key says so; null where that is no entry. */
function insideOf(node: Node): { readonly node: Node; readonly step: string } | null {
  if (node.properties) return { node, step: '.' }
  if (node.type === 'array' && node.items) return { node: node.items, step: '[].' }
  if (typeof node.additionalProperties === 'object') return { node: node.additionalProperties, step: '.*.' }
  const alternatives = (node.anyOf ?? node.oneOf ?? []).flatMap(one => insideOf(one) ?? [])
  const entries = alternatives.filter(one => forms(one.node).length > 0)
  return entries.length === 0 ? null : { node: { anyOf: entries.map(one => one.node) }, step: entries[0]?.step ?? '.' }
}

/** Rows of an entry; of one with several forms, all of them, each under a row that says which where the schema describes it. */
function rowsOf(node: Node, prefix: string): string {
  const found = forms(node)
  const distinct = [...new Map(found.map(form => [JSON.stringify(form), form])).values()]
  return distinct
    .map(form => {
      const told = distinct.length > 1 && form.description !== undefined
      const heading = told ? `| **\`${prefix}${formOf(form)}\`** | | ${escaped(form.description ?? '')} |\n` : ''
      return heading + ownRows(form, prefix, told)
    })
    .join('')
}

function ownRows({ properties = {}, required = [] }: Node, prefix: string, headed: boolean): string {
  return Object.entries(properties)
    .filter(([key, child]) => !everywhere.has(key) && !(headed && typeof child.const === 'string'))
    .map(([key, child]) => {
      const inner = insideOf(child)
      return (
        row(`${prefix}${key}`, child, required.includes(key)) +
        (inner === null ? '' : rowsOf(inner.node, `${prefix}${key}${inner.step}`))
      )
    })
    .join('')
}

/** The forms that a tree of a criterion can have. */
function trees(schema: Node): string {
  const [tree] = Object.values(schema.$defs ?? {})
  return `## Trees

What a criterion is made of: a test, a judgement, or a branch with trees within it. Each may have a \`route\`, or a list of routes, on which alone it counts.

${tableHead}${rowsOf(tree ?? {}, '')}`
}

function row(key: string, node: Node, required: boolean): string {
  const fallback =
    node.default === undefined || typeof node.default === 'object'
      ? ''
      : ` Otherwise \`${JSON.stringify(node.default)}\`.`
  const words = `${capital(typeOf(node))}.${node.description ? ` ${node.description}` : ''}${fallback}`
  return `| \`${key}\` | ${required ? 'required' : ''} | ${escaped(words)} |\n`
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|')
}
