/**
 * Every walk-through of docs/walkthroughs, carried out by commands alone on the sample's evidence: quick, and first to tell what
 * a script gets wrong. What its people see, the browser tests look at.
 */
import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCast } from '../../sample/cast.ts'
import { generateSample } from '../../sample/generate.ts'
import { sampleDesk } from '../../sample/sample-desk.ts'
import { defaultSeed } from '../../sample/sector.ts'
import type { Desk } from '../../src/casework/desk-store.ts'
import { readSnapshot } from '../../src/evidence/read-files.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { readScript, scriptNames } from '../browser/walkthroughs/script.ts'
import { embedded, newFolder } from '../store/databases.ts'
import { dryPlay } from './dry-player.ts'

const names = scriptNames()

/** Files that the criteria of walk-throughs read; the others would take most of the time. */
const wanted = /organisations|successions|shmi|deaths|findings|nof-|yearly-evidence-2014/

let store: Store
let desk: Desk

beforeAll(async () => {
  const folder = await newFolder()
  const { files } = await generateSample(folder)
  const paths = files.map(({ path }) => path).filter(path => wanted.test(basename(path)))
  const { snapshot } = await readSnapshot(paths, { today: '2026-12-31' })
  // One store for all, as in the browser.
  store = await openStore(await embedded.newPlace('fictional'))
  desk = { ...(await sampleDesk(store, defaultSeed)), snapshot: async () => snapshot }
}, 120_000)
afterAll(() => store?.close())

describe('a walk-through is carried out by commands', () => {
  it('of one script at least', () => {
    expect(names).not.toEqual([])
  })

  for (const name of names) it(name, { timeout: 120_000 }, () => dryPlay(desk, sampleCast(), readScript(name)))
})
