/** Which cases are asked for: by regime, organisation and phase, as the page and the API take them. */
import { z } from 'zod'
import { isCaseId } from '../casework/event-store.ts'
import type { Regimes } from './regimes.ts'
import { echo, PageFault } from './fault.ts'

export interface CaseFilter {
  readonly regime?: string
  readonly organisation?: string
  readonly phase?: 'before' | 'in' | 'after'
  /** Cursor: the case after which to go on. */
  readonly after?: string
}

/** What pages that list something of cases take, what they show of what they took, and the regimes that they offer. */
export const filterParameters = {
  regime: 'only cases of this regime, by its id',
  organisation: 'only cases of this organisation, by its code',
}
export const filterShape = { regime: z.string().nullable(), organisation: z.string().nullable() }
export function filterShown({ regime, organisation }: CaseFilter) {
  return { regime: regime ?? null, organisation: organisation ?? null }
}
export const offeredSchema = z.array(z.object({ id: z.string(), title: z.string() }))
export function regimesOffered({ regimes }: Pick<Regimes, 'regimes'>) {
  return regimes.map(({ id, title }) => ({ id, title }))
}

/** Reads a filter from a query. Throws PageFault on an unknown regime, a phase that is none, a cursor that is not ours. */
export function readFilter(query: URLSearchParams, regimes: Pick<Regimes, 'find'>): CaseFilter {
  const given = (name: string) => query.get(name)?.trim() || undefined
  const [regime, organisation, phase, after] = ['regime', 'organisation', 'phase', 'after'].map(given)
  if (regime !== undefined) regimes.find(regime)
  if (phase !== undefined && !isPhase(phase))
    throw new PageFault(400, 'There is no such phase', `Found "${echo(phase)}"; expected before, in or after.`)
  if (organisation !== undefined && !/^[\w-]{1,20}$/.test(organisation))
    throw new PageFault(
      400,
      'There is no such organisation',
      `Found "${echo(organisation)}"; expected the code of an organisation.`,
    )
  if (after !== undefined && !isCaseId(after))
    throw new PageFault(400, 'This cursor is not ours', 'Take it from "next" of the page before.')
  return {
    ...(regime === undefined ? {} : { regime }),
    ...(organisation === undefined ? {} : { organisation: organisation.toUpperCase() }),
    ...(phase === undefined ? {} : { phase }),
    ...(after === undefined ? {} : { after }),
  }
}

function isPhase(text: string): text is 'before' | 'in' | 'after' {
  return ['before', 'in', 'after'].includes(text)
}
