/**
 * The fictional sample sector: 205 invented trusts, 42 invented boards and everyone before them, written as the CSV files
 * that the importers recognise, so that every figure leads back to a file and row. Same seed, same bytes.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SampleFile } from './csv.ts'
import { findingFiles } from './finding-files.ts'
import { drawMonthly } from './monthly.ts'
import { monthlyFiles } from './monthly-files.ts'
import { oversightFiles } from './oversight-files.ts'
import { pastFiles } from './past-files.ts'
import { recallPast } from './past.ts'
import { drawPlacements } from './placements.ts'
import { drawProgramme } from './programme.ts'
import { mortalityFiles } from './mortality-files.ts'
import { regimeEvidenceFiles } from './regime-evidence.ts'
import { buildSector, defaultSeed } from './sector.ts'
import { buildStanding } from './standing.ts'

export interface SampleManifest {
  /** In the order in which they became known. */
  readonly files: readonly {
    readonly path: string
    /** ISO instant at which, in the sample's world, the file was published. */
    readonly knownAt: string
    readonly title: string
  }[]
}

export interface SampleOptions {
  readonly seed?: string
  /** Whole financial years of quarterly figures before the last quarter, 1 to 3; monthly figures reach a year further. */
  readonly years?: number
  readonly progress?: (done: number, total: number, words: string) => void
}

/** Raised when the generator's output or the cases change, so that a store with an older sample is not taken for a current one. */
export const sampleVersion = 7

/** All files of the sample, in memory, in the order in which they became known. Throws RangeError on impossible years. */
export function sampleFiles(seed = defaultSeed, years = 3): SampleFile[] {
  if (!Number.isInteger(years) || years < 1 || years > 3)
    throw new RangeError(`The sample has 1 to 3 whole years of quarters, not ${years}`)
  const sector = buildSector(seed)
  const standing = buildStanding(sector)
  const monthly = drawMonthly(sector, standing)
  const past = recallPast(sector)
  const told = { sector, standing, past, stays: drawPlacements(sector) }
  const source = { sector, standing, monthly, programme: drawProgramme(sector, standing) }
  const files = [
    ...pastFiles(sector, standing, past),
    ...mortalityFiles(told),
    ...regimeEvidenceFiles(told),
    ...monthlyFiles(sector, monthly, 12 * (years + 1)),
    ...oversightFiles(source, years),
    ...findingFiles(source, years),
  ]
  return files.sort((a, b) => (a.knownAt < b.knownAt ? -1 : a.knownAt > b.knownAt ? 1 : 0))
}

/** Writes the sample's files into a folder, which it makes, and says when each became known. */
export async function generateSample(into: string, options: SampleOptions = {}): Promise<SampleManifest> {
  await mkdir(into, { recursive: true })
  const files = sampleFiles(options.seed, options.years)
  for (const [i, file] of files.entries()) {
    await writeFile(join(into, file.name), file.text)
    options.progress?.(i + 1, files.length, `Writing ${file.title}`)
  }
  return { files: files.map(({ name, knownAt, title }) => ({ path: join(into, name), knownAt, title })) }
}
