/** Templates to HTML: nunjucks with autoescape on, the design system's macros, and our words for figures. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import type { RecordKind } from '../evidence/model.ts'
import * as format from './format.ts'
import { componentsFolder } from './theme.ts'

const templates = join(dirname(fileURLToPath(import.meta.url)), 'templates')

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([templates, componentsFolder]), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
})
for (const [name, filter] of Object.entries(format))
  environment.addFilter(name, filter as (...args: unknown[]) => string)
// nhsuk-frontend's templates ask for this one of Jinja's.
environment.addFilter('items', (object: object) => Object.entries(object))

/** Renders a template of `templates/`. Throws when it does not exist or fails. */
export function render(template: string, values: Readonly<Record<string, unknown>>): string {
  return environment.render(template, values)
}

/** Marks text as HTML that we made ourselves. */
export function markup(html: string): unknown {
  return new nunjucks.runtime.SafeString(html)
}

/** One chart for the desk and one for the phone; the stylesheet shows the one that fits. */
export function chart(
  about: { readonly id: string; readonly title: string; readonly description: string; readonly recordKind: RecordKind },
  draw: (frame: { id: string; title: string; description: string; recordKind: RecordKind; width: number }) => string,
): unknown {
  const wide = draw({ ...about, width: 900 })
  const narrow = draw({ ...about, id: `${about.id}-narrow`, width: 340 })
  return markup(
    `<figure class="chart" id="${about.id}"><div class="chart-wide">${wide}</div><div class="chart-narrow">${narrow}</div></figure>`,
  )
}
