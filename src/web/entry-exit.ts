/** The way out of a regime for one organisation: each leaf of the exit test with its gap, who decides, how others fared. */
import { z } from 'zod'
import type { ImportRecord } from '../evidence/model.ts'
import { criteriaOf } from '../regimes/answer.ts'
import { criterionJson } from '../regimes/criterion-json.ts'
import type { KnownRoute } from '../regimes/criterion-tree.ts'
import type { Evidence } from '../regimes/evidence-value.ts'
import { wayOut, type ExitLeaf } from '../regimes/gap.ts'
import { summaryOf } from '../regimes/history.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import type { Regime } from '../regimes/regime.ts'
import { boundWords, criterionSchema } from './criterion-view.ts'
import { outcomeSchema } from './entry-rows.ts'
import { count, list } from './format.ts'
import { membersSchema, regimeMembers } from './regime-members.ts'

/** One point of a test of exit, as it stands. */
export const exitLeafSchema = z.object({
  outcome: outcomeSchema,
  sentence: z.string(),
  now: z.string().meta({ description: 'What is known at present.' }),
  gap: z.string(),
  decides: z.string().nullable().meta({ description: 'Who judges it; null for a test, which the evidence settles.' }),
  source: z.string().nullable(),
  confidence: z.string().nullable(),
})

export const exitSchema = z.object({
  says: z.string(),
  open: z.number(),
  outcome: outcomeSchema.nullable(),
  leaves: z.array(exitLeafSchema),
  criterion: criterionSchema.nullable(),
  recommender: z.string().nullable(),
  decider: z.string().nullable(),
  relative: z.boolean(),
  package: z.string().nullable(),
  reEntry: z.string().nullable(),
  sustain: z.array(z.object({ monthsAfter: z.number(), says: z.string(), by: z.string().nullable() })),
  notes: z.array(z.string()),
  others: membersSchema.omit({ stays: true }).extend({
    shareLeft: z
      .object({ left: z.number(), of: z.number() })
      .nullable()
      .meta({ description: 'Stays known to have ended, of all recorded; null where none is recorded.' }),
  }),
})
export type ExitView = z.infer<typeof exitSchema>

export function exitView(
  regime: Regime,
  route: KnownRoute,
  evidence: Evidence,
  placements: readonly PlacementRecord[],
  imports: readonly ImportRecord[],
): ExitView {
  const way = wayOut(criteriaOf(regime), route, evidence)
  const { stays: _stays, ...members } = regimeMembers(placements, regime.regime)
  const summary = summaryOf(placements, regime.regime)
  const left = summary.dated + summary.leftDateNotFound
  return {
    says: saysOf(way.leaves, way.criterion === null),
    open: way.open,
    outcome: way.criterion?.outcome ?? null,
    leaves: way.leaves.map(exitLeafView),
    criterion: way.criterion && criterionJson(way.criterion, imports),
    recommender: way.recommender?.title ?? null,
    decider: way.decider?.title ?? null,
    relative: way.relative,
    package: way.package,
    reEntry: way.reEntry,
    sustain: way.sustain.map(one => ({ monthsAfter: one.monthsAfter, says: one.says, by: one.by?.title ?? null })),
    notes: [...way.notes],
    others: { ...members, shareLeft: summary.entries === 0 ? null : { left, of: summary.entries } },
  }
}

export function exitLeafView(leaf: ExitLeaf): z.infer<typeof exitLeafSchema> {
  return {
    outcome: leaf.outcome,
    sentence: leaf.mustNotHold ? `Must not hold: ${plainSentence(leaf)}` : plainSentence(leaf),
    now: nowOf(leaf),
    gap: gapOf(leaf),
    decides: leaf.judge,
    source: leaf.source,
    confidence: leaf.confidence,
  }
}

function saysOf(leaves: readonly ExitLeaf[], none: boolean): string {
  if (none) return 'No test of exit is known, so nobody can say how far the way out is.'
  const of = (outcome: ExitLeaf['outcome']) => leaves.filter(leaf => leaf.outcome === outcome).length
  const parts = [
    [of('not-met'), 'not met'],
    [of('needs-judgement'), 'for somebody to judge'],
    [of('evidence-missing'), 'without the evidence to tell'],
  ] as const
  const open = parts.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`]))
  const met = `${of('met')} of ${count(leaves.length, 'point of the exit test is', 'points of the exit test are')} met`
  return open.length === 0 ? `${met}.` : `${met}; ${list(open)}.`
}

/** What the leaf asks, without why it could not be tried: that stands beside it. */
function plainSentence({ sentence, missing, values, judge }: ExitLeaf): string {
  if (judge !== null) return (missing[0] ?? values[0])?.title ?? sentence
  return sentence.split(' Not tried, for want of evidence')[0] ?? sentence
}

function nowOf({ values, missing, judge }: ExitLeaf): string {
  const known = values.filter(one => one.kind === 'evidence')
  if (judge !== null) return known[0] ? `judged “${boundWords(known[0])}”` : 'not yet judged'
  return [
    ...known.map(one => `${one.title}: ${boundWords(one)}`),
    ...missing.map(one => `${one.title}: not known`),
  ].join('; ')
}

/** How far it is: a distance where the test compares one number, else what is still to come. */
function gapOf({ outcome, gap, missing, judge, mustNotHold }: ExitLeaf): string {
  if (outcome === 'met') return 'none'
  if (outcome === 'needs-judgement') return `to be judged${judge === null ? '' : ` by ${judge}`}`
  if (outcome === 'evidence-missing') return `evidence to come: ${[...new Set(missing.map(one => one.why))].join('; ')}`
  if (gap === null) return judge !== null ? 'judged not so' : mustNotHold ? 'it holds' : 'it does not hold'
  const number = (value: number) => boundWords({ value, unit: null })
  const must = { '>=': 'at least', '>': 'more than', '<=': 'at most', '<': 'less than' }[gap.must]
  return `must be ${must} ${number(gap.limit)}${gap.by > 0 ? `: ${number(gap.by)} away` : ''}`
}
