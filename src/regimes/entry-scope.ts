/** Whether an organisation is one that a regime is for, and by which route it would go through it. */
import type { Organisation, Period } from '../evidence/model.ts'
import { isoWords, periodWords } from '../evidence/period-words.ts'
import type { KnownRoute } from './criterion-tree.ts'
import { kindWords } from './diagram.ts'
import type { Regime } from './regime.ts'

export type InScope =
  | {
      readonly inScope: true
      readonly route: KnownRoute
      readonly notes: readonly string[]
      /** Why it is not known to be in scope, where it is not ruled out either; null where it is in scope. */
      readonly doubt: string | null
    }
  | { readonly inScope: false; readonly why: string }

/** By its type and legal form, and whether it was there in the period. What is not known of it rules nothing out. */
export function scopeOf(regime: Regime, organisation: Organisation, period: Period): InScope {
  const { scope } = regime
  const { type, legalForm, opened, closed } = organisation
  if (type !== null && !scope['organisation-types'].includes(type))
    return out(`its type is ${kindWords(type)}; ${regime.title} is for: ${scope.says}`)
  if (legalForm !== null && scope['legal-forms'] && !scope['legal-forms'].includes(legalForm))
    return out(`its legal form is ${kindWords(legalForm)}; ${regime.title} is for: ${scope.says}`)
  if (closed !== null && closed < period.start)
    return out(`it closed on ${isoWords(closed)}, before ${periodWords(period)}`)
  if (opened !== null && opened > period.end)
    return out(`it opened on ${isoWords(opened)}, after ${periodWords(period)}`)
  const { fits, may } = routesFor(regime, type, legalForm)
  const routes = fits.length > 0 ? fits : may
  if (regime.routes && routes.length === 0)
    return out(
      `no route of ${regime.title} is for the type ${type === null ? 'not known' : kindWords(type)} with the legal form ${legalForm === null ? 'not known' : kindWords(legalForm)}`,
    )
  const route = regime.routes ? (routes.length === 1 ? routes[0] : undefined) : null
  const titles = routes.map(id => regime.routes?.[id]?.title ?? id).join(' or ')
  return {
    inScope: true,
    route,
    notes:
      route === undefined
        ? [
            `No file says its ${legalForm === null ? 'legal form' : 'type'}, so its route is not known (${titles}), nor who recommends and decides.`,
          ]
        : [],
    doubt: type === null ? `No file says what type of organisation it is; ${regime.title} is for: ${scope.says}` : null,
  }
}

/** Routes that it is on by what is known of it, and those that it may be on. */
function routesFor({ routes = {} }: Regime, type: string | null, legalForm: string | null) {
  const fits: string[] = []
  const may: string[] = []
  for (const [id, route] of Object.entries(routes)) {
    const answers = [covers(route['organisation-types'], type), covers(route['legal-forms'], legalForm)]
    if (answers.includes(false)) continue
    if (answers.includes(null)) may.push(id)
    else fits.push(id)
  }
  return { fits, may }
}

/** Whether a list covers a value: a list that is left out covers all, and of what is not known nobody can say (null). */
function covers(list: readonly string[] | undefined, value: string | null): boolean | null {
  if (!list) return true
  return value === null ? null : list.includes(value)
}

function out(why: string): InScope {
  return { inScope: false, why: `Out of scope: ${why.replace(/\.$/, '')}.` }
}
