/** Headers on every answer, and who may send a POST. */
import type { Context, MiddlewareHandler } from 'hono'
import { PageFault } from './fault.ts'

/** Nothing runs, nothing is fetched from elsewhere, nobody frames us: the pages need no script at all. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('Content-Security-Policy', policy)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'same-origin')
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
  c.header('X-Frame-Options', 'DENY')
}

/**
 * Refuses a request that names a host we do not answer to (a page elsewhere may point its own name at this address),
 * and a POST that a page of another origin sends.
 */
export function guard(allowedHosts: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = hostname(c.req.header('host') ?? new URL(c.req.url).host)
    if (!allowedHosts.includes('*') && !allowedHosts.includes(host)) {
      throw new PageFault(
        403,
        'This address is not ours',
        `The request was for the host "${host}"; this server answers for ${allowedHosts.join(', ')}. Start it with --host to answer for another.`,
      )
    }
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') checkOrigin(c)
    await next()
  }
}

function checkOrigin(c: Context): void {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign(`a page of another site (${site})`)
  const origin = c.req.header('origin')
  // Browsers send an origin with every POST; what sends none is a program on this machine.
  if (origin === undefined) return
  const own = c.req.header('host') ?? new URL(c.req.url).host
  if (!URL.canParse(origin) || new URL(origin).host !== own) throw foreign(`"${origin}"`)
}

function foreign(from: string): PageFault {
  return new PageFault(
    403,
    'This was not sent from our own pages',
    `The request came from ${from}. Use the forms of this site, or the "turnaround" command.`,
  )
}

/** The name of a Host header without its port; brackets of IPv6 addresses stay. */
export function hostname(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}

/** Whether a host is this machine and no other: what it listens on, or what it is asked for. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
}
