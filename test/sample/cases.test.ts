/** What the sample's cases tell has something of everything, and something in each week of the year that unfolds. */
import { describe, expect, it } from 'vitest'
import { sampleCases, sampleMoments } from '../../sample/case-file.ts'
import { kindOf, reasonFor } from '../../sample/reasons.ts'
import { recordKinds } from '../../src/casework/records/kinds.ts'
import { registers } from '../../src/casework/registers/registers.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'

const steps = sampleCases().flatMap(one => one.steps)
/** Kinds that nobody writes. */
const writtenByTheProduct = ['baseline']

interface PlannedAction {
  readonly id: string
  readonly status: string
  readonly revisedDue: string | null
}

function actionsOf(plan: unknown): readonly PlannedAction[] {
  return (plan as { goals: { actions: PlannedAction[] }[] }).goals.flatMap(({ actions }) => actions)
}

describe("the sample's cases", () => {
  it('are of every regime', async () => {
    const told = new Set(sampleCases().map(({ regime }) => regime))
    for (const { id } of await loadShelf()) expect([id, told.has(id)]).toEqual([id, true])
  })

  it('have an entry in every register', () => {
    const told = new Set(steps.flatMap(({ register }) => register ?? []))
    expect([...told].sort()).toEqual([...registers.keys()].sort())
  })

  it('have a record of every kind', () => {
    const told = new Set(steps.flatMap(({ write, attach }) => write ?? (attach ? 'document' : [])))
    for (const kind of recordKinds.keys())
      expect([kind, told.has(kind) || writtenByTheProduct.includes(kind)]).toEqual([kind, true])
  })

  it('have disputes with and without answers, refusals of exit, and bids of which some were chosen', () => {
    const replied = new Set(steps.filter(({ write }) => write === 'reply').map(({ body }) => body['to']))
    const disputes = steps.filter(({ write }) => write === 'dispute')
    const answered = disputes.filter(({ as }) => as !== undefined && replied.has(`@${as}`))
    expect(answered.length).toBeGreaterThan(1)
    expect(disputes.length).toBeGreaterThan(answered.length)
    const bids = sampleCases().filter(({ regime }) => regime === 'acute-care-collaboration-vanguards-2015')
    const chosen = bids.filter(bid => bid.steps.some(({ event }) => event === 'select'))
    expect([bids.length >= 8, chosen.length]).toEqual([true, 4])
    for (const { steps: all } of bids)
      for (const { event, why } of all) if (event === 'select' || event === 'refuse') expect(why).toBeDefined()
  })

  it('have plans in which actions are done, late, slipped and dropped, one version a month', () => {
    const plans = sampleCases().flatMap(({ steps: all }) => {
      const versions = all.filter(({ write }) => write === 'plan')
      return versions.length === 0 ? [] : [versions]
    })
    expect(plans.length).toBeGreaterThanOrEqual(3)
    for (const versions of plans) {
      expect(versions.length).toBeGreaterThan(2)
      const last = actionsOf(versions.at(-1)?.body)
      expect(last.length).toBeLessThanOrEqual(34)
      expect(new Set(last.map(({ status }) => status)).has('done')).toBe(true)
      expect(last.some(({ revisedDue }) => revisedDue !== null)).toBe(true)
    }
    const dropped = plans.filter(versions => {
      const kept = new Set(actionsOf(versions.at(-1)?.body).map(({ id }) => id))
      return actionsOf(versions[0]?.body).some(({ id }) => !kept.has(id))
    })
    expect(dropped.length).toBeGreaterThan(1)
  })

  it('have a team of 51 posts, about half without experience on a board, and a cut to 37 under consultation', () => {
    const entries = (name: string) => steps.filter(({ register }) => register === name).map(({ body }) => body)
    const posts = entries('team-post')
    expect(posts).toHaveLength(51)
    expect(posts.filter(body => body['board-experience'] === 'no').length).toBe(25)
    const titles = new Set(posts.map(({ title }) => title))
    const [cut] = entries('team-change') as [{ state: string; ends: string[] }]
    expect(cut.state).toBe('in-consultation')
    expect(posts.length - cut.ends.filter(title => titles.has(title)).length).toBe(37)
  })

  it('have decisions that a court quashed, one in part and one whole, each challenged by a council', () => {
    const quashing = sampleCases().filter(one => one.steps.some(({ quash }) => quash !== undefined))
    expect(quashing.map(({ regime }) => regime)).toEqual(Array(2).fill('trust-special-administration'))
    expect(quashing.map(one => one.steps.find(({ quash }) => quash)?.quash?.part === undefined)).toEqual([false, true])
    for (const { steps: all } of quashing)
      expect(all.some(({ write, body }) => write === 'challenge' && /Council/.test(`${body['claimant']}`))).toBe(true)
  })

  it('hold consultations that were answered and closed, and one that is open into the next year', () => {
    const held = sampleCases().flatMap(({ steps: all }) => {
      const closed = new Set(all.flatMap(({ write, body }) => (write === 'consultation-close' ? [body['to']] : [])))
      return all
        .filter(({ write }) => write === 'consultation')
        .map(one => ({ ...one.body, closed: closed.has(`@${one.as}`) }))
    })
    expect(held.filter(({ closed }) => closed).length).toBe(6)
    expect(held.filter(({ closed }) => !closed)).toEqual([
      expect.objectContaining({ with: 'public', until: '2027-01-29' }),
    ])
  })

  it('tell something in each week of 2026, in four cases at least', () => {
    const year = sampleMoments().filter(({ at }) => at.startsWith('2026'))
    const weekOf = (at: string) => Math.floor((Date.parse(at) - Date.parse('2025-12-29')) / (7 * 86_400_000))
    const weeks = new Set(year.map(({ at }) => weekOf(at)))
    // From that of 5 January on; in the days before, nobody works.
    expect(Array.from({ length: 52 }, (_, index) => index + 1).filter(week => !weeks.has(week))).toEqual([])
    const often = Map.groupBy(year, one => one.case.id)
    expect([...often.values()].filter(all => all.length >= 20).length).toBeGreaterThanOrEqual(4)
  })

  it('give a reason for each step that says what it is, and not that rules provide for it', () => {
    const whys = sampleMoments().map(({ why }) => why)
    expect(whys.filter(why => /As the rules provide/.test(why))).toEqual([])
    const kinds = [...new Set([...steps.map(kindOf), 'finding'])]
    for (const kind of kinds)
      expect([kind, reasonFor(kind)]).toEqual([kind, expect.stringMatching(/fictional|exists/i)])
    expect(new Set(kinds.map(reasonFor)).size).toBe(kinds.length)
  })

  it('begin as others do where they are short: as many days later, and with nobody silent who is said to have replied', () => {
    const cases = new Map(sampleCases().map(one => [one.id, one]))
    const later = cases.get('area-being-understood')?.steps.map(({ on }) => on)
    expect(later).toEqual(['2026-10-07', '2026-10-07', '2026-10-14'])
    const notices = cases.get('causes-being-sought')?.steps.filter(({ write }) => write === 'notice')
    expect(notices?.map(({ body }) => [body['told'], body['none-given']])).toEqual([['2026-09-14', true]])
  })

  it('come in the order of time, each step under a key of its own', () => {
    const moments = sampleMoments()
    expect(new Set(moments.map(({ key }) => key)).size).toBe(moments.length)
    expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted())
  })
})
