/** What a table says of organisations: one record per code and distinct description, not one per row. */
import { translate, type Columns, type FoundColumn } from './columns.ts'
import { parseDate } from './dates.ts'
import type { IssueLog } from './issue-log.ts'
import type { OrganisationRecord } from './model.ts'
import { legalFormOf, titleCase, typeOfName } from './names.ts'
import { organisationTypes, type Source } from './source.ts'

const describing = [
  'organisation-name',
  'organisation-type',
  'organisation-subtype',
  'organisation-region',
  'opened',
  'closed',
] as const

const types: ReadonlySet<string> = new Set(organisationTypes)

const nothingSaid = {
  name: null,
  subtype: null,
  legalForm: null,
  region: null,
  opened: null,
  closed: null,
  authority: 0,
} as const

export function organisationReader(
  { source, columns, importIndex, log }: { source: Source; columns: Columns; importIndex: number; log: IssueLog },
  into: OrganisationRecord[],
): (row: readonly string[], number: number, code: string) => void {
  const found = describing.map(role => columns.role(role))
  const [name, type, subtype, region, opened, closed] = found
  const implied = source['organisation-type']
  const describes = found.some(column => column !== null)
  if (!describes && !implied) return () => undefined
  const telling = implied?.['above-zero']
  const counted = telling === undefined ? null : columns.named(telling)
  const meant = (row: readonly string[]): string | null => {
    if (!implied || telling === undefined) return implied?.is ?? null
    return Number((row[counted?.index ?? -1] ?? '').replaceAll(',', '')) > 0 ? implied.is : null
  }
  const text = (column: FoundColumn | null | undefined, row: readonly string[]) =>
    (column ? translate(column, row[column.index] ?? '') : '') || null
  const date = (column: FoundColumn | null | undefined, row: readonly string[]) => parseDate(text(column, row) ?? '')
  const typeOf = (found: string | null, row: number): string | null => {
    if (found === null || types.has(found)) return found
    log.add('warning', 'unknown-type', {
      row,
      column: type?.header ?? null,
      found: `the type "${found}"`,
      expected: [...types].join(', '),
      todo: 'Its figures are loaded, its type is not: without one it is not assessed. Add how it is printed to the source description.',
      alike: found,
    })
    return null
  }
  const seen = new Map<string, string>()
  return (row, number, code) => {
    const otherwise = meant(row)
    const described = [...found.map(column => (column ? (row[column.index] ?? '') : '')), otherwise].join('\u0001')
    if (seen.get(code) === described) return
    seen.set(code, described)
    const printed = text(name, row)
    const about = { code, source: { import: importIndex, row: number } }
    if (describes)
      into.push({
        ...about,
        name: printed && titleCase(printed),
        type: typeOf(text(type, row), number) ?? (printed && typeOfName(printed)),
        subtype: text(subtype, row),
        legalForm: printed && legalFormOf(printed),
        region: text(region, row),
        opened: date(opened, row),
        closed: date(closed, row),
        authority: source.authority,
      })
    // What a source implies holds only of those of whom no source says anything else.
    if (otherwise !== null) into.push({ ...nothingSaid, ...about, type: otherwise })
  }
}
