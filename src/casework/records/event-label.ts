/** An event in a line, to be chosen from a list. */
import type { WrittenEvent } from '../model.ts'

export function eventLabel({ sequence, name, effective }: WrittenEvent): string {
  return `${sequence}. ${name.replaceAll('-', ' ')}, ${effective}`
}
