/** A regime in a few words: what kind of rules it is, since when, how many places, who decides, who is known to have been in. */
import { z } from 'zod'
import { summaryOf } from '../regimes/history.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { roleInWords } from '../regimes/people-words.ts'
import { standingWords } from '../regimes/regime-words.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { date } from './format.ts'

export const regimeHeadSchema = z.object({
  id: z.string(),
  title: z.string(),
  standing: z.enum(['published', 'reconstructed', 'proposal', 'example']),
  standingWords: z.string(),
  from: z.string(),
  to: z.string().nullable().meta({ description: 'Null where no end is known.' }),
  forceWords: z.string(),
  versions: z.array(z.object({ version: z.string(), title: z.string(), from: z.string(), to: z.string().nullable() })),
  decider: z.string(),
  places: z.object({ number: z.number().nullable(), kind: z.enum(['cap', 'expected', 'observed', 'none']) }),
  placesWords: z.string(),
  placements: z.number().meta({ description: 'Real stays known; a stay that is not known may still have been.' }),
})
export type RegimeHead = z.infer<typeof regimeHeadSchema>

export function regimeHead(shelved: ShelvedRegime, history: readonly PlacementRecord[]): RegimeHead {
  const { regime } = shelved.latest
  const { from, to } = shelved.inForce
  return {
    id: shelved.id,
    title: shelved.title,
    standing: shelved.standing,
    standingWords: standingWords[shelved.standing],
    from,
    to,
    forceWords: forceWords(shelved),
    versions: Object.entries(regime.versions).map(([version, one]) => ({
      version,
      title: one.title,
      from: one['in-force'].from,
      to: one['in-force'].to,
    })),
    decider: roleInWords(regime, regime.entry.decider),
    places: { number: regime.capacity.places, kind: regime.capacity.kind },
    placesWords: placesWords(regime.capacity),
    placements: summaryOf(history, shelved.id).entries,
  }
}

/** "1 July 2021 to 25 June 2025"; a proposal was never in force, whatever dates it is meant for. */
export function forceWords({ standing, inForce }: Pick<ShelvedRegime, 'standing' | 'inForce'>): string {
  const span =
    inForce.to === null ? `since ${date(inForce.from)}, no end known` : `${date(inForce.from)} to ${date(inForce.to)}`
  return standing === 'proposal' ? `never in force; meant for the time ${span}` : span
}

/** "about 15 (expected)", "14 (counted, not a limit)", "no number is set". */
export function placesWords({ places, kind }: { places: number | null; kind: RegimeHead['places']['kind'] }): string {
  if (places === null) return 'no number is set'
  const kinds = { cap: 'a cap', expected: 'expected', observed: 'counted, not a limit', none: 'no limit' }
  return `${places} (${kinds[kind]})`
}
