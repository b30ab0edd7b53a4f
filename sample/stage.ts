/** Who of the cast does what on the sample's stage, and what was done there before: each command once for its key. */
import { sql } from 'kysely'
import { type Desk, type Working, withActor } from '../src/casework/desk-store.ts'
import { holds, type Matter } from '../src/casework/grants.ts'
import type { Done } from '../src/casework/model.ts'
import { actorFrom, type CastMember } from '../src/casework/people-store.ts'
import type { CompiledRegime } from '../src/regimes/compiled.ts'
import type { Store } from '../src/store/open-store.ts'
import { keyPrefix, type SampleCase } from './case-file.ts'

/** What a command made, as later steps refer to it: an id of a case or record, or `event:N`; no version where it has none. */
export interface Made {
  readonly name: string
  readonly version: number
}

export interface Stage {
  readonly desk: Desk
  readonly cast: readonly CastMember[]
  readonly regionOf: (code: string) => string | null
  /** By key; null where it was refused. */
  readonly played: Map<string, Made | null>
  /** Told in words of what is refused; where not given, that is thrown. */
  readonly onRefused: ((words: string) => void) | undefined
}

const attempts = 3
/** Ends the key of a further attempt. */
const again = '~'

/** What has to be known of a step to find who does it. */
export interface Doing extends Stage {
  readonly case: SampleCase
  readonly compiled: CompiledRegime
  readonly day: string
  /** Key of the member of the cast; the first who holds the role, where none is given. */
  readonly who: string | undefined
  /** For what reason it is expected to be refused. */
  readonly refused?: string | undefined
}

/** Does a command as whoever holds the role, once for its key; or has it refused, where that is what is told. */
export async function perform<Value>(
  stage: Doing,
  role: string,
  key: string,
  command: (working: Working, key: string) => Promise<Done<Value>>,
  madeOf: (value: Value) => Made,
): Promise<void> {
  const { desk, played, onRefused } = stage
  const attempt = (times: number) =>
    withActor(desk, holder(stage, role), working => command(working, `${key}${again.repeat(times)}`))
  let outcome = await attempt(0)
  // Somebody was quicker by a moment: what was refused for that stays refused under its key.
  for (let times = 1; !outcome.done && outcome.refused.reason === 'stale' && times < attempts; times += 1)
    outcome = await attempt(times)
  played.set(key, outcome.done ? madeOf(outcome.value) : null)
  if (outcome.done ? stage.refused === undefined : outcome.refused.reason === stage.refused) return
  const found = outcome.done ? 'it was done' : `${outcome.refused.reason}. ${outcome.refused.words}`
  const words = `The sample, ${key}: ${found}${stage.refused === undefined ? '' : ` (expected: ${stage.refused})`}`
  if (onRefused === undefined) throw new Error(words)
  onRefused(words)
}

/** The first of the cast who may act in a role. */
function holder({ cast, case: one, compiled, regionOf, day, who }: Doing, role: string) {
  const matter: Matter = { regime: compiled.regime, organisations: one.organisations, regionOf, day }
  const found = cast.find(({ key, grants }) => (who === undefined || key === who) && holds(grants, role, matter))
  if (found === undefined)
    throw new Error(`sample/cast.yaml: nobody may act as ${role} in "${one.id}" of the sample's cases.`)
  return actorFrom(found)
}

/** What was played in the store, by key. */
export async function playedBefore({ db }: Store): Promise<Map<string, Made | null>> {
  const { rows } = await sql<Answer>`
    select rtrim(key, ${again}) as key, (answer ->> 'done')::boolean as done, answer #>> '{value,id}' as id,
      (answer #>> '{value,event,sequence}')::int as sequence, answer #>> '{value,version}' as version
    from idempotency where starts_with(key, ${keyPrefix}) order by length(key)`.execute(db)
  return new Map(
    rows.map(({ key, done, id, sequence, version }) => [
      key,
      done ? { name: id ?? `event:${sequence}`, version: Number(version) } : null,
    ]),
  )
}

interface Answer {
  readonly key: string
  readonly done: boolean
  readonly id: string | null
  readonly sequence: number | null
  readonly version: string | null
}
