/**
 * A decision thought away: what holds without it, in how many steps that is found, and that nothing comes of days on which
 * nothing happened.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Act } from '../../../src/casework/acts.ts'
import {
  foldCase,
  type FoldedEvent,
  type PastEvent,
  type Rules,
  type Standing,
  takeAct,
} from '../../../src/casework/fold.ts'
import type { CompiledRegime } from '../../../src/regimes/compiled.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import { cited, clock, type Parts, state } from '../../regimes/engine/harness.ts'
import { shelfOf, watch } from '../core/desk.ts'

const judgement = { kind: 'quashed', part: null, clocks: [], court: 'High Court', reference: '[2014] EWHC 1' } as const
const start = '2014-01-06'

/** Events of a case that was opened on 6 January, in their order; `quash 2` quashes event 2. */
function events(happenings: readonly (readonly [what: string, on: string])[]): readonly FoldedEvent[] {
  const acts = happenings.map(([what, on]): Act => {
    const day = dayFromIso(on)
    const [, of] = /^quash (\d+)$/.exec(what) ?? []
    return of === undefined ? { kind: 'event', event: what, on: day } : { ...judgement, of: Number(of), on: day }
  })
  const opening: Act = { kind: 'open', route: null, organisations: ['XA01'], calendars: 'c', on: dayFromIso(start) }
  return [opening, ...acts].map((event, index) => ({
    sequence: index + 1,
    event,
    effective: isoFromDay(event.on),
    corrects: null,
  }))
}

function folded(compiled: CompiledRegime, happenings: Parameters<typeof events>[0], rules: Rules = () => compiled) {
  const found = foldCase(rules, events(happenings))
  if (!found.accepted) throw new Error(`${found.at.sequence}: ${found.refusal.words}`)
  return found
}

const compiledOf = (parts: Parts) => shelfOf(parts).latest.compiled
const stages = watch['stages'] as { readonly first: string; readonly states: Readonly<Record<string, Parts>> }

describe('a case with many quashings is folded in a number of steps that grows no faster than its square', () => {
  const compiled = compiledOf(watch)
  const many = <One>(count: number, one: (index: number) => One) => Array.from({ length: count }, (_, n) => one(n))
  const stepsOf = (happenings: Parameters<typeof events>[0]) => {
    let steps = 0
    const rules = () => {
      steps++
      return compiled
    }
    folded(compiled, happenings, rules)
    return steps
  }
  const inDelivery = [
    ['admitted', '2014-01-13'],
    ['published', '2014-01-20'],
  ] as const

  test.each([
    [
      'each decision quashed before it is made anew',
      (count: number) =>
        many(count, n => [
          ['recommended', '2014-01-07'] as const,
          [`quash ${2 + 2 * n}`, '2014-01-07'] as const,
        ]).flat(),
    ],
    [
      'all decisions first, then each of them quashed',
      (count: number) => [
        ...inDelivery,
        ...many(count, () => ['updated', '2014-03-03'] as const),
        ...many(count, n => [`quash ${4 + n}`, '2014-03-04'] as const),
      ],
    ],
  ])('%s', (_, happenings) => {
    const [ten, twenty] = [stepsOf(happenings(10)), stepsOf(happenings(20))]
    expect(twenty / ten).toBeLessThanOrEqual(4)
  })
})

describe('a clock that really ended does not run on in thought', () => {
  /** Comments may be hurried, and then cut short. */
  const hurrying = compiledOf({
    ...watch,
    stages: {
      ...stages,
      states: {
        ...stages.states,
        comment: state('in', { closes: { to: 'delivery' }, expedited: { to: 'hurried' }, noted: { to: 'comment' } }),
        hurried: state('in', { cut: { to: 'paused' }, noted: { to: 'hurried' } }),
        paused: state('in', { noted: { to: 'paused' } }),
        delivery: state('in', { updated: { to: 'delivery' }, slept: { to: 'asleep' } }),
        asleep: state('in', undefined),
      },
    },
    clocks: {
      ...(watch['clocks'] as Parts),
      comments: clock({
        starts: 'published',
        ends: ['closes', 'cut'],
        fires: 'closes',
        is: 'period',
        length: '28 calendar days',
        counted: 'day-after',
      }),
      update: clock({
        starts: ['closes', 'cut'],
        ends: ['updated', 'slept'],
        fires: 'slept',
        is: 'period',
        length: '1 months',
        counted: 'day-after',
      }),
    },
  })
  const published = [
    ['admitted', '2014-01-13'],
    ['published', '2014-01-20'],
    ['expedited', '2014-01-25'],
  ] as const

  test('where what rests on the decision ended it: on its last day nothing happened, so nothing comes of that', () => {
    const { standing } = folded(hurrying, [...published, ['cut', '2014-01-28'], ['quash 4', '2014-03-03']])
    expect(standing.state).toMatchObject({ state: 'comment', clocks: [] })
  })

  test('nor does one that only the thought case would have started', () => {
    // Comments really ended on 17 February, and nothing moved: without the hurry they would have led on to delivery.
    const { standing, deadlines } = folded(hurrying, [...published, ['quash 4', '2014-05-01']])
    expect(standing.state).toMatchObject({ state: 'delivery', clocks: [] })
    expect([...deadlines.values()].map(one => one.clock)).toEqual(['plan', 'comments'])
  })

  test('and none of them is found running when it really starts, later', () => {
    // The month of updates began on 28 January with the cut, not on 17 February, and rests on the hurry as the cut does.
    const cut = [...published, ['cut', '2014-01-28'], ['noted', '2014-02-20'], ['quash 4', '2014-02-21']] as const
    const { standing, deadlines, held } = folded(hurrying, cut)
    expect(standing.state).toMatchObject({ state: 'comment', clocks: [] })
    expect(deadlines.get('update 5')).toMatchObject({ state: 'ended' })
    expect(held.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 6, 7])
  })
})

