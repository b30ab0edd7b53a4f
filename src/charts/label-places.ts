/** Finds room for labels beside points: none over another, none over a marked point, none outside the frame. */

export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface PlacedLabel {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

export interface LabelledPoint {
  readonly x: number
  readonly y: number
  readonly text: string
}

/** Pixels that a character of a 14-pixel label takes: a little more than it needs on average. */
const characterWidth = 8

/** A place for each label in turn (right, left, above, below the point), or null where none is free. */
export function placeLabels(
  points: readonly LabelledPoint[],
  frame: Box,
  obstacles: readonly Box[] = [],
): readonly (PlacedLabel | null)[] {
  const taken: Box[] = [...obstacles, ...points.map(({ x, y }) => around(x, y, 6))]
  return points.map(({ x, y, text }) => {
    const width = text.length * characterWidth
    const choices: readonly PlacedLabel[] = [
      { x: x + 10, y: y + 5, anchor: 'start' },
      { x: x - 10, y: y + 5, anchor: 'end' },
      { x, y: y - 11, anchor: 'middle' },
      { x, y: y + 21, anchor: 'middle' },
      { x: x + 8, y: y - 9, anchor: 'start' },
      { x: x + 8, y: y + 19, anchor: 'start' },
      { x: x - 8, y: y - 9, anchor: 'end' },
      { x: x - 8, y: y + 19, anchor: 'end' },
    ]
    for (const choice of choices) {
      const box = boxOf(choice, width)
      if (!isInside(box, frame) || taken.some(other => overlap(box, other))) continue
      taken.push(box)
      return choice
    }
    return null
  })
}

/** The square of this reach around a point. */
export function around(x: number, y: number, reach: number): Box {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }
}

function boxOf({ x, y, anchor }: PlacedLabel, width: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { left, right: left + width, top: y - 12, bottom: y + 4 }
}

function isInside(box: Box, frame: Box): boolean {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
