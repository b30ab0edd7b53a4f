/** From when to when powers were there in a case: they come and go with its stages. Pure. */
import type { CompiledRegime, UsablePower } from '../regimes/compiled.ts'
import { isInForce, overlap, type UseDays } from './records/power-use.ts'
import type { StageChange } from './stage-changes.ts'

/** A power for as long as the stages of a case had it. */
export interface PowerSpan extends UsablePower {
  /** The rules by which it was there. */
  readonly compiled: CompiledRegime
  /** First day (ISO), and the day on which it was there no more: null while it is there. */
  readonly from: string
  readonly ended: string | null
}

/** Powers by the events with which they began and ended, in the order of these; an event that brings other rules begins them anew. */
export function spansOf(changes: readonly StageChange[]): readonly PowerSpan[] {
  const spans: PowerSpan[] = []
  for (const { on, effects, compiled, route } of changes)
    for (const effect of effects) {
      if (effect.kind === 'power-ends') {
        const at = spans.findLastIndex(one => one.id === effect.power && one.ended === null)
        const span = spans[at]
        if (span !== undefined) spans[at] = { ...span, ended: on }
      } else if (effect.kind === 'power-begins') {
        const power = powerIn(compiled, route, effect.power)
        if (power !== undefined) spans.push({ ...power, compiled, from: on, ended: null })
      }
    }
  return spans
}

/** A power as some stage on the route has it. */
function powerIn(compiled: CompiledRegime, route: string | null, id: string): UsablePower | undefined {
  const states = [...(compiled.courses.get(route)?.states.values() ?? [])]
  return states.flatMap(({ powers }) => powers).find(one => one.id === id)
}

type Days = Pick<PowerSpan, 'from' | 'ended'>

/** Uses of one power that comes with stages, each with the spans that stand with it, and the spans of which no use was written. */
export interface Merged<Use, Span> {
  readonly uses: readonly { readonly use: Use; readonly spans: readonly Span[]; readonly inForce: boolean }[]
  readonly alone: readonly Span[]
}

/**
 * Uses of a power and the spans in which it comes with a stage, as one: a span stands with the first use that falls in it. Where
 * several do, the power is in force once on a day. A use is no longer in force once the stage is over with which the power came.
 * @param on Day (ISO) by which it is judged.
 */
export function merged<Use extends UseDays, Span extends Days>(
  uses: readonly Use[],
  spans: readonly Span[],
  on: string,
): Merged<Use, Span> {
  const inOrder = uses.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
  const first = new Map(spans.map(span => [span, inOrder.find(use => meet(use, span))]))
  const holds = (use: Use) => {
    const met = spans.filter(span => meet(use, span))
    return isInForce(use, on) && (met.every(({ from }) => on < from) || met.some(one => isOn(one, on)))
  }
  return {
    uses: inOrder.map(use => {
      const own = spans.filter(span => first.get(span) === use)
      const withStage = own.some(span => isOn(span, on) && !inOrder.some(other => meet(other, span) && holds(other)))
      return { use, spans: own, inForce: holds(use) || withStage }
    }),
    alone: spans.filter(span => first.get(span) === undefined),
  }
}

/** Whether a power is there on a day (ISO): not on the day on which it ended. */
export function isOn({ from, ended }: Days, on: string): boolean {
  return from <= on && (ended === null || on < ended)
}

/** Whether a use and a span have a day in common. */
function meet(use: UseDays, { from, ended }: Days): boolean {
  return overlap(use, { from, until: null, ended })
}