test('an entry that rests on a decision has no effect where that is quashed; one that holds by itself is the entry', () => {
  const states = { ...stages.states, draft: state('in', { published: { to: 'comment' }, admitted: { to: 'draft' } }) }
  const compiled = compiledOf({ ...watch, stages: { ...stages, states }, clocks: {} })
  const entries = (happenings: Parameters<typeof events>[0]) =>
    folded(compiled, happenings).held.flatMap(({ effects, effective }) =>
      effects.some(({ kind }) => kind === 'place-taken') ? [effective] : [],
    )
  const twice = [
    ['admitted', '2014-01-13'],
    ['admitted', '2014-01-20'],
  ] as const
  expect(entries(twice)).toEqual(['2014-01-13'])
  expect(entries([...twice, ['quash 2', '2014-02-01']])).toEqual(['2014-01-20'])
  expect(entries([...twice, ['quash 2', '2014-02-01'], ['quash 3', '2014-02-02']])).toEqual([])
})

describe('of two decisions that do not rest on each other', () => {
  const beside = (first: string, ...events: readonly [string, string][]) => ({
    title: 'Beside',
    while: ['outside', 'proposed'],
    first,
    ...cited,
    states: Object.fromEntries(
      [[first, events] as const, ...events.map(([, to]) => [to, []] as const)].map(([id, on]) => [
        id,
        { title: id, on: Object.fromEntries(on.map(([event, to]) => [event, { to }])), ...cited },
      ]),
    ),
  })
  const compiled = compiledOf({
    ...watch,
    strands: { gossip: beside('quiet', ['rumour', 'loud']), flags: beside('lowered', ['hoisted', 'raised']) },
  })
  const decided = [
    ['rumour', '2014-01-10'],
    ['hoisted', '2014-01-12'],
  ] as const

  test('one may be quashed before or after the other, and both fall', () => {
    for (const [first, second] of [
      [2, 3],
      [3, 2],
    ] as const) {
      const one = folded(compiled, [...decided, [`quash ${first}`, '2014-02-01']])
      expect(one.standing.state.strands).toEqual(
        first === 2 ? { gossip: 'quiet', flags: 'raised' } : { gossip: 'loud', flags: 'lowered' },
      )
      const both = folded(compiled, [
        ...decided,
        [`quash ${first}`, '2014-02-01'],
        ['recommended', '2014-02-02'],
        [`quash ${second}`, '2014-02-03'],
      ])
      expect(both.standing.state).toMatchObject({ state: 'proposed', strands: { gossip: 'quiet', flags: 'lowered' } })
      expect(both.held.map(({ sequence }) => sequence)).toEqual([1, 5, 6])
    }
  })
})

