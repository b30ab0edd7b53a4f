import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csv, field } from '../../src/web/csv.ts'

describe('CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+44 20', "'+44 20"],
    ['-cmd', "'-cmd"],
    ['@sum', "'@sum"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['-0.52', '-0.52'],
    ['St Mary’s, London', '"St Mary’s, London"'],
    ['a "b"', '"a ""b"""'],
    ['1\n2', '"1\n2"'],
  ])('%j becomes %j', (text, written) => {
    expect(field(text)).toBe(written)
  })

  it('leaves numbers, truth and nothing as they are', () => {
    expect([field(-1.5), field(true), field(null)]).toEqual(['-1.5', 'true', ''])
  })

  it('can be read back by any reader, whatever the text, and never begins a cell with a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), rows => {
        const read = parse(csv({ columns: ['a', 'b'], rows }, 'real'), { record_delimiter: '\r\n' }) as string[][]
        expect(read).toHaveLength(rows.length + 1)
        read.slice(1).forEach((line, i) => {
          expect(line[0]).toBe('real')
          line.slice(1).forEach((cell, column) => {
            const sent = rows[i]?.[column] as string
            expect([sent, `'${sent}`]).toContain(cell)
            if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@]/)
          })
        })
      }),
    )
  })
})
