/** The board of a programme for a reader: everybody sees whose cases are public; candidates, only those with leave in them. */
import { isPublic } from '../casework/case-store.ts'
import { isOpen } from '../casework/conflicts.ts'
import { today, withActor } from '../casework/desk-store.ts'
import { evidenceNow, knownOf, type ProgrammeCase, readProgramme } from '../casework/programme-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { versionOn } from '../regimes/entry-period.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { hasLeave, seesAll } from './case-eyes.ts'
import { type Asking, kindShown } from './cases.ts'
import { bidsOf } from './programme-bids.ts'
import { candidatesOf, sumOf } from './programme-candidates.ts'
import { freePlace, heldPlace, hiddenPlace, placesOf } from './programme-places.ts'
import type { BoardJson } from './programme-schema.ts'

export interface Board extends BoardJson {
  readonly recordKind: RecordKind
  /** The product's day. */
  readonly today: string
}

/** A regime's board, by its version of today; `name` gives the name of an organisation by its code. */
export function boardOf(
  { desk, actor }: Asking,
  shelved: ShelvedRegime,
  name: (code: string) => string,
): Promise<Board> {
  return withActor(desk, actor, async working => {
    const recordKind = kindShown(working)
    const day = today(desk)
    const version = versionOn(shelved.latest.regime, day)
    const { regime } = shelved.byVersion.get(version) ?? shelved.latest
    const { capacity, money } = regime
    const all = await readProgramme(working, { regime: shelved.id, recordKind })
    const leave = new Map(await Promise.all(all.map(async one => [one, await hasLeave(working, one.found)] as const)))
    const mine = all.filter(one => leave.get(one))
    const known = await knownOf(working, mine)
    const holders = all.filter(({ found }) => found.phase === 'in').toSorted(byEntry)
    const places = placesOf(capacity, holders.length)
    const slots = await Promise.all(
      holders.map(async one => {
        if (leave.get(one)) return heldPlace(one, { name, today: day, known: await known(one) })
        return isPublic(one.found) ? heldPlace(one, { name, today: day, known: null }) : hiddenPlace
      }),
    )
    const shown = {
      recordKind,
      today: day,
      regime: { id: shelved.id, title: regime.title, version },
      places,
      slots: [...slots, ...Array.from({ length: places.free ?? 0 }, () => freePlace)],
    }
    if (mine.length === 0) return { ...shown, candidates: null, sums: null, bids: null }
    const gathered = new Map(
      await Promise.all(
        mine.map(async one => [one.found.id, await evidenceNow(working, one, await known(one))] as const),
      ),
    )
    const withEvidence = (one: ProgrammeCase) => ({ ...one, evidence: gathered.get(one.found.id) ?? new Map() })
    const candidates = mine.filter(({ found }) => found.phase === 'before' && isOpen(found))
    const queue = seesAll(working, shelved.id) ? { capacity, taken: holders.length } : null
    return {
      ...shown,
      candidates: candidatesOf(candidates.map(withEvidence), { queue, name, today: day }),
      sums: {
        candidates: sumOf(candidates),
        holders: sumOf(holders.filter(one => leave.get(one))),
        rules: money.estimate?.programme ?? null,
      },
      bids: bidsOf(mine.map(withEvidence), name),
    }
  })
}

function byEntry({ found: a }: ProgrammeCase, { found: b }: ProgrammeCase): number {
  return (a.state.entered ?? 0) - (b.state.entered ?? 0) || (a.id < b.id ? -1 : 1)
}
