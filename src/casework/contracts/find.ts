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

/** The same, after `refuse` has seen that it is there. */
export function contractThere(about: Pick<About, 'records' | 'today'>, id: string): Standing {
  const found = findContract(about, id)
  if ('words' in found) throw new Error(found.words)
  return found
}
