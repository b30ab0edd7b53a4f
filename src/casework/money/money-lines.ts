/** Lines of money that a case has by its rules, and who pays on each. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { notKnown } from '../../regimes/parts.ts'
import { holdsOn, resolveRole } from '../../regimes/roles.ts'
import type { MoneyLine } from '../../regimes/support-schema.ts'
import type { Refused } from '../model.ts'
import type { Choice } from '../records/record.ts'
import { rolesOfKind } from '../records/writers.ts'
import { refuse } from '../refused.ts'

type Route = string | null

/** A line of money on a route, with the role that pays by the rules; null where they do not say. */
export interface RuledLine {
  readonly id: string
  readonly line: MoneyLine
  readonly payer: string | null
}

export function linesOn({ regime: { money } }: CompiledRegime, route: Route): readonly RuledLine[] {
  return Object.entries(money.lines).flatMap(([id, line]) => {
    if (!holdsOn(line, route)) return []
    const payer = resolveRole(line.payer, route)
    return [{ id, line, payer: payer === notKnown ? null : payer }]
  })
}

/** Roles that can pay on some line: those that the rules name, and where they leave one open whoever may be named for a case. */
export function payersOn(compiled: CompiledRegime, route: Route): readonly string[] {
  const lines = linesOn(compiled, route)
  const named = lines.flatMap(({ payer }) => payer ?? [])
  return [...new Set([...named, ...(lines.length > named.length ? openToPay(compiled, route) : [])])]
}

/** Whoever has money of their own: not a person that is appointed, nor the public. */
function openToPay(compiled: CompiledRegime, route: Route): readonly string[] {
  return rolesOfKind(compiled, route, 'body', 'office', 'organisation', 'partner')
}

/** What may be chosen in the fields `line` and `payer` of a record about money. */
export function moneyChoices(compiled: CompiledRegime, route: Route): Readonly<Record<'line' | 'payer', Choice[]>> {
  const { roles } = compiled.regime
  return {
    line: linesOn(compiled, route).map(({ id, line }) => ({ value: id, label: line.title })),
    payer: payersOn(compiled, route).map(id => ({ value: id, label: roles[id]?.title ?? id })),
  }
}

/** Why nothing may be spent on a line by a payer; null where it may. */
export function refusePayer(compiled: CompiledRegime, route: Route, line: string, payer: string): Refused | null {
  const lines = linesOn(compiled, route)
  const found = lines.find(({ id }) => id === line)
  if (found === undefined) {
    const known = lines.map(({ id }) => id).join(', ')
    return refuse(
      'bad-request',
      `Found the line of money "${line}"; expected one of the rules: ${known === '' ? 'they have none' : known}.`,
    )
  }
  if (found.payer === payer) return null
  if (found.payer !== null)
    return refuse('bad-request', `By the rules ${found.payer} pays for ${line}; found the payer "${payer}".`)
  const open = openToPay(compiled, route)
  return open.includes(payer)
    ? null
    : refuse('bad-request', `Found the payer "${payer}"; expected one of the roles ${open.join(', ')}.`)
}

/** Whether the rules say who pays for a line, or it was named for the case. */
export function namedBy(compiled: CompiledRegime, route: Route, line: string): 'rules' | 'case' {
  const found = linesOn(compiled, route).find(({ id }) => id === line)
  return found === undefined || found.payer === null ? 'case' : 'rules'
}
