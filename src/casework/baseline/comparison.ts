/** Whom an organisation is compared with since it entered: of its type, open, in no regime then, and nearest before. */
import type { Organisation } from '../../evidence/model.ts'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { BaselineBody, LeftOut, LeftOutReason } from './baseline-schema.ts'
import type { WhyOut } from './in-regime.ts'
import { type Near, nearest } from './nearest.ts'
import { meanOver, type OwnMetric } from './own-baseline.ts'

export const mostMembers = 10
/** Fewer make no comparison: nothing could be said of how much they differ among themselves. */
export const fewestMembers = 3

export interface Comparison {
  readonly body: BaselineBody['comparison']
  /** All that could be compared, by code. */
  readonly pool: readonly Near[]
}

const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  'in-a-case': 'It was in a case that had entered a regime.',
  'in-a-regime': 'It was in a regime by a recorded placement or finding.',
  'may-be-in-a-regime': 'It was put into a regime, and whether it was still in is not known.',
  'too-little-evidence':
    'Fewer than half of the metrics are held of it for at least four of the quarters that the organisation has.',
}

/** The group, with everybody of the type who is left out and why. `own` are all organisations of the case. */
export function comparisonOf(
  snapshot: Snapshot,
  code: string,
  {
    own,
    metrics,
    entered,
    whyOut,
  }: {
    readonly own: readonly string[]
    readonly metrics: readonly OwnMetric[]
    readonly entered: string
    readonly whyOut: (code: string) => WhyOut | null
  },
): Comparison {
  const type = snapshot.organisations.get(code)?.type ?? null
  const alike = [...snapshot.organisations.values()]
    .filter(one => type !== null && one.type === type && isOpen(one, entered) && !own.includes(one.code))
    .map(one => one.code)
    .sort()
  const sorted = Map.groupBy(alike, one => whyOut(one) ?? 'free')
  const placed = (one: string) => ({ code: one, means: metrics.map(metric => meanOver(metric, one)) })
  const { near, tooLittle } = nearest(placed(code), (sorted.get('free') ?? []).map(placed))
  const none = whyNone(type, metrics.length, near.length)
  const members = none === null ? near.slice(0, mostMembers) : []
  return {
    body: {
      type,
      method: methodWords(type),
      members: members.map(({ code: member, distance, metrics: count }) => ({
        code: member,
        distance,
        metrics: count,
        why: `Of the same type (${type}), in no regime, and ${distance.toFixed(2)} spreads away over ${count} ${count === 1 ? 'metric' : 'metrics'}.`,
      })),
      none,
      leftOut: [
        ...leftOut('in-a-case', sorted.get('in-a-case')),
        ...leftOut('in-a-regime', sorted.get('in-a-regime')),
        ...leftOut('may-be-in-a-regime', sorted.get('may-be-in-a-regime')),
        ...leftOut('too-little-evidence', tooLittle),
      ],
    },
    pool: near.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  }
}

function whyNone(type: string | null, metrics: number, candidates: number): string | null {
  if (type === null) return 'No file says what type of organisation it is, so there is nobody of its type to look for.'
  if (metrics === 0)
    return 'No metric of it is held for four of the eight quarters before entry, so nobody can be near.'
  if (candidates < fewestMembers)
    return `Found ${candidates} ${candidates === 1 ? 'organisation' : 'organisations'} of its type in no regime and with enough evidence; a comparison needs at least ${fewestMembers}.`
  return null
}

function leftOut(why: LeftOutReason, codes: readonly string[] = []): readonly LeftOut[] {
  return codes.length === 0 ? [] : [{ why, words: leftOutWords[why], codes: [...codes] }]
}

function isOpen({ opened, closed }: Organisation, day: string): boolean {
  return (opened === null || opened <= day) && (closed === null || closed > day)
}

function methodWords(type: string | null): string {
  return `Up to ${mostMembers} organisations of the same type${type === null ? '' : ` (${type})`}, open on the day of entry and in no regime then, nearest by their means before entry: each metric’s difference divided by its spread among all that could be compared, then the root mean square over the metrics that both have; ties by code.`
}
