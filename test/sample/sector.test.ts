import { beforeAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { buildSector } from '../../sample/sector.ts'
import { recallPast } from '../../sample/past.ts'
import { legalFormOf } from '../../src/evidence/names.ts'
import { shared, sharedFile } from '../shared.ts'

const sector = buildSector('turnaround')
const past = recallPast(sector)
const present = sector.trusts.filter(trust => trust.closed === null)

describe('the fictional sector', () => {
  it('has 134 acute, 61 mental health and community and 10 ambulance trusts, and 42 boards, today', () => {
    const count = (type: string) => present.filter(trust => trust.type === type).length
    expect([count('acute'), count('mental-health-and-community'), count('ambulance')]).toEqual([134, 61, 10])
    expect(past.bodies.filter(body => body.type === 'icb' && body.closed === null)).toHaveLength(42)
  })

  it('stands in the seven regions, each of them with trusts', () => {
    expect(new Set(present.map(trust => trust.region)).size).toBe(7)
  })

  it('saw three mergers and one split in its last four years', () => {
    const recent = Map.groupBy(
      past.handovers.filter(h => h.date >= '2022-07-02'),
      h => `${h.kind} ${h.date}`,
    )
    expect([...recent.keys()].sort()).toEqual([
      'merger 2023-10-01',
      'merger 2024-04-01',
      'merger 2025-04-01',
      'split 2024-07-01',
    ])
  })

  it('hands every dissolved body but the last authorities to one that opened by then and outlived it', () => {
    const byCode = new Map(past.bodies.map(body => [body.code, body]))
    const handedOver = new Set(past.handovers.map(h => h.predecessor))
    for (const body of past.bodies) {
      if (body.closed && body.closed !== '2013-03-31') expect(handedOver, body.code).toContain(body.code)
    }
    for (const { predecessor, successor, date } of past.handovers) {
      const [before, after] = [byCode.get(predecessor), byCode.get(successor)]
      expect(before?.closed && before.closed < date, `${predecessor} closes before ${date}`).toBe(true)
      expect(
        after && after.opened <= date && (after.closed === null || after.closed > date),
        `${successor} is open on ${date}`,
      ).toBe(true)
    }
  })

  it('gives no two bodies one code or one name', () => {
    expect(new Set(past.bodies.map(body => body.code)).size).toBe(past.bodies.length)
    expect(new Set(past.bodies.map(body => body.name)).size).toBe(past.bodies.length)
  })

  it('puts a hyphen in every code, which no ODS code has', () => {
    for (const { code } of past.bodies) expect(code).toMatch(/^Z[A-Z]-\d{2,3}$/)
  })

  it('has NHS trusts that became foundation trusts, in name and form, and some that never did', () => {
    const later = past.bodies.flatMap(({ name, authorised }) => (authorised ? [{ name, ...authorised }] : []))
    expect(later.length).toBeGreaterThan(50)
    for (const { name, nameBefore, on } of later) {
      expect([legalFormOf(nameBefore), legalFormOf(name)], name).toEqual(['nhs-trust', 'foundation-trust'])
      expect(on >= '2006' && on < '2015').toBe(true)
    }
    expect(present.filter(trust => legalFormOf(trust.name) === 'nhs-trust').length).toBeGreaterThan(40)
    expect(present.filter(trust => legalFormOf(trust.name) === null)).toEqual([])
  })

  it('is another sector with another seed', () => {
    expect(buildSector('another').trusts.map(t => t.name)).not.toEqual(sector.trusts.map(t => t.name))
  })
})

describe.skipIf(shared === null)('against the real lists (needs the shared data: set TURNAROUND_SHARED)', () => {
  let real: readonly string[] = []

  beforeAll(() => {
    real = ['etr_2026.csv', 'all_org_changes_paths_2000_2018.csv'].map(file =>
      readFileSync(sharedFile('data', 'organisations', file), 'utf8'),
    )
  })

  it('no code is an ODS code', () => {
    const codes = new Set(real.flatMap(text => text.split(/[\s",]+/)))
    for (const { code } of past.bodies) expect(codes).not.toContain(code)
  })

  it('no invented place is in a real name or address', () => {
    const words = new Set(real[0]?.toLowerCase().split(/[^a-z]+/))
    const places = [
      ...sector.areas.flatMap(area => area.places),
      ...sector.sparePlaces,
      ...present.map(t => t.name.split(' ')[0] as string),
    ]
    expect(places.filter(place => words.has(place.toLowerCase()))).toEqual([])
  })
})
