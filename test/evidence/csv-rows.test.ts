import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows, type TextNotes } from '../../src/evidence/csv-rows.ts'

/** Reads bytes handed over in chunks of a size. */
async function rows(bytes: Buffer, size: number): Promise<{ rows: string[][]; notes: TextNotes }> {
  const notes: TextNotes = { encoding: 'utf-8', endsWithLineBreak: true }
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const all: string[][] = []
  for await (const block of csvRows(chunks(), 'a.csv', notes)) all.push(...block.map(row => [...row]))
  return { rows: all, notes }
}

describe('Rows of a CSV', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('', '0', 'é', '£5', 'a,b', 'say "no"', 'two\nlines', 'two\r\nlines', '"'),
  )
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

  it('are what csv-parse makes of them, however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        async (table, end, mark, size) => {
          const text = table.map(row => row.map(quoted).join(',')).join(end) + end
          const expected = parse(text, { relax_column_count: true })
          expect((await rows(Buffer.from(`${mark ? '\uFEFF' : ''}${text}`), size)).rows).toEqual(expected)
        },
      ),
    )
  })

  it('are the same in UTF-16, and in Windows-1252', async () => {
    const text = 'name,sum\r\n"Brontë, E.",£5\r\nplain,6\r\n'
    const expected = [
      ['name', 'sum'],
      ['Brontë, E.', '£5'],
      ['plain', '6'],
    ]
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    for (const size of [1, 2, 3, 7, 100])
      expect(await rows(wide, size)).toEqual({ rows: expected, notes: { encoding: 'utf-16', endsWithLineBreak: true } })
    expect(await rows(Buffer.from(text, 'latin1'), 9)).toEqual({
      rows: expected,
      notes: { encoding: 'windows-1252', endsWithLineBreak: true },
    })
  })

  it('may end in carriage returns alone, as old spreadsheets wrote them', async () => {
    expect((await rows(Buffer.from('a,b\r1,2\r'), 3)).rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })
})
