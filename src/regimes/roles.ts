/** What holds on a route, and who acts there. */
import type { Routed } from './parts.ts'

/** The role on a route; null where the file names none for it. */
export function resolveRole(routed: Routed, route: string | null): string | null {
  if (typeof routed === 'string') return routed
  return route === null ? null : (routed[route] ?? null)
}

/** Whether an entry holds on a route. */
export function holdsOn(entry: { readonly route?: string | undefined }, route: string | null): boolean {
  return entry.route === undefined || entry.route === route
}
