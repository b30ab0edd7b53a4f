/**
 * How cases of another regime come over: onto routes that there are here. Its own stages, duties and routes are in another
 * file, and are held against that by a test of the files that ship.
 */
import type { DocumentIssue, ReadDocument } from '../documents/yaml-document.ts'
import type { Regime } from './regime.ts'
import { unknownName } from './unknown-name.ts'

/** Routes by route there that are none here; a single route is checked with all others. */
export function checkMigrations({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const routes = Object.keys(regime.routes ?? {})
  return Object.entries(regime.relations['migrates-from'] ?? {}).flatMap(([id, { route }]) =>
    Object.entries(typeof route === 'object' ? route : {})
      .filter(([, here]) => !routes.includes(here))
      .map(([there, here]) =>
        issueAt(
          ['relations', 'migrates-from', id, 'route', there],
          unknownName(`the route "${here}"`, here, 'routes', routes),
        ),
      ),
  )
}
