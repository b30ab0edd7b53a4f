/** Registers of powers, undertakings and consultations on the site; what is quashed, and where nobody was asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicActor } from '../../src/casework/model.ts'
import { addPeople } from '../../src/casework/people-store.ts'
import { neighbourEffects } from '../../src/web/neighbour-effects.ts'
import type { CaseModel } from '../../src/web/pages/case.ts'
import {
  admit,
  type CaseworkSite,
  caseworkSite,
  openedCase,
  opening,
  publish,
  publishedCase,
  publishVersion,
  send,
} from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite('fictional', [
    [
      'during: [consultation], when: { before: consultation-closed }, public: not-stated,',
      'during: in-the-regime, when: { before: consultation-closed }, public: not-stated, engagement: staff-side,',
    ],
    [
      '  warn-at-once:\n',
      '  meet-public: { title: Meet the public, owner: pilot, during: in-the-regime, when: { no-date: true }, public: true, engagement: public, clause: rules#1, confidence: ours }\n  warn-at-once:\n',
    ],
    ['        title: Under review\n', '        title: Under review\n        courts: no-claim\n'],
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
  const inWords = { ...use, power: null, does: 'suspends', freedom: 'Painting the hull', instrument: 'Letter 8' }
  await write('ida-office', 'office', 'power-use', inWords, { audience: 'case' })
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
  // What comes with the stage by itself stands with the use of it that somebody wrote down.
  expect(await listed('')).toMatchObject([
    {
      power: 'board-suspended',
      comesWith: 'use',
      organisation: 'X02',
      withStage: [{ from: '2014-06-02', ended: null }],
      inForce: true,
    },
  ])
  expect(await listed('?on=2014-06-01')).toEqual([])
  expect(page).toMatch(
    /Suspends a freedom: the board.*it came with the stage since 2 June 2014, while the stage lasts/s,
  )
})

it('a register of undertakings, overdue ones told; they fall due in the calendar of duties', async () => {
  const body = { form: 'direction', text: 'Mend the lamp', basis: 'Direction 3', due: '2014-06-05', owner: 'crew' }
  const open = { ...body, compliance: 'open', evidence: null, decided: null }
  const direction = await write('ida-office', 'office', 'undertaking', open)
  expect(await site.text('/undertakings')).toContain('1 undertaking: 1 still to be done, 0 overdue.')
  expect(await site.text('/duties')).toMatch(/Mend the lamp.*Owed by The organisation, to: Harbour Office/s)
  site.turn('2014-06-06T09:00:00.000Z')
  expect(await site.text('/undertakings')).toContain('Overdue')
  site.turn('2014-06-02T09:00:00.000Z')
  expect(await site.text('/undertakings?compliance=breached')).toContain('No undertaking is written here')
  // That it was kept in part is for everybody once it is published; until then it stands as it did.
  const found = { ...body, compliance: 'partly', evidence: 'Half a lamp.', decided: '2014-06-02' }
  const next = { on: '2014-06-02', by: 'office', reason: 'Looked at', body: found }
  const revise = (more: object = {}) =>
    send(site, 'ida-office', `/cases/${id}/records/${direction}`, { ...next, ...more }, { 'if-match': '"1"' })
  expect((await revise({ audience: 'public' })).status).toBe(403)
  expect(await (await revise()).json()).toMatchObject({ version: 2, audience: 'case' })
  expect(await site.text('/undertakings')).toContain('1 undertaking: 1 still to be done')
  expect(await site.text('/undertakings')).not.toContain('Half a lamp')
  expect(await site.text('/undertakings', 'ida-office')).toContain('Half a lamp')
  expect(await site.text(`/cases/${id}`)).toContain('Mend the lamp')
  expect(await site.text(`/cases/${id}`)).not.toContain('Half a lamp')
  await publishVersion(site, id, direction, 2)
  expect(await site.text('/undertakings?compliance=partly')).toContain('Half a lamp')
  expect(await site.text('/duties')).toMatch(/Mend the lamp/)
  expect((await site.ask('/undertakings?compliance=never')).status).toBe(400)
})

describe('consultations', () => {
  it('where the rules ask for engagement and none was held, everybody reads that', async () => {
    expect((await caseModel()).noneHeld).toEqual(['Meet the staff', 'Meet the public'])
    expect(await site.text(`/cases/${id}`)).toContain('None held:</strong> Meet the staff; Meet the public.')
    expect(await site.text('/consultations')).toMatch(/None held.*Meet the staff; Meet the public/s)
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
    // Staff were asked; that shows nothing of the public.
    expect(page).toMatch(/None held.*: Meet the public</s)
    expect((await caseModel()).noneHeld).toEqual(['Meet the public'])
  })

  it('stand in full on the page of the case while they are open, however old; closed ones are folded', async () => {
    const engagement = async () => {
      const page = await site.text(`/cases/${id}`)
      const from = page.indexOf('id="engagement"')
      const section = page.slice(from, page.indexOf('<h2', from))
      const folded =
        /<details class="figures"><summary>\d+ records? (before it|beside them).*/s.exec(section)?.[0] ?? ''
      return { inFull: section.slice(0, section.length - folded.length), folded }
    }
    const before = await engagement()
    expect(before.inFull).toMatch(/The sooner one\?.*The later one\?/s)
    expect(before.folded).toBe('')
    const open = (await caseModel()).sections.flatMap(({ records }) => records.filter(one => one.open))
    expect(open).toHaveLength(2)
    site.turn('2014-07-01T09:00:00.000Z')
    const sooner = open.find(({ words }) => words.some(({ text }) => text === 'The sooner one?'))?.id
    const close = { to: sooner, says: 'Some ask why.', changed: 'Nothing.' }
    await write('pia-pilot', 'pilot', 'consultation-close', close, { on: '2014-07-01' })
    const after = await engagement()
    expect(after.inFull).toContain('The later one?')
    expect(after.inFull).toContain('The sooner one?')
    const third = { with: 'councils', from: '2014-07-01', until: '2014-07-31', owner: 'pilot', document: null }
    await write('pia-pilot', 'pilot', 'consultation', { ...third, question: 'The last one?' }, { on: '2014-07-01' })
    const last = await engagement()
    expect(last.inFull).toMatch(/The last one\?.*The later one\?/s)
    expect(last.inFull).not.toContain('The sooner one?')
    expect(last.folded).toContain('1 record beside them')
    expect(last.folded).toContain('The sooner one?')
    site.turn('2014-06-02T09:00:00.000Z')
  })
})

