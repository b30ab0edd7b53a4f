/** One text for one value, whatever order its keys came in, so that equal things have equal hashes. */
import { createHash } from 'node:crypto'

/** JSON with keys in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  )
}

/** SHA-256 in hex of a value's canonical JSON. */
export function hashOfValue(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}
