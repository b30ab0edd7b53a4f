/** Texts of regime files: found by id or by path, with the name that people are told and what each is to be held against. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../documents/nearest.ts'
import { calendarIds } from './calendar-file.ts'
import type { Surroundings } from './regime-checks.ts'

/** Where the regimes that ship with the product stand; in `examples` below it, those that show the language. */
const regimeFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', 'regimes')

/** A regime file, not yet read. */
export interface RegimeText {
  readonly text: string
  /** Its name for people: within the product from its root, else the path as given. */
  readonly file: string
  readonly path: string
  readonly surroundings: Surroundings
}

/** Thrown when no regime has the id asked for. */
export class UnknownRegime extends Error {
  constructor(id: string, known: readonly string[]) {
    const meant = didYouMean(id, known)
    super(
      `There is no regime "${id}". ${meant && `${meant} `}The regimes are: ${known.join(', ')}. Give one of these, or the path of a YAML file.`,
    )
    this.name = 'UnknownRegime'
  }
}

/** The text of a regime by id or path. Throws UnknownRegime, and the system's error with its path. */
export async function regimeText(idOrPath: string): Promise<RegimeText> {
  if (/\.ya?ml$/.test(idOrPath)) return textAt(idOrPath)
  const paths = [...(await pathsIn('')), ...(await pathsIn('examples'))]
  const path = paths.find(one => idOf(one) === idOrPath)
  if (path === undefined) throw new UnknownRegime(idOrPath, paths.map(idOf))
  return textAt(path)
}

/** The texts of all regimes that ship with the product, or of the examples of the language. */
export async function shippedTexts(which: 'regimes' | 'examples'): Promise<readonly RegimeText[]> {
  return Promise.all((await pathsIn(which === 'regimes' ? '' : which)).map(textAt))
}

/** Ids of everything that ships with the product, the examples of the language as well. */
export async function shippedRegimes(): Promise<readonly string[]> {
  return [...(await pathsIn('')), ...(await pathsIn('examples'))].map(idOf)
}

/** Reads a file; unlike the system's own, an error always says of which. */
export async function readNamed(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path })
  }
}

async function textAt(path: string): Promise<RegimeText> {
  const within = relative(regimeFolder, resolve(path)).split(sep)
  const ships = within[0] !== '..' && (within.length === 1 || within[0] === 'examples')
  return {
    text: await readNamed(path),
    file: ships ? ['regimes', ...within].join('/') : path,
    path,
    // Only the files of the product must be named after what they hold.
    surroundings: { calendars: await calendarIds(), ...(ships ? { id: idOf(path) } : {}) },
  }
}

function idOf(path: string): string {
  return basename(path, '.yaml')
}

async function pathsIn(below: string): Promise<string[]> {
  const names = await readdir(join(regimeFolder, below))
  return names
    .filter(name => name.endsWith('.yaml') && !name.endsWith('.examples.yaml'))
    .map(name => join(regimeFolder, below, name))
    .sort()
}
