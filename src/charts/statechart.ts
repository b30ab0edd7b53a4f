/**
 * The course of a case as a picture: boxes, the events that lead on from each, and arrows. Phases differ by border and
 * by word; an event that happens by itself carries a clock and says which time runs out.
 */
import type { DiagramArrow, DiagramPanel, DiagramState } from '../regimes/diagram.ts'
import { type ChartLayout, type LayoutBox, layOut, type PlacedBox } from './statechart-layout.ts'
import { type ChartFrame, element, label, picture, wrap } from './svg.ts'

/** Rules have no kind of record: they are nobody's figures. */
export type StatechartFrame = Omit<ChartFrame, 'recordKind'>

const line = 18
const pad = 8
const laneStep = 11
const laneMargin = 12
/** Average width of a character of 14 px, generously. */
const character = 7.3
const phases = { before: 'Before entry', in: 'In the regime', after: 'After the regime' } as const

/** Draws the panels one under another, 320 px wide or more; the height follows from what there is to say. */
export function statechart(frame: StatechartFrame, panels: readonly DiagramPanel[]): string {
  let y = 4
  let content = ''
  panels.forEach((panel, index) => {
    if (index > 0) {
      const write = (lines: readonly string[], cssClass: string) => {
        for (const text of lines) content += label(0, (y += line), text, { class: cssClass })
      }
      const fits = Math.floor(frame.width / character)
      write(wrap(`Beside it: ${panel.title}`, fits - 4), 'chart-heading')
      if (panel.during !== null) write(wrap(`Runs during: ${panel.during}`, fits), 'state-note')
      y += 10
    }
    const drawn = drawPanel(panel, frame.width)
    content += element('g', { class: 'state-panel', transform: `translate(0 ${Math.round(y)})` }, drawn.content)
    y += drawn.height + 26
  })
  return picture({ ...frame, recordKind: 'rules' }, y, content)
}

/** What the picture says, for a reader who cannot see it: every state and where it leads. */
export function statechartInWords(panels: readonly DiagramPanel[]): string {
  return panels
    .map(panel => {
      const title = new Map(panel.states.map(state => [state.id, state.title]))
      const states = panel.states.map(state => {
        const on = panel.arrows
          .filter(arrow => arrow.from === state.id)
          .map(arrow => `${arrow.event} leads to ${title.get(arrow.to) ?? arrow.to}`)
        return `${state.title}${state.ends === null ? '' : `, which ${state.ends}`}${on.length > 0 ? `: ${on.join('; ')}` : ''}.`
      })
      return `${panel.title}. ${states.join(' ')}`
    })
    .join(' ')
}

interface Row {
  readonly arrow: DiagramArrow
  readonly event: readonly string[]
  readonly notes: readonly string[]
}

interface Box {
  readonly state: DiagramState
  readonly title: readonly string[]
  readonly notes: readonly string[]
  readonly rows: readonly Row[]
}

function drawPanel(panel: DiagramPanel, width: number): { content: string; height: number } {
  // Lanes take their room from the boxes, whose words are then broken anew, which may ask for another lane.
  const place = (lanes: number) => {
    const boxWidth = width - laneMargin - (lanes + 1) * laneStep
    const boxes = new Map(panel.states.map(state => [state.id, boxOf(panel, state, boxWidth)]))
    return { boxWidth, boxes, layout: layOut([...boxes.values()].map(toLayout), panel.first), lanes }
  }
  let placed = place(0)
  while (placed.layout.laneCount > placed.lanes) placed = place(placed.layout.laneCount)
  const { boxWidth, boxes, layout } = placed
  const content =
    drawLanes(layout, boxWidth) +
    layout.boxes.map(one => drawBox(boxes.get(one.id) as Box, one, boxWidth, one.id === panel.first)).join('')
  return { content, height: layout.height }
}

