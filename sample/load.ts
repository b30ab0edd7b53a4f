/** Loads the sample sector into a store through the same door as any file: read, checked, loaded, archived. */
import { readFile as readText, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import { listImports } from '../src/evidence/evidence-store.ts'
import { importFile } from '../src/evidence/import-file-store.ts'
import { loadSources } from '../src/evidence/sources.ts'
import type { Store } from '../src/store/open-store.ts'
import { StoreError } from '../src/store/store-error.ts'
import { addPeople } from '../src/casework/people-store.ts'
import { playCases } from './cases.ts'
import { sampleCast } from './cast.ts'
import { generateSample, sampleVersion } from './generate.ts'
import { sampleDesk } from './sample-desk.ts'
import { defaultSeed } from './sector.ts'

export interface LoadSampleOptions {
  /** The store's directory; the files are written to `sample-files` in it. */
  readonly directory: string
  readonly seed?: string
  /** Whole financial years of quarterly figures before the last quarter, 1 to 3. */
  readonly years?: number
  /** ISO instant up to which cases are played, for a store whose time has come so far; to their end, if not given. */
  readonly until?: string
  readonly progress?: (done: number, total: number, words: string) => void
}

/** What a store's sample was made from. */
interface Made {
  readonly seed: string
  readonly years: number
  readonly version: number
  readonly files: readonly string[]
  /** Whether its cases were played as far as was asked for: from then on they are whoever's works in it. */
  readonly cases?: boolean
}

const wholeYears = 3

// PGlite has nobody to refresh its statistics: without them each file takes longer than the one before.
const rowsPerTidy = 40_000

/**
 * Generates and loads the sample with its cast and its cases, or finds it loaded already and does nothing. A load that was
 * stopped halfway goes on where it stopped. Throws StoreError when the store holds a sample made otherwise.
 */
export async function loadSample(store: Store, options: LoadSampleOptions): Promise<'loaded' | 'unchanged'> {
  const evidence = await loadEvidence(store, options)
  const cases = await loadCases(store, options)
  return evidence === 'unchanged' && cases === 'unchanged' ? 'unchanged' : 'loaded'
}

/** The cast and the cases, which rest on the evidence of the sample as it ships: one of another seed or fewer years has none. */
async function loadCases(store: Store, options: LoadSampleOptions): Promise<'loaded' | 'unchanged'> {
  const { directory, seed = defaultSeed, years = wholeYears, until, progress } = options
  const madeFile = join(directory, 'sample-files', 'made.json')
  const made = await readMade(madeFile)
  if (seed !== defaultSeed || years !== wholeYears || made === null || made.cases === true) return 'unchanged'
  const cast = sampleCast()
  await addPeople(store, cast)
  await playCases(await sampleDesk(store, seed), cast, {
    ...(until === undefined ? {} : { until }),
    progress: (done, total) => progress?.(done, total, "Opening the sample sector's cases"),
  })
  await writeFile(madeFile, JSON.stringify({ ...made, cases: true } satisfies Made, null, 2))
  return 'loaded'
}

/** The evidence alone, without cast and cases. */
export async function loadEvidence(store: Store, options: LoadSampleOptions): Promise<'loaded' | 'unchanged'> {
  const { directory, seed = defaultSeed, years = wholeYears, progress } = options
  const folder = join(directory, 'sample-files')
  const madeFile = join(folder, 'made.json')
  const made = await readMade(madeFile)
  const loaded = new Set((await listImports(store)).map(one => one.fileName))
  const same = made?.seed === seed && made.years === years && made.version === sampleVersion
  if (made && same && made.files.every(name => loaded.has(name))) return 'unchanged'
  if (made && !same && loaded.size > 0) {
    throw new StoreError(
      `${directory} holds a sample sector made by another version of Turnaround or from another seed. ` +
        'Delete that directory, or give --directory another, and start again.',
    )
  }
  const { files } = await generateSample(folder, { seed, years })
  const names = files.map(file => basename(file.path))
  await writeFile(
    madeFile,
    JSON.stringify({ seed, years, version: sampleVersion, files: names } satisfies Made, null, 2),
  )

  const sources = await loadSources()
  const today = (files.at(-1) as (typeof files)[number]).knownAt.slice(0, 10)
  let untidied = 0
  for (const [i, { path, knownAt, title }] of files.entries()) {
    progress?.(i, files.length, title)
    if (loaded.has(basename(path))) continue
    const { outcome, report } = await importFile(store, path, { sources, today, knownAt })
    if (outcome === 'refused')
      throw new Error(`The sample's own file ${path} was refused: ${JSON.stringify(report.issues)}`)
    untidied += report.observations
    if (store.kind !== 'embedded' || (untidied < rowsPerTidy && i + 1 < files.length)) continue
    await sql`vacuum (analyze)`.execute(store.db)
    untidied = 0
  }
  progress?.(files.length, files.length, 'The sample sector is loaded')
  return 'loaded'
}

/** Whether the sample in a store's directory has cases, and they have been loaded. */
export async function hasCases(directory: string): Promise<boolean> {
  const made = await readMade(join(directory, 'sample-files', 'made.json'))
  return made?.cases === true
}

async function readMade(file: string): Promise<Made | null> {
  try {
    return JSON.parse(await readText(file, 'utf8')) as Made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
