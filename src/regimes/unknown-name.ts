/** How a reader is told that a name leads nowhere. */
import { didYouMean } from '../documents/nearest.ts'
import type { Words } from '../documents/yaml-document.ts'

/** Words for a name that is not among those there are. */
export function unknownName(found: string, name: string, kinds: string, known: readonly string[]): Words {
  return {
    found,
    expected:
      known.length > 0 ? `one of the ${kinds} ${known.join(', ')}` : `one of the ${kinds}, of which there are none`,
    todo: didYouMean(name, known),
  }
}
