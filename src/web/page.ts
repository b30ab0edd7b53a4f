/**
 * One helper makes a page: a pure view builds the model; HTML, JSON and CSV are renderings of it at the same address
 * (`/league`, `/league.json`, `/league.csv`), and the model's schema is the one in `/openapi.json`.
 */
import { z } from 'zod'
import type { RecordKind } from '../evidence/model.ts'
import { type Desk, today } from '../casework/desk-store.ts'
import type { RefusedForm } from './case-forms.ts'
import { csv, type Table } from './csv.ts'
import { PageFault } from './fault.ts'
import { render } from './render.ts'
import { type Choice, periodTitle, type Sector } from './sector.ts'
import type { Who } from './sign-in.ts'

/** What a view is given. */
export interface PageRequest {
  readonly sector: Sector
  readonly choice: Choice
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The address without format and query, for links to itself. */
  readonly path: string
  /** Who asks. */
  readonly who: Who
  /** Where casework is done; null on a site made of files alone. */
  readonly desk: Desk | null
  /** A form that was refused, to be shown again with the words of the refusal. */
  readonly refusedForm?: RefusedForm
}

export interface PageDefinition<Model> {
  /** Where it stands, with `:name` for parameters. */
  readonly path: string
  readonly title: string
  readonly summary: string
  /** Query parameters of its own, beside framework, period and as-known-at. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Kept out of search engines: what is calculated about an organisation must not become what is found about it. */
  readonly unlisted?: boolean
  /** Changes with casework and by the reader, so that it is made anew for each. */
  readonly live?: boolean
  /** What a page that is not live rests on beside evidence and day: where it changes, what was kept is made anew. */
  restsOn?(request: PageRequest): Promise<string>
  /** Rests on no framework and no period: rules and their history. */
  readonly timeless?: boolean
  readonly schema: z.ZodType<Model>
  view(request: PageRequest): Model | Promise<Model>
  readonly template: string
  /** What only the HTML needs: pictures, links, tabs. */
  pictures?(model: Model, request: PageRequest): Readonly<Record<string, unknown>>
  /** The main table, where the content is one. */
  table?(model: Model): Table
}

/** Head of every model: which records, by which rules, of when, as known when, with what to bear in mind. */
export const contextSchema = z.object({
  recordKind: z
    .enum(['real', 'fictional', 'exercise'])
    .meta({ description: 'Whether the records speak of the real world.' }),
  framework: z.object({ id: z.string(), title: z.string() }),
  period: z.object({ id: z.string(), label: z.string(), start: z.string(), end: z.string() }).nullable(),
  asKnownAt: z.string().nullable().meta({ description: 'The instant asked for; null for now.' }),
})
export type Context = z.infer<typeof contextSchema>

/** The head of a model for a request. */
export function contextOf({ choice }: PageRequest): Context {
  const { framework, period, asKnownAt, snapshot } = choice
  return {
    recordKind: snapshot.recordKind,
    framework: { id: framework.framework, title: framework.title },
    period: period && { id: period.id, label: periodTitle(choice, period), start: period.start, end: period.end },
    asKnownAt,
  }
}

/** A page of whatever model: the registry needs only their common face. */
export type AnyPage = PageDefinition<Context>

/** Gives the definition back; it exists so that the model's type is inferred and checked against the schema. */
export function definePage<Model extends Context>(page: PageDefinition<Model>): PageDefinition<Model> {
  return page
}

export type Format = 'html' | 'json' | 'csv'

/** The body of a page in a format, with its media type. */
export async function answer(
  page: AnyPage,
  request: PageRequest,
  format: Format,
): Promise<{ body: string; type: string; recordKind: RecordKind }> {
  const model = page.schema.parse(await page.view(request))
  const { recordKind } = model
  if (format === 'json')
    return { body: `${JSON.stringify(model, null, 2)}\n`, type: 'application/json; charset=utf-8', recordKind }
  if (format === 'csv') {
    if (!page.table)
      throw new PageFault(404, 'There is no table here', `This page has no CSV. It has JSON, at ${request.path}.json.`)
    return { body: csv(page.table(model), recordKind), type: 'text/csv; charset=utf-8; header=present', recordKind }
  }
  const html = render(page.template, {
    model,
    ...chrome(request, page, recordKind),
    ...page.pictures?.(model, request),
  })
  return { body: html, type: 'text/html; charset=utf-8', recordKind }
}

/** What the frame around every page needs: navigation, context line, links that keep the choice. */
export function chrome(request: PageRequest, page: AnyPage | null, recordKind: RecordKind): Record<string, unknown> {
  const { choice, sector, path, query, who } = request
  return {
    recordKind,
    path,
    who,
    simulated: simulatedTime(request.desk),
    query: Object.fromEntries(query),
    given: choice.given,
    link: linker(choice.given),
    address: path === '/' ? '/index' : path,
    storeKind: choice.snapshot.recordKind,
    hasTable: page?.table !== undefined,
    hasJson: page !== null,
    unlisted: page?.unlisted === true,
    timeless: page?.timeless === true,
    chosen: {
      framework: choice.framework.framework,
      frameworkTitle: choice.framework.title,
      period: choice.period?.id ?? null,
      periodTitle: choice.period ? periodTitle(choice, choice.period) : null,
      asKnownAt: choice.asKnownAt,
    },
    frameworkChoices: sector.frameworks
      .filter(framework => framework.kind === 'scores')
      .map(framework => ({
        value: framework.framework,
        text: framework.title,
        selected: framework.framework === choice.framework.framework,
      })),
    periodChoices: choice.periods.map(period => ({
      value: period.id,
      text: periodTitle(choice, period),
      selected: period.id === choice.period?.id,
    })),
  }
}

/** The day (ISO) it is by the clock of casework and how fast that runs, where it is simulated. */
export function simulatedTime(desk: Desk | null): { readonly day: string; readonly words: string } | null {
  const words = desk?.clock.simulation?.words
  return desk && words ? { day: today(desk), words } : null
}

/** Makes links that carry framework, period and instant along; `null` drops a parameter. */
export function linker(given: Readonly<Record<string, string>>) {
  return (path: string, extra: Readonly<Record<string, string | number | null>> = {}): string => {
    const query = new URLSearchParams(given)
    for (const [name, value] of Object.entries(extra)) {
      if (value === null || value === '') query.delete(name)
      else query.set(name, String(value))
    }
    const text = query.toString()
    return text === '' ? path : `${path}?${text}`
  }
}
