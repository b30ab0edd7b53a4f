/** Fetches a publisher's own files, whole or not at all. Where they are is knowledge of the source description, not of this code. */
import { createHash, randomUUID } from 'node:crypto'
import { open, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fullYear } from './dates.ts'
import { parsePeriod } from './periods.ts'
import type { Source } from './source.ts'

export interface DownloadOptions {
  /** Canonical id, such as `2025-26-Q3`; the latest published unless told. */
  readonly period?: string
  /** Folder the files are put in. */
  readonly into: string
  /** Stands in for the origin of every address (a mirror, or a test's server). */
  readonly baseUrl?: string
  readonly progress?: (fileName: string, doneBytes: number, totalBytes: number | null) => void
  /** How long the server may stay silent. */
  readonly timeoutMs?: number
  readonly maxBytes?: number
}

export interface Downloaded {
  readonly path: string
  readonly fileName: string
  readonly address: string
  readonly sha256: string
  readonly bytes: number
  readonly attribution: string
  readonly retrievedAt: string
}

export type DownloadFault =
  | 'offline'
  | 'not-found'
  | 'refused'
  | 'too-large'
  | 'timed-out'
  | 'truncated'
  | 'not-published'

/** Why a download failed, and what to do instead. */
export class DownloadFailed extends Error {
  readonly fault: DownloadFault
  readonly address: string
  constructor(fault: DownloadFault, address: string, what: string, source: Source) {
    const from = source['landing-page'] ?? source.publisher
    super(`${what}\nDownload the file by hand from ${from} and run: turnaround import FILE`)
    this.name = 'DownloadFailed'
    this.fault = fault
    this.address = address
  }
}

interface Address {
  readonly address: string
  readonly period: string | null
}

/** Downloads a source's files of one period into a folder. Throws DownloadFailed; a file that fails leaves nothing behind. */
export async function downloadSource(source: Source, options: DownloadOptions): Promise<readonly Downloaded[]> {
  const wanted = await addressesOf(source, options)
  await mkdir(options.into, { recursive: true })
  const downloaded: Downloaded[] = []
  for (const address of wanted) downloaded.push(await downloadFile(source, address, options))
  return downloaded
}

/** Addresses of the period asked for, or of the latest: those the description lists and those linked on the landing page. */
async function addressesOf(source: Source, options: DownloadOptions): Promise<readonly string[]> {
  const web = source.web
  const page = source['landing-page']
  if (!web)
    throw new DownloadFailed('not-published', page ?? '', `${source.title} has no address to download from.`, source)
  const fixed = web.files.map(({ address, period = null }) => ({ address: moved(address, options), period }))
  const links =
    web.links && page
      ? await linksOn(
          source,
          moved(page, options),
          options,
          fixed.some(({ period }) => !options.period || period === options.period),
        )
      : []
  const all = [...fixed, ...links.filter(link => !fixed.some(({ address }) => address === link.address))]
  const starts = (period: string | null) => (period ? (parsePeriod(period)?.start ?? '') : '')
  const latest =
    all
      .map(({ period }) => period)
      .sort((a, b) => starts(a).localeCompare(starts(b)))
      .at(-1) ?? null
  const period = options.period ?? latest
  const found = all.filter(one => one.period === period).map(({ address }) => address)
  if (found.length > 0) return found
  const published = [...new Set(all.flatMap(one => one.period ?? []))].sort()
  throw new DownloadFailed(
    'not-published',
    page ?? '',
    `${source.title}${period ? ` for ${period}` : ''} was not found${published.length > 0 ? `; found were ${published.join(', ')}` : ''}.`,
    source,
  )
}

/** Links of the landing page that match; a page that cannot be had is no fault where a fixed address serves. */
async function linksOn(
  source: Source,
  page: string,
  options: DownloadOptions,
  dispensable: boolean,
): Promise<readonly Address[]> {
  const chunks: Buffer[] = []
  try {
    for await (const { chunk } of fetched(source, page, { ...options, maxBytes: 5_000_000 })) chunks.push(chunk)
  } catch (error) {
    if (dispensable && error instanceof DownloadFailed && error.fault !== 'offline') return []
    throw error
  }
  const pattern = new RegExp(source.web?.links ?? '$^', 'i')
  const hrefs = [
    ...Buffer.concat(chunks)
      .toString('utf8')
      .matchAll(/href\s*=\s*["']([^"']+)["']/gi),
  ].map(match => (match[1] as string).replaceAll('&amp;', '&'))
  const addresses = hrefs
    .filter(href => pattern.test(href) && URL.canParse(href, page))
    .map(href => moved(new URL(href, page).href, options))
  return [...new Set(addresses)].map(address => ({ address, period: periodOf(address, source) }))
}

