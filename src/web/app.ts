/** The whole site as one Hono app: pages from the registry, the stylesheet, uploads, faults in words. */
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { stream } from 'hono/streaming'
import { PeriodNotLoaded } from '../assessment/assess.ts'
import type { Framework } from '../assessment/framework.ts'
import type { Desk } from '../casework/desk-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { snapshotLines } from '../evidence/snapshot-lines.ts'
import { isServerLost } from '../store/server-lost.ts'
import { addCasework } from './casework-site.ts'
import { sendFeed } from './changes-feed.ts'
import { sendDuties } from './duty-feed.ts'
import { isKnown, tagOf } from './etag.ts'
import type { Evidence } from './evidence.ts'
import { echo, PageFault, problem } from './fault.ts'
import { openApi } from './openapi.ts'
import { answer, type AnyPage, chrome, type Format, type PageRequest, simulatedTime } from './page.ts'
import { pages } from './pages/index.ts'
import { uploadLimit } from './pages/data.ts'
import { Recent } from './recent.ts'
import type { RegimeShelf } from './regimes.ts'
import { render } from './render.ts'
import { createSector } from './sector.ts'
import { guard, securityHeaders } from './security.ts'
import { addSignIn, type SignIn, visitorOf, type Who } from './sign-in.ts'
import { signInModel } from './sign-in-view.ts'
import { stylesheet } from './theme.ts'
import { receive } from './uploads.ts'

export interface AppOptions {
  readonly evidence: Evidence
  readonly frameworks: readonly Framework[]
  readonly shelf: RegimeShelf
  /** Names this server answers to; `*` for any. */
  readonly hosts?: readonly string[]
  /** Where casework is done; none on a site made of files alone. */
  readonly desk?: Desk
  /** Whom one may act as on this machine; nobody where left out. */
  readonly signIn?: SignIn
  /** Told of faults that are ours. */
  readonly onError?: (error: Error, path: string) => void
}

export interface App extends Hono {
  /** Computes what the first page needs, so that the first visitor does not wait. */
  warm(): Promise<void>
}

type Kept = Awaited<ReturnType<typeof answer>> & { readonly tag: string }

const formats = /\.(json|csv)$/

