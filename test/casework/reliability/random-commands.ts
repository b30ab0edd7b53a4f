/** Any commands, by anybody: those that belong together, so that cases get somewhere, and those that do not. */
import fc from 'fast-check'
import type { Actor } from '../../../src/casework/model.ts'
import { recordKinds } from '../../../src/casework/records/kinds.ts'
import { cited, type Parts, state } from '../../regimes/engine/harness.ts'
import { analyst, grant, guard, lookout, master, watch } from '../core/desk.ts'

const stages = watch['stages'] as { readonly first: string; readonly states: Parts }
const clocks = watch['clocks'] as { readonly plan: Parts }

/** The small watch with all that records may be about. */
export const harbour: Parts = {
  ...watch,
  roles: {
    ...(watch['roles'] as Parts),
    surgeon: { title: 'Surgeon', kind: 'appointed', 'appointed-by': 'master', ...cited },
    pilot: { title: 'Pilot', kind: 'appointed', 'appointed-by': 'master', ...cited },
  },
  clocks: { ...clocks, plan: { ...clocks.plan, suspension: { by: 'master', ...cited } } },
  stages: {
    ...stages,
    states: {
      ...stages.states,
      delivery: state('in', {
        updated: { to: 'delivery' },
        towed: { to: 'delivery', by: 'master' },
        left: { to: 'out', by: 'master' },
      }),
    },
  },
  escalation: { towed: { title: 'Towed in', event: 'towed', decider: 'master', ...cited } },
  exit: {
    recommender: 'lookout',
    decider: 'master',
    criterion: 'exit',
    events: ['left'],
    sustain: [{ 'months-after': 1, by: 'lookout', says: 'Is it steady?', ...cited }],
    ...cited,
  },
  subjects: {
    hull: { title: 'The hull', 'in-scope': true, ...cited },
    sails: { title: 'The sails', 'in-scope': true, ...cited },
  },
  diagnostic: { title: 'Survey', by: 'surgeon', event: 'published', ...cited },
  'self-assessment': {
    title: 'The crew on itself',
    by: 'crew',
    'rated-by': 'lookout',
    finding: 'seaworthy',
    fields: { sailing: { title: 'Sailing', ...cited } },
    ...cited,
  },
}

/** Takes cases of a harbour over, at one place. */
export const guardOf = (from: string): Parts => ({
  ...guard,
  roles: { ...(guard['roles'] as Parts), crew: { title: 'The organisation', kind: 'organisation', ...cited } },
  relations: {
    'migrates-from': { [from]: { says: 'It takes over.', stages: { draft: 'guarded', delivery: 'calm' }, ...cited } },
  },
})

const named = (what: string): Actor => ({ key: `p-${what}`, grants: [grant(what)] })
const both: Actor = { key: 'p-both', grants: [grant('lookout'), grant('master')] }
const crew = named('crew')
const warden = named('warden')
export const publisher = named('publisher')
export const surgeon = named('surgeon')
export const people = [analyst, lookout, master, both, crew, warden, publisher, surgeon, named('pilot')]

export const dayOf = (n: number) => new Date(Date.UTC(2014, 0, 6 + n)).toISOString().slice(0, 10)

const acts: readonly (readonly [Actor, string, string])[] = [
  [lookout, 'lookout', 'recommended'],
  [both, 'lookout', 'recommended'],
  [master, 'master', 'admitted'],
  [master, 'master', 'admitted'],
  [both, 'master', 'admitted'],
  [master, 'master', 'declined'],
  [crew, 'crew', 'published'],
  [analyst, 'oversight-analyst', 'updated'],
  [master, 'master', 'towed'],
  [master, 'master', 'left'],
  [both, 'master', 'left'],
  [warden, 'warden', 'freed'],
]
// Days since the case's latest event.
const later = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.integer({ min: -30, max: 0 }))
const event = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...acts) },
      {
        weight: 2,
        arbitrary: fc.tuple(
          fc.constantFrom(...people),
          fc.constantFrom('lookout', 'master', 'crew', 'oversight-analyst', 'nobody'),
          fc.constantFrom('recommended', 'admitted', 'published', 'closes', 'left', 'no-such'),
        ),
      },
    ),
    later,
  )
  .map(([[who, by, name], after]) => ({ who, after, event: { kind: 'event' as const, event: name, by } }))
