/** Who does what, and what is owed, allowed, given, paid and published: in words. */
import { cited } from '../assessment/framework-words.ts'
import { sentence } from './citation.ts'
import { slugWords } from './diagram.ts'
import { amount } from './clock-arithmetic.ts'
import { parseLength } from './clock-rule.ts'
import { dayFromIso, sayDate } from './day.ts'
import { notKnown, type Routed } from './parts.ts'
import type { Duty } from './people-schema.ts'
import type { Regime } from './regime.ts'

/** A role by its title, or one for each route where it differs. */
export function roleInWords(regime: Regime, role: Routed): string {
  const title = (id: string) => regime.roles[id]?.title ?? (id === notKnown ? 'not known' : id)
  if (typeof role === 'string') return title(role)
  const routes = Object.entries(role)
  if (new Set(Object.values(role)).size === 1) return title(routes[0]?.[1] ?? '')
  return routes.map(([route, id]) => `${title(id)} (${regime.routes?.[route]?.title ?? route})`).join(' or ')
}

/** "Paid by the trust", or, on the routes where nobody knows, that nobody does. */
export function payerInWords(regime: Regime, payer: Routed): string {
  const routes = Object.entries(typeof payer === 'string' ? {} : payer)
  if (payer === notKnown || (routes.length > 0 && routes.every(([, id]) => id === notKnown)))
    return 'Not known who pays'
  const known = routes.filter(([, id]) => id !== notKnown)
  if (known.length === routes.length) return `Paid by ${roleInWords(regime, payer)}`
  const words = known.map(([route, id]) => `${roleInWords(regime, id)} (${regime.routes?.[route]?.title ?? route})`)
  return `Paid by ${words.join(' or ')}; otherwise not known who pays`
}

export function rolesInWords(regime: Regime): readonly string[] {
  return Object.values(regime.roles).map(role => {
    const parts = [
      role.members ? `${role.members.join(', ')}.` : '',
      role['appointed-by'] ? `Appointed by ${roleInWords(regime, role['appointed-by'])}.` : '',
      role['accountable-to'] ? `Accountable to ${roleInWords(regime, role['accountable-to'])}.` : '',
      role.does ? sentence(role.does) : '',
      onlyOn(regime, role.route),
    ].filter(part => part !== '')
    return `${sentence(role.title)} ${[...parts, cited(role)].join(' ')}`
  })
}

export function dutiesInWords(regime: Regime): readonly string[] {
  return Object.values(regime.duties).map(duty => {
    const open = { true: 'In public.', false: 'Not in public.', 'not-stated': '' }[`${duty.public}`]
    const parts = [
      `${roleInWords(regime, duty.owner)}${duty.to ? `, to ${regime.roles[duty.to]?.title ?? duty.to}` : ''}: ${sentence(duty.title)}`,
      whenInWords(regime, duty),
      open,
      onlyOn(regime, duty.route),
      cited(duty),
    ]
    return parts.filter(part => part !== '').join(' ')
  })
}

/** "Within 45 working days, beginning with the day of the event: appointed." */
export function whenInWords(regime: Regime, { when }: Duty): string {
  if ('every' in when) return `Every ${when.every.replace('-', ' ')}.`
  if ('before' in when) return `Before the event: ${slugWords(when.before)}.`
  if ('by-date' in when) return `By ${sayDate(dayFromIso(when['by-date']))}.`
  if ('date-set-by' in when)
    return `By a day that is set for each case, by ${roleInWords(regime, when['date-set-by'])}.`
  if ('at-once' in when) return 'At once.'
  if ('no-date' in when) return 'No date is given.'
  return regime.clocks[when.clock] === undefined ? '' : clockInWords(regime, when.clock)
}

/** A clock as a rule: how long, counted how, from what. */
export function clockInWords(regime: Regime, id: string): string {
  const clock = regime.clocks[id]
  if (clock === undefined) return ''
  const starts = [clock.starts].flat().map(slugWords).join(' or ')
  const of = { happening: 'the event', issue: 'the issue in the event', receipt: 'the receipt in the event' }[
    clock['starts-on']
  ]
  const counted = clock.counted === 'beginning-with' ? 'beginning with the day of' : 'counted from the day after'
  const kind = { limit: 'Within', usual: 'Usually within', period: 'After a full' }[clock.is]
  const extended = clock.extension ? ` May be extended by ${roleInWords(regime, clock.extension.by)}.` : ''
  const stopped = clock.suspension ? ` May be suspended by ${roleInWords(regime, clock.suspension.by)}.` : ''
  const { count, unit } = parseLength(clock.length)
  return `${kind} ${amount(count, unit)}, ${counted} ${of}: ${starts}.${extended}${stopped}`
}

/** Clocks that no duty speaks of. */
export function otherClocksInWords(regime: Regime): readonly string[] {
  const told = new Set(Object.values(regime.duties).flatMap(duty => ('clock' in duty.when ? [duty.when.clock] : [])))
  return Object.entries(regime.clocks)
    .filter(([id]) => !told.has(id))
    .map(
      ([id, clock]) =>
        `${roleInWords(regime, clock.owner)}: ${sentence(clock.title)} ${clockInWords(regime, id)} ${cited(clock)}`,
    )
}

/** What a power does to a freedom: where it comes by itself, and where somebody may use it. */
const powerWords = {
  suspends: ['suspends', 'suspend'],
  grants: ['grants', 'grant'],
  removes: ['takes away', 'take away'],
  requires: ['requires this, which limits', 'require this, which limits'],
  directs: ['directs this, which limits', 'direct this, which limits'],
} as const

export function powersInWords(regime: Regime): readonly string[] {
  const reach = regime['powers-over']
  const uses = Object.values(regime.powers).map(power => {
    const over = power.over ? ` Over: ${sentence(power.over)}` : ''
    const how = power.automatic ? ' It comes by itself.' : ''
    const instrument = power.instrument ? ` By ${sentence(power.instrument)}` : ''
    const does = power.automatic ? powerWords[power.does][0] : `may ${powerWords[power.does][1]}`
    return `${sentence(power.title)} ${roleInWords(regime, power.by)} ${does}: ${sentence(power.freedom)}${over}${instrument}${how}${space(onlyOn(regime, power.route))} ${cited(power)}`
  })
  return reach === undefined ? uses : [...uses, `How far they reach. ${sentence(reach.says)} ${cited(reach)}`]
}

export function publicationInWords(regime: Regime): readonly string[] {
  const cadence = { once: 'Once.', 'each-step': 'At each step.', 'no-cadence': 'No cadence is given.' }
  return Object.values(regime.publication).map(one => {
    const every =
      one.every in cadence ? cadence[one.every as keyof typeof cadence] : `Every ${one.every.replace('-', ' ')}.`
    return `${sentence(one.title)} By ${roleInWords(regime, one.by)}, in: ${sentence(one.where)} ${every} ${cited(one)}`
  })
}

export function onlyOn(regime: Regime, route: string | undefined): string {
  return route === undefined ? '' : `Only: ${regime.routes?.[route]?.title ?? route}.`
}

function space(text: string): string {
  return text === '' ? '' : ` ${text}`
}
