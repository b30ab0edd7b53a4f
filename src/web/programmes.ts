/** Every regime with open cases that a reader may see: places taken of how many, and how many candidates there are. */
import { eachCase, isPublic } from '../casework/case-store.ts'
import { isOpen } from '../casework/conflicts.ts'
import { today, withActor, type Working } from '../casework/desk-store.ts'
import type { Case } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { versionOn } from '../regimes/entry-period.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { hasLeave } from '../casework/eyes-store.ts'
import { type Asking, kindShown, nextOf, runningDeadlines } from './cases.ts'
import { placesOf } from './programme-places.ts'
import type { BoardJson } from './programme-schema.ts'

export interface ProgrammeRow {
  readonly regime: BoardJson['regime']
  readonly places: BoardJson['places']
  /** Those that the reader is shown; null where they have leave in no case of the regime. */
  readonly candidates: number | null
  /** Holders shown for whom a deadline has passed unmet. */
  readonly late: number
}

export interface Programmes {
  readonly recordKind: RecordKind
  readonly today: string
  readonly programmes: readonly ProgrammeRow[]
}

/** In the order of the shelf. A regime of which everything is hidden from the reader is not there. */
export function programmesFor({ desk, actor }: Asking): Promise<Programmes> {
  return withActor(desk, actor, async working => {
    const recordKind = kindShown(working)
    const open: Case[] = []
    for await (const found of eachCase(working, { recordKind })) if (isOpen(found)) open.push(found)
    const leave = new Map(await Promise.all(open.map(async one => [one.id, await hasLeave(working, one)] as const)))
    const late = await overdueCases(working, open)
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
          late: shown.filter(({ id }) => late.has(id)).length,
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

/** Cases whose next deadline has passed unmet. */
async function overdueCases(working: Working, cases: readonly Case[]): Promise<ReadonlySet<string>> {
  const running = await runningDeadlines(
    working,
    cases.map(({ id }) => id),
  )
  const late = await Promise.all(
    cases.map(async found => {
      const ruled = { found, compiled: await rulesOf(working, found) }
      return nextOf(ruled, running.get(found.id) ?? [], today(working))?.overdue ? [found.id] : []
    }),
  )
  return new Set(late.flat())
}
