/** The changes as an Atom feed (RFC 4287): one entry a change, with names that stay the same for ever. */
import type { Context } from 'hono'
import { hashOfValue } from '../casework/canonical.ts'
import { storeMadeAt } from '../casework/changes-store.ts'
import { withActor } from '../casework/desk-store.ts'
import { publicActor } from '../casework/model.ts'
import { askingOf } from './cases.ts'
import type { Change } from './change.ts'
import { changesOf, feedAddress } from './changes.ts'
import { isKnown, tagOf } from './etag.ts'
import { named } from './format.ts'
import type { PageRequest } from './page.ts'
import { render } from './render.ts'

/** What XML 1.0 has no way to say (section 2.2): most control characters, and two that are none. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Answers with the feed, or with nothing where it is known already. */
export async function sendFeed(c: Context, request: PageRequest): Promise<Response> {
  const { body, updated } = await changesFeed(request, new URL(c.req.url).origin)
  const tag = tagOf(body)
  c.header('ETag', tag)
  c.header('Cache-Control', 'no-cache')
  if (updated !== null) c.header('Last-Modified', new Date(updated).toUTCString())
  // By the tag alone: two changes of one second, or of a clock that stands still, have one date.
  if (isKnown(c, tag)) return c.body(null, 304)
  return c.body(body, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' })
}

/** The feed with the filters of the page, and the instant (ISO) of the last change in it; null where it tells of none. */
async function changesFeed(
  request: PageRequest,
  origin: string,
): Promise<{ readonly body: string; readonly updated: string | null }> {
  const { recordKind, filter, changes, older } = await changesOf(request)
  const madeAt = await withActor(askingOf(request).desk, publicActor, storeMadeAt)
  const address = feedAddress(filter)
  const own = `${origin}${address}`
  const mark = { real: '', fictional: 'Fictional: ', exercise: 'Exercise: ' }[recordKind]
  const updated = changes.map(updatedAt).reduce<string | null>((a, b) => (a !== null && a > b ? a : b), null)
  const feed = {
    id: `urn:uuid:${uuidOf(`${madeAt} ${address}`)}`,
    title: `${mark}What changed${filtered(filter)}`,
    // Atom asks for an instant also where there is none to tell.
    updated: updated ?? '1970-01-01T00:00:00.000Z',
    self: at(own, request.query.get('before')),
    first: own,
    next: older === null ? null : at(own, older),
    page: `${origin}${address.replace('/changes.atom', '/changes')}`,
    entries: changes.map(one => ({
      ...one,
      id: `urn:uuid:${uuidOf(one.id)}`,
      title: `${mark}${named(one.organisations)}, ${one.regime.title}: ${one.title}${one.corrected ? ' (corrected since)' : ''}`,
      updated: updatedAt(one),
      link: `${origin}${one.link}`,
    })),
  }
  const body = render('changes.atom.njk', { feed, recordKind }).toWellFormed().replace(unsayable, '\ufffd')
  return { body, updated }
}

/** A change is told anew when it is corrected. */
function updatedAt({ at, corrected }: Change): string {
  return corrected?.at ?? at
}

function filtered(filter: Readonly<Record<string, string | null>>): string {
  const asked = Object.entries(filter).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]))
  return asked.length === 0 ? '' : `: ${asked.join(', ')}`
}

/** The feed from a cursor on; from the newest where there is none. */
function at(address: string, cursor: string | null): string {
  const url = new URL(address)
  if (cursor) url.searchParams.set('before', cursor)
  return url.href
}

/** A UUID of our own making (RFC 9562, version 8): the first bits of the SHA-256 of a name. */
function uuidOf(name: string): string {
  const hex = hashOfValue(name)
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
