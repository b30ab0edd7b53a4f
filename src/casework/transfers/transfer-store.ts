/** Transfers between oversight bodies as a store knows them: those that ship, and those that are recorded in it. */
import type { RecordKind } from '../../evidence/model.ts'
import type { ShelvedRegime } from '../../regimes/shelf-file.ts'
import { loadTransfers } from '../../regimes/transfers-file.ts'
import { type Desk, today } from '../desk-store.ts'
import { latestOf, readRegisterHistory } from '../registers/register-store.ts'
import type { RegisterEntry } from '../registers/register.ts'
import { type Bodies, bodiesNamed } from './bodies.ts'
import { isConfirmed, oversightTransferRegister, transfersOf } from './oversight-transfer.ts'
import type { Resting } from './resting.ts'

/**
 * With whom everything rests, by transfers of a kind of record.
 * @param forLeaveOf Key of a person whose leave to act is asked for: then by those alone that are confirmed, and of which that
 * person wrote no version: nobody gains by what they wrote.
 */
export async function restingIn(desk: Desk, kind: RecordKind, forLeaveOf?: string): Promise<Resting> {
  const bodies = bodiesOn(desk.regimes)
  const history = await readRegisterHistory(desk, oversightTransferRegister.register)
  const counts = (versions: readonly RegisterEntry[]) =>
    forLeaveOf === undefined ||
    (latestOf([versions]).every(isConfirmed) && versions.every(({ actor }) => actor !== forLeaveOf))
  const recorded = history.filter(versions => versions[0]?.recordKind === kind && counts(versions))
  const all = [...(await loadTransfers()), ...transfersOf(latestOf(recorded))]
  const transfers = all.map(one => ({ ...one, from: bodies.of(one.from), to: bodies.of(one.to) }))
  return { bodies, transfers, today: today(desk) }
}

const known = new WeakMap<readonly ShelvedRegime[], Bodies>()

/** Bodies that the regimes of a desk name, in their latest versions. */
export function bodiesOn(regimes: readonly ShelvedRegime[]): Bodies {
  const bodies = known.get(regimes) ?? bodiesNamed(regimes.map(({ latest }) => latest.regime))
  known.set(regimes, bodies)
  return bodies
}