const extension = fc
  .tuple(fc.constantFrom(master, analyst), fc.constantFrom('plan', 'update'), fc.integer({ min: -1, max: 9 }), later)
  .map(([who, name, length, after]) => {
    const by = who.grants[0]?.function ?? ''
    return { who, after, event: { kind: 'extend' as const, clock: name, length, reference: 'Order 1', by } }
  })
const suspension = fc
  .tuple(
    fc.constantFrom(master, analyst),
    fc.constantFrom('plan', 'update'),
    fc.constantFrom('suspend', 'resume'),
    later,
  )
  .map(([who, name, kind, after]) => ({
    who,
    after,
    event: { kind, clock: name, by: who.grants[0]?.function ?? '' } as const,
  }))

const quashing = {
  who: fc.constantFrom(analyst, analyst, analyst, analyst, master, lookout, crew),
  after: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.integer({ min: -30, max: 0 })),
  // One of the decisions so far, or any event, by its number.
  decision: fc.constantFrom(true, true, true, true, true, false),
  of: fc.nat({ max: 20 }),
  part: fc.constantFrom(null, null, 'What was said of the neighbour'),
  // Which of the clocks that run stop with a part, or with the whole, which asks for none.
  stops: fc.constantFrom(null, null, null, null, 0, 1),
}

const kinds = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...recordKinds.keys()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('notice', 'publication', 'publication', 'recommendation', 'worry', 'plan', 'reply'),
  },
)
const about = { which: fc.constantFrom(0, 0, 0, 1, 2), behind: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1) }
const one = <const Does extends string, Rest extends object>(
  does: Does,
  rest: { [K in keyof Rest]: fc.Arbitrary<Rest[K]> },
): fc.Arbitrary<{ readonly does: Does } & Rest> => fc.record(rest).map(asked => ({ does, ...(asked as Rest) }))

export const anyCommand = fc.oneof(
  {
    weight: 10,
    arbitrary: one('event', {
      ...about,
      asked: fc.oneof(
        { weight: 6, arbitrary: event },
        { weight: 1, arbitrary: extension },
        { weight: 1, arbitrary: suspension },
      ),
    }),
  },
  {
    weight: 12,
    arbitrary: one('record', {
      ...about,
      kind: kinds,
      // Somebody who may write it, or anybody.
      fitting: fc.constantFrom(true, true, true, true, false),
      follows: fc.boolean(),
      audience: fc.option(fc.constantFrom('public', 'case', 'restricted'), { freq: 1, nil: undefined }),
      dice: fc.array(fc.nat({ max: 5039 }), { minLength: 20, maxLength: 20 }),
    }),
  },
  {
    weight: 3,
    arbitrary: one('correct', { ...about, sequence: fc.nat({ max: 9 }), asked: event, never: fc.boolean() }),
  },
  { weight: 4, arbitrary: one('quash', { ...about, ...quashing }) },
  { weight: 1, arbitrary: one('migrate', { ...about, who: fc.constantFrom(warden, both, crew) }) },
  { weight: 1, arbitrary: one('turn', { day: fc.integer({ min: 60, max: 240 }).map(dayOf) }) },
  { weight: 1, arbitrary: one('holiday', { day: fc.integer({ min: 0, max: 200 }).map(dayOf) }) },
  { weight: 1, arbitrary: one('fire', {}) },
)
export type AnyCommand = typeof anyCommand extends fc.Arbitrary<infer One> ? One : never
