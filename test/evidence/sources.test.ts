import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DocumentFault } from '../../src/documents/yaml-document.ts'
import { loadSources, loadSourcesWith, readSource, sourceSchema } from '../../src/evidence/sources.ts'
import { mergeOrganisations } from '../../src/evidence/organisations.ts'
import { file, reading } from './reading.ts'

describe('Source descriptions', () => {
  it('that ship all load, and each can tell a file from another', async () => {
    const sources = await loadSources()
    expect(sources.map(source => source.source)).toEqual(
      expect.arrayContaining([
        'ae-monthly',
        'ae-tidy',
        'ambulance',
        'cancer',
        'cqc-ratings',
        'findings-tidy',
        'generic-tidy',
        'kh03-beds',
        'nof-league-table',
        'nof-trust-data',
        'ods-etr',
        'organisation-changes',
        'organisation-successors',
        'rtt-full-extract',
        'rtt-provider-monthly',
        'shmi',
        'staff-survey',
      ]),
    )
    for (const source of sources)
      expect(
        source.layout.header === 'none' || source.versions.every(version => version.has.length > 0),
        source.source,
      ).toBe(true)
  })

  it('are each listed in the reference, and every check in the how-to', async () => {
    const read = (...path: string[]) => readFile(join(import.meta.dirname, '..', '..', ...path), 'utf8')
    const [reference, howTo] = [
      await read('docs', 'reference', 'source-files.md'),
      await read('docs', 'how-to', 'import-figures.md'),
    ]
    for (const { source } of await loadSources()) expect(reference).toContain(`\`${source}\``)
    const files = [
      'checks',
      'check-values',
      'check-series',
      'columns',
      'containers',
      'csv-rows',
      'finding-rows',
      'patient-level',
      'period-column',
      'read-file',
      'read-rows',
      'read-table',
      'record-kind',
      'row',
      'succession-rows',
      'table-head',
      'workbook',
      'zip',
    ]
    for (const name of files) {
      const code = await read('src', 'evidence', `${name}.ts`)
      for (const [, check] of code.matchAll(/(?:refuse\(fileName, |BadRow\(\s*|log\.add\('\w+', )'([a-z-]+)'/g))
        expect(howTo, `${name}.ts tells ${check}`).toContain(`\`${check}\``)
    }
  })

  it('may imply a type, which holds only of those of whom no source says another', async () => {
    const figures = await reading(
      file('ae_type1_two.csv', 'period,org_code,type1_attendances,type1_over_4h\n2012-04,R1F,10,1\n2012-04,5QT,10,1\n'),
    )
    const names = await reading(
      file(
        'Monthly A&E April 2012.csv',
        'Period,Org Code,Parent Org,Org name,A&E attendances Type 1\n2012-04,R1F,x,ISLE OF WIGHT NHS TRUST,10\n2012-04,5QT,x,ISLE OF WIGHT NHS PRIMARY CARE TRUST,10\n',
      ),
      { importIndex: 1 },
    )
    const merged = mergeOrganisations([...figures.organisations, ...names.organisations], [])
    expect(figures.organisations.map(one => one.type)).toEqual(['acute', 'acute'])
    // A primary care trust that ran a hospital reported its figures, and was no trust.
    expect([merged.get('R1F')?.type, merged.get('5QT')?.type]).toEqual(['acute', 'other'])
    expect(merged.get('R1F')?.sources).toHaveLength(2)
  })

  it('have a JSON Schema for editors', () => {
    expect(z.toJSONSchema(sourceSchema, { io: 'input' })).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['source', 'title', 'columns']),
    })
  })

  const start = 'source: mine\ntitle: Mine\npublisher: Me\nattribution: Me\n'
  it.each([
    [
      'an unknown role',
      `${start}versions: [{ id: a, has: [code] }]\ncolumns:\n  code: { as: organization }\n`,
      'mine.yaml:7:11',
    ],
    [
      'a column that a version names but nothing describes',
      `${start}versions:\n  - { id: a, has: [code, sum] }\ncolumns:\n  code: { as: organisation }\n`,
      '"sum"',
    ],
    [
      'the same header twice',
      `${start}versions: [{ id: a, has: [code] }]\ncolumns:\n  code: { as: organisation }\n  Code: { as: known }\n`,
      'mine.yaml:8:3',
    ],
    [
      'a broken pattern',
      `${start}versions: [{ id: a, has: [code] }]\ncolumns:\n  code: { as: organisation }\nknown: ['(']\n`,
      'regular expression',
    ],
    [
      'bounds the wrong way round',
      `${start}versions: [{ id: a, has: [code] }]\ncolumns:\n  code: { metric: x-m, between: [5, 1] }\n`,
      'mine.yaml:7:24',
    ],
    ['a duplicate key', `${start}title: Again\nversions: [{ id: a }]\ncolumns: {}\n`, 'each key once'],
  ])('with %s say where', (_, text, where) => {
    expect(() => readSource(text, 'mine.yaml')).toThrow(DocumentFault)
    expect(() => readSource(text, 'mine.yaml')).toThrow(where)
  })

  it('cannot take the id of another', async () => {
    const mapping = file('taken.yaml', `${start.replace('mine', 'shmi')}versions: [{ id: a }]\ncolumns: {}\n`)
    await expect(loadSourcesWith([mapping])).rejects.toThrow(/taken\.yaml:1:1 source: found "shmi", as shmi\.yaml/)
  })

  it('can be the user’s own, for a table with headers of its own', async () => {
    const mapping = file(
      'mine.yaml',
      `${start}versions: [{ id: '1', has: [Trust, Wert] }]\ncolumns:\n  Trust: { as: organisation, required: true }\n  Monat: { as: period }\n  Wert: { metric: x-beds-closed, unit: beds }\n`,
    )
    const { value, report } = await reading(file('mine.csv', 'Trust,Monat,Wert\nRJ1,Jun-25,12\n'), {
      sources: await loadSourcesWith([mapping]),
    })
    expect(report.source).toBe('mine')
    expect(value('RJ1', 'x-beds-closed')).toMatchObject({
      text: '12',
      unit: 'beds',
      period: { id: '2025-06', label: 'Jun-25' },
    })
  })
})
