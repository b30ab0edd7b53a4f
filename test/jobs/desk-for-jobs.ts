/** A desk with invented cases for the jobs to work at: a monthly duty each, and a deadline where a test gives one. */
import { sql } from 'kysely'
import type { Desk } from '../../src/casework/desk-store.ts'
import type { Case, ProductClock } from '../../src/casework/model.ts'
import type { Casework } from '../../src/jobs/casework.ts'
import type { CompiledRegime } from '../../src/regimes/compiled.ts'
import { dayFromIso } from '../../src/regimes/day.ts'
import { openCase } from '../../src/regimes/open-case.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import type { Store } from '../../src/store/open-store.ts'

/** A clock that a test sets. */
export function setClock(first: string): ProductClock & { set(day: string): void } {
  let now = first
  return { now: () => `${now}T09:00:00.000Z`, set: day => (now = day) }
}

export function deskFor(store: Store, clock: ProductClock): Desk {
  const never = () => Promise.reject(new Error('Jobs ask for no snapshot.'))
  return { store, clock, regimes: [], snapshot: never, sources: { frameworks: new Map(), placements: [] } }
}

export interface InventedCases {
  readonly compiled: CompiledRegime
  readonly duty: string
  readonly cases: readonly Case[]
}

let shelf: ReturnType<typeof loadShelf> | undefined

/** Cases that entered on a day (ISO), all in a state in which something is owed every month. */
export async function inventedCases(count: number, entered: string): Promise<InventedCases> {
  shelf ??= loadShelf()
  for (const { id: regime, latest } of await shelf) {
    const { compiled } = latest
    const [route, course] = [...compiled.courses][0] ?? []
    const states = [...(course?.states.values() ?? [])].filter(({ phase }) => phase === 'in')
    const found = states.flatMap(({ id, duties }) =>
      duties.flatMap(({ id: duty, duty: { when } }) =>
        'every' in when && when.every === 'month' ? [{ state: id, duty }] : [],
      ),
    )[0]
    if (found === undefined) continue
    const day = dayFromIso(entered)
    const opened = openCase(compiled, { organisations: ['X01'], route: route ?? null, on: day }, day)
    if (!opened.accepted) continue
    const state = { ...opened.case, state: found.state, entered: day }
    const cases = Array.from({ length: count }, (_, index): Case => {
      const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
      const common = {
        recordKind: 'exercise',
        organisations: ['X01'],
        stage: found.state,
        phase: 'in',
        sequence: 1,
        closed: null,
        published: null,
      } as const
      return { id, regime, version: compiled.pin.version, ...common, state, opened: entered, entered }
    })
    return { compiled, duty: found.duty, cases }
  }
  throw new Error('No regime on the shelf has a monthly duty.')
}

/** Casework over invented cases, in which no deadline ever runs out; a test replaces what it watches. */
export function caseworkOf({ compiled, cases }: InventedCases, change: Partial<Casework> = {}): Casework {
  return {
    fireDeadlines: async () => 0,
    recalendarCases: async () => 0,
    async *eachCase(_working, { phase }) {
      if (phase === 'in') yield* cases
    },
    rulesOf: async () => compiled,
    ...change,
  }
}

/** Puts the cases into the store, each with a deadline that ends on a day (ISO). */
export async function withDeadlines({ db }: Store, cases: readonly Case[], due: string): Promise<void> {
  const hash = 'a'.repeat(64)
  await db.insertInto('policy').values({ hash, kind: 'regime', id: 'r', version: 'v', text: '' }).execute()
  for (const { id, state, ...one } of cases) {
    const row = {
      id,
      regime: one.regime,
      version: one.version,
      hash,
      calendars: hash,
      record_kind: 'exercise',
      route: null,
    } as const
    const rest = {
      stage: one.stage,
      phase: one.phase,
      sequence: 1,
      opened: one.opened,
      entered: one.entered,
      closed: null,
    }
    const values = {
      ...row,
      ...rest,
      organisations: ['X01'],
      state: JSON.stringify(state),
      opened_at: '2026-01-01T00:00:00Z',
    }
    await db.insertInto('case_file').values(values).execute()
    await db
      .insertInto('deadline')
      .values({ case_id: id, clock: 'review', started_by: 1, due, state: 'running', fired_at: null })
      .execute()
  }
}

export interface WrittenReminder {
  readonly subject: string
  readonly duty: string
  readonly day: string
}

/** Digests and reminders as written, in the order of writing. */
export async function written({
  db,
}: Store): Promise<{ digests: readonly string[]; reminders: readonly WrittenReminder[] }> {
  const rows = await db
    .selectFrom('audit_entry')
    .select([
      'subject',
      sql<string>`detail->>'kind'`.as('kind'),
      sql<string>`detail->>'duty'`.as('duty'),
      sql<string>`coalesce(detail->>'due', detail->>'day')`.as('day'),
    ])
    .where('action', '=', 'reminder')
    .orderBy('id')
    .execute()
  return {
    digests: rows.filter(({ kind }) => kind === 'digest').map(({ day }) => day),
    reminders: rows.filter(({ kind }) => kind === 'duty').map(({ subject, duty, day }) => ({ subject, duty, day })),
  }
}
