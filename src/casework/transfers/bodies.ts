/** What rules call oversight bodies: which role of which rules is the same body, and by which short names a transfer may speak of it. Pure. */
import type { Regime } from '../../regimes/regime.ts'

type Role = Regime['roles'][string]

export interface Bodies {
  /** Short names by which some rules know a body, with its title. */
  readonly named: ReadonlyMap<string, string>
  /** A body by one name, whichever of its short names it is asked by; what no rules name, by that name itself. */
  of(name: string): string
  /** First day (ISO) of any rules that name a body, asked by any of its names; null where none do. */
  sinceOf(name: string): string | null
  /** The title of a body by that one name. */
  titleOf(body: string): string
  /** The body that a role is; each member beside, where several act together. */
  inRole(id: string, role: Pick<Role, 'title' | 'members'>): readonly Body[]
}

/** A body by its one name, with its title as the rules have it. */
export interface Body {
  readonly body: string
  readonly title: string
}

/**
 * Bodies by their titles, in small letters with hyphens. The id of a role names a body too, where all rules that have it mean the
 * same one: "regulator" does not. What any rules have as the organisation, a partner, somebody appointed or the public oversees
 * nobody, though others call it a body or a member of a joint one.
 */
export function bodiesNamed(regimes: readonly Pick<Regime, 'roles' | 'versions'>[]): Bodies {
  const all = regimes.flatMap(({ roles, versions }) => {
    const days = Object.values(versions).map(one => one['in-force'].from)
    return Object.entries(roles).map(([id, role]) => ({ id, role, days }))
  })
  const others = new Set(all.filter(({ role }) => !oversees(role)).map(({ role }) => shortOf(role.title)))
  const bodies = all.filter(({ role }) => oversees(role))
  const known = bodies
    .flatMap(({ role: { title, members = [] }, days }) => [title, ...members].map(one => ({ title: one, days })))
    .filter(({ title }) => !others.has(shortOf(title)))
  const titles = new Map(known.map(({ title }) => [shortOf(title), title]))
  const byShort = Map.groupBy(known, ({ title }) => shortOf(title))
  const ids = new Map(
    [...Map.groupBy(bodies, ({ id }) => id)].flatMap(([id, some]) => {
      const [first, ...more] = new Set(some.map(({ role }) => shortOf(role.title)))
      return first !== undefined && more.length === 0 && titles.has(first) ? [[id, first] as const] : []
    }),
  )
  const of = (name: string) => (titles.has(name) ? name : (ids.get(name) ?? name))
  const titleOf = (body: string) => titles.get(body) ?? capital(body.replaceAll('-', ' '))
  return {
    named: new Map([...ids.keys(), ...titles.keys()].map(name => [name, titleOf(of(name))])),
    of,
    sinceOf: name => (byShort.get(of(name)) ?? []).flatMap(({ days }) => days).toSorted()[0] ?? null,
    titleOf,
    inRole: (id, { title, members = [] }) => [
      // Other versions of the same rules may have called it otherwise.
      { body: ids.get(id) ?? shortOf(title), title },
      ...members.map(member => ({ body: of(shortOf(member)), title: member })),
    ],
  }
}

/** Whether a role is that of somebody who oversees: a body, or an office. */
export function oversees({ kind }: Pick<Role, 'kind'>): boolean {
  return kind === 'body' || kind === 'office'
}

function shortOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
