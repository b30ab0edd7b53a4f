/**
 * Versions of a regime in one file. A value that differs is written `{ by-version: { "2009": …, "2014": … } }`; an entry
 * that comes or goes has `since` or `until`, and a value that a version has not is null. All are resolved on the parsed document, before its schema is applied, so
 * that everything kept still knows its line and column. Only what differs is made anew: the document serves every version.
 */
import { isMap, isScalar, isSeq, Pair, YAMLMap, YAMLSeq, type Document, type Node } from 'yaml'
import type { DocumentIssue, Prepare } from '../documents/yaml-document.ts'

/** Thrown when a regime has no version of the name asked for. */
export class UnknownVersion extends Error {
  constructor(file: string, asked: string, known: readonly string[]) {
    super(`${file} has no version "${asked}". Its versions are: ${known.join(', ')}.`)
    this.name = 'UnknownVersion'
  }
}

/** The versions of a file, as it lists them; empty where it lists none. */
export function versionsOf(document: Document): string[] {
  const listed = document.get('versions')
  return isMap(listed) ? listed.items.map(keyOf) : []
}

/**
 * Makes the hook that reduces a document to one version, the last where none is asked for, and tells which it was.
 * Throws UnknownVersion when the file has no such version.
 */
export function resolveVersion(file: string, asked: string | undefined, chosen: (version: string) => void): Prepare {
  return (document, issueOf) => {
    const versions = versionsOf(document)
    const version = asked ?? versions.at(-1)
    const { contents } = document
    if (!isMap(contents) || version === undefined) return { contents, issues: [] }
    if (!versions.includes(version)) throw new UnknownVersion(file, version, versions)
    chosen(version)
    const issues = orderFaults(document, versions, issueOf)
    const reduction = { versions, at: versions.indexOf(version), issues, issueOf }
    return { contents: reduceMap(contents as YAMLMap, [], reduction), issues }
  }
}

interface Reduction {
  readonly versions: readonly string[]
  /** Place of the version asked for among them. */
  readonly at: number
  readonly issues: DocumentIssue[]
  /** Within a value that was chosen by version. */
  readonly within?: boolean
  readonly issueOf: Parameters<Prepare>[1]
}

function orderFaults(document: Document, versions: readonly string[], issueOf: Reduction['issueOf']): DocumentIssue[] {
  const listed = (document.get('versions') as YAMLMap).items
  return listed.flatMap((pair, index) => {
    const before = versions[index - 1]
    if (before === undefined || before < keyOf(pair)) return []
    return [
      issueOf(pair.key as Node, ['versions', keyOf(pair)], {
        found: `${keyOf(pair)} after ${before}`,
        expected: 'versions from the oldest to the latest',
      }),
    ]
  })
}

function reduceMap(map: YAMLMap, path: readonly string[], reduction: Reduction): YAMLMap {
  const items = map.items.flatMap(pair => {
    const here = [...path, keyOf(pair)]
    // The versions describe themselves.
    if (here.join() === 'versions') return [pair]
    const kept = reduce(pair.value as Node | null, here, reduction)
    if (kept === undefined) return []
    return [kept === pair.value ? pair : new Pair(pair.key, kept)]
  })
  return alike(items, map.items) ? map : placedLike(map, Object.assign(new YAMLMap(map.schema), { items }))
}

/** The value that holds in the version asked for; undefined where there is none. */
function reduce(node: Node | null, path: readonly string[], reduction: Reduction): Node | null | undefined {
  if (isSeq(node)) {
    const items = node.items.flatMap((item, index) => {
      const kept = reduce(item as Node | null, [...path, String(index)], reduction)
      return kept === undefined ? [] : [kept]
    })
    return alike(items, node.items) ? node : placedLike(node, Object.assign(new YAMLSeq(node.schema), { items }))
  }
  if (!isMap(node)) return node
  const choice = node.items.find(pair => keyOf(pair) === 'by-version')
  if (choice) return reduceChoice(node, choice, path, reduction)
  return holds(node, path, reduction) ? reduceMap(node, path, reduction) : undefined
}

function alike(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index])
}

/** A node made anew, at the place of the one it stands for. */
function placedLike<Made extends Node>({ range }: Node, made: Made): Made {
  return Object.assign(made, { range })
}

/** Of the values by version, that of the latest version not later than the one asked for; null is a value that is absent. */
function reduceChoice(node: YAMLMap, choice: Pair, path: readonly string[], reduction: Reduction) {
  const tell = (at: Node, found: string, expected: string, todo = '') =>
    void reduction.issues.push(reduction.issueOf(at, path, { found, expected, todo }))
  if (node.items.length > 1)
    tell(choice.key as Node, 'other keys beside by-version', 'by-version alone', 'Put the other keys into each value.')
  if (reduction.within)
    tell(
      choice.key as Node,
      'by-version within by-version',
      'one choice of version for a value',
      'Write each value out in the outer one.',
    )
  if (!isMap(choice.value)) {
    tell(choice.key as Node, 'by-version without values', 'a value for each version that differs')
    return undefined
  }
  let latest = -1
  let value: Node | null | undefined
  for (const pair of choice.value.items) {
    const place = placeOf(pair.key as Node, path, reduction)
    if (place <= latest || place > reduction.at) continue
    latest = place
    value = pair.value as Node | null
  }
  if (value === undefined || value === null || (isScalar(value) && value.value === null)) return undefined
  return reduce(value, path, { ...reduction, within: true })
}

/** Whether an entry holds in the version asked for, by its own `since` and `until`. */
function holds(node: YAMLMap, path: readonly string[], reduction: Reduction): boolean {
  const bound = (key: string) => {
    const found = node.get(key, true)
    return isScalar(found) ? placeOf(found, [...path, key], reduction) : undefined
  }
  const since = bound('since')
  const until = bound('until')
  if (since !== undefined && until !== undefined && since > until && until >= 0)
    reduction.issues.push(
      reduction.issueOf(node.get('until', true) as unknown as Node, [...path, 'until'], {
        found: `until ${reduction.versions[until]} and since ${reduction.versions[since]}`,
        expected: 'an entry that holds in some version',
        todo: 'Swap the two.',
      }),
    )
  return (since === undefined || since <= reduction.at) && (until === undefined || until >= reduction.at)
}

/** Place of a named version among the listed ones; -1 and a fault where it is not listed. */
function placeOf(node: Node, path: readonly string[], { versions, issues, issueOf }: Reduction): number {
  const name = isScalar(node) ? String(node.value) : ''
  const place = versions.indexOf(name)
  if (place < 0)
    issues.push(
      issueOf(node, path, {
        found: `the version "${name}"`,
        expected: `one of the versions ${versions.join(', ')}`,
      }),
    )
  return place
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
}
