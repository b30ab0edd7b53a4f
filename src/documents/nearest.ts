/** A name that somebody probably meant: misspellings are answered with a proposal. */

/** The known word nearest to a misspelt one by edit distance; undefined where none is near enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const asked = word.toLowerCase()
  // A third of the letters may be wrong: more is another word.
  let least = Math.max(1, Math.floor(asked.length / 3)) + 1
  let found: string | undefined
  for (const one of known) {
    if (Math.abs(one.length - asked.length) >= least) continue
    const distance = editDistance(asked, one.toLowerCase())
    if (distance < least) {
      least = distance
      found = one
    }
  }
  return found
}

/** `Did you mean "delivery"?`, or nothing where no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = nearest(word, known)
  return found === undefined ? '' : `Did you mean "${found}"?`
}

/** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let twoBack: number[] = []
  let oneBack = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const present = [row]
    for (let column = 1; column <= b.length; column++) {
      const differs = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(
        (oneBack[column] ?? 0) + 1,
        (present[column - 1] ?? 0) + 1,
        (oneBack[column - 1] ?? 0) + differs,
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) least = Math.min(least, (twoBack[column - 2] ?? 0) + 1)
      present.push(least)
    }
    twoBack = oneBack
    oneBack = present
  }
  return oneBack[b.length] ?? 0
}
