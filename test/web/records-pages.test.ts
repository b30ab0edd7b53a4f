/** Records on the pages: sections of a case, the form of a kind without JavaScript, versions, answers, and who sees what. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertRecords } from '../../src/casework/records/record-store.ts'
import type { Audience } from '../../src/casework/records/record.ts'
import { hashOfValue } from '../../src/casework/canonical.ts'
import type { Thread } from '../../src/web/case-sections.ts'
import { type CaseworkSite, caseworkSite, openedCase, publish, send } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  await publish(site, id)
}, 60_000)
afterAll(() => site?.close())

interface Model {
  readonly records: readonly Thread[]
  readonly sections: readonly { readonly section: string; readonly records: readonly Thread[] }[]
}

const model = async (path: string, as?: string) => (await (await site.ask(`${path}.json`, as)).json()) as Model

async function firstRecord(path: string, as?: string): Promise<Thread> {
  const [found] = (await model(path, as)).records
  if (found === undefined) throw new Error(`There is no record on ${path}.`)
  return found
}

const filled = {
  'body.finding': 'governance-failure',
  'body.value': 'yes',
  'body.statement': 'Three boards in a year.',
  'body.document': '',
  'body.until': '',
  audience: 'case',
  on: '2014-06-02',
  by: 'office',
  reason: 'The board’s own papers say so.',
}

const finding = (statement: string) => ({
  body: { finding: 'governance-failure', value: 'no', statement, document: null, until: null },
})

/** Puts a record into a case that no form would take: of an audience that its kind does not have. */
async function put(
  caseId: string,
  audience: Audience,
  words: string,
  actor: string,
  other: { readonly kind?: string; readonly body?: object } = {},
): Promise<string> {
  const { kind = 'finding', body = finding(words).body } = other
  const record = randomUUID()
  await site.desk.store.db.transaction().execute(tx =>
    insertRecords(tx, [
      {
        id: record,
        version: 1,
        kind,
        caseId,
        organisation: null,
        recordKind: 'fictional',
        audience,
        body,
        hash: hashOfValue(body),
        actor,
        role: 'office',
        reason: `Why ${words}`,
        effective: '2014-06-02',
        knownAt: '2014-06-02T09:00:00.000Z',
      },
    ]),
  )
  return record
}

