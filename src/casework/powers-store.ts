/** From when to when powers were there in cases, as their events say. */
import type { RuledCase } from './conflicts.ts'
import type { Desk } from './desk-store.ts'
import { type PowerSpan, spansOf } from './power-spans.ts'
import { stageChanges } from './stage-changes-store.ts'

/** Powers of the stages of cases, with the days on which they were there: also until a court quashed what brought them. */
export async function powerSpans(
  desk: Desk,
  cases: readonly RuledCase[],
): Promise<(caseId: string) => readonly PowerSpan[]> {
  const changes = await stageChanges(desk, cases)
  return caseId => spansOf(changes(caseId))
}
