/** Days of events that cannot all be true: one lies before another that has to come first. */
import type { CompiledRegime, Course } from './compiled.ts'
import { sayDate } from './day.ts'
import type { Day } from './model.ts'

/** One sentence for each pair of events whose days no course of a case can have. */
export function impossibleOrder(compiled: CompiledRegime, events: Readonly<Record<string, Day>>): readonly string[] {
  const known = Object.entries(events).toSorted(([, a], [, b]) => a - b)
  const courses = [...compiled.courses.values()]
  return known.flatMap(([early, on], index) =>
    known
      .slice(index + 1)
      .filter(([late, then]) => then > on && courses.every(course => !mayFollow(course, early, late)))
      .map(
        ([late, then]) =>
          `${early} on ${sayDate(on)} comes before ${late} on ${sayDate(then)}, and after ${early} no ${late} can come any more. Check the two days.`,
      ),
  )
}

/** Whether an event may come after another; yes where the first moves no case of the main strand, since nothing says no then. */
function mayFollow({ states }: Course, first: string, next: string): boolean {
  const moves = [...states.values()].flatMap(state => state.on.get(first) ?? [])
  return moves.length === 0 || moves.some(({ to }) => states.get(to)?.ahead.has(next))
}
