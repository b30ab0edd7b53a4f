/** What changed between two assessments of the same framework: who moved segment, and the one reason why. */
import type { ScoresFramework } from '../assessment/framework.ts'
import type { Assessment, OrganisationResult } from '../assessment/model.ts'
import { score } from './format.ts'

export interface Mover {
  readonly code: string
  readonly name: string
  readonly peerGroup: string
  readonly from: number
  readonly to: number
  readonly sentence: string
}

export interface Changes {
  readonly movers: readonly Mover[]
  readonly better: number
  readonly worse: number
  readonly same: number
  /** In one of the two only, or without a segment in one of them. */
  readonly notComparable: number
}

/** Movers are ordered by how far they moved, then by name. Segment 1 is best. */
export function changesBetween(framework: ScoresFramework, before: Assessment, now: Assessment): Changes {
  const earlier = new Map(before.organisations.map(one => [one.code, one]))
  const movers: Mover[] = []
  let same = 0
  let notComparable = 0
  for (const one of now.organisations) {
    const then = earlier.get(one.code)
    if (!then || then.segment === null || one.segment === null) notComparable += 1
    else if (then.segment === one.segment) same += 1
    else
      movers.push({
        code: one.code,
        name: one.name,
        peerGroup: one.peerGroup,
        from: then.segment,
        to: one.segment,
        sentence: moveSentence(framework, then, one),
      })
  }
  const present = new Set(now.organisations.map(one => one.code))
  notComparable += before.organisations.filter(one => !present.has(one.code)).length
  movers.sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from) || a.name.localeCompare(b.name, 'en-GB'))
  const better = movers.filter(mover => mover.to < mover.from).length
  return { movers, better, worse: movers.length - better, same, notComparable }
}

/** "From segment 2 to 3: its average score went from 2.21 to 2.40." */
export function moveSentence(framework: ScoresFramework, then: OrganisationResult, now: OrganisationResult): string {
  return `From segment ${then.segment} to segment ${now.segment}: ${reason(framework, then, now)}.`
}

function reason(framework: ScoresFramework, then: OrganisationResult, now: OrganisationResult): string {
  if (then.overlay !== now.overlay) {
    const rule = framework.overlays.find(overlay => overlay.id === (now.overlay ?? then.overlay))
    const title = rule ? rule.title.charAt(0).toLowerCase() + rule.title.slice(1) : 'a status shown over the score'
    return now.overlay ? `it is now ${title}` : `it is no longer ${title}`
  }
  const override = framework.overrides.map(rule => rule.title.toLowerCase()).join(', ') || 'override'
  const turn =
    now.overrideMoved && !then.overrideMoved
      ? `the ${override} now holds it back`
      : then.overrideMoved && !now.overrideMoved
        ? `the ${override} no longer holds it back`
        : null
  if (then.unadjustedSegment === now.unadjustedSegment && turn) return turn
  const scores =
    then.averageScore === now.averageScore
      ? `its average score stayed at ${score(now.averageScore)} while the lines between segments moved`
      : `its average score went from ${score(then.averageScore)} to ${score(now.averageScore)}`
  return turn ? `${scores}, and ${turn}` : scores
}
