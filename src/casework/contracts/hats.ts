/**
 * Who may not do what, by person: who decides exit or verifies a result neither signs nor pays; who claims, checks and pays are
 * three. Where one body is all that by its roles, that is the rules' doing: it is not refused but said. Pure.
 */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { countingEvents } from '../counting.ts'
import type { Refused } from '../model.ts'
import type { About, StoredRecord } from '../records/record.ts'
import { exitDeciders, exitRecommenders, onRoute, overseers, rolesOfKind } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import type { Contract } from './contract-schema.ts'

/** Roles that may be party to a contract: all but the public. */
export function partyRoles(compiled: CompiledRegime, route: string | null): readonly string[] {
  return rolesOfKind(compiled, route, 'body', 'office', 'appointed', 'organisation', 'partner')
}

/** Who draws contracts up, and ends them: bodies, offices and the organisation itself. */
export function contractWriters(compiled: CompiledRegime, route: string | null): readonly string[] {
  return [...rolesOfKind(compiled, route, 'body', 'office', 'organisation'), 'oversight-analyst']
}

/** Who checks claims, guardrails and what is held back: those who oversee. */
export function verifiers(compiled: CompiledRegime, route: string | null): readonly string[] {
  return [...overseers(compiled, route), 'oversight-analyst']
}

/** Who verifies a result: who recommends and decides exit, and who checks after it. */
export function resultVerifiers(compiled: CompiledRegime, route: string | null): readonly string[] {
  const after = onRoute(route, ...(compiled.regime.exit.sustain ?? []).map(({ by }) => by))
  return [
    ...new Set([...exitRecommenders(compiled, route), ...exitDeciders(compiled, route), ...after, 'oversight-analyst']),
  ]
}

type Acts = Pick<About, 'records' | 'events' | 'compiled' | 'case'>

/** Whether somebody (by key) wrote a record of one of some kinds in a case, under a contract or any. */
function wrote(
  records: About['records'],
  key: string,
  kinds: readonly string[],
  contract?: string,
): StoredRecord | null {
  return (
    records.find(
      one =>
        one.actor === key &&
        kinds.includes(one.kind) &&
        (contract === undefined || (one.body as { readonly contract?: string | null }).contract === contract),
    ) ?? null
  )
}

/** Whether somebody (by key) decided exit in a case. */
export function decidedExit({ events, compiled }: Pick<Acts, 'events' | 'compiled'>, key: string): boolean {
  const ways = compiled.regime.exit.events ?? []
  return countingEvents(events).some(({ actor, name }) => actor === key && ways.includes(name))
}

const acts: Readonly<Record<string, string>> = {
  signature: 'signed the contract',
  claim: 'made a claim',
  'claim-check': 'checked a claim',
  result: 'verified a result',
  'guardrail-check': 'checked the guardrail',
  payment: 'paid under it',
  'hold-decision': 'decided on what was held back',
}

/**
 * Why somebody may not do an act, since they did another that does not go with it; null where they may.
 * @param barring Kinds of records that bar it, under the contract or in the case where none is given.
 */
export function ownAct(
  { records, events, compiled, actor }: About,
  act: string,
  barring: readonly string[],
  { contract, exit = false }: { readonly contract?: string; readonly exit?: boolean } = {},
): Refused | null {
  const own = wrote(records, actor.key, barring, contract)
  const what = own ? acts[own.kind] : exit && decidedExit({ events, compiled }, actor.key) ? 'decided exit' : null
  return what === null || what === undefined
    ? null
    : refuse('own-act', `You ${what}; whoever did that does not ${act}. Leave it to another.`)
}

/** Where one body decides exit or verifies results, and signs or pays as well: a sentence; null where it is not so. */
export function oneBody(compiled: CompiledRegime, route: string | null, contract: Contract): string | null {
  const deciding = exitDeciders(compiled, route)
  const signs = contract.parties.map(({ role }) => role).filter(role => deciding.includes(role))
  const pays = [contract.payer, contract['results-payer']].flatMap(role =>
    role !== null && deciding.includes(role) ? [role] : [],
  )
  const both = [...new Set([...signs, ...pays])]
  if (both.length === 0) return null
  const title = both.map(role => compiled.regime.roles[role]?.title ?? role).join(' and ')
  const also = [signs.length > 0 ? 'signs' : '', pays.length > 0 ? 'pays' : ''].filter(one => one !== '').join(' and ')
  return `${title} decides exit, and ${also} under this contract: by its rules one body is both. Different people act.`
}
