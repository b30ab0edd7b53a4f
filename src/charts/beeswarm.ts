/** Places dots side by side so that none covers another: a beeswarm along one axis. */

/**
 * Offsets, in pixels from the middle line, for dots at the given places (pixels along the axis), in input order.
 * Dots are laid in order of place; each takes the free offset nearest the middle, trying above before below.
 */
export function beeswarm(places: readonly number[], diameter: number): readonly number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] as number) - (places[b] as number) || a - b)
  const offsets = new Array<number>(places.length).fill(0)
  const laid: number[] = []
  for (const i of order) {
    const x = places[i] as number
    const near = laid.filter(j => x - (places[j] as number) < diameter)
    const candidates = [0]
    for (const j of near) {
      const across = Math.sqrt(Math.max(0, diameter ** 2 - (x - (places[j] as number)) ** 2))
      candidates.push((offsets[j] as number) - across, (offsets[j] as number) + across)
    }
    candidates.sort((a, b) => Math.abs(a) - Math.abs(b) || a - b)
    const free = (y: number) =>
      near.every(j => (x - (places[j] as number)) ** 2 + (y - (offsets[j] as number)) ** 2 >= diameter ** 2 - 1e-6)
    offsets[i] = candidates.find(free) ?? 0
    laid.push(i)
  }
  return offsets
}
