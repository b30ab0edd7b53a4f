/**
 * Where everything of a statechart stands. States are boxes in one column, ordered in layers (longest path from the
 * first, arrows back left aside), each with a row for every event that leads on. From its row an arrow runs into a lane
 * at the right; all arrows into one state share one lane, which leads to that state's title. So nothing can overlap,
 * a label stands where its arrow starts, and the picture fits a phone.
 */
export interface LayoutBox {
  readonly id: string
  /** Pixels of the head, at whose middle arrows arrive. */
  readonly head: number
  /** Events that lead on, in order, each with the pixels of its row. */
  readonly rows: readonly { readonly to: string; readonly height: number }[]
}

export interface PlacedBox {
  readonly id: string
  readonly y: number
  readonly height: number
  /** Where arrows arrive. */
  readonly arrival: number
  /** Where each row begins, from the top of the picture. */
  readonly rows: readonly { readonly to: string; readonly y: number; readonly height: number }[]
}

/** The vertical line by which all arrows into one state come. */
export interface Lane {
  readonly to: string
  /** 0 is next to the boxes. */
  readonly lane: number
  readonly top: number
  readonly bottom: number
  /** Middles of the rows that lead into it. */
  readonly joins: readonly number[]
  readonly arrival: number
}

export interface ChartLayout {
  readonly boxes: readonly PlacedBox[]
  readonly lanes: readonly Lane[]
  readonly laneCount: number
  readonly height: number
}

/** Space between two boxes, and what two arrows on one lane keep between them. */
const gap = 18
const apart = 10

/** Places the boxes, top down, and gives every state that arrows lead to a lane. Rows to unknown states are an error. */
export function layOut(boxes: readonly LayoutBox[], first: string): ChartLayout {
  const byId = new Map(boxes.map(box => [box.id, box]))
  for (const box of boxes)
    for (const row of box.rows)
      if (!byId.has(row.to)) throw new RangeError(`An arrow leads from ${box.id} to ${row.to}, which is no state.`)
  let y = 0
  const placed = ordered(boxes, first).map(box => {
    let at = y + box.head
    const rows = box.rows.map(row => {
      const top = at
      at += row.height
      return { to: row.to, y: top, height: row.height }
    })
    const one = { id: box.id, y, height: at - y, arrival: y + box.head / 2, rows }
    y = at + gap
    return one
  })
  const lanes = assign(placed)
  return {
    boxes: placed,
    lanes,
    laneCount: Math.max(0, ...lanes.map(lane => lane.lane + 1)),
    height: Math.max(0, y - gap),
  }
}

/** By layer, and within a layer as given. A state that the first does not lead to comes last. */
function ordered(boxes: readonly LayoutBox[], first: string): LayoutBox[] {
  const layer = layersOf(boxes, first)
  const place = (box: LayoutBox) => layer.get(box.id) ?? Infinity
  return boxes.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
}

/** Longest path from the first state, over arrows that do not lead back. */
export function layersOf(boxes: readonly LayoutBox[], first: string): ReadonlyMap<string, number> {
  const byId = new Map(boxes.map(box => [box.id, box]))
  const forward = new Map<string, string[]>()
  const finished: string[] = []
  const open = new Set<string>()
  // Depth first: an arrow into a state that is still open leads back.
  const visit = (id: string) => {
    if (forward.has(id)) return
    open.add(id)
    const onwards: string[] = []
    forward.set(id, onwards)
    for (const row of byId.get(id)?.rows ?? []) {
      if (open.has(row.to)) continue
      onwards.push(row.to)
      visit(row.to)
    }
    open.delete(id)
    finished.push(id)
  }
  if (byId.has(first)) visit(first)
  const layers = new Map<string, number>([[first, 0]])
  for (const id of finished.toReversed())
    for (const to of forward.get(id) ?? []) layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(id) ?? 0) + 1))
  return layers
}

/** The shortest arrows stay closest to the boxes; each takes the first lane where it meets no other. */
function assign(boxes: readonly PlacedBox[]): Lane[] {
  const wanted = boxes.flatMap(box => {
    const joins = boxes.flatMap(other => other.rows.filter(row => row.to === box.id).map(row => row.y + row.height / 2))
    if (joins.length === 0) return []
    const top = Math.min(box.arrival, ...joins)
    const bottom = Math.max(box.arrival, ...joins)
    return [{ to: box.id, top, bottom, joins, arrival: box.arrival }]
  })
  const taken: { top: number; bottom: number }[][] = []
  return wanted
    .toSorted((a, b) => a.bottom - a.top - (b.bottom - b.top))
    .map(one => {
      const free = taken.findIndex(lane =>
        lane.every(other => one.top > other.bottom + apart || one.bottom < other.top - apart),
      )
      const lane = free === -1 ? taken.push([]) - 1 : free
      taken[lane]?.push(one)
      return { ...one, lane }
    })
}
