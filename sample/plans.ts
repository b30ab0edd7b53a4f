/** Plans of the sample's cases, made rather than written: a version a month, with actions that are done, late, slipped and dropped. */
import type { SamplePlan, Step } from './case-file.ts'

/** The steps that write, check and publish a case's plan. */
export function planSteps(_plan: SamplePlan, _organisations: readonly string[]): readonly Step[] {
  return []
}
