/**
 * What is asked of an organisation in a case now: points of accuracy while they may be raised, notices to reply to, checks
 * and updates of the plan, the board's view of itself with the fields that are missing, duties by their day. Pure.
 */
import { isoWords } from '../evidence/period-words.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../regimes/day.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { type AgendaItem, agendaOf, undertakingsDue } from './duty-agenda.ts'
import type { Case, Deadline, WrittenEvent } from './model.ts'
import { updateDue } from './plan/plan-due.ts'
import { accuracyCheck, accuracyPointKind } from './records/accuracy-point.ts'
import { noticeKind } from './records/notice.ts'
import { checkOf, planCheckKind } from './records/plan-check.ts'
import { planOf } from './records/plan.ts'
import { recordsOfKind, type StoredRecord } from './records/record.ts'
import { repliesTo } from './records/reply.ts'
import { selfAssessmentKind } from './records/self-assessment.ts'

/** A case as one who acts for its organisation sees it. */
export interface OurCase {
  readonly found: Case
  readonly compiled: CompiledRegime
  /** Those of its organisations for which the reader acts, by code; never none. */
  readonly organisations: readonly string[]
  /** Roles of the organisation that the reader holds in it; never none. */
  readonly roles: readonly string[]
  readonly deadlines: readonly Deadline[]
  /** Those that still count. */
  readonly events: readonly WrittenEvent[]
  /** In their latest version, as far as the reader may see them. */
  readonly records: readonly StoredRecord[]
  /** Months (`2026-05`) that published versions of the plan report. */
  readonly planMonths: readonly string[]
  /** The product's day (ISO). */
  readonly today: string
}

export interface Asked {
  readonly kind: 'accuracy' | 'notice' | 'plan-check' | 'plan-update' | 'self-assessment' | 'duty'
  /** The same for the same thing, within its case. */
  readonly key: string
  readonly title: string
  readonly says: string
  /** Last day (ISO); null where none is set. */
  readonly due: string | null
  readonly overdue: boolean
  /** The page on which it is done, under that of the case: empty for the case itself. */
  readonly at: string
  /** Fields of the form that are filled in. */
  readonly filled: Readonly<Record<string, string>>
}

/** Everything that is asked, what is overdue first, then by day; what has no day last. Duties of the next month are told. */
export function askedOf(one: OurCase): readonly Asked[] {
  return [...accuracy(one), ...notices(one), ...planChecks(one), ...updates(one), ...selfAssessment(one), ...owed(one)]
    .map(asked => ({ ...plain, ...asked }))
    .toSorted(byDay)
}

/** What is overdue first, then by day, and what has no day last. */
export function byDay(a: Pick<Asked, 'due' | 'overdue'>, b: Pick<Asked, 'due' | 'overdue'>): number {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1
  const [one, other] = [a.due ?? '9999', b.due ?? '9999']
  return one < other ? -1 : one > other ? 1 : 0
}

type Found = Omit<Asked, keyof typeof plain> & Partial<Asked>
const plain = { due: null, overdue: false, at: '', filled: {} } as const

function accuracy(one: OurCase): readonly Found[] {
  const check = accuracyCheck({ ...one, case: one.found }, one.today)
  if (check === null || check.deadline === null || check.over) return []
  const raised = recordsOfKind(one.records, accuracyPointKind).length
  return [
    {
      kind: 'accuracy',
      key: 'accuracy',
      title: 'Check what is said of us',
      says: `Points of accuracy may still be raised. ${raised} raised so far, ${check.open} of them not yet answered.`,
      due: check.until,
      at: `records/${accuracyPointKind.kind}`,
    },
  ]
}

function notices({ records }: OurCase): readonly Found[] {
  return recordsOfKind(records, noticeKind)
    .filter(({ id, body }) => !body['none-given'] && repliesTo(records, id).length === 0)
    .map(({ id, body }) => ({
      kind: 'notice',
      key: `notice/${id}`,
      title: 'Reply to a notice',
      says: `We were told on ${isoWords(body.told)}, before the public: ${body.says}`,
      at: 'records/reply',
      filled: { 'body.to': id },
    }))
}

