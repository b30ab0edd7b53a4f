/** The baseline of a case: written by the product in the transaction of its entry, once, and by nobody. */
import { baselineBody, type BaselineBody } from '../baseline/baseline-schema.ts'
import type { RecordKindRule } from './record.ts'

export const baselineKind: RecordKindRule<BaselineBody> = {
  kind: 'baseline',
  title: 'Baseline',
  says: 'How the organisation stood before it entered, and with whom it is compared; frozen on the day of entry.',
  section: 'exit',
  sent: baselineBody,
  body: baselineBody,
  audiences: ['public'],
  revised: 'never',
  writers: () => [],
  inShort: ({ organisation, metrics, window, comparison }) => [
    { label: 'Organisation', text: organisation },
    { label: 'Metrics frozen', text: `${metrics.length}, in the ${window.length} quarters before entry` },
    { label: 'Compared with', text: comparison.none ?? `${comparison.members.length} organisations` },
  ],
}
