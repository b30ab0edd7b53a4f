/** All registers: what each is for, and what its entries belong to. */
import { z } from 'zod'
import { today } from '../../casework/desk-store.ts'
import { registers } from '../../casework/registers/registers.ts'
import { askingOf } from '../cases.ts'
import { count } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { registerSchema } from '../register-schema.ts'
import { registerJson } from '../register-view.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  registers: z.array(registerSchema),
})
export type RegistersModel = z.infer<typeof schema>

export const registersPage = definePage<RegistersModel>({
  path: '/registers',
  title: 'Registers',
  summary: 'What is written down of regimes, organisations and the sector as a whole, beside the cases.',
  live: true,
  schema,
  template: 'registers.njk',
  view(request) {
    const all = [...registers.values()].map(registerJson)
    return {
      ...contextOf(request),
      summary: `${count(all.length, 'register')}. Each says who may see what is in it.`,
      today: today(askingOf(request).desk),
      registers: all,
    }
  },
  table: model => ({
    columns: ['register', 'title', 'says', 'scope'],
    rows: model.registers.map(({ register, title, says, scope }) => [register, title, says, scope]),
  }),
})
