/** What leave is asked for: a regime and organisations, with their regions and successors where somebody's grant speaks of one. */
import type { Regime } from '../regimes/regime.ts'
import { type Working, today } from './desk-store.ts'
import { type Matter, matterIn, recording } from './grants.ts'
import { bodyOn } from './transfers/body-on.ts'
import { restingIn } from './transfers/transfer-store.ts'

export async function matterOf(working: Working, regime: Regime, organisations: readonly string[]): Promise<Matter> {
  const asks = working.actor.grants.some(({ region, organisation }) => region !== null || organisation !== null)
  const snapshot = asks ? await working.snapshot() : null
  return { ...matterIn(snapshot, regime, organisations, today(working)), ...(await successionIn(working, regime)) }
}

/**
 * Who may act for bodies of the rules whose powers have passed on, by transfers that somebody else wrote down. Asked only for
 * those who hold the function of some body. A joint role is nobody's to take over: each of its bodies has its own successor.
 */
async function successionIn(working: Working, { roles }: Regime): Promise<Pick<Matter, 'succeeds'>> {
  const { actor, store } = working
  const bodies = Object.entries(roles).filter(([, { kind, members }]) => kind === 'body' && members === undefined)
  if (bodies.length === 0 || actor.grants.every(one => recording.includes(one.function))) return {}
  const kind = store.recordKind === 'fictional' ? 'fictional' : 'exercise'
  const { bodies: known, transfers, today: day } = await restingIn(working, kind, actor.key)
  const rests = new Map(
    bodies.flatMap(([id, role]) => {
      const [own] = known.inRole(id, role)
      const now = own && bodyOn(transfers, own.body, day, 'powers')
      return now === undefined || now === own?.body ? [] : [[id, now] as const]
    }),
  )
  return rests.size === 0 ? {} : { succeeds: (held, role) => rests.has(role) && rests.get(role) === known.of(held) }
}
