/** What the sentences of a case are told by: gathered from what its reader sees. */
import { withActor } from '../casework/desk-store.ts'
import { countingEvents } from '../casework/counting.ts'
import { placesTaken } from '../casework/places-store.ts'
import { updateDue } from '../casework/plan/plan-due.ts'
import { planState } from '../casework/plan/plan-state.ts'
import { droppedActions, publishedMonths, undoneOf } from '../casework/records/plan-versions.ts'
import { latestOn } from '../casework/records/recommendation.ts'
import type { StoredRecord } from '../casework/records/record.ts'
import { entryDeciders, exitDeciders } from '../casework/records/writers.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import { withNow } from '../casework/transfers/resting.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { summaryOf } from '../regimes/history.ts'
import { bodyNow } from './body-now.ts'
import type { CaseExit } from './case-exit.ts'
import type { CaseMoney } from './case-money.ts'
import type { DisputeJson } from './case-disputes.ts'
import type { CaseRecords } from './case-records.ts'
import type { CaseFacts, EntryFacts } from './case-sentences.ts'
import type { Asking, CaseReading } from './cases.ts'
import { roleTitle, stateTitle } from './event-words.ts'
import { supportSays } from './money-words.ts'
import { planIn } from './plan-view.ts'

/** Fewer stays tell nothing of how long it takes. */
const fewestStays = 5

interface Beside {
  readonly name: (code: string) => string
  readonly placements: readonly PlacementRecord[]
  readonly exit: CaseExit | null
  readonly disputes: readonly DisputeJson[]
  readonly money: CaseMoney
}

export async function caseFacts(
  { desk, actor }: Asking,
  seen: CaseRecords,
  { name, placements, exit, disputes, money }: Beside,
): Promise<CaseFacts> {
  const { reading } = seen
  const { found, compiled, deadlines, inside, asKnownAt } = reading
  const { regime } = compiled
  const { state, recordKind } = found
  const { places, kind } = regime.capacity
  const deciders = { before: entryDeciders, in: exitDeciders, after: () => [] }[found.phase](compiled, state.route)
  const next = deadlines.find(one => one.state === 'running' && !one.overdue && one.due !== null)
  return {
    recordKind,
    regime: regime.title,
    moved: movedOf(reading),
    names: found.organisations.map(name),
    phase: found.phase,
    stage: stateTitle(regime, 'main', found.stage),
    opened: found.opened,
    entered: found.entered,
    left: state.left === null ? null : isoFromDay(state.left),
    closed: found.closed,
    published: found.published,
    // How many are in it now says nothing of then.
    places:
      asKnownAt === null
        ? { places, kind, taken: await withActor(desk, actor, working => placesTaken(working, found)) }
        : null,
    entry: entryOf(
      reading,
      seen.records.map(({ latest }) => latest),
    ),
    deciders: deciders.map(role => withNow(roleTitle(regime, role), bodyNow(reading, role, 'powers'))),
    next: next
      ? {
          title: next.title,
          due: next.due as string,
          owner: next.owner === '' ? null : withNow(next.ownerTitle, next.ownerNow),
        }
      : null,
    overdue: deadlines.filter(one => one.overdue).length,
    ...planFacts(seen),
    exit: exit?.progress ?? null,
    money: supportSays(money),
    disputes: { all: disputes.length, answered: disputes.filter(({ answers }) => answers.length > 0).length },
    inside,
    stays: staysOf(
      placements.filter(one => one.recordKind === recordKind && !found.organisations.includes(one.organisation ?? '')),
      found.regime,
    ),
  }
}

/** The latest move to these rules, with the rules before it. */
function movedOf({ events, chapters }: CaseReading): CaseFacts['moved'] {
  const moved = countingEvents(events).findLast(({ kind }) => kind === 'migrated')
  if (!moved || !chapters) return null
  return { from: chapters.of(moved.sequence).compiled.regime.title, on: moved.effective }
}

/** The latest entry, by the rules of its day; what a place that came with a move tells is no entry. */
function entryOf(
  { found, events, chapters, compiled: now }: CaseReading,
  records: readonly StoredRecord[],
): EntryFacts | null {
  const counting = countingEvents(events)
  const entering = counting.findLast(
    ({ kind, effects }) => kind !== 'migrated' && effects.some(one => one.kind === 'place-taken'),
  )
  if (entering === undefined) return null
  const { compiled, state } = chapters?.of(entering.sequence) ?? { compiled: now, state: null }
  const { regime } = compiled
  const event = (entering.event as { readonly event?: string }).event ?? entering.name
  const ways = Object.entries(regime.entry.ways).filter(
    ([, way]) => way.event === event && (way.route === undefined || state === null || way.route === state.route),
  )
  const advised = latestOn(records, 'entry')
  const counts = advised !== null && advised.body.advice === 'yes' && advised.effective <= entering.effective
  // Of several ways by one event, the recommendation that was followed may name the one.
  const [way] = ways.length === 1 ? ways : ways.filter(([id]) => counts && id === advised.body.way)
  return {
    on: entering.effective,
    way: way?.[1].title ?? null,
    // What happened in the world was recorded by somebody, and decided by nobody here.
    decidedBy: (entering.role !== null && entering.kind === 'event' && regime.roles[entering.role]?.title) || null,
    recommendedBy: counts ? roleTitle(regime, advised.role) : null,
    reason: entering.reason,
    // A case that entered, and has not entered: what it rested on was quashed.
    quashed: found.entered === null ? (counting.findLast(({ kind }) => kind === 'quashed')?.effective ?? null) : null,
  }
}

/** The latest published version, for those inside as for everybody. */
function planFacts(seen: CaseRecords): Pick<CaseFacts, 'plan' | 'updateLate'> {
  const { found, compiled, today, asKnownAt } = seen.reading
  const { versions } = planIn(seen, null)
  const last = versions.findLast(({ stage }) => stage === 'published')
  const plan = last?.record.body
  const update =
    asKnownAt === null ? updateDue(compiled, found.state, publishedMonths(versions), dayFromIso(today)) : null
  const counts = plan && planState(plan, today).counts.actions
  return {
    plan: plan && counts ? { month: plan.month, ...counts, undone: undoneOf(droppedActions(versions, last)) } : null,
    updateLate: update?.last?.late ? update.last : null,
  }
}

function staysOf(placements: readonly PlacementRecord[], regime: string): CaseFacts['stays'] {
  const { median } = summaryOf(placements, regime)
  return median !== null && median.of >= fewestStays ? median : null
}
