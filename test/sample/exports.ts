/** Everything that the site gives to take away, asked of it: each page as data, its feeds, its files, and the whole API. */
import { listFrameworks } from '../../src/assessment/framework-file.ts'
import { registers } from '../../src/casework/registers/registers.ts'
import { loadHistory } from '../../src/regimes/history-file.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import type { Store } from '../../src/store/open-store.ts'
import type { App } from '../../src/web/app.ts'
import { officesOf } from '../../src/web/offices.ts'
import { pages } from '../../src/web/pages/index.ts'
import { slugOf } from '../../src/web/region-name.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
/** Cases, and records of each, that are read. */
const [some, most] = soak ? [6, Infinity] : [1, 10]

/** Whom one may act as, which shows names on purpose; what is the same in every store; and all figures, a minute's reading. */
const leftOut = new Set(['/sign-in', '/index', '/assets/site.css', '/favicon.ico', ...(soak ? [] : ['/api/snapshot'])])

/** What fills a place of an address, by its word and the one before, or by its own alone; some by the address so far. */
type Filling = Readonly<Record<string, readonly string[] | ((before: string) => readonly string[])>>

/**
 * The addresses of all exports by route: whatever routes the site has, so that none is forgotten. Throws where one has a place
 * that nothing here fills.
 */
export async function exportAddresses(app: App, store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const filling = await fillingFrom(store)
  const tables = new Map(pages.map(({ path, table }) => [path, table !== undefined]))
  const routes = new Set(app.routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : [])))
  return new Map(
    [...routes].flatMap(route => {
      if (leftOut.has(route)) return []
      const table = tables.get(route)
      const endings = table === undefined ? [''] : table ? ['.json', '.csv'] : ['.json']
      const paths = filled(route === '/' ? '/index' : route, filling)
      return [[route, endings.flatMap(ending => paths.map(path => `${path}${ending}${asked[route] ?? ''}`))] as const]
    }),
  )
}

/** A regime with a case in the sample that another takes over. */
const [leaving, takingOver] = ['special-measures-2013', 'special-measures-2014']

/** What is asked beside the address, without which there is nothing. */
const asked: Readonly<Record<string, string>> = {
  '/openapi': '.json',
  '/api/v1/openapi': '.json',
  '/search': '?q=trust',
  '/api/v1/cases/:id/migration': `?to=${takingOver}&on=2015-06-01`,
}

function filled(route: string, filling: Filling): readonly string[] {
  const [, before = '', place] = /^(.*?)\/:(\w+)/.exec(route) ?? []
  if (place === undefined) return [route]
  const values = filling[`${before.split('/').at(-1)}/:${place}`] ?? filling[`:${place}`]
  if (values === undefined) throw new Error(`Nothing here fills ":${place}" in ${route}. Say what does.`)
  const these = typeof values === 'function' ? values(before) : values
  return these.flatMap(value => filled(route.replace(`:${place}`, encodeURIComponent(value)), filling))
}

async function fillingFrom(store: Store): Promise<Filling> {
  const column = async (query: string) => (await store.readRows(query)).map(row => String(row[0]))
  const pairs = async (query: string) => {
    const rows = (await store.readRows(query)).map(([key, value]) => [String(key), String(value)] as const)
    return (before: string) => rows.flatMap(([key, value]) => (before.includes(key) ? [value] : [])).slice(0, most)
  }
  // Those with records of most kinds, so that each page has something to say.
  const chosen = `((select case_id from record where case_id is not null
    group by case_id order by count(distinct kind) desc, case_id limit ${some})
    union select id from case_file where regime = '${leaving}' and phase = 'in')`
  const codes = await column(`select distinct unnest(organisations) from case_file where id in ${chosen} order by 1`)
  const regimes = await column(`select distinct regime from case_file where id in ${chosen} order by 1`)
  const real = (await loadHistory())[0]?.organisation ?? ''
  return {
    'cases/:id': await column(chosen),
    'records/:kind': await pairs(`select distinct case_id, kind from record where case_id in ${chosen}`),
    'records/:record': await pairs(
      `select distinct on (case_id, kind) case_id, id from record where case_id in ${chosen} order by case_id, kind, id`,
    ),
    'documents/:record': await pairs(`select case_id, id from record where kind = 'document' and case_id in ${chosen}`),
    'history/:code': [real],
    ':code': codes,
    ':regime': regimes,
    'regimes/:id': regimes,
    ':role': officesOf(await loadShelf()).map(({ role }) => role),
    ':register': [...registers.keys()],
    ':entry': await pairs(`select distinct on (kind) kind, id from record where case_id is null order by kind, id`),
    ':name': (await column('select distinct region from organisation_record where region is not null')).map(slugOf),
    'frameworks/:id': (await listFrameworks()).map(({ id }) => id),
    'metrics/:id': ['OF0013'],
    ':metric': ['OF0013'],
    ':of': ['2025-26-Q1'],
    'imports/:id': (await column('select id from import order by id')).slice(0, 2),
    ':row': ['2'],
  }
}
