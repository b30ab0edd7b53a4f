/** `turnaround case`: casework for operators, by the same API as everybody else's. Exit 0 done, 1 refused, 2 bad usage. */
import { randomUUID } from 'node:crypto'
import { withNow } from '../casework/transfers/resting.ts'
import type { CaseJson, DeadlineJson, EventJson, OneCaseJson } from '../web/api/case-schemas.ts'
import { given, queryOf, read, refusedBy, send } from './api-answers.ts'
import { type Ask, type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, textTable, UsageError } from './output.ts'

export interface ListOptions extends CaseOptions {
  readonly regime?: string
  readonly organisation?: string
  readonly phase?: string
}

export interface AtOptions extends CaseOptions {
  readonly asKnownAt?: string
}

export interface ActOptions extends CaseOptions {
  readonly on?: string
  readonly reason: string
  readonly key?: string
}

export interface OpenOptions extends ActOptions {
  readonly organisation: readonly string[]
  readonly route?: string
  readonly version?: string
  readonly exceed?: string
}

/** What is told of an event. */
interface TellOptions extends ActOptions {
  readonly expected?: string
  readonly issued?: string
  readonly received?: string
  readonly exceed?: string
  readonly length?: string
  readonly reference?: string
  readonly subject?: string
  readonly court?: string
  readonly part?: string
  readonly clocks?: readonly string[]
}

export interface RecordOptions extends TellOptions {
  readonly by: string
}

export interface CorrectOptions extends TellOptions {
  readonly instead?: string
  readonly by?: string
}

const dash = '–'

/** All cases that the acting person, or the public, may see. */
export function caseList(options: ListOptions): Promise<number> {
  return withCases(options, async ask => {
    const { regime, organisation, phase } = options
    const cases: CaseJson[] = []
    for (let after: string | null = null, more = true; more; more = after !== null) {
      const query = queryOf({ regime, organisation, phase, after: after ?? undefined })
      const page = await read<{ cases: CaseJson[]; next: string | null }>(ask, `/cases${query}`)
      cases.push(...page.cases)
      after = page.next
    }
    if (options.json) printJson({ cases })
    else print(cases.length === 0 ? 'There are no cases here that you may see.' : textTable(caseColumns, cases))
    return 0
  })
}

const caseColumns: readonly Column<CaseJson>[] = [
  { title: 'Case', cell: one => one.id },
  { title: 'Kind', cell: one => one.recordKind },
  { title: 'Regime', cell: one => one.regime },
  { title: 'Organisations', cell: one => one.organisations.join(' ') },
  { title: 'Stage', cell: one => one.stageTitle },
  { title: 'Opened', cell: one => one.opened },
  { title: 'Entered', cell: one => one.entered ?? dash },
  { title: 'Closed', cell: one => one.closed ?? dash },
]

/** One case: where it stands, what is due, what may happen next. */
export function caseShow(id: string, options: AtOptions): Promise<number> {
  return withCases(options, async ask => {
    const path = `/cases/${encodeURIComponent(id)}`
    const query = queryOf({ 'as-known-at': options.asKnownAt })
    const found = await read<OneCaseJson>(ask, `${path}${query}`)
    const { deadlines } = await read<{ deadlines: DeadlineJson[] }>(ask, `${path}/deadlines${query}`)
    if (options.json) printJson({ ...found, deadlines })
    else print(caseText(found, deadlines))
    return 0
  })
}

function caseText(found: OneCaseJson, deadlines: readonly DeadlineJson[]): string {
  const duties = found.duties.map(
    ({ title, ownerTitle, ownerNow, due, done, parts }) =>
      `  ${done ? 'done' : 'owed'}: ${title}, by ${withNow(ownerTitle, ownerNow)}${due ? `, by ${due}` : ''}${parts.map(partsText).join('')}`,
  )
  return [
    `${found.organisations.join(' ')} under ${found.regime}, version ${found.version} (${found.recordKind})`,
    `Stage: ${found.stageTitle} (${found.stage}, ${found.phase}); event ${found.sequence} was the last`,
    `Opened ${found.opened}, entered ${found.entered ?? dash}, closed ${found.closed ?? dash}`,
    ...(deadlines.length === 0 ? [] : ['Deadlines:', ...deadlines.map(deadlineText)]),
    ...(duties.length === 0 ? [] : ['Duties of this stage:', ...duties]),
    ...(found.powers.length === 0
      ? []
      : ['Powers:', ...found.powers.map(one => `  ${one.title}, by ${withNow(one.byTitle, one.byNow)}`)]),
  ].join('\n')
}

/** Who of several organisations has done its part of a duty, and who has not. */
function partsText({ due, organisations }: OneCaseJson['duties'][number]['parts'][number]): string {
  const codes = (isDone: boolean) =>
    organisations.flatMap(one => ((one.done !== null) === isDone ? [one.organisation] : [])).join(' ') || 'none'
  return `\n    ${due ? `${due}: ` : ''}done by ${codes(true)}; not yet by ${codes(false)}`
}

function deadlineText(one: DeadlineJson): string {
  const state = one.overdue ? 'overdue' : one.state
  return `  ${one.due ?? 'not known'} (${state}): ${one.title}, by ${withNow(one.ownerTitle, one.ownerNow)}. ${one.arithmetic ?? one.rule}`
}

/** Everything that has happened in a case, corrected events among it. */
export function caseEvents(id: string, options: AtOptions): Promise<number> {
  return withCases(options, async ask => {
    const query = queryOf({ 'as-known-at': options.asKnownAt })
    const answer = await read<{ events: EventJson[] }>(ask, `/cases/${encodeURIComponent(id)}/events${query}`)
    if (options.json) printJson(answer)
    else print(textTable(eventColumns, answer.events))
    return 0
  })
}

