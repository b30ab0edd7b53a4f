/** A small regime for tests of criteria: sections are given in YAML and stand in for those of the frame. */
import { parse } from 'yaml'
import { regimeSchema, type Regime } from '../../../src/regimes/regime.ts'

const frame = `
regime: small
title: Small regime
standing: example
purpose: For tests.
versions: { "2020": { title: Rules, in-force: { from: 2020-04-01, to: null }, clause: rules, confidence: ours } }
sources: { rules: { title: The rules, publisher: Us, date: "2020" } }
scope: { organisation-types: [acute], says: Acute trusts., clause: rules#scope, confidence: ours }
entry:
  recommender: region
  decider: centre
  automatic: false
  ways: { normal: { title: The normal way, criterion: entry, event: enter, clause: rules#entry, confidence: ours } }
  clause: rules#entry
  confidence: ours
capacity: { places: 2, kind: expected, clause: rules#places, confidence: ours }
stages:
  first: out
  states: { out: { title: Out, phase: before, clause: rules, confidence: ours } }
roles:
  region: { title: Regional office, kind: body, clause: rules, confidence: ours }
  centre: { title: The centre, kind: body, clause: rules, confidence: ours }
money: { lines: { all: { title: All, kind: other, payer: centre, clause: rules, confidence: ours } }, clause: rules, confidence: ours }
exit: { decider: centre, clause: rules#exit, confidence: ours }
`

/** The regime with its sections replaced by those given. */
export function smallRegime(sections: string): Regime {
  return regimeSchema.parse({ ...(parse(frame) as object), ...(parse(sections) as object) })
}
