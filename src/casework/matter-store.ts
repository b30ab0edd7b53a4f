/** What leave is asked for: a regime and organisations, with their regions and successors where somebody's grant speaks of one. */
import type { RecordKind } from '../evidence/model.ts'
import type { Regime } from '../regimes/regime.ts'
import { type Working, today } from './desk-store.ts'
import { type Matter, matterIn, recording } from './grants.ts'
import { bodyOn } from './transfers/body-on.ts'
import type { Resting } from './transfers/resting.ts'
import { restingIn } from './transfers/transfer-store.ts'

export async function matterOf(working: Working, regime: Regime, organisations: readonly string[]): Promise<Matter> {
  const asks = working.actor.grants.some(({ region, organisation }) => region !== null || organisation !== null)
  const snapshot = asks ? await working.snapshot() : null
  return { ...matterIn(snapshot, regime, organisations, today(working)), ...(await successionIn(working, regime)) }
}

/**
 * Who may act for bodies of the rules whose powers have passed on, by transfers that others wrote down and confirmed. Asked only for
 * those who hold the function of some body. A joint role is nobody's to take over: each of its bodies has its own successor.
 */
async function successionIn(working: Working, { roles }: Regime): Promise<Pick<Matter, 'succeeds'>> {
  const { actor, store } = working
  const bodies = Object.entries(roles).filter(([, { kind, members }]) => kind === 'body' && members === undefined)
  if (bodies.length === 0 || actor.grants.every(one => recording.includes(one.function))) return {}
  const kind = store.recordKind === 'fictional' ? 'fictional' : 'exercise'
  const { bodies: known, transfers, today: day } = await restingFor(working, kind)
  const rests = new Map(
    bodies.flatMap(([id, role]) => {
      const [own] = known.inRole(id, role)
      const now = own && bodyOn(transfers, own.body, day, 'powers')
      return now === undefined || now === own?.body ? [] : [[id, now] as const]
    }),
  )
  return rests.size === 0 ? {} : { succeeds: (held, role) => rests.has(role) && rests.get(role) === known.of(held) }
}

const found = new WeakMap<Working, Promise<Resting>>()

/** Read once in a piece of work, however many cases leave is asked for in it. */
function restingFor(working: Working, kind: RecordKind): Promise<Resting> {
  const resting = found.get(working) ?? restingIn(working, kind, working.actor.key)
  found.set(working, resting)
  return resting
}