export async function createApp(options: AppOptions): Promise<App> {
  const sector = createSector(options.evidence, options.frameworks, options.shelf)
  const css = await stylesheet()
  const cssTag = tagOf(css)
  const desk = options.desk ?? null
  const kept = new Recent<Promise<Kept>>(128)
  // Pages stand at three addresses; the format is read from the ending and taken off before a page is looked for.
  const app = new Hono({ getPath: request => new URL(request.url).pathname.replace(formats, '') || '/' })

  app.use('*', securityHeaders)
  app.use('*', guard(options.hosts ?? ['localhost', '127.0.0.1', '[::1]']))

  const whoOf = (c: Context): Who => ({
    offered: options.signIn !== undefined && 'people' in options.signIn,
    visitor: visitorOf(c),
  })
  const requestOf = async (c: Context, params: Record<string, string> = {}): Promise<PageRequest> => {
    const url = new URL(c.req.url)
    const path = decoded(url.pathname.replace(formats, ''))
    return {
      sector,
      choice: await sector.choose(url.searchParams),
      params,
      query: url.searchParams,
      path: path === '/index' ? '/' : path,
      who: whoOf(c),
      desk,
    }
  }

  addSignIn(app, options.signIn, {
    async choose(c, cast, next) {
      const { recordKind } = options.evidence
      const about = { real: recordKind === 'real', next, chosen: visitorOf(c)?.actor.key ?? null }
      const model = signInModel(cast, options.shelf.regimes, about)
      return render('sign-in.njk', { ...chrome(await requestOf(c), null, recordKind), unlisted: true, model })
    },
  })

  /** A page that is the same for everybody, made once for as long as what it rests on stays. */
  const keptFor = async (c: Context, page: AnyPage, request: PageRequest, format: Format): Promise<Kept> => {
    const day = simulatedTime(desk)?.day ?? ''
    const beside = (await page.restsOn?.(request)) ?? ''
    const { pathname, search } = new URL(c.req.url)
    return kept.get(`${request.choice.version} ${day} ${beside} ${pathname}${search}`, async () => {
      const made = await answer(page, request, format)
      return { ...made, tag: tagOf(made.body) }
    })
  }

  for (const page of pages) {
    const handler = async (c: Context) => {
      const format = formatOf(c)
      const request = await requestOf(c, c.req.param() as Record<string, string>)
      // What is made for somebody is neither kept for others nor told by a tag.
      const personal = request.who.visitor !== null || page.live === true
      const shared = personal ? null : await keptFor(c, page, request, format)
      const { body, type, recordKind } = shared ?? (await answer(page, request, format))
      c.header('Cache-Control', personal ? 'no-store' : 'no-cache')
      if (page.unlisted) c.header('X-Robots-Tag', 'noindex')
      if (shared) {
        c.header('ETag', shared.tag)
        if (isKnown(c, shared.tag)) return c.body(null, 304)
      }
      c.header('Content-Type', type)
      if (format === 'csv')
        c.header('Content-Disposition', `attachment; filename="${fileName(page, request, recordKind)}.csv"`)
      return c.body(body)
    }
    app.get(page.path, handler)
    if (page.path === '/') app.get('/index', handler)
  }

  app.get('/changes.atom', async c => sendFeed(c, await requestOf(c)))
  app.get('/duties.ics', async c => sendDuties(c, await requestOf(c)))
  app.get('/assets/site.css', c => {
    c.header('ETag', cssTag)
    c.header('Cache-Control', 'max-age=3600')
    if (isKnown(c, cssTag)) return c.body(null, 304)
    return c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })
  app.get('/favicon.ico', c => c.body(null, 204))
  app.get('/openapi', c => c.json(openApi(pages)))

  if (desk !== null) addCasework(app, desk, sector.regimes, requestOf)

  const limit = bodyLimit({
    maxSize: uploadLimit + 100_000,
    onError: () => {
      throw new PageFault(413, 'This is too large to send', 'Load larger files with "turnaround import FILE".')
    },
  })
  app.post('/data/upload', limit, async c => {
    const result = await receive(c, options.evidence)
    const request = await requestOf(c)
    return c.html(render('uploaded.njk', { model: result, ...chrome(request, null, result.recordKind) }))
  })
  app.get('/api/snapshot', async c => {
    const { snapshot } = await sector.choose(new URL(c.req.url).searchParams)
    c.header('Content-Type', 'application/x-ndjson')
    return stream(c, async out => {
      for (const line of snapshotLines(snapshot)) await out.write(line)
    })
  })
  app.post('/api/imports', limit, async c => c.json(await receive(c, options.evidence)))

  app.notFound(c => {
    const methods = methodsAt(app, c.req.path)
    if (methods.length > 0) {
      c.header('Allow', methods.join(', '))
      throw new PageFault(
        405,
        'This address does not take that',
        `Found ${echo(c.req.method)}; expected ${methods.join(' or ')} at this address.`,
      )
    }
    throw new PageFault(
      404,
      'Page not found',
      `There is nothing at ${echo(new URL(c.req.url).pathname)}. If you typed the address, check it; if you followed a link, it may be old.`,
    )
  })

  app.onError(async (error, c) => {
    const fault = asFault(error)
    if (!fault || isServerLost(error)) (options.onError ?? reportToConsole)(error, c.req.path)
    const status = fault?.status ?? 500
    const title = fault?.title ?? 'Something went wrong on our side'
    const detail =
      fault?.message ??
      'The page could not be made. Nothing you did caused it and nothing was changed. Try again; if it keeps happening, tell whoever runs this site.'
    c.status(status)
    const { pathname } = new URL(c.req.url)
    if (formats.test(pathname) || pathname.startsWith('/api/') || pathname === '/openapi') {
      c.header('Content-Type', 'application/problem+json')
      return c.body(JSON.stringify(problem(status, title, detail, pathname)))
    }
    return c.html(await faultPage(c, title, detail))
  })

  /** The fault in the site's own frame; in a bare one where even that cannot be made. */
  const faultPage = async (c: Context, title: string, detail: string): Promise<string> => {
    const bare = {
      path: new URL(c.req.url).pathname,
      query: new URLSearchParams(),
      params: {},
      sector,
      who: whoOf(c),
      desk,
    }
    const choice = await sector.choose(new URLSearchParams()).catch(() => null)
    return render('fault.njk', {
      title,
      detail,
      model: null,
      ...(choice ? chrome({ ...bare, choice }, null, options.evidence.recordKind) : { bare: true }),
    })
  }

  return Object.assign(app, {
    async warm() {
      const choice = await sector.choose(new URLSearchParams())
      if (choice.period) sector.work(choice, choice.period.id)
    },
  })
}

/** The methods by which there is something at a path; none where there is nothing. */
function methodsAt({ router }: Hono, path: string): readonly string[] {
  const taken = ['GET', 'POST'].filter(method =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method),
  )
  return taken.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
}

/** A path as people write it. Throws PageFault where it is none. */
function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    throw new PageFault(400, 'This address cannot be read', `Found ${echo(path)}; expected an address of this site.`)
  }
}

function formatOf(c: Context): Format {
  const ending = formats.exec(new URL(c.req.url).pathname)?.[1]
  return (ending as Format | undefined) ?? 'html'
}

/** What another folder throws about a request rather than about itself. */
function asFault(error: Error): PageFault | null {
  if (error instanceof PageFault) return error
  if (error instanceof PeriodNotLoaded) return new PageFault(404, 'This period is not loaded', error.message)
  if (isServerLost(error)) return new PageFault(503, 'The database does not answer', databaseLost)
  return null
}

const databaseLost =
  'What was asked could not be read, and what was sent may have been kept or not, but never in part. Send it again: in the API under the same Idempotency-Key, then nothing is done twice.'

function fileName(page: AnyPage, { path, choice }: PageRequest, recordKind: RecordKind): string {
  const name = path === '/' ? 'sector' : path.slice(1).replace(/[^\w-]+/g, '-')
  const rests = page.timeless ? [] : [choice.framework.framework, choice.period?.id ?? '']
  return [recordKind === 'real' ? '' : recordKind, name, ...rests].filter(part => part !== '').join('-')
}

/** What failed and where, and no more: what a database says beside it repeats the row, and so what somebody wrote. */
function reportToConsole(error: Error, path: string): void {
  const chain: string[] = []
  for (let one: unknown = error; one instanceof Error; one = one.cause) chain.push(one.stack ?? one.message)
  console.error(`The page ${path} failed. ${chain.join('\nCaused by: ')}`)
}
