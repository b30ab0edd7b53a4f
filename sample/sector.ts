/**
 * Who there is: 205 fictional trusts and 42 fictional boards today, and the seven trusts that lately merged or split.
 * Codes carry a hyphen, which no ODS code does, so that a fictional organisation can never be taken for a real one.
 */
import { monthEnd, monthStart } from './calendar.ts'
import type { Service, TrustType } from './measures.ts'
import { dealPlaces } from './places.ts'
import { stream, type Stream } from './random.ts'

export const defaultSeed = 'turnaround'

export interface Trust {
  readonly code: string
  readonly name: string
  readonly type: TrustType
  readonly subtype: string
  readonly region: string
  /** Number of the area it lies in. */
  readonly area: number
  readonly opened: string
  readonly closed: string | null
  readonly services: ReadonlySet<Service>
  /** Turnover against the average of its type. */
  readonly size: number
  /** Codes it was formed from. */
  readonly formedFrom: readonly string[]
}

/** A commissioning area: two invented places, one integrated care board. */
export interface Area {
  readonly number: number
  readonly region: string
  readonly places: readonly [string, string]
}

export interface Sector {
  readonly seed: string
  /** Every trust of the sample's four years, closed ones among them, by code. */
  readonly trusts: readonly Trust[]
  readonly areas: readonly Area[]
  /** Places that no trust or area has taken. */
  readonly sparePlaces: readonly string[]
}

/** Plain geography: the seven NHS regions, with the number of areas in each. */
const regions: readonly (readonly [string, number])[] = [
  ['East', 6],
  ['London', 5],
  ['Midlands', 11],
  ['North East and Yorkshire', 4],
  ['North West', 3],
  ['South East', 6],
  ['South West', 7],
]

// Trusts formed within the sample's four years. The trusts they were formed from are numbered from 201.
const formed: readonly { code: string; from: readonly string[]; on: string }[] = [
  { code: 'ZA-133', from: ['ZA-201', 'ZA-202'], on: '2023-10-01' },
  { code: 'ZA-134', from: ['ZA-203', 'ZA-204'], on: '2024-04-01' },
  { code: 'ZM-059', from: ['ZM-201', 'ZM-202'], on: '2025-04-01' },
  { code: 'ZM-060', from: ['ZM-203'], on: '2024-07-01' },
  { code: 'ZM-061', from: ['ZM-203'], on: '2024-07-01' },
]

// How many of a type offer a service: about as many as stood in the real pools of 2025/26.
const offered: readonly { service: Service; type: TrustType; subtypes: readonly string[]; count: number }[] = [
  { service: 'community', type: 'acute', subtypes: ['General'], count: 80 },
  { service: 'urgent-response', type: 'acute', subtypes: ['General'], count: 52 },
  { service: 'children-mental-health', type: 'acute', subtypes: ['General'], count: 21 },
  { service: 'crisis', type: 'acute', subtypes: ['General'], count: 3 },
  { service: 'mental-health-beds', type: 'acute', subtypes: ['General'], count: 1 },
  {
    service: 'community',
    type: 'mental-health-and-community',
    subtypes: ['Community', 'Care Trust', mentalHealth()],
    count: 42,
  },
  {
    service: 'urgent-response',
    type: 'mental-health-and-community',
    subtypes: ['Community', 'Care Trust', mentalHealth()],
    count: 40,
  },
  {
    service: 'children-mental-health',
    type: 'mental-health-and-community',
    subtypes: [mentalHealth(), 'Care Trust', 'Community'],
    count: 50,
  },
  { service: 'crisis', type: 'mental-health-and-community', subtypes: [mentalHealth(), 'Care Trust'], count: 48 },
  {
    service: 'mental-health-beds',
    type: 'mental-health-and-community',
    subtypes: [mentalHealth(), 'Care Trust'],
    count: 48,
  },
]

/** Deals out the whole sector. Same seed, same sector. */
export function buildSector(seed: string): Sector {
  const places = dealPlaces(seed)
  const areas: Area[] = []
  for (const [region, count] of regions) {
    for (let i = 0; i < count; i += 1)
      areas.push({ number: areas.length + 1, region, places: [take(places), take(places)] })
  }
  const plans = [...plan('acute'), ...plan('mental-health-and-community'), ...plan('ambulance')]
  const services = shareServices(plans)
  const trusts = plans.map(({ code, type, subtype, opened, closed, from, like }) => {
    const by = stream(seed, 'trust', code)
    const foundation = type !== 'ambulance' ? by.chance(0.68) : by.chance(0.5)
    const area = stream(seed, 'area', like).pick(areas)
    return {
      code,
      name: `${nameTrust(type, subtype, take(places), by)} ${foundation ? 'NHS Foundation Trust' : 'NHS Trust'}`,
      type,
      subtype: subtypeAsPublished(type, subtype, by),
      region: area.region,
      area: area.number,
      opened,
      closed,
      services: services.get(like) as ReadonlySet<Service>,
      size: Math.exp(0.35 * by.normal()) * (subtype === 'Specialist' ? 0.4 : 1),
      formedFrom: from,
    }
  })
  return { seed, trusts, areas, sparePlaces: places }
}

