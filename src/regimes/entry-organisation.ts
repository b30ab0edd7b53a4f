/** One organisation at the door of a regime: every way in tried, and the outcome over them with its reasons. */
import { allOf, anyOf, type CriterionOutcome, type Outcome } from '../assessment/criterion.ts'
import type { Organisation } from '../evidence/model.ts'
import { answer, type Criteria } from './answer.ts'
import { sentence, sourceWords } from './citation.ts'
import type { KnownRoute } from './criterion-tree.ts'
import { decisiveLeaves, outcomeWords } from './decisive-leaves.ts'
import type { OrganisationEntry, OtherRegime, RoleTitle, WayOutcome } from './entry-model.ts'
import type { InScope } from './entry-scope.ts'
import type { Evidence } from './evidence-value.ts'
import type { Routed } from './parts.ts'
import type { Sources } from './gather-evidence.ts'
import { placedOn, placementsOf } from './placements.ts'
import type { Regime } from './regime.ts'
import { resolveRole } from './roles.ts'

/** Its entry before places are shared out: nobody has one yet. */
export function organisationEntry(
  criteria: Criteria,
  organisation: Organisation,
  scope: InScope,
  evidence: Evidence,
): Omit<OrganisationEntry, 'holdsPlace' | 'alreadyIn' | 'predecessorsIn'> {
  const { regime } = criteria
  const { code, name, type, region } = organisation
  const about = { code, name, type, region, place: 'none', position: null } as const
  if (!scope.inScope)
    return {
      ...about,
      route: undefined,
      inScope: false,
      outcome: 'not-met',
      way: null,
      ways: [],
      recommender: null,
      decider: null,
      reasons: [scope.why],
      criterion: null,
    }
  const { route } = scope
  const tried = Object.entries(regime.entry.ways)
    .filter(([, way]) => way.route === undefined || route === undefined || way.route === route)
    .map(([id]) => tryWay(criteria, id, route, evidence))
  const ways = anyWay(regime, tried)
  const criterion = scope.doubt === null ? ways : notKnownInScope(regime, scope.doubt, ways)
  const taken = tried.find(({ way }) => way.outcome === ways.outcome)
  return {
    ...about,
    route,
    inScope: true,
    outcome: criterion.outcome,
    way: taken?.way.id ?? null,
    ways: tried.map(({ way }) => way),
    recommender: taken?.way.recommender ?? null,
    decider: taken?.way.decider ?? null,
    // Two ways may rest on one leaf: it is told once.
    reasons: [
      ...new Set([
        ...(scope.doubt === null ? [] : [scope.doubt]),
        ...scope.notes,
        ...tried.flatMap(({ way, tree }) => reasonsOf(ways.outcome, way, tree)),
      ]),
    ],
    criterion,
  }
}

interface TriedWay {
  readonly way: WayOutcome
  readonly tree: CriterionOutcome
}

function anyWay(regime: Regime, tried: readonly TriedWay[]): CriterionOutcome {
  const { clause, confidence } = regime.entry
  return {
    kind: 'any',
    outcome: anyOf(tried.map(({ way }) => way.outcome)),
    sentence: tried.length === 0 ? 'No way in is for this route' : 'Any of these ways in',
    clause,
    confidence,
    source: sourceWords(regime, clause),
    inputs: [],
    children: tried.map(({ tree }) => tree),
  }
}

/** Nobody enters of whom it is not known that the regime is for them. */
function notKnownInScope(regime: Regime, doubt: string, ways: CriterionOutcome): CriterionOutcome {
  const { scope } = regime
  const inScope: CriterionOutcome = {
    kind: 'leaf',
    outcome: 'evidence-missing',
    sentence: doubt,
    clause: scope.clause,
    confidence: scope.confidence,
    source: sourceWords(regime, scope.clause),
    inputs: [],
    missing: [{ name: 'type', title: 'Type of organisation', why: 'no file says it' }],
    children: [],
  }
  const both = { clause: null, confidence: null, inputs: [], children: [inScope, ways] }
  return { kind: 'all', outcome: allOf(['evidence-missing', ways.outcome]), sentence: 'Both of these', ...both }
}

function tryWay(criteria: Criteria, id: string, route: KnownRoute, evidence: Evidence): TriedWay {
  const { regime } = criteria
  const way = regime.entry.ways[id] as Regime['entry']['ways'][string]
  const tree = answer(criteria, way.criterion, route, evidence)
  // On a considered way only a recorded judgement settles anything: without it, whoever meets it has yet to be considered.
  const unjudged = way.considered && tree.outcome === 'met' && metUnjudged(criteria, way.criterion, route, evidence)
  const offRoute = way.route !== undefined && route === undefined && tree.outcome === 'met'
  const outcome: Outcome = unjudged ? 'needs-judgement' : offRoute ? 'evidence-missing' : tree.outcome
  const says = unjudged ? 'Whoever meets it is considered, by judgement; it is no ground for entry by itself.' : ''
  const only = offRoute ? 'This way is for another route, perhaps; which route it is on is not known.' : ''
  const node: CriterionOutcome = {
    kind: 'titled',
    outcome,
    sentence: [sentence(way.title), says, only].filter(Boolean).join(' '),
    clause: way.clause,
    confidence: way.confidence,
    source: sourceWords(regime, way.clause),
    inputs: [],
    children: [tree],
  }
  const result: WayOutcome = {
    id,
    title: way.title,
    outcome,
    considered: way.considered,
    recommender: roleOf(regime, way.recommender ?? regime.entry.recommender, route),
    decider: roleOf(regime, way.decider ?? regime.entry.decider, route),
  }
  return { way: result, tree: node }
}

function metUnjudged(criteria: Criteria, id: string, route: KnownRoute, evidence: Evidence): boolean {
  return answer(criteria, id, route, { ...evidence, judged: new Map() }).outcome === 'met'
}

/** The role on a route, with its title; null where nobody is named, or it depends on a route that is not known. */
export function roleOf(regime: Regime, routed: Routed | undefined, route: KnownRoute): RoleTitle | null {
  const role = routed === undefined ? null : resolveRole(routed, route ?? null)
  return role === null ? null : { role, title: regime.roles[role]?.title ?? role }
}

/** What settles a way, or keeps it open, where its outcome is the one that counts. */
function reasonsOf(outcome: Outcome, way: WayOutcome, tree: CriterionOutcome): readonly string[] {
  if (way.outcome !== outcome) return []
  const [criterion] = tree.children
  const leaves = criterion
    ? [...new Set(decisiveLeaves(criterion).map(leaf => `${outcomeWords(leaf)}: ${leaf.sentence}`))]
    : []
  return [`${outcomeWords(way)}: ${tree.sentence}`, ...leaves]
}

const kinds = ['conflicts', 'supersedes', 'alongside', 'leads-to', 'migrates-from'] as const

/** The other regimes that an organisation is in on a day, or may be in, and how this one stands to them. */
export function otherRegimes(
  regime: Regime,
  { placements, titles }: Pick<Sources, 'placements' | 'titles'>,
  code: string,
  day: string,
): readonly OtherRegime[] {
  const byRegime = Map.groupBy(placementsOf(placements, code), one => one.regime)
  return [...byRegime].flatMap(([other, own]) => {
    const standing = placedOn(own, day)
    if (other === regime.regime || standing === 'out') return []
    const relation = kinds.find(kind => regime.relations[kind]?.[other]) ?? null
    return [
      {
        regime: other,
        title: titles?.get(other) ?? other,
        standing,
        relation,
        says: (relation && regime.relations[relation]?.[other]?.says) ?? null,
      },
    ]
  })
}
