/** How deep a value is nested: what is nested without end exhausts whoever walks it by calling themselves. Pure. */

/** Levels of lists and objects within each other: what anybody writes here has ten at most. */
export const deepest = 50

/** Whether lists and objects stand within each other more than so many levels deep. */
export function isDeeper(value: unknown, most = deepest): boolean {
  let level: readonly object[] = [value].filter(isNested)
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= most) return true
    level = level.flatMap(one => Object.values(one).filter(isNested))
  }
  return false
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
