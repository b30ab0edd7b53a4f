/** Every regime with open cases that a reader may see: places taken of how many, and how many candidates there are. */
import { eachCase, isPublic } from '../casework/case-store.ts'
import { isOpen } from '../casework/conflicts.ts'
import { today, withActor } from '../casework/desk-store.ts'
import type { Case } from '../casework/model.ts'
import type { RecordKind } from '../evidence/model.ts'
import { versionOn } from '../regimes/entry-period.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { hasLeave } from '../casework/eyes-store.ts'
import { type Asking, kindShown } from './cases.ts'
import { nextDuties } from './duties.ts'
import { placesOf } from './programme-places.ts'
import type { BoardJson } from './programme-schema.ts'

export interface ProgrammeRow {
  readonly regime: BoardJson['regime']
  readonly places: BoardJson['places']
  /** Those that the reader is shown; null where they have leave in no case of the regime. */
  readonly candidates: number | null
  /** Holders shown of whom something is overdue. */
  readonly late: number
}

export interface Programmes {
  readonly recordKind: RecordKind
  readonly today: string
  readonly programmes: readonly ProgrammeRow[]
}

/** In the order of the shelf. A regime of which everything is hidden from the reader is not there. */
export async function programmesFor(asking: Asking): Promise<Programmes> {
  const { desk, actor } = asking
  const next = await nextDuties(asking, null)
  return withActor(desk, actor, async working => {
    const recordKind = kindShown(working)
    const open: Case[] = []
    for await (const found of eachCase(working, { recordKind })) if (isOpen(found)) open.push(found)
    const leave = new Map(await Promise.all(open.map(async one => [one.id, await hasLeave(working, one)] as const)))
    const byRegime = Map.groupBy(open, ({ regime }) => regime)
    const programmes = desk.regimes.flatMap((shelved): ProgrammeRow[] => {
      const cases = byRegime.get(shelved.id) ?? []
      const mine = cases.filter(({ id }) => leave.get(id))
      const holders = cases.filter(({ phase }) => phase === 'in')
      const shown = holders.filter(one => leave.get(one.id) || isPublic(one))
      if (mine.length === 0 && shown.length === 0) return []
      const candidates = mine.filter(({ phase }) => phase === 'before').length
      return [
        {
          ...placesOn(shelved, today(working), holders.length),
          candidates: mine.length === 0 ? null : candidates,
          late: shown.filter(({ id }) => next.get(id)?.overdue).length,
        },
      ]
    })
    return { recordKind, today: today(working), programmes }
  })
}

function placesOn(shelved: ShelvedRegime, day: string, taken: number): Pick<ProgrammeRow, 'regime' | 'places'> {
  const version = versionOn(shelved.latest.regime, day)
  const { regime } = shelved.byVersion.get(version) ?? shelved.latest
  return { regime: { id: shelved.id, title: regime.title, version }, places: placesOf(regime.capacity, taken) }
}
