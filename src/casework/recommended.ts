/** Whether a matter is recommended, by what the latest recommendation on it was bound to. Pure but for criteria, worked out anew. */
import { isoWords } from '../evidence/period-words.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { Refused } from './model.ts'
import type { About } from './records/record.ts'
import { type BoundPaper, boundOn, latestOn, type Matter, papersMoved } from './records/recommendation.ts'
import { refuse } from './refused.ts'

/** Why a matter is not recommended on a day: nobody did, or what that rests on has changed since; null where it is. */
export async function recommended(about: About, matter: Matter, on: string): Promise<Refused | null> {
  const latest = latestOn(about.records, matter)
  if (latest === null || latest.body.advice !== 'yes')
    return refuse(
      'no-recommendation',
      `${latest === null ? 'Nobody has recommended' : 'The latest recommendation is against'} ${matter}; expected a recommendation by another before the decision.`,
    )
  const { body } = latest
  const now = await boundOn(about, body, on)
  const papers = papersMoved(body.bound.papers ?? [], now.papers)
  if (now.digest === body.bound.digest && papers.length === 0) return null
  const moved = now.criteria.filter(id => now.outcomes[id] !== body.bound.outcomes[id])
  const how = [
    ...moved.map(id => `${titleOf(about.compiled, id)} was ${body.bound.outcomes[id]}, and is ${now.outcomes[id]}`),
    ...(moved.length === 0 && now.digest !== body.bound.digest ? ['what its criteria rest on is not what it was'] : []),
    ...papers.map(({ paper, was }) => paperMoved(paper, was)),
  ].join('; ')
  return refuse(
    'recommendation-lapsed',
    `The recommendation of ${isoWords(latest.effective)} no longer holds: ${how}. Have it made anew.`,
  )
}

function paperMoved({ kind, version }: BoundPaper, was: number | null): string {
  const what = kind.replaceAll('-', ' ')
  return was === null
    ? `since it was made there is another ${what}`
    : `the ${what} that it rests on was version ${was}, and is version ${version}`
}

function titleOf({ regime }: CompiledRegime, criterion: string): string {
  return `"${regime.criteria[criterion]?.title ?? criterion}"`
}