function boxOf(panel: DiagramPanel, state: DiagramState, width: number): Box {
  const fits = Math.floor((width - 2 * pad) / character)
  const phase = state.phase === null ? null : phases[state.phase]
  const ends = state.ends === null ? null : `the case ${state.ends}`
  const words = [phase, ends].filter(one => one !== null).join('; ')
  return {
    state,
    title: wrap(state.title, fits - 6),
    notes: words === '' ? [] : wrap(words, fits),
    rows: panel.arrows
      .filter(arrow => arrow.from === state.id)
      .map(arrow => ({
        arrow,
        event: wrap(`${arrow.event} → ${titleOf(panel, arrow.to)}`, fits - (arrow.clock === null ? 4 : 7)),
        notes: [
          ...(arrow.condition === null ? [] : wrap(arrow.condition, fits - 2)),
          ...(arrow.clock === null ? [] : wrap(`by itself, when the time runs out: ${arrow.clock}`, fits - 2)),
        ],
      })),
  }
}

function titleOf(panel: DiagramPanel, id: string): string {
  return panel.states.find(state => state.id === id)?.title ?? id
}

function toLayout(box: Box): LayoutBox {
  return {
    id: box.state.id,
    head: (box.title.length + box.notes.length) * line + 2 * pad,
    rows: box.rows.map(row => ({ to: row.arrow.to, height: (row.event.length + row.notes.length) * line + pad })),
  }
}

function drawBox(box: Box, placed: PlacedBox, width: number, first: boolean): string {
  const { phase, ends } = box.state
  let text = element('rect', {
    x: 1,
    y: placed.y,
    width: width - 2,
    height: placed.height,
    rx: phase === 'after' ? 14 : 3,
    class: `state-box state-${phase ?? 'strand'}`,
  })
  // An ending has a double border, a beginning a filled dot: the signs of statecharts.
  if (ends !== null)
    text += element('rect', {
      x: 5,
      y: placed.y + 4,
      width: width - 10,
      height: placed.height - 8,
      rx: phase === 'after' ? 11 : 2,
      class: `state-inner`,
    })
  if (first) text += element('circle', { cx: width - 16, cy: placed.y + pad + 9, r: 5, class: 'state-first' })
  let y = placed.y + pad
  const write = (lines: readonly string[], x: number, cssClass: string) => {
    for (const words of lines) {
      y += line
      text += label(x, y - 4, words, { class: cssClass })
    }
  }
  write(box.title, pad + 2, 'chart-heading')
  write(box.notes, pad + 2, 'state-note')
  placed.rows.forEach((row, index) => {
    const { event, notes, arrow } = box.rows[index] as Row
    y = row.y
    text += element('line', { x1: pad, x2: width - pad, y1: y, y2: y, class: 'chart-rule' })
    y += pad / 2
    if (arrow.clock !== null) text += clockMark(width - 16, y + line / 2)
    write(event, pad + 12, 'state-event')
    write(notes, pad + 12, 'state-note')
  })
  return text
}

function drawLanes(layout: ChartLayout, boxWidth: number): string {
  return layout.lanes
    .map(lane => {
      const x = boxWidth + laneMargin + lane.lane * laneStep
      const stem = element('path', {
        d: `M${x} ${round(lane.top)}V${round(lane.bottom)}M${x} ${round(lane.arrival)}H${boxWidth + 5}`,
        class: 'state-arrow',
      })
      const joins = lane.joins
        .map(
          y =>
            element('path', { d: `M${boxWidth - 1} ${round(y)}H${x}`, class: 'state-arrow' }) +
            element('circle', { cx: x, cy: y, r: 2.5, class: 'state-join' }),
        )
        .join('')
      const y = lane.arrival
      const head = element('path', {
        d: `M${boxWidth} ${round(y)}l8 -4.5v9z`,
        class: 'state-head',
      })
      return stem + joins + head
    })
    .join('')
}

function clockMark(x: number, y: number): string {
  return (
    element('circle', { cx: x, cy: y, r: 6.5, class: 'state-clock' }) +
    element('path', { d: `M${x} ${round(y - 4)}V${round(y)}L${x + 3} ${round(y + 2)}`, class: 'state-clock' })
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
