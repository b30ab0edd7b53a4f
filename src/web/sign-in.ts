/**
 * Development sign-in: one chooses whom to act as, from the cast. For trying things out on one's own machine and for nothing
 * else, so it is offered on loopback only. A cookie counts until its sign-out, and no longer than the process.
 */
import { randomBytes } from 'node:crypto'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type CastMember, actorFrom } from '../casework/people-store.ts'
import { type Actor, publicActor } from '../casework/model.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import { hostname, isLoopback } from './security.ts'

/** Where the cast comes from. */
export interface People {
  /** Everybody one may act as. */
  cast(): Promise<readonly CastMember[]>
  /** One of them; null where there is no such key. */
  member(key: string): Promise<CastMember | null>
}

/** The sign-in of a server: who may be chosen, or in words why there is none. */
export type SignIn = { readonly people: People } | { readonly refused: string }

/** Whoever is signed in. The name is for their own eyes; whatever is written down holds the actor's key. */
export interface Visitor {
  readonly actor: Actor
  readonly name: string
}

/** What the frame of a page says about signing in. */
export interface Who {
  readonly offered: boolean
  readonly visitor: Visitor | null
}

declare module 'hono' {
  interface ContextVariableMap {
    visitor: Visitor
  }
}

const cookie = 'turnaround-acting-as'
const notOffered = 'This server was started without it.'

/** Who asks: the public where nobody is signed in. */
export function actorOf(c: Context): Actor {
  return visitorOf(c)?.actor ?? publicActor
}

/** Who is signed in, with their name; null where nobody is. */
export function visitorOf(c: Context): Visitor | null {
  return c.get('visitor') ?? null
}

export interface SignInPages {
  /** Makes the page to choose on. */
  choose(c: Context, cast: readonly CastMember[], next: string): Promise<string>
}

/** Keys of the persons who are signed in, by what their cookies hold. */
type Sessions = Map<string, string>

/** Puts sign-in on an app: everything that comes after it knows who asks. */
export function addSignIn(app: Hono, signIn: SignIn = { refused: notOffered }, pages: SignInPages): void {
  const sessions: Sessions = new Map()
  const peopleFor = (c: Context): People => {
    if ('refused' in signIn) throw new PageFault(403, 'There is no sign-in here', signIn.refused)
    if (isFromThisMachine(c)) return signIn.people
    throw new PageFault(
      403,
      'There is no sign-in here',
      'Development sign-in is offered on this machine only, at an address such as http://localhost; found another host, or a proxy in between.',
    )
  }

  app.use('*', recognise(signIn, sessions))
  app.get('/sign-in', async c => {
    const cast = await peopleFor(c).cast()
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    return c.html(await pages.choose(c, cast, ownAddress(c.req.query('next'))))
  })
  const limit = bodyLimit({
    maxSize: 10_000,
    onError: () => {
      throw new PageFault(413, 'This is too large to send', 'Choose somebody on the sign-in page.')
    },
  })
  app.post('/sign-in', limit, async c => {
    const people = peopleFor(c)
    const { person, next } = await readForm(c)
    const member = typeof person === 'string' && !person.includes('\0') ? await people.member(person) : null
    if (member === null)
      throw new PageFault(
        400,
        'Nobody by that key',
        `Found ${typeof person === 'string' ? `"${person.slice(0, 60)}"` : 'no key'}; expected the key of somebody on the sign-in page. Choose there.`,
      )
    sessions.delete(getCookie(c, cookie) ?? '')
    const session = randomBytes(32).toString('base64url')
    sessions.set(session, member.key)
    setCookie(c, cookie, session, { httpOnly: true, sameSite: 'Strict', path: '/' })
    return c.redirect(ownAddress(next), 303)
  })
  app.post('/sign-out', c => {
    sessions.delete(getCookie(c, cookie) ?? '')
    deleteCookie(c, cookie, { path: '/' })
    return c.redirect('/', 303)
  })
}

/** Knows the visitor by the cookie, and lets nothing that was made for one be kept. */
function recognise(signIn: SignIn, sessions: Sessions): MiddlewareHandler {
  return async (c, next) => {
    const key = isFromThisMachine(c) ? sessions.get(getCookie(c, cookie) ?? '') : undefined
    // Asked for each time: a name that was erased or a grant that was changed counts at once.
    const member = key !== undefined && 'people' in signIn ? await signIn.people.member(key) : null
    if (member) c.set('visitor', { actor: actorFrom(member), name: member.name })
    try {
      await next()
    } finally {
      // Also where there is no such page: what tells of that shows who one is.
      const changes = !c.req.path.startsWith('/assets/')
      if (member && changes) c.header('Cache-Control', 'no-store')
      if ('people' in signIn && changes) c.header('Vary', 'Cookie', { append: true })
    }
  }
}

/** Whether the browser itself named this machine, and nothing in between says that it passes on what others ask. */
function isFromThisMachine(c: Context): boolean {
  const host = hostname(c.req.header('host') ?? new URL(c.req.url).host)
  return isLoopback(host) && ['forwarded', 'x-forwarded-for', 'via'].every(name => c.req.header(name) === undefined)
}

/** An address of this site to go on to; the first page for whatever is none. */
function ownAddress(next: unknown): string {
  const here = 'http://localhost'
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, here)) return '/'
  const { origin, pathname, search } = new URL(next, here)
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}` : '/'
}
