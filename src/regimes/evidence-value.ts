/** One piece of evidence on one organisation: its value, or why there is none. Unknown is a value, and says why. */
import type { InputRef } from '../assessment/model.ts'
import type { EvidenceItem } from './evidence-schema.ts'
import type { Value } from './regime-test.ts'
import type { Regime } from './regime.ts'

export type { Value } from './regime-test.ts'

export interface EvidenceValue {
  /** As tests compare it: text in lower case. */
  readonly value: Value
  /** For a count that reaches what is not known: it is `value` or any whole number up to this. */
  readonly upTo?: number
  /** How it came about, with the value as it was published. */
  readonly words: string
  /** Period or day it speaks of; null for what an organisation is. */
  readonly period: string | null
  /** It compares organisations with each other, so that somebody always stands worst. */
  readonly relative: boolean
  readonly inputs: readonly InputRef[]
}

export interface Missing {
  /** What is missing and why: "no value for Q2 2025/26". */
  readonly missing: string
}

export type Found = EvidenceValue | Missing

/** The value of one piece of evidence, by organisation code. */
export type Column = (code: string) => Found

/** All that a regime's criteria may ask about one organisation. */
export interface Evidence {
  /** By the name that tests speak. */
  readonly values: ReadonlyMap<string, EvidenceValue>
  /** Why the others are not there, by name. */
  readonly missing: ReadonlyMap<string, string>
  /** Recorded judgements by kind of finding, or why none holds. */
  readonly judged: ReadonlyMap<string, Found>
}

/** Sorts what was found from what is missing. */
export function sortFound(found: Iterable<readonly [string, Found]>, judged: ReadonlyMap<string, Found>): Evidence {
  const values = new Map<string, EvidenceValue>()
  const missing = new Map<string, string>()
  for (const [name, one] of found) {
    if ('missing' in one) missing.set(name, one.missing)
    else values.set(name, one)
  }
  return { values, missing, judged }
}

type FindingItem = Extract<EvidenceItem, { kind: 'finding' }>

/** Reads what a finding says as its declared type; gives the reason where it cannot be read. */
export function readFinding(item: FindingItem, said: string): Value | Missing {
  const text = said.trim().toLowerCase()
  const unreadable = (expected: string) => ({
    missing: `the finding says “${said}”, not ${expected}`,
  })
  if (item.type === 'number') return /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : unreadable('a number')
  if (item.type === 'yes-no') {
    if (text === 'yes' || text === 'true') return true
    return text === 'no' || text === 'false' ? false : unreadable('yes or no')
  }
  if (item.values && !item.values.some(value => value.toLowerCase() === text))
    return unreadable(`one of ${item.values.join(', ')}`)
  return text
}

/**
 * Evidence that somebody states by hand, as examples and "what if" do: text is taken in lower case, and whatever is left
 * out is unknown.
 */
export function statedEvidence(
  regime: Regime,
  given: Readonly<Record<string, Value>>,
  judged: Readonly<Record<string, string>>,
): Evidence {
  const stated = (value: Value): EvidenceValue => ({
    value: typeof value === 'string' ? value.toLowerCase() : value,
    words: 'As stated.',
    period: null,
    relative: false,
    inputs: [],
  })
  return sortFound(
    Object.keys(regime.evidence).map((name): [string, Found] => {
      const value = given[name]
      return [name, value === undefined ? { missing: 'it is not stated' } : stated(value)]
    }),
    new Map(Object.entries(judged).map(([kind, value]) => [kind, stated(value)])),
  )
}
