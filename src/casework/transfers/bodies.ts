/** What rules call oversight bodies: which role of which rules is the same body, and by which short names a transfer may speak of it. Pure. */
import type { Regime } from '../../regimes/regime.ts'

type Role = Regime['roles'][string]

export interface Bodies {
  /** Short names by which some rules know a body, with its title. */
  readonly named: ReadonlyMap<string, string>
  /** A body by one name, whichever of its short names it is asked by; what no rules name, by that name itself. */
  of(name: string): string
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
 * same one: "regulator" does not.
 */
export function bodiesNamed(regimes: readonly Pick<Regime, 'roles'>[]): Bodies {
  const roles = regimes
    .flatMap(one => Object.entries(one.roles))
    .filter(([, { kind }]) => kind === 'body' || kind === 'office')
  const titles = new Map(
    roles.flatMap(([, { title, members }]) => [title, ...(members ?? [])]).map(title => [shortOf(title), title]),
  )
  const ids = new Map(
    [...Map.groupBy(roles, ([id]) => id)].flatMap(([id, all]) => {
      const [first, ...others] = new Set(all.map(([, { title }]) => shortOf(title)))
      return first !== undefined && others.length === 0 ? [[id, first] as const] : []
    }),
  )
  const of = (name: string) => (titles.has(name) ? name : (ids.get(name) ?? name))
  const titleOf = (body: string) => titles.get(body) ?? capital(body.replaceAll('-', ' '))
  return {
    named: new Map([...ids.keys(), ...titles.keys()].map(name => [name, titleOf(of(name))])),
    of,
    titleOf,
    inRole: (id, { title, members = [] }) => [
      // Other versions of the same rules may have called it otherwise.
      { body: ids.get(id) ?? shortOf(title), title },
      ...members.map(member => ({ body: of(shortOf(member)), title: member })),
    ],
  }
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
