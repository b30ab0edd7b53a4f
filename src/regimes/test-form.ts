/** What a test may not do, found on its syntax tree: wrong names and types, runaways, and comparisons that cannot come out. */
import type { ASTNode } from '@marcbachmann/cel-js'
import { didYouMean } from '../documents/nearest.ts'
import type { Words } from '../documents/yaml-document.ts'
import { comprehensions, functions, type Declared } from './declared.ts'
import { plainType } from './test-words.ts'

/** A test that is a criterion's leaf ends true or false; one that orders candidates ends in a number. */
export type Expects = 'yes-or-no' | 'number'

export interface Parts {
  readonly names: string[]
  /** Texts written in the test, and the name that each is compared with, where it is compared with one. */
  readonly texts: { readonly text: string; readonly comparedWith: string | null }[]
  readonly calls: string[]
  /** Names that comprehensions give to each item. */
  readonly bound: string[]
  nested: boolean
  /** What it divides by. */
  readonly divisors: ASTNode[]
}

/** What a test speaks of. */
export function partsOf(ast: ASTNode): Parts {
  const parts: Parts = { names: [], texts: [], calls: [], bound: [], nested: false, divisors: [] }
  const visit = (node: ASTNode, inside: boolean, comparedWith: string | null): void => {
    switch (node.op) {
      case 'value':
        if (typeof node.args === 'string') parts.texts.push({ text: node.args, comparedWith })
        return
      case 'id':
        return void parts.names.push(node.args)
      case 'call':
        parts.calls.push(node.args[0])
        return node.args[1].forEach(one => visit(one, inside, null))
      case 'rcall': {
        const [name, receiver, given] = node.args
        parts.calls.push(name)
        visit(receiver, inside, null)
        const comprehension = comprehensions.has(name)
        if (comprehension && inside) parts.nested = true
        if (comprehension && given[0]?.op === 'id') parts.bound.push(given[0].args)
        return given.forEach(one => visit(one, inside || comprehension, null))
      }
      case '.':
      case '.?':
        return visit(node.args[0], inside, null)
      case '!_':
      case '-_':
        return visit(node.args, inside, null)
      case 'list':
        return node.args.forEach(one => visit(one, inside, comparedWith))
      case 'map':
        return node.args.flat().forEach(one => visit(one, inside, null))
      case '==':
      case '!=':
      case 'in': {
        const [left, right] = node.args
        visit(left, inside, right.op === 'id' ? right.args : null)
        return visit(right, inside, left.op === 'id' ? left.args : null)
      }
      case '/':
      case '%':
        parts.divisors.push(node.args[1])
        return node.args.forEach(one => visit(one, inside, null))
      default:
        return (node.args as readonly ASTNode[]).forEach(one => visit(one, inside, null))
    }
  }
  visit(ast, false, null)
  return parts
}

/** What a test may not do although the language could: run away, call what no rule needs, or compare with what cannot be. */
export function formFault(parts: Parts, declared: Declared): Words | null {
  if (parts.nested)
    return {
      found: 'one comprehension within another',
      expected: 'a test of one fact',
      todo: 'Make it two tests.',
    }
  const hidden = parts.bound.find(name => declared.types.has(name))
  if (hidden !== undefined)
    return {
      found: `"${hidden}" as the name of an item, which hides what is declared`,
      expected: 'a name of its own',
      todo: 'Rename it.',
    }
  const stranger = parts.calls.find(name => !functions.has(name))
  if (stranger !== undefined)
    return {
      found: `the function "${stranger}"`,
      expected: `one of ${[...functions].join(', ')}`,
      todo: didYouMean(stranger, functions),
    }
  // A share of nothing would be infinite, and pass: what is not known never passes.
  if (!parts.divisors.every(one => isNeverZero(one, declared)))
    return {
      found: 'a division by what may be 0',
      expected: 'a division by a number written in the test, or by a parameter, that is not 0',
      todo: 'Multiply the other side instead: "a > limit * b" rather than "a / b > limit".',
    }
  for (const { text, comparedWith } of parts.texts) {
    if (text !== text.toLowerCase())
      return {
        found: `the text "${text}"`,
        expected: 'text in lower case, since text is compared without regard to case',
        todo: `Write "${text.toLowerCase()}".`,
      }
    const values = declared.values.get(comparedWith ?? '')
    if (values && !values.includes(text))
      return {
        found: `"${text}", which ${comparedWith} never is`,
        expected: `one of its values ${values.join(', ')}`,
        todo: didYouMean(text, values),
      }
  }
  return null
}

function isNeverZero(divisor: ASTNode, { parameters }: Declared): boolean {
  if (divisor.op === 'value') return Number(divisor.args) !== 0
  return divisor.op === 'id' && Number(parameters[divisor.args] ?? 0) !== 0
}

/** Why the type of a test's result does not do; null where it does. */
export function resultFault(source: string, type: string | undefined, expects: Expects): Words | null {
  const fits = expects === 'number' ? ['int', 'double'] : ['bool']
  if (type !== undefined && fits.includes(type)) return null
  return {
    found: `${source}, which gives ${plainType(type)}`,
    expected: expects === 'number' ? 'a number' : 'a test that is true or false',
    todo: expects === 'number' ? '' : 'Compare it with something.',
  }
}
