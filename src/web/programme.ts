/** The board of a programme for a reader: everybody sees whose cases are public; candidates, only those with leave in them. */
import { isPublic } from '../casework/case-store.ts'
import { isOpen } from '../casework/conflicts.ts'
import { today, withActor } from '../casework/desk-store.ts'
import { evidenceNow, knownOf, type ProgrammeCase, readProgramme } from '../casework/programme-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { versionOn } from '../regimes/entry-period.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { hasLeave, seesAll } from '../casework/eyes-store.ts'
import { type Asking, kindShown } from './cases.ts'
import { nextDuties } from './duties.ts'
import { bidsOf } from './programme-bids.ts'
import { candidatesOf, entryLapsed, sumOf } from './programme-candidates.ts'
import { freePlace, heldPlace, hiddenPlace, placesOf } from './programme-places.ts'
import type { BoardJson } from './programme-schema.ts'

export interface Board extends BoardJson {
  readonly recordKind: RecordKind
  /** The product's day. */
  readonly today: string
}

/** A regime's board, by its version of today; `name` gives the name of an organisation by its code. */
export async function boardOf(asking: Asking, shelved: ShelvedRegime, name: (code: string) => string): Promise<Board> {
  const { desk, actor } = asking
  const next = await nextDuties(asking, shelved.id)
  return withActor(desk, actor, async working => {
    const recordKind = kindShown(working)
    const day = today(desk)
    const version = versionOn(shelved.latest.regime, day)
    const { regime } = shelved.byVersion.get(version) ?? shelved.latest
    const { capacity, money } = regime
    const all = await readProgramme(working, { regime: shelved.id, recordKind })
    const leave = new Map(await Promise.all(all.map(async one => [one, await hasLeave(working, one.found)] as const)))
    const mine = all.filter(one => leave.get(one))
    const knownTo = await knownOf(working, mine)
    const known = new Map(await Promise.all(mine.map(async one => [one, await knownTo(one)] as const)))
    const holders = all.filter(({ found }) => found.phase === 'in').toSorted(byEntry)
    const places = placesOf(capacity, holders.length)
    const slots = holders.map(one =>
      leave.get(one) || isPublic(one.found)
        ? heldPlace(one, { name, next, today: day, known: known.get(one) ?? null })
        : hiddenPlace,
    )
    const shown = {
      recordKind,
      today: day,
      regime: { id: shelved.id, title: regime.title, version },
      places,
      slots: [...slots, ...Array.from({ length: places.free ?? 0 }, () => freePlace)],
    }
    if (mine.length === 0) return { ...shown, candidates: null, sums: null, bids: null }
    const gathered = await Promise.all(
      [...known]
        .filter(([one]) => isCandidate(one) || one.compiled.regime.scope.areas)
        .map(async ([one, about]) => ({
          ...one,
          evidence: await evidenceNow(working, one, about),
          lapsed: isCandidate(one) ? await entryLapsed(one, about, day) : null,
        })),
    )
    const candidates = gathered.filter(isCandidate)
    const queue = seesAll(working, shelved.id) ? { capacity, taken: holders.length } : null
    return {
      ...shown,
      candidates: candidatesOf(candidates, { queue, name, next, today: day }),
      sums: {
        candidates: sumOf(candidates),
        holders: sumOf(holders.filter(one => leave.get(one))),
        rules: money.estimate?.programme ?? null,
      },
      bids: bidsOf(gathered, name),
    }
  })
}

function isCandidate({ found }: ProgrammeCase): boolean {
  return found.phase === 'before' && isOpen(found)
}

function byEntry({ found: a }: ProgrammeCase, { found: b }: ProgrammeCase): number {
  return (a.state.entered ?? 0) - (b.state.entered ?? 0) || (a.id < b.id ? -1 : 1)
}
