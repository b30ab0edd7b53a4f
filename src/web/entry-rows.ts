/** Organisations of an entry test as rows: the outcome, the leaf that settled it, what is missing, what else it is in. */
import { z } from 'zod'
import type { CriterionOutcome } from '../assessment/criterion.ts'
import { decisiveLeaves, eachLeaf, outcomeWords } from '../regimes/decisive-leaves.ts'
import type { OrganisationEntry, OtherRegime } from '../regimes/entry-model.ts'
import type { Regime } from '../regimes/regime.ts'
import { words } from './format.ts'
import type { Regimes } from './regimes.ts'

export const outcomeSchema = z.enum(['met', 'not-met', 'needs-judgement', 'evidence-missing'])

export const otherRegimeSchema = z.object({
  regime: z.string(),
  title: z.string(),
  standing: z.enum(['in', 'unknown']),
  relation: z.enum(['conflicts', 'supersedes', 'alongside', 'leads-to', 'migrates-from']).nullable(),
  words: z.string(),
})

export const entryRowSchema = z.object({
  code: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  region: z.string().nullable(),
  route: z.string().nullable().meta({ description: 'Null where there is one for all, or where it is not known.' }),
  outcome: outcomeSchema,
  place: z.enum(['admitted', 'waiting', 'none']),
  position: z.number().nullable(),
  holdsPlace: z.enum(['in', 'out', 'unknown']),
  way: z.string().nullable().meta({ description: 'The way in whose outcome it has; null where it meets none.' }),
  meetsIfInScope: z.boolean().meta({ description: 'It meets a way in, but no file says that the regime is for it.' }),
  deciding: z.array(z.string()).meta({ description: 'The leaves on which the outcome rests.' }),
  notes: z.array(z.string()).meta({ description: 'On its place, its route and its scope.' }),
  decider: z.string().nullable(),
  alreadyIn: z.array(otherRegimeSchema),
  values: z
    .record(z.string(), z.object({ value: z.union([z.string(), z.number(), z.boolean()]), atLeast: z.boolean() }))
    .meta({
      description: 'Declared evidence that is known, by its name in the regime file; what is absent is unknown.',
    }),
})
export type EntryRow = z.infer<typeof entryRowSchema>

export function entryRow(regime: Regime, regimes: Regimes, entry: OrganisationEntry): EntryRow {
  const { code, name, type, region, route, outcome, place, position, holdsPlace, ways, criterion } = entry
  const meetsIfInScope = outcome !== 'met' && ways.some(way => way.outcome === 'met')
  return {
    code,
    name,
    type: type && words(type),
    region,
    route: route ? (regime.routes?.[route]?.title ?? route) : null,
    outcome,
    place,
    position,
    holdsPlace,
    way: outcome === 'not-met' ? null : (ways.find(one => one.id === entry.way)?.title ?? null),
    meetsIfInScope,
    deciding: criterion
      ? [...decidingWords(criterion), ...(meetsIfInScope ? metBeside(criterion) : [])]
      : [...entry.reasons],
    notes: criterion ? notesOf(entry, criterion) : [],
    decider: entry.decider?.title ?? null,
    alreadyIn: entry.alreadyIn.map(other => otherWords(other, regimes)),
    values: criterion ? valuesOf(regime, criterion) : {},
  }
}

/** The leaves on which an outcome rests; a leaf that ended otherwise (it stands under a "not") says how it ended. */
export function decidingWords(criterion: CriterionOutcome): string[] {
  const leaves = decisiveLeaves(criterion).map(leaf => {
    const text = leafWords(leaf)
    // A leaf that is not met must not read as a statement of fact.
    const bare = leaf.outcome === criterion.outcome && leaf.outcome !== 'not-met'
    return bare ? text : `${outcomeWords(leaf)}: ${text}`
  })
  return [...new Set(leaves)]
}

/** What is met beside the doubt that keeps an outcome open. */
function metBeside({ children }: CriterionOutcome): string[] {
  return children
    .filter(child => child.outcome === 'met')
    .flatMap(child => decidingWords(child).map(text => `Met: ${text}`))
}

/** A leaf in few words: what is missing where it is open, else what it says. */
export function leafWords({ outcome, sentence, missing = [], judge }: CriterionOutcome): string {
  if ((outcome !== 'needs-judgement' && outcome !== 'evidence-missing') || missing.length === 0) return sentence
  const what = missing.map(one => one.title).join('; ')
  return judge === undefined ? what : `${what} (for ${judge} to judge)`
}

/** The reasons that no leaf says already. */
function notesOf({ reasons }: OrganisationEntry, criterion: CriterionOutcome): string[] {
  const said = new Set<string>()
  const visit = (node: CriterionOutcome) => {
    said.add(`${outcomeWords(node)}: ${node.sentence}`)
    node.children.forEach(visit)
  }
  visit(criterion)
  return reasons.filter(reason => !said.has(reason))
}

function valuesOf(regime: Regime, criterion: CriterionOutcome): EntryRow['values'] {
  const values: EntryRow['values'] = {}
  eachLeaf(criterion, leaf => {
    for (const { name, kind, value, upTo } of leaf.values ?? []) {
      const item = regime.evidence[name]
      if (kind !== 'evidence' || !item || typeof value === 'object') continue
      // A run is followed back no further than the file says, so one that long may be longer.
      const cut = item.kind === 'standing' && item.measure === 'worst-decile-run' && Number(value) > item['look-back']
      values[name] = { value, atLeast: upTo !== undefined || cut }
    }
  })
  return values
}

/** Another regime it is in, or may be in, and how the tested one stands to it. */
export function otherWords(
  { regime, standing, relation, says }: OtherRegime,
  regimes: Regimes,
): EntryRow['alreadyIn'][number] {
  const title = regimeTitle(regimes, regime)
  const known = standing === 'in' ? `In ${title}` : `Was put into ${title}, and whether it left is not known`
  const stands = {
    conflicts: 'which conflicts',
    supersedes: 'which this one replaced',
    alongside: 'which may run alongside',
    'leads-to': 'to which this one may lead',
    'migrates-from': 'whose cases this one takes over',
  }
  return {
    regime,
    title,
    standing,
    relation,
    words: relation === null ? `${known}.` : `${known}, ${stands[relation]}: ${says ?? ''}`,
  }
}

/** The title of a regime, or its id where no file of that name ships. */
export function regimeTitle({ regimes }: Pick<Regimes, 'regimes'>, id: string): string {
  return regimes.find(one => one.id === id)?.title ?? id
}
