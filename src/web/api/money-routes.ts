/** Money in the casework API: of a case, a programme and the sector, as their pages show it. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Desk } from '../../casework/desk-store.ts'
import { caseMoneySchema, moneyWithDeficit } from '../case-money.ts'
import { recordsOf } from '../case-records.ts'
import { programmeMoney, sectorMoney } from '../money.ts'
import { programmeMoneyJson, programmeMoneySchema, sectorMoneyJson, sectorMoneySchema } from '../money-view.ts'
import { organisationName } from '../organisation-name.ts'
import { type Regimes, shelvedFor } from '../regimes.ts'
import { actorOf } from '../sign-in.ts'
import { caseAsked } from './requests.ts'

const kinds = z.enum(['real', 'fictional', 'exercise'])
const about = { recordKind: kinds, today: z.string() }

export const caseMoneyAnswer = caseMoneySchema.extend({ ...about, id: z.uuid(), asKnownAt: z.string().nullable() })
export const programmeMoneyAnswer = programmeMoneySchema.extend(about)
export const sectorMoneyAnswer = sectorMoneySchema.extend(about)

export function moneyRoutes(desk: Desk, regimes: Pick<Regimes, 'find'>): Hono {
  const api = new Hono()
  const asking = (c: Context) => ({ desk, actor: actorOf(c) })
  api.get('/cases/:id/money', async c => {
    const reading = await caseAsked(c, desk)
    const money = await moneyWithDeficit(asking(c), await recordsOf(asking(c), reading))
    const { found, asKnownAt, today } = reading
    return c.json({ id: found.id, recordKind: found.recordKind, asKnownAt, today, ...money })
  })
  api.get('/programmes/:regime/money', async c => {
    const shelved = shelvedFor(desk, regimes, c.req.param('regime'))
    const money = await programmeMoney(asking(c), shelved)
    const snapshot = await desk.snapshot()
    const name = (code: string) => organisationName(snapshot, code)
    const { recordKind, today } = money
    return c.json({ recordKind, today, ...programmeMoneyJson(shelved, money, name) })
  })
  api.get('/money', async c => {
    const money = await sectorMoney(asking(c))
    const { recordKind, today } = money
    return c.json({ recordKind, today, ...sectorMoneyJson(money) })
  })
  return api
}