describe('the form of a kind', () => {
  const path = () => `/cases/${id}/records/finding`

  it('is there for whoever may write it, with labels, hints and choices from the kind itself', async () => {
    const page = await site.text(path(), 'ida-office')
    expect(page).toContain('What is judged')
    expect(page).toContain('In the words that the rules use, such as yes or no.')
    expect(page).toContain('Has governance failed so badly that waiting would be unsafe?')
    expect(page).toMatch(/Document in which it stands \(leave empty if there is none\)/)
    expect(page).toContain('Harbour Office')
    expect(page).toContain('is public once the organisation was told and somebody else has published it')
    expect(page).not.toContain('name="audience"')
    expect(page).toMatch(/<input[^>]* name="body.value"[^>]* required maxlength="200">/)
    expect(page).toMatch(/<input[^>]* name="body.document"[^>]* value="" maxlength="500">/)
    expect(page).toMatch(/<input[^>]* name="body.until"[^>]* value="">/)
    for (const reader of [undefined, 'pia-pilot', 'auditor'])
      expect(await site.text(path(), reader)).not.toContain('<form class="case-form"')
  })

  it('leads back to what it wrote, once however often it is pressed', async () => {
    const first = await site.post(path(), 'ida-office', { ...filled, key: 'once' })
    const again = await site.post(path(), 'ida-office', { ...filled, key: 'once' })
    expect([first.status, again.status]).toEqual([303, 303])
    const to = first.headers.get('location') ?? ''
    expect(again.headers.get('location')).toBe(to)
    const page = await site.text(to.replace('#outcome', ''), 'ida-office')
    expect(page).toContain('It is written</strong>, as version 1')
    expect(page).toContain('Three boards in a year.')
    expect(page).not.toContain('Document in which it stands</dt>')
  })

  it('refused, comes again with the reason in words and what was filled in', async () => {
    const wrong = { ...filled, 'body.statement': '', 'body.value': 'ma<b>ybe', 'body.until': '2014-02-30' }
    const answer = await site.post(path(), 'ida-office', wrong)
    const page = await answer.text()
    expect(answer.status).toBe(400)
    expect(page).toContain('until: found &quot;2014-02-30&quot;; expected a day that exists')
    expect(page).toContain('statement: found nothing; expected')
    expect(page).toContain('value="ma&lt;b&gt;ybe"')
    expect(page).toMatch(/<option value="governance-failure" selected>/)
    expect((await site.post(path(), undefined, filled)).status).toBe(401)
    expect((await site.post(path(), 'pia-pilot', { ...filled, by: 'pilot' })).status).toBe(403)
    expect((await site.post(path(), 'ida-office', { ...filled, audience: 'restricted' })).status).toBe(400)
    const open = await site.post(path(), 'ida-office', { ...filled, audience: 'public' })
    expect([open.status, await open.text()]).toEqual([403, expect.stringContaining('then a publisher publishes it')])
  })

  it('as it comes, is for everybody or for the case by what is said in it', async () => {
    const form = `/cases/${id}/records/exit-criterion`
    const said = {
      title: 'A dry year',
      measure: 'Water',
      target: '2015-06-01',
      agreed: '2014-06-02',
      evidence: 'Seen.',
    }
    const sent = (outcome: string) => ({
      ...Object.fromEntries(Object.entries({ ...said, outcome }).map(([name, value]) => [`body.${name}`, value])),
      audience: '',
      on: '2014-06-02',
      by: 'lookout',
      reason: 'Measured',
    })
    const chosen = /<input[^>]*name="audience"[^>]*value=""[^>]* checked>/
    expect(await site.text(form, 'leo-lookout')).toMatch(chosen)
    expect((await site.post(form, 'leo-lookout', sent('evidence-missing'))).status).toBe(303)
    const { id: record, version } = await firstRecord(form, 'leo-lookout')
    expect(await firstRecord(form, 'leo-lookout')).toMatchObject({ audience: 'public' })
    expect(await site.text(`${form}?follows=${record}`, 'leo-lookout')).toMatch(chosen)
    const next = { ...sent('not-met'), follows: record, version: `${version}` }
    expect((await site.post(form, 'leo-lookout', next)).status).toBe(303)
    expect(await firstRecord(form, 'leo-lookout')).toMatchObject({ version: 2, audience: 'case' })
  })

  it('writes the next version prefilled, and the one before stays to be read', async () => {
    const record = await firstRecord(path(), 'ida-office')
    const form = await site.text(`${path()}?follows=${record.id}`, 'ida-office')
    expect(form).toContain('Write version 2')
    expect(form).toMatch(/<textarea[^>]*>Three boards in a year\.<\/textarea>/)
    site.turn('2014-06-10T09:00:00.000Z')
    const next = { ...filled, 'body.statement': 'Four boards in a year.', follows: record.id }
    expect((await site.post(path(), 'ida-office', { ...next, version: '7' })).status).toBe(412)
    expect((await site.post(path(), 'ida-office', { ...next, version: '1' })).status).toBe(303)
    const page = await site.text(`/cases/${id}`, 'pia-pilot')
    expect(page).toContain('Changed 1 time')
    expect(page).toMatch(/Four boards in a year\..*Before, on 2 June 2014.*Three boards in a year\./s)
    const then = await site.text(`/cases/${id}?as-known-at=2014-06-05`, 'pia-pilot')
    expect(then).toContain('Three boards in a year.')
    expect(then).not.toContain('Four boards')
    expect(then).toContain('Never changed')
    expect(await site.text(`/cases/${id}?as-known-at=2014-06-01`, 'analyst')).not.toContain('boards in a year')
  })

  it('takes no address of a record that is none, or not to be changed by this reader', async () => {
    for (const follows of ['nonsense', randomUUID()])
      expect((await site.ask(`${path()}?follows=${follows}`, 'ida-office')).status).toBe(404)
    const record = await firstRecord(path(), 'pia-pilot')
    expect((await site.ask(`${path()}?follows=${record.id}`, 'pia-pilot')).status).toBe(403)
    expect((await site.ask(`/cases/${id}/records/nonsense`)).status).toBe(404)
    expect((await site.ask(`/cases/${randomUUID()}/records/finding`)).status).toBe(404)
  })

  it('keeps HTML as text in every field', async () => {
    const hostile = '<img src=x onerror=alert(1)>'
    const sent = { ...filled, 'body.value': hostile, 'body.statement': hostile, 'body.document': hostile }
    expect((await site.post(path(), 'ida-office', { ...sent, reason: hostile })).status).toBe(303)
    for (const page of [
      await site.text(path(), 'pia-pilot'),
      await site.text(`/cases/${id}`, 'pia-pilot'),
      await site.text(path(), 'ida-office'),
    ]) {
      expect(page.match(/&lt;img src=x onerror=alert\(1\)&gt;/g)?.length).toBeGreaterThanOrEqual(4)
      expect(page).not.toContain('<img')
    }
  })
})