describe('what the rules tell of a case, against what is written in it', () => {
  let other: string
  beforeAll(async () => {
    other = await openedCase(site, { ...opening, organisations: ['X03'], on: '2014-05-01' })
    await admit(site, other)
    await publish(site, other)
  })

  it('a consultation that was written down afterwards is told as that, and shows of no duty that it was done', async () => {
    const days = { from: '2014-05-01', until: '2014-05-02', owner: 'pilot', document: null }
    const body = { with: 'public', question: 'Had anybody asked?', ...days }
    const sent = { kind: 'consultation', body, on: '2014-06-02', by: 'pilot', reason: 'For the file' }
    expect((await send(site, 'pia-pilot', `/cases/${other}/records`, sent)).ok).toBe(true)
    expect((await model<CaseModel>(`/cases/${other}.json`)).noneHeld).toEqual(['Meet the staff', 'Meet the public'])
    expect(await site.text(`/cases/${other}`)).toContain('Written down afterwards')
    const listed = await model<{ consultations: readonly object[]; noneHeld: readonly object[] }>('/consultations.json')
    expect(listed.consultations).toContainEqual(
      expect.objectContaining({ case: other, state: 'over', afterwards: true }),
    )
    expect(listed.noneHeld).toContainEqual(
      expect.objectContaining({ case: other, duties: ['Meet the staff', 'Meet the public'] }),
    )
    expect(await site.text('/consultations')).toContain('over, not closed yet; written down afterwards')
  })

  it('nor does one that was written down once it had begun, though it ends today, or that not everybody may see', async () => {
    const body = { with: 'public', question: 'Is it asked?', until: '2014-06-02', owner: 'pilot', document: null }
    const hold = async (from: string, audience: string) => {
      const about = { kind: 'consultation', on: '2014-06-02', by: 'pilot', reason: 'For the file', audience }
      return (await send(site, 'pia-pilot', `/cases/${other}/records`, { ...about, body: { ...body, from } })).status
    }
    expect(await hold('2000-01-01', 'public')).toBe(400)
    expect(await hold('2014-06-01', 'public')).toBe(201)
    expect(await hold('2014-06-02', 'case')).toBe(201)
    for (const who of [undefined, 'leo-lookout'])
      expect((await model<CaseModel>(`/cases/${other}.json`, who)).noneHeld).toEqual([
        'Meet the staff',
        'Meet the public',
      ])
  })

  it('a strand that says no claim is before a court is not told over a claim or a quashing that is', async () => {
    const told = async () => (await model<CaseModel>(`/cases/${other}.json`)).case.strands[0]?.instead
    expect(await told()).toBeNull()
    const review = { form: 'judicial-review', claimant: 'The council', against: 'event:2', ground: 'Not asked' }
    const body = { ...review, forum: null, from: '2014-06-02', outcome: 'open', decided: null, reference: null }
    const claim = (audience: string) => {
      const sent = {
        kind: 'challenge',
        body,
        on: '2014-06-02',
        by: 'oversight-analyst',
        reason: 'It is filed',
        audience,
      }
      return send(site, 'analyst', `/cases/${other}/records`, sent)
    }
    expect((await claim('case')).ok).toBe(true)
    expect(await told()).toBeNull()
    expect((await claim('public')).ok).toBe(true)
    expect(await told()).toBe('A judicial review is open since 2 June 2014')
    const court = { court: 'High Court', reference: '[2014] EWHC 2', on: '2014-06-02', by: 'office' }
    const event = { kind: 'quashed', of: 2, part: 'What it says of the neighbour', clocks: [], ...court }
    const quashed = await send(
      site,
      'ida-office',
      `/cases/${other}/events`,
      { event, reason: 'So the court' },
      { 'if-match': '"2"' },
    )
    expect(await quashed.text()).toContain('Quashed in part on 2 June 2014 by High Court ([2014] EWHC 2)')
    expect(await site.text(`/cases/${other}`)).toMatch(
      /Review of the board: Quashed in part on 2 June 2014 by High Court \(\[2014\] EWHC 2\)\..*has moved it on from “Under review”/,
    )
  })
})

