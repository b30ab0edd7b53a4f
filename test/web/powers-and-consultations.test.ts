/** Registers of powers, undertakings and consultations on the site; what is quashed, and where nobody was asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicActor } from '../../src/casework/model.ts'
import { addPeople } from '../../src/casework/people-store.ts'
import { neighbourEffects } from '../../src/web/neighbour-effects.ts'
import type { CaseModel } from '../../src/web/pages/case.ts'
import { type CaseworkSite, caseworkSite, openedCase, opening, publishedCase, send } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite('fictional', [
    [
      '{ before: consultation-closed }, public: not-stated,',
      '{ before: consultation-closed }, public: not-stated, engagement: true,',
    ],
  ])
  id = await publishedCase(site)
}, 60_000)
afterAll(() => site?.close())

async function write(as: string, by: string, kind: string, body: object, more: object = {}): Promise<string> {
  const sent = { kind, body, on: '2014-06-02', by, reason: 'As agreed', ...more }
  const answer = await send(site, as, `/cases/${id}/records`, sent)
  const said = (await answer.json()) as { readonly id: string; readonly detail?: string }
  if (!answer.ok) throw new Error(`${answer.status}: ${said.detail}`)
  return said.id
}

const model = async <Model>(path: string, as?: string) => (await (await site.ask(path, as)).json()) as Model
const caseModel = () => model<CaseModel>(`/cases/${id}.json`)

const use = {
  power: 'board-suspended',
  does: null,
  freedom: null,
  instrument: 'Order 7',
  place: null,
  from: '2014-06-02',
  until: null,
  conditions: 'The board may meet in private.',
  ended: null,
}

it('a register of powers by organisation, region and day, in public what is public; as JSON and CSV', async () => {
  await write('ida-office', 'office', 'power-use', use)
  await write('ida-office', 'office', 'power-use', { ...use, instrument: 'Letter 8' }, { audience: 'case' })
  const page = await site.text('/powers')
  expect(page).toContain('the board&#39;s conduct of business')
  expect(page).toContain('Order 7')
  expect(page).not.toContain('Letter 8')
  expect(await site.text('/powers', 'leo-lookout')).toContain('Letter 8')
  interface Listed {
    readonly comesWith: string
    readonly from: string | null
  }
  const listed = async (query: string) => (await model<{ powers: readonly Listed[] }>(`/powers.json${query}`)).powers
  const counted = async (query: string) => (await listed(query)).filter(({ comesWith }) => comesWith === 'use').length
  expect(await counted('?on=2014-06-01')).toBe(0)
  expect(await counted('?on=2014-06-02&organisation=X02&regime=harbour-watch')).toBe(1)
  expect(await counted('?organisation=X03')).toBe(0)
  expect(await counted('?region=Atlantis')).toBe(0)
  expect((await site.ask('/powers?on=yesterday')).status).toBe(400)
  expect(await site.text('/powers.csv')).toMatch(/^record_kind,organisation,.*\r\nfictional,X02,/)
  // What comes with the stage by itself, and nobody wrote down.
  const stage = (await listed('')).filter(({ comesWith }) => comesWith === 'stage')
  expect(stage).toMatchObject([
    { power: 'board-suspended', record: null, organisation: 'X02', from: '2014-06-02', inForce: true },
  ])
  expect(await listed('?on=2014-06-01')).toEqual([])
  expect(page).toMatch(/comes with the stage.*since 2 June 2014, while the stage lasts/s)
})

it('a register of undertakings, overdue ones told; they fall due in the calendar of duties', async () => {
  const body = { form: 'direction', text: 'Mend the lamp', basis: 'Direction 3', due: '2014-06-05', owner: 'crew' }
  await write('ida-office', 'office', 'undertaking', { ...body, compliance: 'open', evidence: null, decided: null })
  expect(await site.text('/undertakings')).toContain('1 undertaking: 1 still to be done, 0 overdue.')
  expect(await site.text('/duties')).toMatch(/Mend the lamp.*Owed by The organisation, to: Harbour Office/s)
  site.turn('2014-06-06T09:00:00.000Z')
  expect(await site.text('/undertakings')).toContain('Overdue')
  site.turn('2014-06-02T09:00:00.000Z')
  expect(await site.text('/undertakings?compliance=breached')).toContain('No undertaking is written here')
  expect((await site.ask('/undertakings?compliance=never')).status).toBe(400)
})

describe('consultations', () => {
  it('where the rules ask for engagement and none was held, everybody reads that', async () => {
    expect((await caseModel()).noneHeld).toEqual(['Meet the staff'])
    expect(await site.text(`/cases/${id}`)).toContain('Consultation: none held.')
    expect(await site.text('/consultations')).toMatch(/None held.*Meet the staff/s)
  })

  it('are listed with their last days, the first to close first; each with its responses and answers', async () => {
    const body = { with: 'staff-side', from: '2014-06-02', owner: 'pilot', document: null }
    await write('pia-pilot', 'pilot', 'consultation', { ...body, question: 'The later one?', until: '2014-07-31' })
    const to = await write('pia-pilot', 'pilot', 'consultation', {
      ...body,
      question: 'The sooner one?',
      until: '2014-06-30',
    })
    const response = await write('analyst', 'oversight-analyst', 'response', {
      to,
      from: 'staff-side',
      body: 'The union',
      says: 'Why?',
    })
    await write(
      'pia-pilot',
      'pilot',
      'reply',
      { to: response, outcome: 'noted', says: 'Because.' },
      { audience: 'public' },
    )
    const page = await site.text('/consultations')
    expect(page).toContain('2 consultations are open; the first closes at the end of 30 June 2014.')
    expect(page).toMatch(/The sooner one\?.*1, 1 answered.*The later one\?/s)
    expect(page).not.toContain('None held')
    expect((await caseModel()).noneHeld).toEqual([])
  })
})

it('criteria of exit of this case alone are shown to everybody, with how many are met', async () => {
  const body = { title: 'A dry year', measure: 'Water, monthly', target: '2015-06-01', agreed: '2014-06-02' }
  await write('leo-lookout', 'lookout', 'exit-criterion', { ...body, outcome: 'evidence-missing', evidence: null })
  const { exit } = await caseModel()
  expect(exit?.progress?.own).toMatchObject([{ title: 'A dry year', outcome: 'evidence-missing' }])
  expect(exit?.progress?.organisations).toEqual([])
  expect(exit?.progress?.words).toMatch(/^0 of [2-9] met$/)
  expect(await site.text(`/cases/${id}`)).toMatch(/A dry year.*agreed with the organisation on 2 June 2014/s)
})

it('what a case means for a neighbour stands on that one’s own desk', async () => {
  const effect = { neighbour: 'X03', effect: 'More ships come to it.', direction: 'worse', consulted: null }
  const record = await write('leo-lookout', 'lookout', 'neighbour-effect', effect)
  await write('leo-lookout', 'lookout', 'neighbour-effect', { ...effect, effect: 'A draft.' }, { audience: 'case' })
  const told = await neighbourEffects({ desk: site.desk, actor: publicActor }, 'X03', code => code)
  expect(told).toMatchObject([
    { case: id, record, direction: 'worse', consulted: null, organisations: ['X02'], answers: [] },
  ])
  const page = await site.text(`/cases/${id}`)
  expect(page).toContain('More ships come to it.')
})

describe('whoever speaks for a neighbour, and has no other part in the case', () => {
  const effect = { neighbour: 'X03', effect: 'More ships come.', direction: 'worse', consulted: '2014-06-02' }
  beforeAll(async () => {
    const near = { function: 'crew', organisation: 'X03', region: null, regime: null, from: '2014-01-01', until: null }
    const kept = { name: 'Name of nils', purpose: 'Made for tests.', keepUntil: null }
    await addPeople(site.desk.store, [{ key: 'nils-neighbour', ...kept, grants: [near] }])
  })

  it('answers what concerns it by the form to which its desk leads, and sees no more than everybody', async () => {
    const told = await write('leo-lookout', 'lookout', 'neighbour-effect', effect)
    const inside = await write('leo-lookout', 'lookout', 'neighbour-effect', effect, { audience: 'case' })
    const form = `/cases/${id}/records/reply?body.to=${told}`
    expect(await site.text('/organisations/X03/desk', 'nils-neighbour')).toContain(form)
    const page = await site.text(form, 'nils-neighbour')
    expect(page).toContain(`value="${told}" selected`)
    expect(page).not.toContain(inside)
    expect(page).not.toContain('Letter 8')
    expect(await site.text(form)).not.toContain('id="write"')
    expect(await site.text(`/cases/${id}/records/dispute`, 'nils-neighbour')).not.toContain('id="write"')
    const common = { on: '2014-06-02', by: 'crew', reason: 'We were asked.', audience: 'public', key: 'near-1' }
    const sent = { ...common, 'body.to': told, 'body.outcome': 'rejected', 'body.says': 'There is no berth left.' }
    const answer = await site.post(`/cases/${id}/records/reply`, 'nils-neighbour', sent)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('recorded=')])
    expect(await site.text(`/organisations/X03/desk`, 'nils-neighbour')).toContain('There is no berth left.')
  })

  it('is not told of a case that is not published', async () => {
    const hidden = await openedCase(site, { ...opening, organisations: ['X01'] })
    const sent = { kind: 'neighbour-effect', body: effect, on: '2014-06-02', by: 'lookout', reason: 'As agreed' }
    const { id: record } = (await (await send(site, 'leo-lookout', `/cases/${hidden}/records`, sent)).json()) as {
      readonly id: string
    }
    for (const path of [`/cases/${hidden}`, `/cases/${hidden}/records/reply?body.to=${record}`])
      expect((await site.ask(path, 'nils-neighbour')).status).toBe(404)
    expect(await site.text('/organisations/X03/desk', 'nils-neighbour')).not.toContain(hidden)
  })
})

it('a decision that was quashed is named on the public page, with the court and what followed', async () => {
  const { case: found } = await caseModel()
  expect(await site.text(`/cases/${id}`, 'ida-office')).toContain('id="quash-of"')
  expect(await site.text(`/cases/${id}`)).not.toContain('id="quash-of"')
  const event = { kind: 'quashed', of: '2', part: '', clock: '', court: 'High Court', reference: '[2014] EWHC 1' }
  const form = { ...event, on: '2014-06-02', by: 'office', reason: 'So the court.', key: 'form-1' }
  const sent = { ...form, expected: String(found.sequence) }
  const refused = await site.post(`/cases/${id}/events`, 'ida-office', { ...sent, of: '1', key: 'form-0' })
  expect(await refused.text()).toContain('Event 1 is no decision of the case that counts')
  expect((await site.post(`/cases/${id}/events`, 'ida-office', sent)).status).toBe(303)
  const page = await site.text(`/cases/${id}`)
  expect(page).toMatch(/Quashed: “Admitted at once”, of 2 June 2014.*on 2 June 2014 by High Court \(\[2014\] EWHC 1\)/s)
  expect(page).toContain('stops: what it rested on is quashed')
  expect(page).toContain('It was in from 2 June 2014 until 2 June 2014, when the decision was quashed')
  expect(page).not.toContain('It entered')
  const { case: after, events } = await caseModel()
  expect(after).toMatchObject({ stage: 'outside', phase: 'before', entered: null })
  expect(events[1]?.quashed).toMatchObject({ sequence: 3, part: null })
  expect(await site.text('/changes')).toContain('High Court')
})