function planChecks({ records, compiled, found, roles }: OurCase): readonly Found[] {
  const plan = planOf(records)
  const ours = planCheckKind.writers(compiled, found.state.route).some(role => roles.includes(role))
  // Without a word on who checks it, nobody waits for a check.
  if (plan === null || !ours || compiled.regime.plan?.['checked-by'] === undefined) return []
  if (checkOf(records, plan) !== null) return []
  const says = `Version ${plan.version}, for ${plan.body.month}, waits for its check before it is published.`
  return [
    { kind: 'plan-check', key: `plan-check/${plan.version}`, title: 'Check the plan', says, at: 'records/plan-check' },
  ]
}

function updates({ compiled, found, planMonths, roles, today }: OurCase): readonly Found[] {
  const due = updateDue(compiled, found.state, planMonths, dayFromIso(today))
  if (due === null || !roles.includes(due.owner)) return []
  const late = due.last?.late === true ? due.last : null
  const next = { due: due.next, says: 'The next update of the plan.' }
  return [late ? { due: late.due, overdue: true, says: `No update for ${late.month} is published.` } : next].map(
    one => ({
      kind: 'plan-update',
      key: `plan-update/${one.due}`,
      title: due.title,
      at: 'plan/update',
      ...one,
    }),
  )
}

function selfAssessment({ records, compiled, found, roles, today }: OurCase): readonly Found[] {
  const rule = compiled.regime['self-assessment']
  const ours = selfAssessmentKind.writers(compiled, found.state.route).some(role => roles.includes(role))
  if (rule === undefined || found.phase !== 'in' || !ours) return []
  const year = financialYear(today)
  const written = recordsOfKind(records, selfAssessmentKind).filter(({ body }) => body.year === year)
  const missing = Object.entries(rule.fields).filter(([id]) => !written.some(({ body }) => body.field === id))
  if (missing.length === 0) return []
  return [
    {
      kind: 'self-assessment',
      key: `self-assessment/${year}`,
      title: rule.title,
      says: `For ${year}, still missing: ${missing.map(([, { title }]) => title).join('; ')}.`,
      at: `records/${selfAssessmentKind.kind}`,
      filled: { 'body.year': year, 'body.field': missing[0]?.[0] ?? '' },
    },
  ]
}

/** `2025-26` from the first of April to the end of March. */
function financialYear(today: string): string {
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0)
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`
}

/** Duties and deadlines of the next month, what recurs once, and whatever is overdue; but for what is told for itself. */
function owed(one: OurCase): readonly Found[] {
  const from = dayFromIso(one.today)
  const { plan, entry } = one.compiled.regime
  const toldBefore = [`duty/${plan?.duty}/`, `clock/${entry['accuracy-check']?.clock}/`]
  const found = ownAgenda(one, from, monthsLater(from, 1).day).filter(
    ({ key, overdue }) => overdue !== null && !toldBefore.some(other => key.startsWith(other)),
  )
  return found
    .filter(
      (item, index) => item.kind !== 'recurring' || found.findIndex(other => dutyOf(other) === dutyOf(item)) === index,
    )
    .map(({ key, title, words, due, overdue }) => ({
      kind: 'duty',
      key,
      title,
      says: words,
      due: isoFromDay(due),
      overdue: overdue === true,
    }))
}

/** The key of what recurs without its day. */
function dutyOf({ key }: AgendaItem): string {
  return key.slice(0, key.lastIndexOf('/'))
}

/** What falls due of the organisation itself between two days; of an area, without what is another's. */
export function ownAgenda(one: OurCase, from: number, to: number): readonly AgendaItem[] {
  const { compiled, found, records, roles, organisations } = one
  const today = dayFromIso(one.today)
  const undertaken = undertakingsDue(records, today).filter(({ due }) => due <= to)
  return [...agendaOf(compiled, found.state, { from, to, today }, null, records), ...undertaken].filter(
    ({ owner, kind, organisation }) =>
      owner !== null &&
      roles.includes(owner) &&
      kind !== 'period' &&
      (organisation === undefined || organisations.includes(organisation)),
  )
}
