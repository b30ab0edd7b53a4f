/** Evidence from findings: the latest one of a kind that was known by a day and had not ended. */
import { inputOf } from '../assessment/input-ref.ts'
import type { Finding } from '../evidence/model.ts'
import { isoWords, periodWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { EvidenceItem } from './evidence-schema.ts'
import { readFinding, type Column, type Found, type Missing } from './evidence-value.ts'

/** A declared finding, read as its type. `end` is the last day of the period asked for. */
export function findingColumn(
  item: Extract<EvidenceItem, { kind: 'finding' }>,
  snapshot: Snapshot,
  end: string,
): Column {
  const byCode = findingsOf(snapshot, item.finding)
  return code => {
    const finding = latest(byCode.get(code) ?? [], end)
    if ('missing' in finding) return finding
    const value = readFinding(item, finding.value)
    return typeof value === 'object' && 'missing' in value ? value : { ...said(finding), value }
  }
}

/** A recorded judgement: what the finding says, in lower case. */
export function judgementColumn(kind: string, snapshot: Snapshot, end: string): Column {
  const byCode = findingsOf(snapshot, kind)
  return code => {
    const finding = latest(byCode.get(code) ?? [], end)
    return 'missing' in finding ? finding : { ...said(finding), value: finding.value.trim().toLowerCase() }
  }
}

/** Whether a finding says, of the very day, that something holds: filed under a period about it, or between its two dates. */
export function findingSays(snapshot: Snapshot, kind: string, value: string, code: string, day: string): Found | null {
  const finding = findingsOf(snapshot, kind)
    .get(code)
    ?.findLast(
      one =>
        one.value.trim().toLowerCase() === value.toLowerCase() &&
        (one.period
          ? one.period.start <= day && one.period.end >= day
          : (one.from ?? '9999') <= day && one.until !== null) &&
        (one.until === null || one.until > day),
    )
  return finding ? { ...said(finding), value: true } : null
}

/**
 * The latest finding that was known by a day and had not ended. Where a later one has ended since, an earlier one without
 * a known end is not taken to have come back.
 */
function latest(findings: readonly Finding[], end: string): Finding | Missing {
  let last: Finding | null = null
  let holding: Finding | null = null
  for (const finding of findings) {
    const since = sinceOf(finding)
    if (since === null || since > end) continue
    if (last === null || since >= (sinceOf(last) as string)) last = finding
    const holds = finding.until === null || finding.until >= end
    if (holds && (holding === null || since >= (sinceOf(holding) as string))) holding = finding
  }
  if (holding && (holding === last || holding.until !== null)) return holding
  if (last)
    return {
      missing: `the latest finding known by ${isoWords(end)} ended on ${last.until === null ? 'a day not known' : isoWords(last.until)}`,
    }
  const undated = findings.some(finding => sinceOf(finding) === null)
  return { missing: `no finding known by ${isoWords(end)}${undated ? '; there is one without a date' : ''}` }
}

/** The day from which a finding could be known: its own, and not before the period it is filed under. */
function sinceOf({ from, period }: Finding): string | null {
  if (from === null) return period?.start ?? null
  return period && period.start > from ? period.start : from
}

function said(finding: Finding) {
  const since = finding.from === null ? '' : isoWords(finding.from)
  return {
    words: `“${finding.value}”, said ${finding.period ? `for ${periodWords(finding.period)}` : `from ${since}`} by ${finding.author} in ${finding.document}.`,
    period: finding.period?.id ?? finding.from,
    relative: false,
    inputs: [inputOf(finding)],
  }
}

const indexes = new WeakMap<Snapshot, ReadonlyMap<string, ReadonlyMap<string, readonly Finding[]>>>()
const none: ReadonlyMap<string, readonly Finding[]> = new Map()

/** Findings of one kind by organisation, in the order they became known. */
export function findingsOf(snapshot: Snapshot, kind: string): ReadonlyMap<string, readonly Finding[]> {
  let index = indexes.get(snapshot)
  if (!index) {
    const kinds = Map.groupBy(snapshot.findings, finding => finding.kind)
    index = new Map(
      [...kinds].map(([one, findings]) => [one, Map.groupBy(findings, finding => finding.organisation)] as const),
    )
    indexes.set(snapshot, index)
  }
  return index.get(kind) ?? none
}
