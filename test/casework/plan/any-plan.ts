/** Plans at random, with every text that a file is likely to spoil. */
import fc from 'fast-check'
import type { Action, Goal, Milestone, Plan } from '../../../src/casework/plan/plan-schema.ts'

const hostile = [
  '=HYPERLINK("http://x","y")',
  '+1',
  "'=1",
  "''@x",
  "'",
  '-5',
  '@a, "b"; c',
  '| x',
  '%x',
  '007',
  '1e5',
  '2026-01-02',
  '01/02/2026',
  'TRUE',
  '<script>alert(1)</script>',
  '_x000D_ _x005F_x0041_',
  'a\nb\n\nc',
  'tab\there',
  '\ttab first',
  'naïve – “quoted” 🏥 עברית',
  '{{ 7 * 7 }}',
  'a,b\t"c"',
  '\u2028x\u0085y',
]
const words = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'grapheme', maxLength: 30 }))
const printable = (text: string) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, '').trim()
const block = words.map(printable)
const line = block.map(text => text.replaceAll('\n', ' ').trim())
const title = line.map(text => text || 'x')
const owner = fc.constantFrom('Chief Nurse', '=Chief, "of" <b>staff</b>', 'Director of Something & Co.')
const day = fc.integer({ min: 0, max: 9_000 }).map(n => new Date(Date.UTC(2005, 0, 1 + n)).toISOString().slice(0, 10))
const month = day.map(iso => iso.slice(0, 7))
const figure = fc
  .oneof(
    fc.integer({ min: -999_999_999, max: 999_999_999 }),
    fc.integer({ min: -1e8, max: 1e8 }).map(n => n / 1e6 + 0),
    fc.constantFrom(0.000001, -0.5, 0),
  )
  .filter(n => /^-?\d{1,9}(\.\d{1,6})?$/.test(String(n)))
const organisation = fc.constantFrom('ZA-001', 'ZA-002', 'RXX')
const id = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,3})?$/)
const unique = <Of>(make: (id: string) => fc.Arbitrary<Of>, maxLength: number) =>
  fc.uniqueArray(id, { maxLength }).chain(ids => fc.tuple(...ids.map(make))) as fc.Arbitrary<Of[]>

const milestone = (own: string): fc.Arbitrary<Milestone> =>
  fc
    .record({ id: fc.constant(own), title, due: day, revised: fc.option(day), completed: fc.option(day) })
    .map(({ revised, ...rest }) => ({ ...rest, ...(revised === null ? {} : { revisedDue: revised }) }))
const action = (own: string): fc.Arbitrary<Action> =>
  fc
    .record({
      id: fc.constant(own),
      title,
      organisation: fc.option(organisation),
      owner,
      days: fc.array(day, { minLength: 4, maxLength: 4 }),
      status: fc.constantFrom('not-started', 'on-track', 'at-risk', 'late', 'done', 'missed', 'stopped'),
      revised: fc.boolean(),
      progress: block,
      evidence: fc.array(title, { maxLength: 3 }),
      milestones: fc.constant<Milestone[]>([]),
    })
    .map(({ days, revised, organisation: of, ...rest }) => {
      const [starts, ...later] = days.toSorted() as [string, string, string, string]
      return {
        ...rest,
        ...(of === null ? {} : { organisation: of }),
        starts,
        due: later[0],
        revisedDue: revised ? (later[1] as string) : null,
        completed: rest.status === 'done' ? (later[2] as string) : null,
      }
    })
const goal = (own: string): fc.Arbitrary<Goal> =>
  fc
    .record({
      id: fc.constant(own),
      title,
      outcome: block,
      measure: fc.option(
        fc.record({ metric: title, better: fc.constantFrom('high', 'low'), standard: fc.option(figure), unit: line }),
      ),
      trajectory: fc.uniqueArray(fc.record({ month, value: figure }), { maxLength: 4, selector: point => point.month }),
      actions: fc.constant<Action[]>([]),
    })
    .map(one => ({
      ...one,
      trajectory: one.measure === null ? [] : one.trajectory.toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    }))

/** Goals, actions and milestones, each action and milestone put somewhere at random. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    month,
    title,
    goals: unique(goal, 4),
    actions: unique(action, 6),
    milestones: unique(milestone, 8),
    at: fc.infiniteStream(fc.nat()),
  })
  .map(({ at, goals, actions, milestones, ...plan }) => {
    const pick = (count: number) => (at.next().value as number) % count
    const full = goals.map(one => ({ ...one, actions: [] as Action[] }))
    const held = actions.map(one => ({ ...one, milestones: [] as Milestone[] }))
    if (held.length > 0) for (const one of milestones) held[pick(held.length)]?.milestones.push(one)
    if (full.length > 0) for (const one of held) full[pick(full.length)]?.actions.push(one)
    return { ...plan, goals: full }
  })
