/**
 * Summaries of group-time effects (Callaway and Sant'Anna 2021, §3), each a weighted mean of ATT(g, t) whose error counts the
 * estimated group shares too. `simple` over all treated cells; `dynamic` by periods since entry (its overall mean takes those
 * from 0 on); `group` by entry; `calendar` by period. Dynamic effects at long exposure rest on the earliest groups alone.
 */
/** An ATT(g, t) with each unit's influence on it. */
export interface Cell {
  readonly group: number
  readonly time: number
  readonly att: number
  readonly influence: Float64Array
}

export interface Aggregate {
  readonly att: number
  readonly se: number
}

export interface AggregateSeries {
  readonly overall: Aggregate
  /** `at` is the period since entry, the group or the calendar period. */
  readonly parts: readonly (Aggregate & { readonly at: number })[]
}

export interface Aggregates {
  readonly simple: Aggregate
  readonly dynamic: AggregateSeries
  readonly group: AggregateSeries
  readonly calendar: AggregateSeries
}

interface Estimate {
  readonly att: number
  readonly influence: Float64Array
}

/** All four summaries. `unitGroups` names each unit's group (Infinity for never), in the order of the influences. */
export function aggregateEffects(
  cells: readonly Cell[],
  groups: readonly number[],
  unitGroups: readonly number[],
): Aggregates {
  const n = unitGroups.length
  const sizes = new Map(groups.map(group => [group, unitGroups.filter(each => each === group).length / n]))

  /** The mean weighted by the groups' shares; the shares' own influence is added. */
  const byShare = (parts: readonly (Estimate & { readonly group: number })[]): Estimate => {
    const shares = parts.map(part => sizes.get(part.group) as number)
    const total = shares.reduce((sum, share) => sum + share, 0)
    const att = parts.reduce((sum, part, i) => sum + part.att * (shares[i] as number), 0) / total
    const influence = new Float64Array(n)
    for (let unit = 0; unit < n; unit++) {
      let sum = 0
      parts.forEach((part, i) => {
        const share = shares[i] as number
        sum += (part.influence[unit] as number) * share
        sum += ((unitGroups[unit] === part.group ? 1 : 0) - share) * (part.att - att)
      })
      influence[unit] = sum / total
    }
    return { att, influence }
  }
  const evenly = (parts: readonly Estimate[]): Estimate => {
    const influence = new Float64Array(n)
    for (const part of parts)
      part.influence.forEach((value, unit) => {
        influence[unit] = (influence[unit] as number) + value / parts.length
      })
    return { att: parts.reduce((sum, part) => sum + part.att, 0) / parts.length, influence }
  }

  const treated = cells.filter(cell => cell.time >= cell.group)
  const split = (of: readonly Cell[], key: (cell: Cell) => number, combine: (own: readonly Cell[]) => Estimate) =>
    [...Map.groupBy(of, key)].sort(([a], [b]) => a - b).map(([at, own]) => ({ at, ...combine(own) }))

  const dynamic = split(cells, cell => cell.time - cell.group, byShare)
  const group = split(treated, cell => cell.group, evenly)
  const calendar = split(treated, cell => cell.time, byShare)
  return {
    simple: told(byShare(treated)),
    dynamic: { overall: told(evenly(dynamic.filter(part => part.at >= 0))), parts: dynamic.map(toldAt) },
    group: { overall: told(byShare(group.map(part => ({ ...part, group: part.at })))), parts: group.map(toldAt) },
    calendar: { overall: told(evenly(calendar)), parts: calendar.map(toldAt) },
  }
}

/** √(Σψ²)/n: the error of an estimate with these influences of n units; NaN where it is nil. */
export function influenceError(influence: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < influence.length; i++) sum += (influence[i] as number) ** 2
  return sum > 0 ? Math.sqrt(sum) / influence.length : Number.NaN
}

const told = ({ att, influence }: Estimate): Aggregate => ({ att, se: influenceError(influence) })
const toldAt = ({ at, ...estimate }: Estimate & { readonly at: number }) => ({ at, ...told(estimate) })
