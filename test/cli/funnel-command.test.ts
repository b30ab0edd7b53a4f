/** `turnaround funnel` on tidy CSV: JSON as promised, and faults that name line and column. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { funnelCommand, type FunnelCommandOptions } from '../../src/cli/funnel-command.ts'

describe('turnaround funnel', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'funnel-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function run(csv: string, options: FunnelCommandOptions = {}) {
    const file = join(folder, 'counts.csv')
    await writeFile(file, csv)
    let out = ''
    const write = vi.spyOn(process.stdout, 'write').mockImplementation(text => {
      out += String(text)
      return true
    })
    try {
      expect(await funnelCommand(file, options)).toBe(0)
    } finally {
      write.mockRestore()
    }
    return out
  }

  const csv = 'group,numerator,denominator\nA,90,100\nB,"1,010",1000\nA,10,10\nC,,50\nD,0,0\n'

  it('--json has the promised shape, rows of a group added up, unknown null', async () => {
    const found = JSON.parse(await run(csv, { json: true }))
    expect(found).toMatchObject({ method: 'shmi', target: 1 })
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining(['method', 'target', 'tau2', 'phi', 'units', 'description']),
    )
    expect(found.units.map((unit: { group: string }) => unit.group)).toEqual(['A', 'B', 'C', 'D'])
    expect(found.units[0]).toMatchObject({ numerator: 100, denominator: 110, value: 100 / 110, outlier: 'none' })
    expect(Object.keys(found.units[0].limits)).toEqual(['95', '99.8'])
    expect(found.units[2]).toMatchObject({ numerator: null, value: null, outlier: null })
    expect(found.units[3]).toMatchObject({ value: null, z: null, limits: { '95': null }, outlier: null })
  })

  it('prints a table and the method, or writes the picture', async () => {
    expect(await run(csv)).toMatch(/group +value[\s\S]*SHMI method/)
    await run(csv, { svg: join(folder, 'a.svg') })
    expect(await readFile(join(folder, 'a.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<style>[\s\S]*funnel-target/)
  })

  it.each([
    ['group,numerator,denominator\nA,x,1\n', {}, 'line 2, column numerator: found "x"'],
    ['group,numerator,denominator\nA,1,1\n\nB,-1,1\n', {}, 'line 4: Row 2 (B): found the numerator -1'],
    ['group,numerator,denominator\nA,2,1\n', { method: 'proportion' }, 'line 2: Row 1 (A): found 2 of 1'],
    ['a,b\n1,2\n', {}, 'found no column group; expected one of a, b'],
    ['', {}, 'found no rows'],
    [csv, { method: 'wrong' }, '--method is wrong; expected shmi, cqc, proportion, ratio'],
    [csv, { trim: 'much' }, '--trim is much; expected a number'],
  ] as const)('%j %j', async (text, options, words) => {
    await expect(run(text, options)).rejects.toThrow(words)
  })
})
