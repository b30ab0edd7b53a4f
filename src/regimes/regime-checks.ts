/**
 * What a schema cannot say of a regime: names that must exist, roles that must differ, ways out that must be there. Each
 * fault stops the file; what is merely unwise is for the linter.
 */
import type { DocumentIssue, ReadDocument } from '../documents/yaml-document.ts'
import { checkClocks } from './check-clocks.ts'
import { checkCriteria } from './check-criteria.ts'
import { checkMigrations } from './check-migrations.ts'
import { checkRoles } from './check-roles.ts'
import { checkStages } from './check-stages.ts'
import { referencesOf, transitionsOf, type Kind } from './references.ts'
import type { Regime } from './regime.ts'
import { unknownName } from './unknown-name.ts'

/** What a file can be held against that is not in it. */
export interface Surroundings {
  /** The id that the file's name promises. */
  readonly id?: string
  /** Ids of the calendars that there are. */
  readonly calendars?: readonly string[]
}

/** Every fault of a regime that its schema lets pass. */
export function checkRegime(document: ReadDocument<Regime>, surroundings: Surroundings = {}): DocumentIssue[] {
  return [
    ...checkId(document, surroundings.id),
    ...checkVersions(document),
    ...checkReferences(document),
    ...checkAnywhere(document),
    ...checkCriteria(document),
    ...checkStages(document),
    ...checkRoles(document),
    ...checkClocks(document, surroundings.calendars),
    ...checkPlaces(document),
    ...checkMigrations(document),
    ...checkPlan(document),
  ]
}

/** Whoever keeps the plan updates it again and again: a duty that is owed once cannot say when. */
function checkPlan({ value: { plan, duties }, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const duty = plan?.duty === undefined ? undefined : duties[plan.duty]
  if (duty === undefined || 'every' in duty.when) return []
  return [
    issueAt(['plan', 'duty'], {
      found: `the duty "${plan?.duty}", which does not recur`,
      expected: 'a duty with "every" under "when", such as month',
      todo: 'Give it a cadence, or leave "duty" out.',
    }),
  ]
}

function checkId({ value: regime, issueAt }: ReadDocument<Regime>, id: string | undefined): DocumentIssue[] {
  if (id === undefined || id === regime.regime) return []
  return [
    issueAt(['regime'], {
      found: regime.regime,
      expected: `${id}, the name of the file`,
      todo: 'Rename one of the two.',
    }),
  ]
}

function checkVersions({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const versions = Object.entries(regime.versions)
  return versions.flatMap(([version, { 'in-force': inForce }], index) => {
    const { from, to } = inForce
    const at = ['versions', version, 'in-force']
    const before = versions[index - 1]?.[1]['in-force'].from ?? ''
    const [next, later] = versions[index + 1] ?? []
    const faults = []
    if (from < before)
      faults.push(
        issueAt(at, { found: `in force from ${from}, before the version above it`, expected: `${before} or later` }),
      )
    if (to !== null && to < from)
      faults.push(issueAt(at, { found: `from ${from} to ${to}`, expected: 'an end that is not before the beginning' }))
    // Two versions at a time would leave open which rules hold; none at a time is what happened now and then.
    const beginning = later?.['in-force'].from
    if (beginning !== undefined && beginning >= from && (to === null || to >= beginning))
      faults.push(
        issueAt([...at, 'to'], {
          found: to === null ? 'no end, though another version follows' : `an end on ${to}`,
          expected: `a day before ${beginning}, when version ${next} begins`,
        }),
      )
    return faults
  })
}

function checkReferences({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const transitions = transitionsOf(regime)
  const known: Record<Kind, readonly string[]> = {
    role: Object.keys(regime.roles),
    criterion: Object.keys(regime.criteria),
    state: Object.keys(regime.stages.states),
    event: [...new Set(transitions.map(one => one.event))],
    'main event': [...new Set(transitions.filter(one => one.path[0] === 'stages').map(one => one.event))],
    clock: Object.keys(regime.clocks),
    subject: Object.keys(regime.subjects),
    choice: Object.keys(regime.choices),
    duty: Object.keys(regime.duties),
  }
  return referencesOf(regime).flatMap(({ path, name, to }) =>
    known[to].includes(name)
      ? []
      : [issueAt(path, unknownName(`the ${singular(to)} "${name}"`, name, plural[to], known[to]))],
  )
}

function singular(kind: Kind): string {
  return kind === 'main event' ? 'event' : kind
}

const plural: Record<Kind, string> = {
  role: 'roles',
  criterion: 'criteria',
  state: 'states of the main strand',
  event: 'events',
  'main event': 'events of the main strand',
  clock: 'clocks',
  subject: 'subjects',
  choice: 'choices',
  duty: 'duties',
}

/** Citations and routes stand all over the file: a clause names a source, a route and the keys of a routed map a route. */
function checkAnywhere({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  const sources = Object.keys(regime.sources)
  const routes = Object.keys(regime.routes ?? {})
  const checkRoute = (route: string, path: readonly PropertyKey[]): void => {
    if (!routes.includes(route))
      faults.push(issueAt(path, unknownName(`the route "${route}"`, route, 'routes', routes)))
  }
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (Array.isArray(value)) return value.forEach((one, index) => visit(one, [...path, index]))
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) {
      const here = [...path, key]
      if (key === 'route' && Array.isArray(child)) child.forEach((one, index) => checkRoute(one, [...here, index]))
      else if (typeof child !== 'string') visit(child, here)
      else if (key === 'clause') {
        const source = child.split('#')[0] ?? ''
        if (!sources.includes(source))
          faults.push(issueAt(here, unknownName(`a clause of "${source}"`, source, 'sources', sources)))
      } else if (key === 'route') checkRoute(child, here)
    }
  }
  visit(regime, [])
  return faults
}

function checkPlaces({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const { places, kind } = regime.capacity
  if (places === null && (kind === 'cap' || kind === 'expected'))
    return [
      issueAt(['capacity', 'places'], {
        found: `no number for a capacity of kind ${kind}`,
        expected: 'a number of places',
      }),
    ]
  if (places !== null && kind === 'none')
    return [
      issueAt(['capacity', 'kind'], { found: `none beside ${places} places`, expected: 'cap, expected or observed' }),
    ]
  return []
}
