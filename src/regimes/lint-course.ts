/** The course of a case: states that nobody reaches or leaves, and rounds without end. */
import type { LintFinding } from './lint.ts'
import { type Arrow, leadingTo, mainStrand, reachable, type StrandGraph, strandGraphs } from './strand-graph.ts'
import type { Regime } from './regime.ts'

export function lintCourse(regime: Regime): readonly LintFinding[] {
  return strandGraphs(regime).flatMap(graph => [
    ...unreachable(graph),
    // A strand may come to rest: it ends with the states of the main one.
    ...(graph.strand === mainStrand ? endings(graph) : []),
    ...rounds(graph),
  ])
}

function unreachable(graph: StrandGraph): LintFinding[] {
  const reached = reachable(graph, [graph.first])
  return Object.keys(graph.states)
    .filter(id => !reached.has(id))
    .map(id => ({
      check: 'unreachable-state',
      path: pathOf(graph, id),
      words: `Nothing leads to “${graph.states[id]?.title ?? id}”.`,
      todo: 'Add the event that leads to it, or remove it.',
    }))
}

function endings(graph: StrandGraph): LintFinding[] {
  const ids = Object.keys(graph.states)
  const ended = ids.filter(id => graph.states[id]?.ends !== undefined)
  const deadEnds = ids.filter(
    id => !ended.includes(id) && !graph.arrows.some(arrow => arrow.from === id && arrow.to !== id),
  )
  const stopping = leadingTo(graph, [...ended, ...deadEnds])
  return [
    ...deadEnds.map(
      (id): LintFinding => ({
        check: 'dead-end',
        path: pathOf(graph, id),
        words: `“${graph.states[id]?.title ?? id}” has no way on, and does not say that the case ends there.`,
        todo: 'Add an event that leads on, or say how it `ends`.',
      }),
    ),
    ...ids
      .filter(id => !stopping.has(id))
      .map(
        (id): LintFinding => ({
          check: 'no-ending',
          path: pathOf(graph, id),
          words: `From “${graph.states[id]?.title ?? id}” no ending can be reached: a case there never ends.`,
          todo: 'Add an event that leads to a state with `ends`.',
        }),
      ),
  ]
}

/** States that a case can go round for ever by arrows that nothing holds: no criterion, no clock, no bound. */
function rounds(graph: StrandGraph): LintFinding[] {
  const free = (arrow: Arrow) => arrow.if === null && arrow.atMost === null && arrow.clocks.length === 0
  const told = new Set<string>()
  return Object.keys(graph.states).flatMap((id): LintFinding[] => {
    if (told.has(id)) return []
    const next = graph.arrows.filter(arrow => arrow.from === id && free(arrow)).map(arrow => arrow.to)
    if (!reachable(graph, next, free).has(id)) return []
    const round = Object.keys(graph.states).filter(
      other => reachable(graph, [id], free).has(other) && reachable(graph, [other], free).has(id),
    )
    for (const one of round) told.add(one)
    const titles = round.map(one => `“${graph.states[one]?.title ?? one}”`).join(', ')
    return [
      {
        check: 'endless-round',
        path: pathOf(graph, id),
        words: `A case can go round ${titles} for ever: nothing bounds how often, and no clock or criterion holds it.`,
        todo: 'Give one of its arrows `at-most`, a criterion as `if`, or a clock that `fires` it.',
      },
    ]
  })
}

function pathOf(graph: StrandGraph, state: string): readonly string[] {
  return graph.strand === mainStrand ? ['stages', 'states', state] : ['strands', graph.strand, 'states', state]
}
