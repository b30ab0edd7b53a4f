/** The site on a real store with published figures: sent from a browser, assessed, and followed down to the row. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { type App, createApp } from '../../src/web/app.ts'
import { storeEvidence } from '../../src/web/store-evidence.ts'
import { shared, sharedFile } from '../shared.ts'
import { shelf } from './shelf.ts'
import { home } from './site.ts'

const name = 'nhs-oversight-framework-mental-health-and-community-trust-data-q2-25-26.csv'

describe.skipIf(shared === null)('the site on published figures (needs ../shared, see TURNAROUND_SHARED)', () => {
  let directory: string
  let store: Store
  let app: App

  const send = async (bytes: Buffer, fileName: string) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), fileName)
    return app.request(`${home}/data/upload`, {
      method: 'POST',
      body: form,
      headers: { origin: home, host: 'localhost:4000' },
    })
  }
  const json = async (path: string) => (await app.request(`${home}${path}`)).json() as Promise<Record<string, never>>

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'turnaround-site-'))
    store = await openStore({ directory })
    const frameworks = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
    app = await createApp({
      evidence: await storeEvidence(store, () => '2026-11-22'),
      frameworks,
      shelf: await shelf(),
    })
  })
  afterAll(async () => {
    await store?.close()
    await rm(directory, { recursive: true, force: true })
  })

  it('begins empty, with words on how to load figures', async () => {
    const html = await (await app.request(`${home}/`)).text()
    expect(html).toContain('Nothing is loaded yet')
    expect(html).toContain('import --from-web nof-trust-data')
    expect(html).not.toContain('Fictional')
  })

  it('takes the published file from a browser, and takes it once', async () => {
    const bytes = await readFile(sharedFile('data', 'nof', name))
    expect(await (await send(bytes, name)).text()).toContain(`${name}: loaded`)
    expect(await (await send(bytes, name)).text()).toContain(`${name}: was loaded already`)
    expect(await json('/index.json')).toMatchObject({ recordKind: 'real', period: { id: '2025-26-Q2' } })
    expect((await json('/index.json'))['organisations']).toHaveLength(61)
  })

  it('refuses what it does not know, in words, and loads nothing of it', async () => {
    const answer = await send(Buffer.from('name,colour\nAda,red\n'), 'colours.csv')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('colours.csv: refused')
    expect((await json('/data.json'))['imports']).toHaveLength(1)
  })

  it('leads from a figure to the very row of the file', async () => {
    const html = await (await app.request(`${home}/organisations/RXT/explanation`)).text()
    const [, path] = /href="(\/data\/imports\/\d+\/rows\/\d+)"/.exec(html) ?? []
    const row = (await json(`${path}.json`)) as unknown as { cells: { column: string; text: string }[] }
    expect(row.cells.find(cell => cell.column === 'Trust_code')?.text).toBe('RXT')
  })

  it('shows nothing as known before the file was loaded', async () => {
    expect(await (await app.request(`${home}/?as-known-at=2020-01-01`)).text()).toContain('Nothing is loaded yet')
  })
})
