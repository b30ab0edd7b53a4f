/** What an organisation is called: by its name where the evidence knows it, else by its code. */
import type { Snapshot } from '../evidence/snapshot.ts'

export function organisationName({ organisations }: Pick<Snapshot, 'organisations'>, code: string): string {
  return organisations.get(code)?.name ?? code
}
