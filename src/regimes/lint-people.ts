/** Who recommends, owes, appoints and pays: where a regime leaves it open. */
import type { LintFinding } from './lint.ts'
import { notKnown, type Routed } from './parts.ts'
import type { Regime } from './regime.ts'

export function lintPeople(regime: Regime): readonly LintFinding[] {
  return [
    ...recommenders(regime),
    ...owners(regime),
    ...payers(regime),
    ...unknownPayers(regime),
    ...clocks(regime),
    ...neverDone(regime),
  ]
}

function recommenders({ entry, exit }: Regime): LintFinding[] {
  const findings: LintFinding[] = []
  const silent = Object.values(entry.ways).some(way => way.recommender === undefined)
  if (entry.recommender === undefined && silent && !entry.automatic)
    findings.push({
      check: 'no-recommender',
      path: ['entry'],
      words: 'Nobody recommends entry apart from who decides it.',
      todo: 'Name a `recommender`, or leave it where the documents name none.',
    })
  if (exit.recommender === undefined)
    findings.push({
      check: 'no-recommender',
      path: ['exit'],
      words: 'Nobody recommends exit apart from who decides it.',
      todo: 'Name a `recommender`, or leave it where the documents name none.',
    })
  return findings
}

function owners(regime: Regime): LintFinding[] {
  const routes = Object.keys(regime.routes ?? {})
  const owned = [
    ...Object.entries(regime.duties).map(([id, duty]) => ['duties', id, duty] as const),
    ...Object.entries(regime.clocks).map(([id, clock]) => ['clocks', id, clock] as const),
  ]
  return owned.flatMap(([section, id, one]): LintFinding[] => {
    const open = typeof one.owner === 'string' ? [] : routes.filter(route => !rolesOf(one.owner, route).length)
    const without = open.filter(route => one.route === undefined || one.route === route)
    const holders = rolesOf(one.owner, one.route).filter(role => isUnappointed(regime, role))
    return [
      ...without.map(
        (route): LintFinding => ({
          check: 'no-owner',
          path: [section, id, 'owner'],
          words: `Nobody owes “${one.title}” on the route “${regime.routes?.[route]?.title ?? route}”.`,
          todo: 'Name who owes it there, or give the entry the `route` on which it holds.',
        }),
      ),
      ...(section === 'duties' ? holders : []).map(
        (role): LintFinding => ({
          check: 'not-appointed',
          path: [section, id, 'owner'],
          words: `“${one.title}” is owed by “${regime.roles[role]?.title ?? role}”, whom nobody appoints.`,
          todo: `Say who appoints it, as \`appointed-by\` of the role ${role}.`,
        }),
      ),
    ]
  })
}

function isUnappointed(regime: Regime, id: string): boolean {
  const role = regime.roles[id]
  return role?.kind === 'appointed' && role['appointed-by'] === undefined
}

/** Support whose payer has no line of money. */
function payers(regime: Regime): LintFinding[] {
  const lines = Object.values(regime.money.lines)
  const paying = new Set(lines.flatMap(line => rolesOf(line.payer, line.route)))
  return Object.entries(regime.support).flatMap(([id, one]) =>
    rolesOf(one['paid-by'], one.route)
      .filter(role => role !== notKnown && !paying.has(role))
      .map(
        (role): LintFinding => ({
          check: 'unpaid-support',
          path: ['support', id, 'paid-by'],
          words: `“${one.title}” is paid by “${regime.roles[role]?.title ?? role}”, for whom there is no line of money.`,
          todo: 'Add the line to `money.lines`, with no sum where none is known.',
        }),
      ),
  )
}

function unknownPayers(regime: Regime): LintFinding[] {
  const paid = [
    ...Object.entries(regime.money.lines).map(
      ([id, one]) => [['money', 'lines', id, 'payer'], one, one.payer] as const,
    ),
    ...Object.entries(regime.support).map(([id, one]) => [['support', id, 'paid-by'], one, one['paid-by']] as const),
  ]
  return paid
    .filter(([, { route }, payer]) => rolesOf(payer, route).includes(notKnown))
    .map(([path, { title }]) => ({
      check: 'payer-not-known',
      path,
      words: `Nobody knows who pays for “${title}”.`,
      todo: 'Find a source that says so, or leave it.',
    }))
}

/** A period is nobody's to keep: it only has to pass. */
function clocks(regime: Regime): LintFinding[] {
  const owed = new Set(Object.values(regime.duties).flatMap(duty => ('clock' in duty.when ? [duty.when.clock] : [])))
  return Object.entries(regime.clocks)
    .filter(([id, clock]) => clock.is !== 'period' && !owed.has(id))
    .map(([id, clock]) => ({
      check: 'clock-without-duty',
      path: ['clocks', id],
      words: `The clock “${clock.title}” runs, but no duty is owed by it.`,
      todo: 'Add the duty that it times, with `when: { clock: … }`.',
    }))
}

function neverDone(regime: Regime): LintFinding[] {
  return Object.entries(regime.duties)
    .filter(([, duty]) => duty['done-by'] === undefined && !('clock' in duty.when) && !('every' in duty.when))
    .map(([id, duty]) => ({
      check: 'never-done',
      path: ['duties', id],
      words: `Nothing shows that “${duty.title}” was done: it is owed until the state is left.`,
      todo: 'Name the event that shows it as `done-by`, where there is one.',
    }))
}

/** The roles that an entry may mean, on one route or on all. */
function rolesOf(routed: Routed, route?: string): readonly string[] {
  if (typeof routed === 'string') return [routed]
  if (route === undefined) return Object.values(routed)
  const found = routed[route]
  return found === undefined ? [] : [found]
}
