/** A programme's team as a reader may see it: its posts, what it gives to cases, and what a change of it would do to them. */
import { readCase } from '../casework/case-store.ts'
import { today, withActor } from '../casework/desk-store.ts'
import type { RegisterEntry } from '../casework/registers/register.ts'
import { effectOf } from '../casework/team/cut.ts'
import { seniorities } from '../casework/team/posts.ts'
import { allocationsOf, teamAllocationRegister } from '../casework/team/team-allocation.ts'
import { changesOf, teamChangeRegister } from '../casework/team/team-change.ts'
import { postsOf, teamPostRegister } from '../casework/team/team-post.ts'
import { teamOn } from '../casework/team/team.ts'
import { standsOn, sumOf } from '../casework/team/wte.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { maySee } from '../casework/eyes-store.ts'
import type { Asking } from './cases.ts'
import { roleTitle } from './event-words.ts'
import { registerOf, seenRegister } from './register-view.ts'
import type { LoadJson, TeamJson } from './team-schema.ts'

/** A regime's team on the product's day; `name` gives the name of an organisation by its code. */
export async function teamFor(
  asking: Asking,
  { id, latest }: ShelvedRegime,
  name: (code: string) => string,
): Promise<TeamJson> {
  const day = today(asking.desk)
  const seen = await seenTeam(asking, id)
  const { posts, allocations, changes } = seen
  const standing = posts.filter(({ body: { until } }) => until === null || until >= day)
  const given = allocations.filter(({ body }) => standsOn(body, day))
  const effects = changes.map(one => ({ one, effect: effectOf(one.body, posts, allocations) }))
  const now = teamOn(posts, allocations, day)
  const ids = [...now.cases, ...effects.flatMap(({ effect }) => effect.cases)].map(({ caseId }) => caseId)
  const names = await namesOf(asking, ids, name)
  const named = (caseId: string) => ({ case: caseId, names: [...(names.get(caseId) ?? [])] })
  return {
    regime: { id, title: latest.regime.title },
    inside: seen.inside,
    load: loadOf(seen, day),
    posts: standing.map(({ id: post, body }) => ({
      id: post,
      title: body.title,
      wte: body['wte-hundredths'],
      seniority: seniorities[body.seniority],
      board: body['board-experience'],
      basis: body.basis,
      paidBy: roleTitle(latest.regime, body['paid-by']),
      monthlyPence: body['monthly-pence'],
      from: body.from,
      until: body.until,
      given: sumOf(given.map(one => one.body).filter(one => one.post === post)),
    })),
    cases: now.cases.map(({ caseId, wte }) => ({ ...named(caseId), wte })),
    changes: effects.toReversed().map(({ one, effect }) => ({
      id: one.id,
      title: one.body.title,
      state: one.body.state,
      from: one.body.from,
      consultationUntil: one.body['consultation-until'],
      why: one.body.why,
      ...effect,
      // Of some posts no sum is told: it would be taken for that of the team.
      ...(seen.partial ? { before: null, after: null, percent: null, ended: null } : {}),
      cases: effect.cases.map(({ caseId, ...lost }) => ({ ...named(caseId), ...lost })),
      displaced: [...effect.displaced],
    })),
  }
}

/** How a regime's team is loaded on the product's day, for the board of its programme; null where there is nothing to see. */
export async function teamLoad(asking: Asking, regime: string): Promise<LoadJson | null> {
  return loadOf(await seenTeam(asking, regime), today(asking.desk))
}

type SeenTeam = Awaited<ReturnType<typeof seenTeam>>

function loadOf({ posts, allocations }: SeenTeam, day: string): LoadJson | null {
  if (posts.length === 0) return null
  const { size, board, cost, given, cases } = teamOn(posts, allocations, day)
  return { size, board, cost, given, cases: cases.length }
}

async function seenTeam(asking: Asking, regime: string) {
  const read = async (register: string) => {
    const { entries, partial, here } = await seenRegister(asking, registerOf(register), { regime, asKnownAt: null })
    const inside = here?.reader.inside ?? false
    return { inside, partial, entries: entries.map(({ latest }): RegisterEntry => latest) }
  }
  const posts = await read(teamPostRegister.register)
  return {
    inside: posts.inside,
    partial: posts.partial,
    posts: postsOf(posts.entries),
    allocations: allocationsOf((await read(teamAllocationRegister.register)).entries),
    changes: changesOf((await read(teamChangeRegister.register)).entries),
  }
}

/** Names of the organisations of cases that the reader may see. */
function namesOf(
  { desk, actor }: Asking,
  ids: readonly string[],
  name: (code: string) => string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  return withActor(desk, actor, async working => {
    const names = new Map<string, readonly string[]>()
    for (const id of new Set(ids)) {
      const found = await readCase(working, id)
      if (found && (await maySee(working, found))) names.set(id, found.organisations.map(name))
    }
    return names
  })
}
