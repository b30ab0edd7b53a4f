/**
 * Every walk-through of docs/walkthroughs, carried out by commands alone on the sample's evidence: quick, and first to tell what
 * a script gets wrong. What its people see, the browser tests look at.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCast } from '../../sample/cast.ts'
import { generateSample } from '../../sample/generate.ts'
import { sampleDesk } from '../../sample/sample-desk.ts'
import { defaultSeed } from '../../sample/sector.ts'
import type { Desk } from '../../src/casework/desk-store.ts'
import { readSnapshot } from '../../src/evidence/read-files.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { readScript, scriptNames } from '../browser/walkthroughs/script.ts'
import { dryPlay } from './dry-player.ts'

const names = scriptNames()

/** Files that the criteria of walk-throughs read; the others would take most of the time. */
const wanted = /organisations|successions|shmi|deaths|findings|nof-/

let folder: string
let store: Store
let desk: Desk

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnaround-dry-'))
  const { files } = await generateSample(join(folder, 'files'))
  const paths = files.map(({ path }) => path).filter(path => wanted.test(basename(path)))
  const { snapshot } = await readSnapshot(paths, { today: '2026-12-31' })
  // One store for all, as in the browser.
  store = await openStore({ directory: join(folder, 'store'), recordKind: 'fictional' })
  desk = { ...(await sampleDesk(store, defaultSeed)), snapshot: async () => snapshot }
}, 120_000)
afterAll(async () => {
  await store?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a walk-through is carried out by commands', () => {
  it('of one script at least', () => {
    expect(names).not.toEqual([])
  })

  for (const name of names) it(name, { timeout: 120_000 }, () => dryPlay(desk, sampleCast(), readScript(name)))
})
