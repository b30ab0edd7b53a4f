/**
 * Plays a walk-through by commands alone, without pages: each step as its actor, on its day, where the same form would be
 * offered. What pages say it does not look at; a script that cannot be carried out fails here within a second.
 */
import { fireDeadlines } from '../../src/casework/deadline-store.ts'
import { type Desk, withActor } from '../../src/casework/desk-store.ts'
import { type Actor, publicActor } from '../../src/casework/model.ts'
import { actorFrom, type CastMember } from '../../src/casework/people-store.ts'
import type { Script, ScriptStep } from '../browser/walkthroughs/script.ts'
import { act, type Made } from './dry-acts.ts'

/** Carries out a script on a fictional desk. Throws Error, with the step, for what goes otherwise than it says. */
export async function dryPlay(desk: Desk, cast: readonly CastMember[], script: Script): Promise<void> {
  const names = new Map<string, string>()
  let caseId = ''
  for (const [index, step] of script.steps.entries()) {
    const now = new Date(Date.parse(`${step.on}T08:00:00.000Z`) + index * 60_000).toISOString()
    const idOf = (name: string) => {
      const id = names.get(name)
      if (id === undefined) throw new Error(`No step before is called "${name}".`)
      return id
    }
    try {
      const then: Desk = { ...desk, clock: { now: () => now } }
      // What a worker would have done by now.
      await fireDeadlines(then)
      const within = step.case === undefined ? caseId : idOf(step.case)
      const made = await withActor(then, actorOf(cast, step.as), working =>
        act({ working, step, caseId: within, idOf }),
      )
      const id = idAsTold(step, made)
      if (step.open && id !== null) caseId = id
      if (step.name !== undefined && id !== null) names.set(step.name, id)
    } catch (error) {
      const where = `${script.name}, step ${index + 1} (${step.on}, ${step.as}): ${step.says.trim().slice(0, 100)}`
      throw new Error(`${where}\n${(error as Error).message}`, { cause: error })
    }
  }
}

function actorOf(cast: readonly CastMember[], key: string): Actor {
  if (key === publicActor.key) return publicActor
  const member = cast.find(one => one.key === key)
  if (member === undefined) throw new Error(`Nobody of the cast is called "${key}".`)
  return actorFrom(member)
}

/** The id of what was made, null where it was refused or looked at, as the script says. */
function idAsTold({ see, refused }: ScriptStep, made: Made | null): string | null {
  if (see !== undefined || made === null) return null
  if (refused === undefined && made.words !== undefined) throw new Error(`Refused: ${made.words}`)
  if (refused !== undefined && made.words === undefined)
    throw new Error(`It was done; the script says that it is refused: ${refused}`)
  if (refused !== undefined && !made.words?.includes(refused))
    throw new Error(`Refused otherwise than the script says: ${made.words}`)
  return made.id ?? null
}