const eventColumns: readonly Column<EventJson>[] = [
  { title: 'No', align: 'right', cell: one => String(one.sequence) },
  { title: 'On', cell: one => one.effective },
  { title: 'Known at', cell: one => one.knownAt.slice(0, 19) },
  { title: 'What', cell: one => `${one.words}${one.correctedBy === null ? '' : ` (corrected by ${one.correctedBy})`}` },
  { title: 'By', cell: one => one.roleTitle ?? dash },
  { title: 'Reason', cell: one => one.reason },
]

/** Deadlines that run, of all cases, the next first. */
export function caseDue(options: CaseOptions): Promise<number> {
  return withCases(options, async ask => {
    const answer = await read<{ today: string; deadlines: DeadlineJson[] }>(ask, '/deadlines')
    if (options.json) printJson(answer)
    else if (answer.deadlines.length === 0) print(`Nothing is due, as on ${answer.today}.`)
    else print(textTable(dueColumns, answer.deadlines))
    return 0
  })
}

const dueColumns: readonly Column<DeadlineJson>[] = [
  { title: 'Due', cell: one => one.due ?? dash },
  { title: 'State', cell: one => (one.overdue ? 'overdue' : one.state) },
  { title: 'What', cell: one => one.title },
  { title: 'By', cell: one => withNow(one.ownerTitle, one.ownerNow) },
  { title: 'Case', cell: one => one.id },
]

/** Opens a case. */
export function caseOpen(regime: string, options: OpenOptions): Promise<number> {
  const { organisation: organisations, reason, route, version, exceed } = options
  return act(options, async (ask, on) => {
    const body = { regime, organisations, on, reason, ...given({ route, version, exceed }) }
    return send(ask, '/cases', body, { 'Idempotency-Key': options.key ?? randomUUID() })
  })
}

/** Records an event of the regime file; or extends, suspends or resumes a clock; or asks for support. */
export function caseRecord(id: string, event: string, options: RecordOptions): Promise<number> {
  const { reason, exceed } = options
  return act(options, (ask, on) => {
    const body = { event: eventOf(event, on, options), reason, ...given({ exceed }) }
    return sendTo(ask, id, 'events', body, options)
  })
}

/** Corrects an event: it never happened, or was another, or on another day. */
export function caseCorrect(id: string, sequence: string, options: CorrectOptions): Promise<number> {
  const { instead: event, reason, by, exceed } = options
  if (event !== undefined && by === undefined)
    throw new UsageError('--instead needs --by ROLE: in which role the event was done.')
  return act(options, (ask, on) => {
    const instead = event === undefined ? null : eventOf(event, on, { ...options, by: by as string })
    const body = { sequence: Number(sequence), instead, reason, ...given({ exceed }) }
    return sendTo(ask, id, 'corrections', body, options)
  })
}

/** `extend:CLOCK`, `suspend:CLOCK`, `resume:CLOCK`, `support:KIND` and `quashed:SEQUENCE` say what else than an event of the file. */
function eventOf(text: string, on: string, options: Omit<RecordOptions, 'reason'>): unknown {
  const { by, issued, received, length, reference, subject, court, part = null, clocks = [] } = options
  const [, kind, name] = /^(extend|suspend|resume|support|quashed):(.+)$/.exec(text) ?? []
  if (kind === 'quashed') return { kind, of: Number(name), part, clocks, court, reference, on, by }
  if (kind === 'support') return { kind, support: name, subject, on, by }
  if (kind === 'extend') return { kind, clock: name, length: Number(length), reference, on, by }
  if (kind !== undefined) return { kind, clock: name, on, by }
  return { kind: 'event', event: text, on, by, ...given({ issued, received }) }
}

/** Acts on the day given, else on the product's own. */
async function act(options: ActOptions, run: (ask: Ask, on: string) => Promise<Response>): Promise<number> {
  if (options.as === undefined) throw new UsageError('Say with --as KEY who acts.')
  return withCases(options, async ask => {
    const on = options.on ?? (await read<{ today: string }>(ask, '/deadlines')).today
    const answer = await run(ask, on)
    return finished(answer, options.json === true)
  })
}

/** The end of a command: what it did is told, or why it was refused. */
export async function finished(answer: Response, json: boolean): Promise<number> {
  if (!answer.ok) return refusedBy(answer, json)
  const done = (await answer.json()) as { case: OneCaseJson; event?: EventJson }
  if (json) printJson(done)
  else print(doneText(done))
  return 0
}

/** What a command did, and where the case stands now. */
function doneText({ case: found, event }: { readonly case: OneCaseJson; readonly event?: EventJson }): string {
  const what = event ? `${event.sequence}. ${event.words}. ${event.followed.join(' ')}` : 'The case is open.'
  return `${what.trimEnd()}\nCase ${found.id}: ${found.stageTitle} (${found.phase}), event ${found.sequence}.`
}

async function sendTo(
  ask: Ask,
  id: string,
  what: 'events' | 'corrections',
  body: unknown,
  { key = randomUUID(), expected }: { readonly key?: string; readonly expected?: string },
): Promise<Response> {
  const path = `/cases/${encodeURIComponent(id)}`
  // Whoever does not say which state they had seen means the present one.
  const seen = expected ?? String((await read<OneCaseJson>(ask, path)).sequence)
  return send(ask, `${path}/${what}`, body, { 'Idempotency-Key': key, 'If-Match': `"${seen}"` })
}