describe('the page of the case', () => {
  it('lists what the reader may write, and nothing for those who may write nothing', async () => {
    const page = await site.text(`/cases/${id}`, 'ida-office')
    expect(page).toContain('What you may write')
    expect(page).toContain(`/cases/${id}/records/finding"`)
    expect(await site.text(`/cases/${id}`)).not.toContain('What you may write')
    expect(await site.text(`/cases/${id}?as-known-at=2014-06-05`, 'ida-office')).not.toContain('What you may write')
  })

  it('shows an answer beneath what it answers, and names what else is about it', async () => {
    const other = await openedCase(site, {
      regime: 'harbour-watch',
      route: 'foundation-trust',
      organisations: ['X03'],
      on: '2014-06-02',
      reason: 'Asked.',
    })
    const written = await put(other, 'case', 'A judgement to be answered', 'ida-office')
    const answer = { to: written, outcome: 'noted', says: 'Heard.' }
    const reply = await put(other, 'case', '', 'olga-office', { kind: 'reply', body: answer })
    const disputed = { about: 'finding', of: written, where: null, says: 'It is wrong.', asks: 'Look again.' }
    const about = await put(other, 'case', '', 'olga-office', { kind: 'dispute', body: disputed })
    const { sections } = await model(`/cases/${other}`, 'analyst')
    const thread = sections.find(one => one.section === 'entry')?.records[0]
    expect(thread).toMatchObject({ id: written, replies: [{ id: reply, kind: 'reply' }] })
    expect(thread?.mentions).toEqual([{ id: about, words: 'Dispute of 2 June 2014' }])
    expect(thread?.replies[0]?.words[0]).toMatchObject({ label: 'What it answers' })
    expect(await site.text(`/cases/${other}`, 'analyst')).toMatch(
      /A judgement to be answered.*record__replies.*Heard\./s,
    )
  })
})

describe('who sees what', () => {
  const places = () => [
    `/cases/${id}`,
    `/cases/${id}.json`,
    `/cases/${id}/records/finding`,
    `/cases/${id}/records/finding.json`,
    `/api/v1/cases/${id}/records`,
    `/api/v1/cases/${id}/kinds`,
  ]
  const everything = async (as?: string) => (await Promise.all(places().map(path => site.text(path, as)))).join('\n')

  it('the public sees what is public, those inside what is for the case, and few what is restricted', async () => {
    await put(id, 'public', 'Words for everybody', 'ida-office')
    await put(id, 'case', 'Words for the case', 'ida-office')
    const hidden = await put(id, 'restricted', 'Words for few', 'ida-office')
    const seenBy = async (as?: string) => {
      const all = await everything(as)
      return ['Words for everybody', 'Words for the case', 'Words for few'].filter(one => all.includes(one)).length
    }
    expect(await seenBy()).toBe(1)
    expect(await seenBy('pia-pilot')).toBe(2)
    expect(await seenBy('olga-office')).toBe(2)
    expect(await seenBy('ida-office')).toBe(3)
    expect(await seenBy('auditor')).toBe(3)
    for (const as of [undefined, 'pia-pilot', 'olga-office']) {
      expect(await everything(as)).not.toContain(hidden)
      expect((await site.ask(`/api/v1/cases/${id}/records/${hidden}`, as)).status).toBe(404)
      expect((await site.ask(`/cases/${id}/records/finding?follows=${hidden}`, as)).status).toBe(404)
      const next = { ...filled, follows: hidden, version: '1' }
      expect((await site.post(`/cases/${id}/records/finding`, as, next)).status).toBe(404)
    }
    expect(await everything()).not.toMatch(/ida-office|Name of/)
  })

  it('what was taken back from the public is not read from what it followed', async () => {
    const record = await put(id, 'public', 'Words taken back', 'ida-office')
    expect(await everything()).toContain('Words taken back')
    const next = { ...finding('Gone.'), audience: 'case', on: '2014-06-10', by: 'office', reason: 'Said too much.' }
    const answer = await send(site, 'ida-office', `/cases/${id}/records/${record}`, next, { 'if-match': '"1"' })
    expect(answer.status).toBe(201)
    expect(await everything()).not.toContain('Words taken back')
    expect(await site.text(`/cases/${id}?as-known-at=2014-06-05`)).not.toContain('Words taken back')
    expect(await everything('pia-pilot')).toContain('Words taken back')
  })

  it('a version that was published by itself is for the public, and later ones are not', async () => {
    const record = await put(id, 'case', 'Words of a plan', 'ida-office')
    expect(await everything()).not.toContain('Words of a plan')
    const body = { of: record, says: 'The plan is out.', version: 1, hash: 'a'.repeat(64) }
    await put(id, 'public', '', 'olga-office', { kind: 'publication', body })
    const next = { ...finding('Words of a draft'), on: '2014-06-10', by: 'office', reason: 'The next month.' }
    const path = `/cases/${id}/records/${record}`
    expect((await send(site, 'ida-office', path, next, { 'if-match': '"1"' })).status).toBe(201)
    const seen = await everything()
    expect(seen).toContain('Words of a plan')
    expect(seen).not.toContain('Words of a draft')
  })

  it('a case that was not published shows the public nothing, whatever a record says', async () => {
    const candidate = await openedCase(site, {
      regime: 'harbour-watch',
      route: 'foundation-trust',
      organisations: ['X04'],
      on: '2014-06-02',
      reason: 'Asked.',
    })
    await put(candidate, 'public', 'Words for everybody', 'ida-office')
    for (const path of [`/cases/${candidate}/records/finding`, `/api/v1/cases/${candidate}/records`])
      expect((await site.ask(path)).status).toBe(404)
  })
})
