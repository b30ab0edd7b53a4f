/** Judgements recorded in casework, as the criteria of a regime read them. Pure. */
import { z } from 'zod'
import { judgementKinds } from '../regimes/criterion-tree.ts'
import { findingsOf } from '../regimes/evidence-findings.ts'
import { readFinding, type Evidence, type EvidenceValue, type Found } from '../regimes/evidence-value.ts'
import type { Regime } from '../regimes/regime.ts'
import { isoWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'

/** The body of a record of the kind `finding`. */
export const findingBody = z.strictObject({
  /** Kind of finding, as criteria name it: `cqc-overall`, `governance-failure`. */
  finding: z.string().min(1).max(100),
  value: z.string().min(1).max(200),
  statement: z.string().max(10_000),
  /** Where it stands; null where it is only recorded here. */
  document: z.string().max(500).nullable(),
  /** Last day (ISO) on which it holds; null where none is set. */
  until: z.iso.date().nullable(),
})
export type FindingBody = z.infer<typeof findingBody>

/** A judgement in its version of the day. */
export interface Judgement extends FindingBody {
  readonly id: string
  readonly version: number
  /** Whom it is about; null for all organisations of the case. */
  readonly organisation: string | null
  readonly effective: string
  readonly knownAt: string
}

/**
 * The evidence of an organisation with judgements put in: of each kind the latest that speaks of it, unless a file holds a
 * later finding of that kind.
 */
export function withJudgements(
  regime: Regime,
  evidence: Evidence,
  judgements: readonly Judgement[],
  snapshot: Snapshot,
  code: string,
  day: string,
): Evidence {
  const about = judgements.filter(one => one.organisation === null || one.organisation === code)
  if (about.length === 0) return evidence
  const [values, missing, judged] = [new Map(evidence.values), new Map(evidence.missing), new Map(evidence.judged)]
  const latest = (kind: string): Judgement | undefined => {
    const one = about
      .filter(({ finding }) => finding === kind)
      .toSorted(byDay)
      .at(-1)
    return one && one.effective >= filedOn(snapshot, kind, code, day) ? one : undefined
  }
  for (const kind of judgementKinds(regime)) {
    const found = latest(kind)
    if (found) judged.set(kind, read(found, day, found.value.trim().toLowerCase()))
  }
  for (const [name, item] of Object.entries(regime.evidence)) {
    const found = item.kind === 'finding' ? latest(item.finding) : undefined
    if (item.kind !== 'finding' || !found) continue
    const value = readFinding(item, found.value)
    const said = typeof value === 'object' && 'missing' in value ? value : read(found, day, value)
    values.delete(name)
    missing.delete(name)
    if ('missing' in said) missing.set(name, said.missing)
    else values.set(name, said)
  }
  return { values, missing, judged }
}

function read(found: Judgement, day: string, value: EvidenceValue['value']): Found {
  if (found.until !== null && found.until < day)
    return { missing: `the latest finding known by ${isoWords(day)} ended on ${isoWords(found.until)}` }
  return {
    value,
    words: `“${found.value}”, recorded here from ${isoWords(found.effective)}${found.document === null ? '' : ` on ${found.document}`}: ${found.statement}`,
    period: found.effective,
    relative: false,
    inputs: [],
  }
}

/** The day of the latest finding of a kind in files, known by a day; '' where there is none. */
function filedOn(snapshot: Snapshot, kind: string, code: string, day: string): string {
  let latest = ''
  for (const one of findingsOf(snapshot, kind).get(code) ?? []) {
    const from = one.from ?? one.period?.start ?? ''
    if (from <= day && from > latest) latest = from
  }
  return latest
}

function byDay(a: Judgement, b: Judgement): number {
  if (a.effective !== b.effective) return a.effective < b.effective ? -1 : 1
  return a.knownAt < b.knownAt ? -1 : a.knownAt > b.knownAt ? 1 : 0
}