it('criteria of exit of this case alone are shown to everybody, with how many are met', async () => {
  const body = { title: 'A dry year', measure: 'Water, monthly', target: '2015-06-01', agreed: '2014-06-02' }
  const missing = { ...body, outcome: 'evidence-missing', evidence: null }
  const own = await write('leo-lookout', 'lookout', 'exit-criterion', missing)
  const { exit } = await caseModel()
  expect(exit?.progress?.own).toMatchObject([{ title: 'A dry year', outcome: 'evidence-missing' }])
  expect(exit?.progress?.organisations).toEqual([])
  expect(exit?.progress?.words).toMatch(/^0 of [2-9] met$/)
  expect(await site.text(`/cases/${id}`)).toMatch(/A dry year.*agreed with the organisation on 2 June 2014/s)
  // That it is not met counts in public once it is published: until then the public reads what it read.
  const next = { ...body, outcome: 'not-met', evidence: 'Three inches of water.' }
  const sent = { on: '2014-06-02', by: 'lookout', reason: 'Measured', body: next }
  const versions = `/cases/${id}/records/${own}`
  expect(await (await send(site, 'leo-lookout', versions, sent, { 'if-match': '"1"' })).json()).toMatchObject({
    audience: 'case',
  })
  const told = async () => (await caseModel()).exit?.progress
  expect(await told()).toMatchObject({ of: exit?.progress?.of, own: [{ outcome: 'evidence-missing' }] })
  expect((await told())?.words).toMatch(/^0 of [2-9] met by what is public; the judgement of 1 other point/)
  await publishVersion(site, id, own, 2)
  expect(await told()).toMatchObject({ of: exit?.progress?.of, own: [{ outcome: 'not-met' }] })
  // Once it is met it is for everybody again.
  const met = { ...sent, body: { ...next, outcome: 'met', evidence: 'Dry.' } }
  expect(await (await send(site, 'leo-lookout', versions, met, { 'if-match': '"2"' })).json()).toMatchObject({
    audience: 'public',
  })
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
