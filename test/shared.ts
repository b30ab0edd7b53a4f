/** Where the real published figures are: beside the checkout, or where TURNAROUND_SHARED says. They are never committed. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const folder = resolve(root, process.env.TURNAROUND_SHARED ?? join('..', 'shared'))

/** The shared folder, or null where there is none: tests that need it say so and are skipped. */
export const shared: string | null = existsSync(folder) ? folder : null

/** The path of a file below the shared folder. */
export function sharedFile(...parts: string[]): string {
  return join(folder, ...parts)
}
