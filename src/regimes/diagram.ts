/** The statechart of a regime as a reader sees it: boxes and arrows with words, and the same as Mermaid text. */
import { duringInWords } from './during.ts'
import { mainStrand, type StrandGraph, strandGraphs } from './strand-graph.ts'
import type { Regime } from './regime.ts'

export interface DiagramState {
  readonly id: string
  readonly title: string
  /** "Before entry", "In the regime", "After it"; null in a strand, which has no phases. */
  readonly phase: 'before' | 'in' | 'after' | null
  /** How the case ends here, in words; null where it goes on. */
  readonly ends: string | null
}

export interface DiagramArrow {
  readonly from: string
  readonly to: string
  /** The event in words. */
  readonly event: string
  /** What must hold: the criterion, the route; null where nothing must. */
  readonly condition: string | null
  /** For an event that happens by itself: the clock that runs out. */
  readonly clock: string | null
}

/** One strand. The main one comes first and has phases. */
export interface DiagramPanel {
  readonly title: string
  /** During what it runs, in words; null for the main strand, which runs throughout. */
  readonly during: string | null
  readonly first: string
  readonly states: readonly DiagramState[]
  readonly arrows: readonly DiagramArrow[]
}

export const phaseWords = { before: 'before entry', in: 'in the regime', after: 'after the regime' } as const

export const endWords = {
  success: 'ends in success',
  transfer: 'ends in transfer',
  closure: 'ends in closure',
  'not-entered': 'ends without entry',
  replaced: 'ends because the regime was replaced',
  unknown: 'ends, how is not known',
} as const

/** The event, state or criterion id as words: `draft-published` → "draft published". */
export function slugWords(id: string): string {
  return id.replaceAll('-', ' ')
}

/** `nhs-trust`, `icb`, `mental-health-and-community` → `NHS trust`, `ICB`, `mental health and community`. */
export function kindWords(slug: string): string {
  return slugWords(slug).replace(/\b(nhs|icb|ccg|ics)\b/g, short => short.toUpperCase())
}

/** Every strand of a regime as boxes and arrows. */
export function diagramOf(regime: Regime): readonly DiagramPanel[] {
  return strandGraphs(regime).map(graph => panelOf(regime, graph))
}

/** The diagram as Mermaid state diagrams, one after another: the main strand, and each strand beside it. */
export function mermaid(regime: Regime): string {
  const lines = ['stateDiagram-v2', `  %% ${oneLine(regime.title)}`]
  const panels = diagramOf(regime)
  panels.forEach((panel, index) => {
    // A strand is a composite state of its own, so that one text holds all; ids are prefixed to stay apart.
    const id = (state: string) => `${index === 0 ? 's' : `p${index}`}_${state.replaceAll('-', '_')}`
    const indent = index === 0 ? '  ' : '    '
    if (index > 0)
      lines.push(`  state "${mermaidText(`${panel.title} (during ${panel.during ?? ''})`)}" as p${index} {`)
    for (const state of panel.states) {
      const words = [state.phase && phaseWords[state.phase], state.ends].filter(one => one !== null).join(', ')
      lines.push(`${indent}state "${mermaidText(`${state.title}${words ? ` (${words})` : ''}`)}" as ${id(state.id)}`)
    }
    lines.push(`${indent}[*] --> ${id(panel.first)}`)
    for (const arrow of panel.arrows) lines.push(`${indent}${id(arrow.from)} --> ${id(arrow.to)}: ${labelOf(arrow)}`)
    for (const state of panel.states) if (state.ends !== null) lines.push(`${indent}${id(state.id)} --> [*]`)
    if (index > 0) lines.push('  }')
  })
  return lines.join('\n')
}

function panelOf(regime: Regime, graph: StrandGraph): DiagramPanel {
  return {
    title: graph.title,
    during: graph.strand === mainStrand ? null : duringInWords(regime, regime.strands[graph.strand]?.while ?? []),
    first: graph.first,
    states: Object.entries(graph.states).map(([id, state]) => ({
      id,
      title: state.title,
      phase: state.phase ?? null,
      ends: state.ends === undefined ? null : endWords[state.ends],
    })),
    arrows: graph.arrows.map(arrow => ({
      from: arrow.from,
      to: arrow.to,
      event: slugWords(arrow.event),
      condition: conditionOf(regime, arrow.if, arrow.route),
      clock: arrow.clocks.map(id => regime.clocks[id]?.title ?? slugWords(id)).join(', ') || null,
    })),
  }
}

function conditionOf(regime: Regime, criterion: string | null, route: string | null): string | null {
  const parts = []
  if (criterion !== null) parts.push(`if ${regime.criteria[criterion]?.title ?? slugWords(criterion)}`)
  if (route !== null) parts.push(`only ${regime.routes?.[route]?.title ?? slugWords(route)}`)
  return parts.join(', ') || null
}

function labelOf(arrow: DiagramArrow): string {
  const clock = arrow.clock === null ? '' : ` ⏱ when the time runs out, ${arrow.clock}`
  const condition = arrow.condition === null ? '' : ` [${arrow.condition}]`
  return mermaidText(`${arrow.event}${condition}${clock}`)
}

// Mermaid has no escape for these in labels; an entity code (its own way: #35; for a hash) is read as text.
function mermaidText(text: string): string {
  return oneLine(text).replace(/[#;:"<>{}%]/g, character => `#${character.charCodeAt(0)};`)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
