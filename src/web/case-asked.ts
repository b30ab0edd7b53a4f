/** The case that a page is asked for, as its reader may see it. */
import { type Asking, askingOf, type CaseReading, readingOf } from './cases.ts'
import { PageFault } from './fault.ts'
import { parseInstant } from './instant.ts'
import type { PageRequest } from './page.ts'

export interface CaseAsked {
  readonly asking: Asking
  readonly id: string
  readonly asKnownAt: string | null
  readonly reading: CaseReading
}

/**
 * Reads the case of a page's address, as known at the instant that is asked for. Throws PageFault where there is none, in the same words
 * whether there is none or it is not for this reader.
 */
export async function caseAsked(request: PageRequest): Promise<CaseAsked> {
  const { params, query } = request
  const asKnownAt = parseInstant(query.get('as-known-at'))
  const asking = askingOf(request)
  const id = params['id'] ?? ''
  const reading = await readingOf(asking, id, asKnownAt)
  if (reading === null) throw noSuchCase(id, asKnownAt, asking.actor.key)
  return { asking, id, asKnownAt, reading }
}

function noSuchCase(id: string, asKnownAt: string | null, actor: string): PageFault {
  const when = asKnownAt === null ? '' : ` as known at ${asKnownAt}`
  const signIn = actor === 'public' ? ' Some cases are shown only to those who work on them: sign in if you do.' : ''
  return new PageFault(404, 'There is no such case', `No case here is called "${id.slice(0, 60)}"${when}.${signIn}`)
}
