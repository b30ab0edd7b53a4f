/** Refusals of the casework API as problems (RFC 9457): the reason as a word, the rest in words, the events allowed now. */
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Refused } from '../../casework/model.ts'
import { statusOf, titleOf } from './case-status.ts'

type Extra = { readonly reason?: string; readonly allowed?: readonly string[] }

export function problemAnswer(c: Context, status: number, title: string, detail: string, extra: Extra = {}): Response {
  const { pathname } = new URL(c.req.url)
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail, instance: pathname, ...extra }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  })
}

export function refusedAnswer(c: Context, refused: Refused): Response {
  const { reason, words, allowed } = refused
  return problemAnswer(c, statusOf(refused), titleOf(refused), words, { reason, allowed })
}

/** What is wrong with a body, field by field. */
export function faultsInWords(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'The body'}: ${message}`).join('; ')
}
