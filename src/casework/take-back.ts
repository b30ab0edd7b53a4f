/** A decision is quashed: what rests on it ends, and the case stands where it stood before it. Pure. */
import type { CompiledRegime } from '../regimes/compiled.ts'
import { isoFromDay, sayDay } from '../regimes/day.ts'
import type { Day, Refusal, Step } from '../regimes/model.ts'
import { clocksResting, quash, quashInPart } from '../regimes/quash.ts'
import { step } from '../regimes/step.ts'
import type { PastEvent, Standing } from './fold.ts'
import type { QuashedAct } from './quashings.ts'
import { type Instead, type Take, thinkAway } from './thought-away.ts'

/** A quashing, as it was written down. */
interface Judged {
  readonly act: QuashedAct
  readonly sequence: number
  /** Today: nothing is recorded ahead of it. */
  readonly now: Day
  /** The events that count before it, in their order. */
  readonly past: readonly PastEvent[]
  readonly take: Take
}

export type TakenBack = Step | (Extract<Step, { accepted: true }> & { readonly instead: Instead })

/** The case once a decision is quashed, as a whole or in part, or why it cannot be. */
export function takeBack(
  compiled: CompiledRegime,
  standing: Standing,
  { act, sequence, now, past, take }: Judged,
): TakenBack {
  if (act.on > now) return no('in-the-future', `Found ${sayDay(act.on)}, which is after today, ${sayDay(now)}.`)
  const without = thinkAway(past, act, standing, take)
  if ('reason' in without) return { accepted: false, refusal: without }
  const tick = { kind: 'tick', on: act.on, dawn: true } as const
  const passed = step(compiled, standing.state, tick, Number.POSITIVE_INFINITY)
  // A case that has ended stands still.
  const here = passed.accepted ? passed : { case: standing.state, effects: [] }
  const idle = act.clocks.find(id => !here.case.clocks.some(({ clock }) => clock === id))
  if (idle !== undefined) return no('clock-not-running', `The clock "${idle}" does not run, so it cannot stop.`)
  const thought = without.standing.state
  const resting = clocksResting(here.case, thought)
  const other = act.clocks.find(id => !resting.includes(id))
  if (other !== undefined)
    return no(
      'clock-not-running',
      `The clock "${other}" does not rest on event ${act.of}: it would run without it. Found resting on it: ${resting.join(', ') || 'none'}.`,
    )
  const quashed =
    act.part === null
      ? quash(compiled, here.case, thought, act.on)
      : quashInPart(compiled, here.case, act.clocks, act.on)
  if (!quashed.accepted) return quashed
  const back = { ...quashed, effects: [...here.effects, ...quashed.effects] }
  if (act.part !== null) return back
  const { from, held, effects } = without
  return { ...back, instead: { from, held: [...held, { sequence, effective: isoFromDay(act.on), effects }] } }
}

function no(reason: Refusal['reason'], words: string): Step {
  return { accepted: false, refusal: { reason, words, allowed: [] } }
}
