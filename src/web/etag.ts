/** Tags of what is sent, so that whoever has it already is not sent it again. */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'

/** A strong tag: the same for the same text, and another for any other. */
export function tagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`
}

/**
 * Whether whoever asks has it already, by its tag: compared weakly (RFC 9110, 13.1.2), for what packs an answer on its way
 * weakens the tag.
 */
export function isKnown(c: Context, tag: string): boolean {
  const tags = c.req.header('if-none-match')?.split(/\s*,\s*/) ?? []
  return tags.some(one => one.replace(/^W\//, '') === tag)
}
