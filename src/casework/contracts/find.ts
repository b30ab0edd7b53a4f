/** The contract that a record speaks of, and what may be chosen. Pure. */
import type { Refused } from '../model.ts'
import type { About, Choice } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { contractsOf, type Standing, standingOf, stateWords } from './contract-state.ts'

/** Contracts of the case to choose from, with where each stands. */
export function contractChoices({ records, today }: Pick<About, 'records' | 'today'>): readonly Choice[] {
  return contractsOf(records).map(({ id, body }) => {
    const found = standingOf(records, id, today)
    return { value: id, label: `${body.title} (${found ? stateWords[found.state].toLowerCase() : ''})` }
  })
}

/** Where a contract stands, or that there is none. */
export function findContract({ records, today }: Pick<About, 'records' | 'today'>, id: string): Standing | Refused {
  return (
    standingOf(records, id, today) ??
    refuse('no-such-record', `There is no contract "${id}" in this case. Read the case again.`)
  )
}

/** Why a contract does not govern money now: its latest version is not signed by all, and terms that nobody agreed bind nobody. */
export function notSigned({ state, contract: { version } }: Standing): Refused | null {
  return state === 'to-be-signed'
    ? refuse(
        'not-in-force',
        `Version ${version} of this contract is not signed by all. Have it signed, or write the signed terms again and have them signed.`,
      )
    : null
}

/** Ids of the signatures of a contract's latest version, before which nothing is done under it. */
export function signaturesOf({ records, today }: Pick<About, 'records' | 'today'>, id: string): readonly string[] {
  return standingOf(records, id, today)?.signatures.map(one => one.id) ?? []
}

/** Ids of the signatures, checks and results by which it is told what a contract has cost, earns, holds or has left. */
export function settledUnder(about: Pick<About, 'records' | 'today'>, id: string): readonly string[] {
  const found = standingOf(about.records, id, about.today)
  if (found === null) return []
  const checks = found.claims.flatMap(({ check, takenBack }) => (check === null || takenBack ? [] : [check]))
  const settled = [...found.signatures, ...checks, ...found.results, ...(found.guardrail ? [found.guardrail] : [])]
  return settled.map(one => one.id)
}

/** The same as `findContract`, after `refuse` has seen that it is there. */
export function contractThere(about: Pick<About, 'records' | 'today'>, id: string): Standing {
  const found = findContract(about, id)
  if ('words' in found) throw new Error(found.words)
  return found
}
