/**
 * A small fictional regime that uses every section of the format: routes, versions, strands, clocks with extension,
 * duties, powers, support with a subject out of scope, choices, parameters, places, escalation, exit and sustain checks.
 * Days fall in 2014 and 2015, which the calendar of England covers.
 */
export const harbourWatch = `
regime: harbour-watch
title: Harbour Watch
standing: example
purpose: To bring a failing organisation back to safe and affordable services, within a year.
versions:
  "2010":
    title: The first rules
    in-force: { from: 2010-04-01, to: 2014-03-31 }
    clause: rules#1
    confidence: ours
  "2014":
    title: The revised rules
    in-force: { from: 2014-04-01, to: null }
    clause: revision#1
    confidence: ours
sources:
  rules: { title: Rules of the watch, publisher: Harbour Office, date: 2010-02-01 }
  revision: { title: Revised rules of the watch, publisher: Harbour Office, date: 2014-02-01, seen: in part }
scope:
  organisation-types: [acute, ambulance]
  says: Any hospital or ambulance trust.
  clause: rules#scope
  confidence: ours
routes:
  nhs-trust: { title: NHS trust, legal-forms: [nhs-trust], clause: rules#routes, confidence: ours }
  foundation-trust: { title: Foundation trust, legal-forms: [foundation-trust], clause: rules#routes, confidence: ours }

evidence:
  segment:
    { kind: segment, framework: nof-2025-26, which: adjusted, title: Its segment, clause: rules#segment, confidence: ours }
  capability:
    kind: finding
    finding: capability-rating
    type: text
    values: [high, medium, low]
    title: What the watch thinks of its leadership
    clause: rules#capability
    confidence: ours
  deficit_share:
    { kind: metric, metric: x-deficit-share, title: Deficit as a percentage of income, clause: rules#money, confidence: ours }
  waits:
    { kind: series, metric: x-waits, periods: 3, title: Long waits in three periods, clause: rules#waits, confidence: ours }
  in_other_watch:
    { kind: placement, regime: night-watch, title: In the night watch, clause: rules#others, confidence: ours }
  months_in:
    { kind: case, fact: months-in, title: Months in the watch, clause: rules#time, confidence: ours }
parameters:
  deficit_limit:
    title: Deficit that gives concern
    value: { by-version: { "2010": 5, "2014": 4 } }
    unit: per cent of income
    clause: rules#money
    confidence: unverified
choices:
  escalation-reading:
    title: How the sentence on escalation is to be read
    options: { either: Barriers or slow improvement, both: Barriers with slow improvement }
    chosen: either
    clause: rules#escalation
    confidence: ours

criteria:
  entry:
    title: Segment 4, weak leadership and a deficit
    of:
      all:
        - { test: segment == 4, says: It is in segment 4, clause: rules#entry, confidence: ours }
        - { test: 'capability == "low"', says: Its leadership is rated low, clause: rules#entry, confidence: ours }
        - at-least:
            n: 1
            of:
              - { test: deficit_share > deficit_limit, says: Its deficit is above the limit, clause: rules#entry, confidence: ours }
              - { test: "waits.all(wait, wait > 10.0)", says: Waits were long in each period, clause: rules#entry, confidence: ours, since: "2014" }
        - not: { test: in_other_watch, says: It is in the night watch, clause: rules#entry, confidence: ours }
  catastrophe:
    title: Governance has failed
    of:
      judgement: Has governance failed so badly that waiting would be unsafe?
      by: office
      finding: governance-failure
      equals: "yes"
      clause: rules#catastrophe
      confidence: ours
  barriers:
    title: Structural barriers stand in the way
    of: { judgement: Do structural barriers stand in the way?, by: office, finding: structural-barriers, equals: "yes", clause: rules#escalation, confidence: ours }
  slow:
    title: Improvement is slow
    of: { test: months_in >= 12, says: It has been in for a year or more, clause: rules#escalation, confidence: ours }
  escalate:
    title: The case has to go to the harbour master
    of:
      choice: escalation-reading
      of:
        either: { any: [{ criterion: barriers }, { criterion: slow }] }
        both: { all: [{ criterion: barriers }, { criterion: slow }] }
  exit:
    title: Affordable, and no longer in segment 4
    of:
      all:
        - { test: segment < 4, says: It has left segment 4, clause: rules#exit, confidence: ours }
        - { test: deficit_share <= deficit_limit, says: Its deficit is within the limit, clause: rules#exit, confidence: ours }

entry:
  recommender: { nhs-trust: office, foundation-trust: lookout }
  decider: { nhs-trust: master, foundation-trust: office }
  automatic: false
  ways:
    normal: { title: By segment and capability, criterion: entry, event: admitted, clause: rules#entry, confidence: ours }
    catastrophic: { title: By catastrophe, criterion: catastrophe, event: admitted-at-once, considered: true, clause: rules#catastrophe, confidence: ours }
  order:
    - { by: deficit_share, says: The largest deficit first, clause: rules#order, confidence: ours }
  clause: rules#entry
  confidence: ours
capacity:
  places: 2
  kind: expected
  provisional: { places: 1, says: A first list of one, clause: rules#places, confidence: ours }
  when-full:
    - { id: exceed, says: The master may exceed it and says why, clause: rules#places, confidence: ours }
    - { id: wait-with-protection, says: It waits with an interim director, clause: rules#places, confidence: ours }
  observed:
    - { count: 3, when: '2014', of: trusts, clause: revision#places, confidence: ours }
  clause: rules#places
  confidence: ours

stages:
  first: outside
  states:
    outside:
      title: Not in the watch
      phase: before
      on:
        admitted: { to: draft, if: entry, by: { nhs-trust: master, foundation-trust: office } }
        admitted-at-once: { to: draft, if: catastrophe, by: { nhs-trust: master, foundation-trust: office } }
        declined: { to: not-admitted, by: { nhs-trust: master, foundation-trust: office } }
      clause: rules#entry
      confidence: ours
    not-admitted: { title: Not admitted, phase: after, ends: not-entered, clause: rules#entry, confidence: ours }
    draft:
      title: A plan is being drafted
      says: The pilot drafts a plan.
      phase: in
      on:
        draft-published: { to: consultation, by: pilot }
        taken-over: { to: transferred, by: master }
      clause: rules#draft
      confidence: ours
    consultation:
      title: The plan is open to comment
      phase: in
      on:
        consultation-closed: { to: delivery }
      clause: rules#consultation
      confidence: ours
    delivery:
      title: The plan is carried out
      phase: in
      on:
        reviewed:
          - { to: watched, if: exit, by: { nhs-trust: master, foundation-trust: office } }
          - { to: delivery, by: office, at-most: 2 }
        escalated: { to: taskforce, if: escalate, by: office, since: "2014" }
      clause: rules#delivery
      confidence: ours
    taskforce:
      title: The harbour master's taskforce
      phase: in
      on:
        solution-agreed: { to: delivery, by: master }
        dissolved: { to: closed, by: master, route: nhs-trust }
      clause: rules#escalation
      confidence: ours
      since: "2014"
    watched:
      title: Out, and watched
      phase: after
      on:
        relapsed: { to: draft, if: entry, by: master }
        settled: { to: out }
      clause: rules#exit
      confidence: ours
    out: { title: Out, phase: after, ends: success, clause: rules#exit, confidence: ours }
    transferred: { title: Taken over, phase: after, ends: transfer, clause: rules#exit, confidence: ours }
    closed: { title: Closed, phase: after, ends: closure, clause: rules#exit, confidence: ours }
strands:
  leadership-review:
    title: Review of the board
    while: [draft, consultation, delivery]
    first: under-review
    states:
      under-review:
        title: Under review
        on: { board-confirmed: { to: confirmed, by: office }, board-changed: { to: changed, by: office } }
        clause: rules#board
        confidence: ours
      confirmed: { title: Confirmed, clause: rules#board, confidence: ours }
      changed: { title: Changed, on: { board-confirmed: { to: confirmed, by: office } }, clause: rules#board, confidence: ours }
    clause: rules#board
    confidence: ours

roles:
  master: { title: Harbour master, kind: office, clause: rules#roles, confidence: ours }
  office: { title: Harbour Office, kind: body, accountable-to: master, clause: rules#roles, confidence: ours }
  lookout: { title: The lookout, kind: body, members: [North lookout, South lookout], clause: rules#roles, confidence: ours }
  pilot:
    title: Pilot
    kind: appointed
    appointed-by: { nhs-trust: master, foundation-trust: office }
    accountable-to: { nhs-trust: master, foundation-trust: office }
    does: Drafts the plan and reports on it
    starts-on: admitted
    during: [draft, consultation, delivery]
    clause: rules#roles
    confidence: ours
  crew: { title: The organisation, kind: organisation, clause: rules#roles, confidence: ours }
  partner: { title: A strong organisation, kind: partner, clause: rules#roles, confidence: ours }

clocks:
  draft-report:
    title: Draft plan published
    owner: pilot
    starts: [admitted, admitted-at-once]
    length: { by-version: { "2010": 45 working days, "2014": 65 working days } }
    counted: beginning-with
    calendar: england
    ends: draft-published
    extension: { by: master, instrument: An order, at-most-times: 2, at-most-length: 30 working days, clause: rules#extension, confidence: ours }
    suspension: { by: master, clause: rules#extension, confidence: ours }
    clause: rules#draft
    confidence: ours
  comment:
    title: Time for comment
    owner: office
    starts: draft-published
    length: 28 calendar days
    counted: day-after
    ends: consultation-closed
    is: period
    fires: consultation-closed
    clause: rules#consultation
    confidence: ours
  reply:
    title: The foundation trust replies
    owner: crew
    starts: draft-published
    starts-on: receipt
    length: 10 working days
    counted: day-after
    calendar: england
    ends: consultation-closed
    is: usual
    route: foundation-trust
    clause: rules#consultation
    confidence: ours

duties:
  draft-plan:
    title: Publish a draft plan
    owner: pilot
    to: The public
    during: [draft]
    when: { clock: draft-report }
    public: true
    done-by: draft-published
    clause: rules#draft
    confidence: ours
  monthly-update:
    { title: Publish an update, owner: crew, during: [delivery], when: { every: month }, public: true, clause: rules#updates, confidence: ours }
  meet-staff:
    { title: Meet the staff, owner: pilot, during: [consultation], when: { before: consultation-closed }, public: not-stated, clause: rules#consultation, confidence: ours }
  warn-at-once:
    { title: Warn the master of danger, owner: office, during: [draft, consultation, delivery], when: { at-once: true }, public: false, clause: rules#danger, confidence: ours, since: "2014" }
  keep-a-log:
    { title: Keep a log, owner: crew, during: [delivery], when: { no-date: true }, public: false, route: nhs-trust, clause: rules#log, confidence: ours }
powers:
  board-suspended:
    title: The board stands aside
    does: suspends
    freedom: the board's conduct of business
    by: { nhs-trust: master, foundation-trust: office }
    automatic: true
    during: [draft, consultation]
    clause: rules#powers
    confidence: ours
  direct: { title: Direct the organisation, does: directs, freedom: what it spends, by: office, instrument: A direction, during: [delivery], clause: rules#powers, confidence: ours }
subjects:
  leadership: { title: Leadership, in-scope: true, clause: rules#support, confidence: ours }
  waiting-times: { title: Waiting times, in-scope: false, refer-to: office, clause: rules#support, confidence: ours }
support:
  partner-help:
    title: Help from a strong organisation
    given-by: partner
    improves: [leadership]
    paid-by: { nhs-trust: master, foundation-trust: crew }
    contract:
      between: [partner, office]
      time: reimbursed
      results:
        - { percent-of: costs, percent: 100, when: Out at the first review, clause: rules#bonus, confidence: ours }
    during: [draft, consultation, delivery]
    clause: rules#support
    confidence: ours
  consultants:
    { title: Advisers, given-by: office, improves: [leadership], paid-by: crew, consultancy: true, by-exception: true, during: [delivery], clause: rules#support, confidence: ours }
money:
  lines:
    pilots:
      title: Pilots
      kind: appointment
      payer: master
      cap: { pounds: 200000, is: budget, clause: rules#money, confidence: ours }
      known:
        - { pounds: 150000, for: The first pilot, when: 2014-15, clause: revision#money, confidence: ours }
      clause: rules#money
      confidence: ours
    advisers: { title: Advisers, kind: consultancy, payer: crew, clause: rules#money, confidence: ours }
  estimate:
    per-case: { low: 100000, high: 400000, basis: The first pilot, clause: rules#money, confidence: ours }
    before-entry: true
  clause: rules#money
  confidence: ours
publication:
  plan: { title: The plan, by: pilot, where: The harbour's site, every: month, during: [draft, consultation, delivery], clause: rules#publication, confidence: ours }
escalation:
  to-the-master:
    { title: The master takes the case, criterion: escalate, event: escalated, decider: master, leads-to: [night-watch], clause: rules#escalation, confidence: ours, since: "2014" }
exit:
  recommender: { nhs-trust: office, foundation-trust: lookout }
  decider: { nhs-trust: master, foundation-trust: office }
  criterion: exit
  events: [reviewed]
  package: A year of visits.
  re-entry: The entry test applies again.
  sustain:
    - { months-after: 12, criterion: exit, by: office, says: Still affordable after a year, clause: rules#sustain, confidence: ours }
    - { months-after: 24, by: office, says: A visit after two years, clause: rules#sustain, confidence: ours }
  clause: rules#exit
  confidence: ours
relations:
  conflicts:
    night-watch: { says: Nobody can answer to two watches., clause: rules#others, confidence: ours }
  migrates-from:
    night-watch:
      says: Cases of the night watch come over.
      stages: { on-watch: delivery }
      duties: { nightly-log: keep-a-log, lamp-oil: null }
      clause: revision#others
      confidence: ours
outcomes:
  - { says: Three came and one left., clause: revision#outcomes, confidence: ours }
criticism:
  - { says: Too many lamps., clause: revision#outcomes, confidence: ours }
`.trimStart()
