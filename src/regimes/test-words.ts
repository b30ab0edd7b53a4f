/** What the test language finds wrong with a test, in the words of those who write rules. */
import { didYouMean } from '../documents/nearest.ts'
import type { Words } from '../documents/yaml-document.ts'
import { functions, type Declared } from './declared.ts'

/** A fault as the language tells it. */
export interface CelError {
  readonly message: string
  readonly code: string
  readonly summary: string
  readonly range?: { readonly start: number; readonly end: number }
}

/** A fault found on the text of a test, before any evidence is seen. */
export function celFault(source: string, error: CelError | undefined, declared: Declared): Words {
  const part = error?.range ? source.slice(error.range.start, error.range.end) : ''
  const said = error?.summary ?? error?.message.split('\n')[0] ?? 'a fault'
  const names = [...declared.types.keys()]
  switch (error?.code) {
    case 'unknown_variable':
      return {
        found: `the name "${part}"`,
        expected: 'evidence or a parameter declared in this file',
        todo:
          didYouMean(part, names) ||
          `Declare it, use one of ${names.join(', ')}, or put it in quotation marks where it is text.`,
      }
    case 'unexpected_character':
    case 'unexpected_token':
    case 'expected_token':
      return slip(source, declared) ?? unread(source, part, said)
    case 'unterminated_string':
      return { found: `${part}, a quotation mark without its second`, expected: 'text between two of them' }
    case 'reserved_identifier':
      return { found: `"${part}", a word that the test language keeps for itself`, expected: 'a test of one fact' }
    case 'limit_exceeded':
      return {
        found: tooMuch(said),
        expected: 'a test of one fact',
        todo: 'Make it several tests, or use a parameter.',
      }
    case 'no_such_overload':
      return mismatch(part, said.replace(/^no such overload: /, ''))
    case 'no_matching_overload':
      return functionFault(said)
    case 'invalid_logical_operand':
    case 'invalid_condition_type':
      return {
        found: `"${part || source}", where ${plainTypes(said)} stands for true or false`,
        expected: 'something that is true or false',
        todo: 'Compare it with something.',
      }
    case 'incompatible_ternary_branches':
      return { found: `"${source}", which gives ${plainTypes(said)}`, expected: 'one kind of result' }
    case 'invalid_index_type':
    case 'cannot_index_type':
      return {
        found: `"${part}", which is no place in a series`,
        expected: 'a whole number in square brackets after a series, counted from 0',
      }
    default:
      return {
        found: `${said}${part && part !== source ? ` at "${part}"` : ''} in "${source}"`,
        expected: 'a test in CEL',
      }
  }
}

/** Why a test does not come out on any evidence. */
export function trialFault(source: string, error: unknown): Words {
  const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  const [, place, size] = /index (-?\d+) (?:>= size (\d+)|< 0)/.exec(said) ?? []
  if (place !== undefined)
    return {
      found: `"${source}", which asks for value ${place} of a series${size === undefined ? '' : ` of ${size}`}`,
      expected: `a whole number from 0${size === undefined ? '' : ` to ${Number(size) - 1}`}, since the oldest value is number 0`,
    }
  return { found: `"${source}", which cannot be worked out (${said})`, expected: 'a test that always comes out' }
}

/** A type of the language, as people call it. */
export function plainType(type: string | undefined): string {
  if (type === 'int' || type === 'double') return 'a number'
  if (type === 'string') return 'text'
  if (type === 'null') return 'nothing'
  return type?.startsWith('list') ? 'a list' : type === 'bool' ? 'true or false' : (type ?? 'nothing')
}

// How people write what the language writes otherwise. Longest first.
const slips: readonly (readonly [RegExp, string, string])[] = [
  [/=>/, '>=', 'at least'],
  [/=</, '<=', 'at most'],
  [/<>/, '!=', 'is not'],
  [/(?<![=!<>])=(?!=)/, '==', 'is'],
  [/\bis not\b/, '!=', 'is not'],
  [/\bis\b/, '==', 'is'],
  [/(?<!&)&(?!&)|\band\b/, '&&', 'and'],
  [/(?<!\|)\|(?!\|)|\bor\b/, '||', 'or'],
  [/\bnot\b\s*/, '!', 'not'],
]

