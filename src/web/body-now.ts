/** With which body rests what the rules of a case give to a role: the title of the rules stands first, and this beside it. */
import { z } from 'zod'
import type { Transferred } from '../casework/transfers/body-on.ts'
import { nowOf } from '../casework/transfers/resting.ts'
import type { Ruled } from './case-view.ts'

export const nowSchema = z.string().nullable().meta({
  description: 'Title of the body with which it rests by a transfer; null where it rests with whom the rules name.',
})

/** The body with which it rests on a day (ISO), today where none is given; null where it rests with the role itself. */
export function bodyNow(
  { compiled, resting }: Pick<Ruled, 'compiled' | 'resting'>,
  role: string | null,
  what: Transferred,
  day?: string,
): string | null {
  return resting === undefined || role === null ? null : nowOf(resting, compiled.regime, role, what, day)
}
