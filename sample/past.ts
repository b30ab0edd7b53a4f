/**
 * Who there was before: fictional strategic health authorities, primary care trusts, commissioning groups, system
 * partnerships and dissolved trusts since 2005, in the order in which the real kinds came and went.
 */
import { stream } from './random.ts'
import type { Sector, Trust } from './sector.ts'

/** Any organisation of the sector's whole history. */
export interface Body {
  readonly code: string
  readonly name: string
  /** As the evidence folder names types; `other` where it has no word. */
  readonly type: string
  readonly subtype: string
  readonly region: string
  readonly opened: string
  readonly closed: string | null
  /** Number of the area it lies in; null where it is in none. */
  readonly area: number | null
  /** The day on which it became a foundation trust, and its name before; left out where it is none, or was one from the start. */
  readonly authorised?: { readonly on: string; readonly nameBefore: string }
}

export interface Handover {
  readonly predecessor: string
  readonly successor: string
  readonly date: string
  readonly kind: 'merger' | 'split' | 'name-change'
}

export interface Past {
  readonly bodies: readonly Body[]
  readonly handovers: readonly Handover[]
}

// Trusts that were dissolved between 2006 and 2022, each into one or two that are still there.
const dissolutions: readonly { on: string; into: 1 | 2 }[] = [
  { on: '2006-10-01', into: 1 },
  { on: '2006-10-01', into: 1 },
  { on: '2011-04-01', into: 1 },
  { on: '2011-04-01', into: 1 },
  { on: '2013-04-01', into: 1 },
  { on: '2013-10-01', into: 2 },
  { on: '2014-11-01', into: 2 },
  { on: '2018-04-01', into: 1 },
  { on: '2018-04-01', into: 1 },
  { on: '2022-07-01', into: 1 },
]

// Days on which NHS trusts became foundation trusts, once the first had in 2004.
const authorisations = ['2006-10-01', '2011-04-01', '2014-11-01']

/** The day on which it became a foundation trust; null where it is none, or was one before the sample begins. */
function authorisedOn(seed: string, { code, name, opened }: Trust): string | null {
  const by = stream(seed, 'authorised', code)
  return !name.endsWith(' NHS Foundation Trust') || opened > '2004-04-01' || by.chance(0.2)
    ? null
    : by.pick(authorisations)
}

/** Every body of the whole history, today's trusts and boards among them, and how each became another. */
export function recallPast(sector: Sector): Past {
  const bodies: Body[] = sector.trusts.map(trust => {
    const { code, name, type, subtype, region, opened, closed, area } = trust
    const on = authorisedOn(sector.seed, trust)
    const nameBefore = name.replace(/ NHS Foundation Trust$/, ' NHS Trust')
    return {
      code,
      name,
      type,
      subtype,
      region,
      opened,
      closed,
      area,
      ...(on === null ? {} : { authorised: { on, nameBefore } }),
    }
  })
  const handovers: Handover[] = sector.trusts.flatMap(trust =>
    trust.formedFrom.map(predecessor => ({
      predecessor,
      successor: trust.code,
      date: trust.opened,
      kind: trust.formedFrom.length > 1 ? ('merger' as const) : ('split' as const),
    })),
  )
  addDissolved(sector, bodies, handovers)
  addCommissioners(sector, bodies, handovers)
  addAuthorities(sector, bodies, handovers)
  return { bodies, handovers }
}

function addDissolved(sector: Sector, bodies: Body[], handovers: Handover[]): void {
  const places = [...sector.sparePlaces]
  for (const [i, { on, into }] of dissolutions.entries()) {
    const code = `ZA-${301 + i}`
    const by = stream(sector.seed, 'dissolved', code)
    const first = by.pick(
      sector.trusts.filter(
        t => t.type === 'acute' && t.services.has('emergency') && t.closed === null && t.formedFrom.length === 0,
      ),
    )
    const neighbours = sector.trusts.filter(
      t =>
        t !== first && t.region === first.region && t.services.has('emergency') && t.opened < on && t.closed === null,
    )
    const heirs = [first, ...(into === 2 && neighbours.length > 0 ? [by.pick(neighbours)] : [])]
    bodies.push({
      code,
      name: `${places.pop()} Hospitals NHS Trust`,
      type: 'acute',
      subtype: 'Acute - Medium',
      region: first.region,
      opened: '1994-04-01',
      closed: dayBefore(on),
      area: first.area,
    })
    for (const heir of heirs)
      handovers.push({ predecessor: code, successor: heir.code, date: on, kind: heirs.length > 1 ? 'split' : 'merger' })
  }
}

// Two primary care trusts an area, merged in 2006; two commissioning groups from 2013; a partnership from 2018; one board from July 2022.
function addCommissioners(sector: Sector, bodies: Body[], handovers: Handover[]): void {
  for (const { number, region, places } of sector.areas) {
    const both = `${places[0]} and ${places[1]}`
    const code = (prefix: string, n: number, digits: number) => `${prefix}-${String(n).padStart(digits, '0')}`
    const add = (code: string, name: string, type: string, subtype: string, opened: string, closed: string | null) =>
      bodies.push({ code, name, type, subtype, region, opened, closed, area: number })
    const board = code('ZI', number, 2)
    const merged = code('ZP', 100 + number, 3)
    const partnership = code('ZX', number, 2)
    add(board, `NHS ${both} Integrated Care Board`, 'icb', 'Integrated care board', '2022-07-01', null)
    add(partnership, `${both} Integrated Care System`, 'other', 'Integrated care system', '2018-04-01', '2022-06-30')
    add(merged, `${both} Primary Care Trust`, 'other', 'Primary care trust', '2006-10-01', '2013-03-31')
    handovers.push({ predecessor: partnership, successor: board, date: '2022-07-01', kind: 'name-change' })
    for (const [i, place] of places.entries()) {
      const first = code('ZP', 2 * number - 1 + i, 3)
      const group = code('ZC', 2 * number - 1 + i, 3)
      add(first, `${place} Primary Care Trust`, 'other', 'Primary care trust', '2002-04-01', '2006-09-30')
      add(
        group,
        `NHS ${place} Clinical Commissioning Group`,
        'other',
        'Clinical commissioning group',
        '2013-04-01',
        '2022-06-30',
      )
      handovers.push({ predecessor: first, successor: merged, date: '2006-10-01', kind: 'merger' })
      handovers.push({ predecessor: merged, successor: group, date: '2013-04-01', kind: 'split' })
      handovers.push({ predecessor: group, successor: board, date: '2022-07-01', kind: 'merger' })
    }
  }
}

// Two strategic health authorities a region, merged in 2006 and abolished in 2013 without a successor.
function addAuthorities(sector: Sector, bodies: Body[], handovers: Handover[]): void {
  const regions = [...new Set(sector.areas.map(area => area.region))]
  for (const [i, region] of regions.entries()) {
    const authority = (code: string, name: string, opened: string, closed: string) =>
      bodies.push({
        code,
        name: `${name} Strategic Health Authority (fictional)`,
        type: 'other',
        subtype: 'Strategic health authority',
        region,
        opened,
        closed,
        area: null,
      })
    const merged = `ZS-${String(21 + i)}`
    authority(merged, region, '2006-07-01', '2013-03-31')
    for (const [j, half] of ['First', 'Second'].entries()) {
      const code = `ZS-${String(2 * i + j + 1).padStart(2, '0')}`
      authority(code, `${region} ${half}`, '2002-04-01', '2006-06-30')
      handovers.push({ predecessor: code, successor: merged, date: '2006-07-01', kind: 'merger' })
    }
  }
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
}