/** A sign or word of another language, with the test as it was probably meant; null where that could not be read either. */
function slip(source: string, { environment }: Declared): Words | null {
  let meant = source
  const words: Words[] = []
  for (const [wrong, right, says] of slips) {
    for (let found = outsideText(meant).match(wrong); found; found = outsideText(meant).match(wrong)) {
      const at = found.index ?? 0
      meant = `${meant.slice(0, at)}${right}${meant.slice(at + found[0].length)}`
      words.push({ found: `"${found[0].trim()}" in "${source}"`, expected: `"${right}" for “${says}”` })
    }
  }
  const [first] = words
  const unreadable = unreadableCodes.has(environment.check(meant).error?.code ?? '')
  return first === undefined || unreadable ? null : { ...first, todo: `Did you mean ${meant}?` }
}

const unreadableCodes = new Set(['unexpected_character', 'unexpected_token', 'expected_token', 'unterminated_string'])

/** What stands in quotation marks is text, and stays. */
function outsideText(source: string): string {
  return source.replace(/"[^"]*"|'[^']*'/g, text => '_'.repeat(text.length))
}

function unread(source: string, part: string, said: string): Words {
  const expected = 'a test such as segment == 4'
  if (source.trim() === '') return { found: 'nothing', expected }
  if (/RPAREN|RBRACKET/.test(said)) return { found: `"${source}", in which a bracket is not closed`, expected }
  if (part === '' || /EOF/.test(said)) return { found: `"${source}", which breaks off`, expected }
  return { found: `"${part}" in "${source}", where it cannot stand`, expected }
}

function tooMuch(said: string): string {
  const most = /\((\d+)\)/.exec(said)?.[1] ?? ''
  if (said.includes('Depth')) return `brackets within each other deeper than ${most}`
  return said.includes('List') ? `a list of more than ${most}` : `a test of more than ${most} parts`
}

/** Two kinds of value that do not go together: `string > int`, `!int`. */
function mismatch(part: string, kinds: string): Words {
  const [, left, sign, right] = /^(\S+) (\S+) (\S+)$/.exec(kinds) ?? []
  if (left === undefined || right === undefined)
    return {
      found: `"${part}", which turns round ${plainType(kinds.replace(/^[!-]/, ''))}`,
      expected: kinds.startsWith('!') ? 'true or false after !' : 'a number after -',
    }
  if (sign === 'in')
    return {
      found: `"${part}", which looks into ${plainType(right)}`,
      expected: 'a list after in',
      todo: 'Put square brackets around what may be: in [3, 4].',
    }
  return {
    found: `"${part}", which holds ${plainType(left)} against ${plainType(right)}`,
    expected: 'two values of one kind',
    todo:
      [left, right].includes('bool') && [left, right].includes('string')
        ? 'What is true or false is no text: write the name alone, or ! before it.'
        : [left, right].every(type => /^(string|int|double)$/.test(type))
          ? 'Numbers stand without quotation marks, text within them.'
          : '',
  }
}

function functionFault(said: string): Words {
  const [, on, name = '', given = ''] = /'(?:([^.(]+)\.)?([^(]+)\((.*)\)'/.exec(said) ?? []
  const known = [...functions].join(', ')
  if (!functions.has(name))
    return { found: `the function "${name}"`, expected: `one of ${known}`, todo: didYouMean(name, functions) }
  const what = [on, ...given.split(', ')].filter(type => type !== undefined && type !== '').map(plainType)
  return { found: `the function "${name}" on ${what.join(' and ')}`, expected: 'what it can be used on' }
}

function plainTypes(said: string): string {
  return [...said.matchAll(/'([^']+)'/g)].map(([, type]) => plainType(type)).join(' and ')
}