describe('whatever happened before', () => {
  /** The watch with a strand beside it that rests on nothing of the main one, and has a clock of its own. */
  const { states } = stages
  const whole: Parts = {
    ...watch,
    strands: {
      gossip: {
        title: 'Gossip',
        while: Object.entries(states).flatMap(([id, one]) => ('ends' in one ? [] : [id])),
        first: 'quiet',
        ...cited,
        states: {
          quiet: { title: 'Quiet', on: { rumour: { to: 'loud' } }, ...cited },
          loud: { title: 'Loud', on: { hush: { to: 'quiet' } }, ...cited },
        },
      },
    },
    clocks: {
      ...(watch['clocks'] as Parts),
      talk: clock({ starts: 'rumour', ends: 'hush', length: '3 months', counted: 'day-after' }),
    },
  }
  const compiled = shelfOf({
    ...whole,
    stages: {
      ...stages,
      states: { ...states, never: state('after', undefined, { ends: 'not-entered' }) },
    },
  }).latest.compiled
  const rules = () => compiled
  const names = [
    'recommended',
    'admitted',
    'published',
    'updated',
    'rumour',
    'hush',
    'left',
    'declined',
    'closes',
    'quash',
  ] as const
  /** What, how many days later, and which of the decisions so far where one is quashed. */
  const happenings = fc.array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 40 }), fc.nat()), {
    minLength: 1,
    maxLength: 14,
  })
  type Happenings = readonly (readonly [string, number, number])[]

  /** One of the decisions that were not quashed. */
  function anyDecision(events: readonly PastEvent[], pick: number): PastEvent | undefined {
    const quashed = events.flatMap(({ event }) => (event.kind === 'quashed' ? [event.of] : []))
    const decisions = events.filter(({ event, sequence }) => event.kind === 'event' && !quashed.includes(sequence))
    return decisions[pick % Math.max(1, decisions.length)]
  }

  /** What of it the engine accepts, one event after another. */
  function played(
    asked: Happenings,
    rules: Rules,
  ): {
    readonly events: readonly PastEvent[]
    readonly standing: Standing
  } {
    const opening: Act = { kind: 'open', route: null, organisations: ['XA01'], calendars: 'c', on: dayFromIso(start) }
    const began = takeAct(rules, null, opening, 1, Number.POSITIVE_INFINITY)
    if (!began.accepted) throw new Error(began.refusal.words)
    let { standing } = began
    const first = { sequence: 1, event: opening, effective: start, corrects: null }
    const events: PastEvent[] = [{ ...first, before: null, after: standing, effects: began.effects }]
    let on = dayFromIso(start)
    for (const [event, later, pick] of asked) {
      on += later
      const of = event === 'quash' ? anyDecision(events, pick) : undefined
      const act: Act = of ? { ...judgement, of: of.sequence, on } : { kind: 'event', event, on }
      const taken = takeAct(rules, standing, act, events.length + 1, Number.POSITIVE_INFINITY, events)
      if (of && !taken.accepted) throw new Error(taken.refusal.words)
      if (!taken.accepted) continue
      const one = { sequence: events.length + 1, event: act, effective: isoFromDay(on), corrects: null }
      events.push({ ...one, before: standing, after: taken.standing, effects: taken.effects })
      standing = taken.standing
    }
    return { events, standing }
  }

  test('quashing moves no clock, starts none, ends none that rests on nothing of it; folded anew it is the same', () => {
    let [tried, again] = [0, 0]
    fc.assert(
      fc.property(happenings, fc.nat(), fc.integer({ min: 0, max: 60 }), (asked, pick, later) => {
        const { events, standing } = played(asked, rules)
        const of = anyDecision(events, pick)
        if (of === undefined) return
        const on = standing.state.last + later
        const act: Act = { ...judgement, of: of.sequence, on }
        const sequence = events.length + 1
        const taken = takeAct(rules, standing, act, sequence, Number.POSITIVE_INFINITY, events)
        if (!taken.accepted) throw new Error(taken.refusal.words)
        tried++
        again += events.some(one => one.event.kind === 'quashed') ? 1 : 0
        const now = takeAct(rules, standing, { kind: 'tick', on, dawn: true }, 0, Number.POSITIVE_INFINITY)
        const before = now.accepted ? now.standing.state : standing.state
        for (const one of taken.standing.state.clocks) expect(before.clocks).toContainEqual(one)
        const talk = before.clocks.find(one => one.clock === 'talk')
        const gossip = of.event.kind === 'event' && ['rumour', 'hush'].includes(of.event.event)
        // Where the case had not ended, gossip goes on whatever is quashed beside it.
        if (!gossip && talk !== undefined) expect(taken.standing.state.clocks).toContainEqual(talk)
        const quashed: FoldedEvent = { sequence, event: act, effective: isoFromDay(on), corrects: null }
        const folded = foldCase(rules, [...events, quashed])
        if (!folded.accepted) throw new Error(folded.refusal.words)
        expect(folded.standing).toEqual(taken.standing)
        for (const one of folded.deadlines.values())
          if (!taken.standing.state.clocks.some(({ clock: id }) => id === one.clock))
            expect(['met', 'late', 'ended']).toContain(one.state)
        // No day brings it in, or on, on which nothing happened.
        const { entered } = taken.standing.state
        if (entered !== null) expect(events.map(({ event }) => event.on)).toContain(entered)
      }),
      { numRuns: 300 },
    )
    // Most of them find a decision to quash, and some a case in which one was quashed before.
    expect([tried > 150, again > 10]).toEqual([true, true])
  })

  test('without clocks that bring anything about, it stands where it would had the quashed decisions never been made', () => {
    const timeless = compiledOf({ ...whole, clocks: {} })
    const taking = () => timeless
    fc.assert(
      fc.property(happenings, asked => {
        const { events, standing } = played(asked, taking)
        const away = events.flatMap(({ event }) => (event.kind === 'quashed' ? [event.of] : []))
        // What was refused because of a decision that fell later stays refused: only what was recorded is taken again.
        let thought: Standing | null = null
        for (const { event, sequence } of events) {
          if (event.kind === 'quashed' || away.includes(sequence)) continue
          const taken = takeAct(taking, thought, event, sequence, Number.POSITIVE_INFINITY)
          if (taken.accepted) thought = taken.standing
        }
        const { state, strands, entered, left } = (thought as Standing).state
        expect(standing.state).toMatchObject({ state, strands, entered, left })
      }),
      { numRuns: 300 },
    )
  })
})
