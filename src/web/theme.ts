/**
 * The design system's stylesheet with its identity taken out: components are the NHS's, the face is not. The NHS logo,
 * its typeface and its blue belong to NHS services; this is an independent project.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const systemFonts = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Open Sans",Arial,sans-serif'

/** Their colour → ours. Yellow focus, grey text and borders stay: they are accessibility, not identity. */
const colours: Readonly<Record<string, string>> = {
  '#005eb8': '#175a75',
  '#0055a6': '#155269',
  '#004b93': '#114a61',
  '#004281': '#0f4256',
  '#003d78': '#0d3a4c',
  '#003087': '#0b3444',
  '#002f5c': '#0b3444',
  '#330072': '#4b2e83',
  '#240050': '#382264',
  '#337ec6': '#457b91',
  '#007f3b': '#175a75',
  '#00662f': '#114a61',
  '#00401e': '#0b3444',
  '#f0f4f5': '#f5f5f2',
}

/** Folder that holds the components, for templates to import from as `nhsuk/components/…`. */
export const componentsFolder = dirname(
  dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css')),
)

const ownFolder = join(dirname(fileURLToPath(import.meta.url)), 'assets')

/** Our own sheets, in the order in which one may override another. */
const ownSheets = ['theme', 'charts', 'entry', 'cases', 'duties', 'plan', 'programme'] as const

/** The one stylesheet of the site: components, then ours. */
export async function stylesheet(): Promise<string> {
  const components = await readFile(join(componentsFolder, 'nhsuk', 'nhsuk-frontend.min.css'), 'utf8')
  const own = await Promise.all(ownSheets.map(name => readFile(join(ownFolder, `${name}.css`), 'utf8')))
  return [neutral(components), ...own].join('\n')
}

/** Takes typeface, colours and remote addresses out of the components' stylesheet. */
export function neutral(css: string): string {
  return css
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('Frutiger W01,arial,sans-serif', systemFonts)
    .replaceAll('font-family:Frutiger W01', `font-family:${systemFonts}`)
    .replace(/#[0-9a-f]{6}\b/g, colour => colours[colour] ?? colour)
    .replace(/\/\*#[^*]*\*\//g, '')
}
