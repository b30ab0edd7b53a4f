/** What a document may not do, whatever it says: be huge or deep, repeat a key, or multiply itself by aliases. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Node } from 'yaml'
import type { Words } from './yaml-document.ts'

/** Characters that a document may have: the longest that people write by hand is a twentieth of it. */
export const longest = 1_000_000
const deepest = 60
// What every object of the host language has without being given it: looked up as an id, it would seem to be there.
const hostWords = new Set(['__proto__', 'constructor', 'prototype'])

export interface GuardFault {
  readonly offset: number
  readonly path: readonly PropertyKey[]
  readonly words: Words
}

/** Faults of a document's form. A document without any is a tree of bounded depth whose keys are words. */
export function guardFaults(document: Document): GuardFault[] {
  const faults: GuardFault[] = []
  const tell = (node: Node, path: readonly PropertyKey[], words: Words) =>
    faults.push({ offset: node.range?.[0] ?? 0, path, words })
  const visit = (node: unknown, path: readonly PropertyKey[]): void => {
    if (!isNode(node)) return
    if (path.length > deepest) return void tell(node, path, tooDeep)
    if (isAlias(node)) {
      tell(node, path, {
        found: `the alias *${node.source}`,
        expected: 'a value written out, since aliases can make a small file huge',
        todo: 'Write the value here as well.',
      })
    } else if (isSeq(node)) node.items.forEach((item, index) => visit(item, [...path, index]))
    else if (isMap(node)) {
      const seen = new Set<string>()
      for (const { key, value } of node.items) {
        if (!isScalar(key)) {
          tell(isNode(key) ? key : node, path, { found: 'a key that is no word', expected: 'a word before each colon' })
          continue
        }
        const name = String(key.value)
        if (hostWords.has(name))
          tell(key, [...path, name], {
            found: `the key "${name}", which programs take for something of their own`,
            expected: 'another word',
            todo: 'Rename it.',
          })
        if (seen.has(name))
          tell(key, [...path, name], {
            found: `the key "${name}" a second time`,
            expected: 'each key once',
            todo: 'Remove or rename one of the two.',
          })
        seen.add(name)
        visit(value, [...path, name])
      }
    }
  }
  visit(document.contents, [])
  return faults
}

export const tooDeep: Words = {
  found: 'lists or maps within each other without end',
  expected: `at most ${deepest} levels`,
  todo: 'Check brackets and indentation from here on.',
}
