/** The course of a case as a graph: each strand's states, and the arrows between them with what moves a case along. */
import { statesDuring } from './during.ts'
import type { Routed } from './parts.ts'
import type { Regime } from './regime.ts'
import type { State, Transition } from './stages-schema.ts'

/** The main strand's name among strands, as the engine's effects have it. */
export const mainStrand = 'main'

/** A state of the main strand has a phase and may end the case; one of another strand has and does neither. */
export type StrandState = Omit<State, 'phase' | 'on'> & { readonly phase?: State['phase'] }

export interface Arrow {
  readonly from: string
  readonly event: string
  /** Its place among the transitions of this event. */
  readonly index: number
  readonly to: string
  /** Criterion that must be met. */
  readonly if: string | null
  readonly by: Routed | null
  readonly route: string | null
  readonly atMost: number | null
  /** Clocks whose running out is this event. */
  readonly clocks: readonly string[]
}

export interface StrandGraph {
  readonly strand: string
  readonly title: string
  /** States of the main strand during which it runs; empty for the main strand. */
  readonly while: readonly string[]
  readonly first: string
  readonly states: Readonly<Record<string, StrandState>>
  readonly arrows: readonly Arrow[]
}

/** Every strand of a regime, the main one first. */
export function strandGraphs(regime: Regime): readonly StrandGraph[] {
  const { stages, strands } = regime
  return [
    {
      strand: mainStrand,
      title: 'Course of a case',
      while: [],
      ...stages,
      arrows: arrowsOf(regime, stages.states),
    },
    ...Object.entries(strands).map(([id, strand]) => ({
      strand: id,
      title: strand.title,
      while: statesDuring(regime, strand.while),
      first: strand.first,
      states: strand.states,
      arrows: arrowsOf(regime, strand.states),
    })),
  ]
}

/** The states that can be reached from these, themselves included, by arrows that `may` be taken. */
export function reachable(
  graph: StrandGraph,
  from: readonly string[],
  may: (arrow: Arrow) => boolean = () => true,
): ReadonlySet<string> {
  return spread(graph, from, arrow => (may(arrow) ? [arrow.from, arrow.to] : null))
}

/** The states from which one of these can be reached, themselves included. */
export function leadingTo(graph: StrandGraph, to: readonly string[]): ReadonlySet<string> {
  return spread(graph, to, arrow => [arrow.to, arrow.from])
}

function arrowsOf(regime: Regime, states: Readonly<Record<string, { on?: State['on'] }>>): Arrow[] {
  return Object.entries(states).flatMap(([from, state]) =>
    Object.entries(state.on ?? {}).flatMap(([event, on]) =>
      ([on].flat() as Transition[]).map((one, index) => ({
        from,
        event,
        index,
        to: one.to,
        if: one.if ?? null,
        by: one.by ?? null,
        route: one.route ?? null,
        atMost: one['at-most'] ?? null,
        clocks: Object.keys(regime.clocks).filter(id => regime.clocks[id]?.fires === event),
      })),
    ),
  )
}

function spread(
  graph: StrandGraph,
  start: readonly string[],
  step: (arrow: Arrow) => readonly [string, string] | null,
): ReadonlySet<string> {
  const seen = new Set(start)
  const queue = [...start]
  for (let state = queue.pop(); state !== undefined; state = queue.pop())
    for (const arrow of graph.arrows) {
      const [from, to] = step(arrow) ?? []
      if (from !== state || to === undefined || seen.has(to)) continue
      seen.add(to)
      queue.push(to)
    }
  return seen
}
