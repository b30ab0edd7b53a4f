/** What counts as text that somebody can read: not blank, not invisible, not turned around, and not nested without end. Pure. */
import { deepest, isDeeper } from '../documents/nesting.ts'

/** Whether a text says anything that can be seen: spaces, format and control characters alone do not. */
export function isVisible(text: string): boolean {
  return /[^\p{Z}\p{C}\u{115F}\u{1160}\u{2800}\u{3164}\u{FFA0}\s]/u.test(text)
}

/** In JSON, what PostgreSQL has no place for: a null character, and a surrogate without its other half; not their names, spelt out. */
const unkeepable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/** Characters that turn the direction of what follows them, so that a text shows otherwise than it is kept. */
const turning = /[\u202A-\u202E\u2066-\u2069]/

/** What is wrong with a value that somebody sent, in words; null where it can be kept and shown as it is. */
export function unfitText(value: unknown): string | null {
  if (isDeeper(value))
    return `Found lists or objects within each other more than ${deepest} deep; expected what a form or the API's document asks for.`
  const text = JSON.stringify(value)
  if (unkeepable.test(text))
    return 'Found a null character (U+0000), or half of a pair (U+D800 to U+DFFF); expected text. Take it out.'
  return turning.test(text)
    ? 'Found a character that turns the direction of text (U+202A to U+202E, U+2066 to U+2069); expected text that reads as it is kept. Take it out.'
    : null
}
