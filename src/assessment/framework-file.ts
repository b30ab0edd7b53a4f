/** Framework files: found in `frameworks/`, read, checked, and given back as plain data. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocumentFault, readDocument, type ReadDocument } from '../documents/yaml-document.ts'
import { checkFramework } from './framework-checks.ts'
import { frameworkSchema, type Framework, type ScoresFramework } from './framework.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'frameworks')

export interface FrameworkSummary {
  readonly id: string
  readonly title: string
  readonly kind: Framework['kind']
  readonly inForce: { readonly from: string; readonly to: string | null }
  readonly file: string
}

/** Thrown when no framework has the id asked for. */
export class UnknownFramework extends Error {
  constructor(id: string, known: readonly string[]) {
    super(
      `There is no framework "${id}". The frameworks are: ${known.join(', ')}. Give one of these, or the path of a YAML file.`,
    )
    this.name = 'UnknownFramework'
  }
}

/** Thrown when scores are asked of a framework that has none. */
export class PlacesByGrounds extends Error {
  constructor(title: string) {
    super(
      `${title} places organisations by grounds, not by scores, so it has no averages, league table or ranks to give.`,
    )
    this.name = 'PlacesByGrounds'
  }
}

/** Reads and checks framework text. Throws DocumentFault with every fault found. */
export function readFramework(text: string, file: string): Framework {
  return readFrameworkDocument(text, file).value
}

/** As `readFramework`, keeping positions for the linter. */
export function readFrameworkDocument(text: string, file: string): ReadDocument<Framework> {
  const document = readDocument<Framework>(text, file, frameworkSchema)
  const faults = checkFramework(document)
  if (faults.length > 0) throw new DocumentFault(faults)
  return document
}

/** The frameworks that ship with the product, oldest first. */
export async function listFrameworks(): Promise<readonly FrameworkSummary[]> {
  const summaries = []
  for (const file of await frameworkFiles()) {
    const framework = readFramework(await readFile(file, 'utf8'), basename(file))
    summaries.push({
      id: framework.framework,
      title: framework.title,
      kind: framework.kind,
      inForce: framework['in-force'],
      file: `frameworks/${basename(file)}`,
    })
  }
  return summaries.sort((a, b) => (a.inForce.from < b.inForce.from ? -1 : 1))
}

/** Loads a framework by id (`nof-2025-26`) or by the path of a YAML file. */
export async function loadFramework(idOrPath: string): Promise<Framework> {
  const { text, file } = await frameworkText(idOrPath)
  return readFramework(text, file)
}

/** Loads a framework that scores; throws for one of grounds, which has no averages to give. */
export async function loadScoresFramework(idOrPath: string): Promise<ScoresFramework> {
  const framework = await loadFramework(idOrPath)
  if (framework.kind === 'scores') return framework
  throw new PlacesByGrounds(framework.title)
}

/** The text of a framework file, by id or path. */
export async function frameworkText(idOrPath: string): Promise<{ text: string; file: string }> {
  if (/\.ya?ml$/.test(idOrPath)) return { text: await readFile(idOrPath, 'utf8'), file: idOrPath }
  const files = await frameworkFiles()
  const file = files.find(path => basename(path, '.yaml') === idOrPath)
  if (!file)
    throw new UnknownFramework(
      idOrPath,
      files.map(path => basename(path, '.yaml')),
    )
  return { text: await readFile(file, 'utf8'), file: `frameworks/${basename(file)}` }
}

async function frameworkFiles(): Promise<string[]> {
  const names = await readdir(folder)
  return names
    .filter(name => name.endsWith('.yaml') && !name.endsWith('.examples.yaml'))
    .map(name => join(folder, name))
    .sort()
}