/** The trusts open throughout a stretch of months (indexes, inclusive). */
export function openThroughout(trusts: readonly Trust[], first: number, last: number): readonly Trust[] {
  return trusts.filter(t => t.opened <= monthStart(first) && (t.closed === null || t.closed >= monthEnd(last)))
}

interface Plan {
  readonly code: string
  readonly type: TrustType
  readonly subtype: string
  readonly opened: string
  readonly closed: string | null
  readonly from: readonly string[]
  /** Code of the present trust whose services and area it has: its own, or its successor's. */
  readonly like: string
}

function plan(type: TrustType): Plan[] {
  const [letter, count] = type === 'acute' ? ['A', 134] : type === 'ambulance' ? ['B', 10] : ['M', 61]
  const present = Array.from({ length: count as number }, (_, i): Plan => {
    const code = `Z${letter}-${String(i + 1).padStart(3, '0')}`
    const made = formed.find(f => f.code === code)
    const opened = made?.on ?? `${1992 + (i % 11)}-04-01`
    return { code, type, subtype: subtypeOf(type, i), opened, closed: null, from: made?.from ?? [], like: code }
  })
  const past = new Map<string, Plan>()
  for (const successor of present) {
    for (const [i, code] of successor.from.entries()) {
      const closed = new Date(Date.parse(successor.opened) - 86_400_000).toISOString().slice(0, 10)
      past.set(code, {
        code,
        type,
        subtype: successor.subtype,
        opened: `${1994 + i}-04-01`,
        closed,
        from: [],
        like: successor.code,
      })
    }
  }
  return [...present, ...past.values()]
}

// 16 specialist acute trusts; 13 community and 3 care trusts among the mental health and community trusts.
function subtypeOf(type: TrustType, i: number): string {
  if (type === 'acute') return i < 16 ? 'Specialist' : 'General'
  if (type === 'ambulance') return 'Ambulance'
  return i < 13 ? 'Community' : i < 16 ? 'Care Trust' : mentalHealth()
}

function shareServices(plans: readonly Plan[]): Map<string, Set<Service>> {
  const shares = new Map<string, Set<Service>>()
  for (const { code, type, subtype, like } of plans) {
    if (code !== like) continue
    shares.set(code, new Set(type === 'acute' && subtype === 'General' ? ['emergency', 'cancer'] : []))
  }
  for (const { service, type, subtypes, count } of offered) {
    const able = subtypes.flatMap(subtype =>
      plans.filter(p => p.type === type && p.subtype === subtype && p.code === p.like),
    )
    // From the end, so that the trusts formed lately have the wider range of services.
    const ordered = type === 'acute' ? able.toReversed() : able
    for (const { code } of ordered.slice(0, count)) shares.get(code)?.add(service)
  }
  return shares
}

function nameTrust(type: TrustType, subtype: string, place: string, by: Stream): string {
  if (type === 'ambulance') return `${place} Ambulance Service`
  if (subtype === 'Specialist')
    return `${place} ${by.pick(['Orthopaedic Hospital', "Children's Hospital", 'Heart and Chest Hospital', 'Eye Hospital', "Women's Hospital", 'Neurosciences Centre'])}`
  if (type === 'acute')
    return `${place} ${by.pick(['University Hospitals', 'Teaching Hospitals', 'General Hospitals', 'Hospitals', 'Royal Hospitals'])}`
  if (subtype === 'Community') return `${place} ${by.pick(['Community Health', 'Community Healthcare'])}`
  if (subtype === 'Care Trust') return `${place} Health and Care`
  return `${place} ${by.pick(['Partnership', 'Mental Health Partnership', 'Mental Health'])}`
}

function subtypeAsPublished(type: TrustType, subtype: string, by: Stream): string {
  if (type !== 'acute') return subtype
  return subtype === 'Specialist'
    ? 'Acute - Specialist'
    : `Acute - ${by.pick(['Teaching', 'Large', 'Medium', 'Small', 'Multi-Service'])}`
}

function mentalHealth(): string {
  return 'Mental Health and Learning Disability'
}

function take(places: string[]): string {
  const place = places.pop()
  if (place === undefined)
    throw new Error('The sample has run out of invented places: add openings or closings to sample/places.ts')
  return place
}
