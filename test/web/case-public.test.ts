/** A case for everybody: its sentences, its baseline folded, and what is disputed beside the thing, on both pages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseModel } from '../../src/web/pages/case.ts'
import type { OrganisationModel } from '../../src/web/organisation-schema.ts'
import { publishVersion, send } from './casework-site.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from './planned-case.ts'

let planned: PlannedCase
const at = (rest = '') => `/cases/${planned.id}${rest}`
const model = async <Model>(path: string, as?: string) => (await (await planned.site.ask(path, as)).json()) as Model
const sentence = async (about: string, as?: string) =>
  (await model<CaseModel>(at('.json'), as)).sentences.find(one => one.about === about)?.words

beforeAll(async () => {
  planned = await plannedCase()
}, 60_000)
afterAll(() => planned?.site.close())

describe('in plain sentences', () => {
  it('says at the top what kind of record, who, which place, why, and whose decision is next', async () => {
    const { sentences, summary } = await model<CaseModel>(at('.json'))
    expect(sentences.slice(0, 4).map(one => one.about)).toEqual(['kind', 'who', 'places', 'entry'])
    expect(summary).toBe(sentences.map(one => one.words).join(' '))
    expect(await sentence('places')).toBe('It is one of about 2; 1 is taken now.')
    expect(await sentence('entry')).toBe(
      'It entered by catastrophe, decided by Harbour Office on 3 February 2025. The reason given: “Unsafe to wait.”',
    )
    expect(await sentence('entry', 'ida-office')).toContain('after The lookout recommended it')
    expect(await planned.text(at())).toMatch(/<p class="lead">Fictional: this organisation does not exist\.<\/p>/)
  })

  it('counts what is late by the plan that was published, for those inside as for everybody', async () => {
    const first = await planned.write('cleo-crew', 'crew', 'plan', planFor('2025-07'))
    const plan = (await first.json()) as { id: string; version: number }
    expect(await sentence('plan', 'cleo-crew')).toMatch(/^Nothing was published for July 2025/)
    await planned.goPublic(1)
    const public1 = await sentence('plan')
    expect(public1).toMatch(/^\d+ of \d+ promised actions (is|are) late by the plan published for July 2025/)
    const draft = planFor('2025-07', last => ({ ...last, goals: last.goals.slice(0, 1) }))
    await expectDone(planned.write('cleo-crew', 'crew', 'plan', draft, plan))
    expect(await sentence('plan', 'cleo-crew')).toBe(public1)
  })

  it('tells how far the exit is to everybody, and its points to those inside only', async () => {
    for (const who of [undefined, 'ida-office'])
      expect(await sentence('exit', who)).toMatch(/^Of the points of the test of exit: \d of \d met\.$/)
    const points = async (who?: string) =>
      (await model<CaseModel>(at('.json'), who)).exit?.progress?.organisations.length
    expect([await points(), await points('ida-office')]).toEqual([0, 1])
  })

  it('says nothing of places and updates as known at an earlier day', async () => {
    const { sentences } = await model<CaseModel>(at('.json?as-known-at=2025-02-04'))
    const topics = sentences.map(one => one.about)
    expect(topics).toContain('who')
    expect(topics).not.toContain('places')
    expect(topics).not.toContain('plan')
  })
})

it('holds its baseline folded, and no change since entry without those compared with', async () => {
  const page = await planned.text(at())
  expect(page).toMatch(/<details class="figures" id="baseline"><summary>How it stood before it entered/)
  const { baselines } = await model<CaseModel>(at('.json'))
  expect(baselines).toHaveLength(1)
  for (const { since } of baselines)
    if (since.given) expect(since.caution).toBe('not evidence that the regime caused it')
    else expect(page).toContain(since.why)
})

describe('what is disputed', () => {
  const dispute = { about: 'decision', of: 'event:2', where: null, says: 'It was <i>safe</i>.', asks: 'Take it back.' }
  const segment = {
    about: 'segment',
    of: null,
    where: 'Its segment of the first quarter',
    says: 'Wrong.',
    asks: 'Mend it.',
  }
  const record = (as: string, by: string, kind: string, body: unknown, audience: string) =>
    send(planned.site, as, `/cases/${planned.id}/records`, {
      kind,
      body,
      by,
      audience,
      on: '2025-08-05',
      reason: 'As the board asked.',
    })
  const organisation = (as?: string) => model<OrganisationModel>('/organisations/X02.json', as)

  it('shows beside the event, with its answer once that may be read', async () => {
    const answer = await record('cleo-crew', 'crew', 'dispute', dispute, 'public')
    const { id } = (await answer.json()) as { id: string }
    expect(await sentence('disputes')).toContain('1 thing said or decided here: 0 answered, to 1 no answer is public')
    const event = async () =>
      /<li class="case-event" id="event-2">.*?(?=<li class="case-event")/s.exec(await planned.text(at()))?.[0] ?? ''
    expect(await event()).toMatch(/Disputed by The organisation<\/strong> on 5 August 2025: It was &lt;i&gt;safe/)
    expect(await event()).toContain('No answer is shown here yet.')
    const reply = { to: id, outcome: 'partly', says: 'Two wards were.' }
    // What it does not accept judges the organisation, which is told first.
    expect((await record('ida-office', 'office', 'reply', reply, 'public')).status).toBe(403)
    const replied = await record('ida-office', 'office', 'reply', reply, 'case')
    expect(await event()).toContain('No answer is shown here yet.')
    await publishVersion(planned.site, planned.id, ((await replied.json()) as { id: string }).id)
    expect(await event()).toMatch(
      /<strong>Accepted in part<\/strong> by Harbour Office, on 5 August 2025: Two wards were\./,
    )
    expect(await sentence('disputes')).toMatch(/1 thing said or decided here: 1 answered\.$/)
  })

  it('of a figure or segment shows on the organisation’s page as soon as it is public, and nothing else does', async () => {
    expect((await organisation()).disputes).toEqual([])
    await expectDone(record('cleo-crew', 'crew', 'dispute', { ...segment, says: 'In private.' }, 'case'))
    expect((await organisation('cleo-crew')).disputes).toEqual([])
    await expectDone(record('cleo-crew', 'crew', 'dispute', segment, 'public'))
    expect((await organisation()).disputes).toMatchObject([{ about: 'segment', says: 'Wrong.', case: planned.id }])
    const page = await planned.text('/organisations/X02')
    expect(page).toContain('The organisation disputes a segment or score: Its segment of the first quarter.')
    expect(page).toContain(`${at()}#disputed`)
    expect(page).not.toContain('In private.')
    expect((await model<OrganisationModel>('/organisations/X03.json')).disputes).toEqual([])
  })
})

it('holds one baseline of an entry that was corrected, and none of one that was struck out', async () => {
  const correct = (sequence: number, instead: object | null) =>
    expectDone(
      send(
        planned.site,
        'ida-office',
        `/cases/${planned.id}/corrections`,
        { sequence, instead, reason: 'It was not so.' },
        { 'if-match': `"${sequence}"` },
      ),
    )
  const entered = async () => (await model<CaseModel>(at('.json'), 'ida-office')).baselines.map(one => one.entered)
  await correct(2, { kind: 'event', event: 'admitted-at-once', on: '2025-02-04', by: 'office' })
  expect(await entered()).toEqual(['2025-02-04'])
  await correct(3, null)
  expect(await entered()).toEqual([])
})