/** The period a file's name tells: `…-q3-25-26.csv` → `2025-26-Q3`, `…-May-2026.csv` → `2026-05`. */
function periodOf(address: string, source: Source): string | null {
  const pattern = source.web?.['period-in-name']
  const parts = pattern ? new RegExp(pattern, 'i').exec(nameOf(address)) : null
  if (!parts) return null
  const [, first = '', year = '', next] = parts
  return parsePeriod(next === undefined ? `${first} ${year}` : `${first} ${fullYear(year)}/${next}`)?.id ?? null
}

async function downloadFile(source: Source, address: string, options: DownloadOptions): Promise<Downloaded> {
  const fileName = nameOf(address)
  const path = join(options.into, fileName)
  const part = join(options.into, `.${fileName}.${randomUUID()}.part`)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const file = await open(part, 'wx')
    try {
      for await (const { chunk, total } of fetched(source, address, options)) {
        await file.write(chunk)
        hash.update(chunk)
        bytes += chunk.length
        options.progress?.(fileName, bytes, total)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return {
    path,
    fileName,
    address,
    sha256: hash.digest('hex'),
    bytes,
    attribution: source.attribution,
    retrievedAt: new Date().toISOString(),
  }
}

/** Streams an address within its time and size; every way it can fail has its own words. */
async function* fetched(
  source: Source,
  address: string,
  { timeoutMs = 30_000, maxBytes = source.web?.['max-bytes'] ?? 200_000_000 }: DownloadOptions,
): AsyncGenerator<{ chunk: Buffer; total: number | null }> {
  const silence = new AbortController()
  const fail = (fault: DownloadFault, what: string) => new DownloadFailed(fault, address, what, source)
  const tooLarge = (bytes: number) =>
    fail('too-large', `${address} is larger than the ${maxBytes} bytes allowed (${bytes} so far or declared).`)
  let timer = setTimeout(() => silence.abort(), timeoutMs)
  let got = 0
  try {
    const response = await fetch(address, {
      signal: silence.signal,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'turnaround (import of published figures)' },
    })
    if (response.status === 404 || response.status === 410)
      throw fail('not-found', `${address} is not there (${response.status}): the publisher may have moved it.`)
    if (!response.ok || !response.body)
      throw fail('refused', `${address} answered ${response.status} ${response.statusText}.`)
    const declared = response.headers.get('content-length')
    const total = declared === null || response.headers.has('content-encoding') ? null : Number(declared)
    if (total !== null && total > maxBytes) throw tooLarge(total)
    for await (const piece of response.body) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), timeoutMs)
      got += piece.length
      if (got > maxBytes) throw tooLarge(got)
      yield { chunk: Buffer.from(piece), total }
    }
    if (total !== null && got !== total) throw fail('truncated', `${address} ended after ${got} of ${total} bytes.`)
  } catch (error) {
    if (error instanceof DownloadFailed || !(error instanceof Error)) throw error
    if (silence.signal.aborted) throw fail('timed-out', `${address} did not answer within ${timeoutMs / 1000} s.`)
    if (got > 0) throw fail('truncated', `${address} broke off after ${got} bytes (${causeOf(error)}).`)
    throw fail(
      'offline',
      `${new URL(address).host} cannot be reached (${causeOf(error)}). This computer seems to be offline, or a proxy stands between.`,
    )
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

function causeOf(error: Error): string {
  const cause = error.cause as { code?: string; message?: string } | undefined
  return cause?.code ?? cause?.message ?? error.message
}

function moved(address: string, { baseUrl }: DownloadOptions): string {
  if (!baseUrl) return address
  const { pathname, search } = new URL(address)
  return new URL(`${pathname}${search}`, baseUrl).href
}

/** The last part of the path, kept to letters, digits and a few marks so that it can only be a name. */
function nameOf(address: string): string {
  return (
    decodeURIComponent(new URL(address).pathname.split('/').pop() ?? '')
      .replace(/[^\w .&()+-]/g, '_')
      .replace(/^\.+/, '') || 'download'
  )
}
