/** Fields of a comparison as readers see them: ids by their titles, paths of the file as words. */
import type { Regime } from '../regimes/regime.ts'

/** `sustain › 1 › months-after` → `Sustain, 1: months after`. */
export function fieldWords(path: string): string {
  const parts = path.split(' › ').flatMap(part => (part === 'id' ? [] : [named[part] ?? part.replaceAll('-', ' ')]))
  const words = parts.reduce((before, part) => `${before}${/^\d+$/.test(part) ? ', ' : ': '}${part}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What the file calls by a bare key that says little beside a figure. */
const named: Readonly<Record<string, string>> = {
  says: 'in words',
  title: 'name',
  first: 'first stage',
  stages: 'stage that becomes',
  sustain: 'check after exit',
  observed: 'count observed',
  of: 'of whom',
}

/** A value by its title where it is an id of the file, a list of such each by its own; else as it stands. */
export function fieldValue(regime: Regime, field: string, value: string): string {
  if (value === 'true' || value === 'false') return value === 'true' ? 'yes' : 'no'
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(, [a-z0-9]+(-[a-z0-9]+)*)*$/.test(value)) return value
  const titles = titlesFor(regime, field)
  return value
    .split(', ')
    .map(one => titles[one]?.title ?? one.replaceAll('-', ' '))
    .join(', ')
}

type Titled = Readonly<Record<string, { readonly title?: string | undefined }>>

/** What a field's ids are ids of, by the last word of its path that says so. */
function titlesFor(regime: Regime, field: string): Titled {
  const { criteria, stages, strands, routes, subjects, evidence } = regime
  const states: Titled = Object.assign({}, ...Object.values(strands).map(one => one.states), stages.states)
  const kinds: Readonly<Record<string, Titled | undefined>> = {
    criterion: criteria,
    first: states,
    stages: states,
    route: routes,
    duties: regime.duties,
    for: subjects,
    evidence,
  }
  return kinds[field.split(' › ').findLast(part => kinds[part] !== undefined) ?? ''] ?? {}
}
