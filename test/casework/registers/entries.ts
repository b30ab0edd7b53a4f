/** Entries of registers on the small watch: its lookout and master oversee it, its crew is the organisation. */
import type { Desk } from '../../../src/casework/desk-store.ts'
import type { Actor, Done } from '../../../src/casework/model.ts'
import type { RegisterEntry, WriteEntry } from '../../../src/casework/registers/register.ts'
import { writeEntry } from '../../../src/casework/registers/write-register-store.ts'
import { as } from '../core/desk.ts'

export const post = {
  title: 'Adviser 1',
  'wte-hundredths': 100,
  seniority: 'senior',
  'board-experience': 'yes',
  basis: 'permanent',
  'paid-by': 'lookout',
  'monthly-pence': 800_000,
  from: '2013-04-01',
  until: null,
}

export const change = {
  title: 'Fewer posts',
  state: 'considered',
  from: '2014-04-01',
  ends: ['Adviser 1'],
  adds: [],
  'stated-from-hundredths': null,
  'stated-to-hundredths': null,
  'printed-percent': null,
  'consultation-until': null,
  why: 'There is less money.',
}

/** Writes an entry of the small watch as somebody, in their first role where no other is given. */
export function enter(
  desk: Desk,
  actor: Actor,
  register: string,
  body: unknown,
  { key, ...more }: Partial<WriteEntry> & { readonly key?: string } = {},
): Promise<Done<RegisterEntry>> {
  const asked = {
    register,
    body,
    on: desk.clock.now().slice(0, 10),
    by: actor.grants[0]?.function ?? 'nobody',
    reason: 'As agreed',
    ...(more.follows || register === 'oversight-transfer' ? {} : { regime: 'small-watch' }),
    ...more,
  }
  return writeEntry(as(desk, actor), asked, key)
}
