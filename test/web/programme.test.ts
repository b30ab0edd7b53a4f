/** Programme boards: places as slots, candidates and queue for those with leave, and nothing of a candidate for the public. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../../src/casework/people-store.ts'
import type { DutiesModel } from '../../src/web/pages/duties.ts'
import type { ProgrammeModel } from '../../src/web/pages/programme.ts'
import type { ProgrammesModel } from '../../src/web/pages/programmes.ts'
import { admit, type CaseworkSite, caseworkSite, json, openedCase, opening, publish, send } from './casework-site.ts'

let site: CaseworkSite
const ids: Record<string, string> = {}
const open = async (code: string) => (ids[code] = await openedCase(site, { ...opening, organisations: [code] }))
const enter = async (code: string, more = {}) => {
  const answer = await admit(site, await open(code), more)
  if (!answer.ok) throw new Error((await json(answer)).detail)
}
const write = async (code: string, as: string, record: object) => {
  const answer = await send(site, as, `/cases/${ids[code]}/records`, {
    on: '2014-06-02',
    reason: 'As agreed.',
    ...record,
  })
  if (!answer.ok) throw new Error((await json(answer)).detail)
}

/** What is said to the office that would have it enter. */
const refusedEntry = async (code: string) => {
  const found = await (await site.ask(`/api/v1/cases/${ids[code]}`, 'ida-office')).json()
  const { sequence } = found as { readonly sequence: number }
  const event = { kind: 'event', event: 'admitted-at-once', on: '2014-06-02', by: 'office' }
  const sent = { event, reason: 'Unsafe to wait.', exceed: 'It cannot wait.' }
  const answer = await send(site, 'ida-office', `/cases/${ids[code]}/events`, sent, { 'if-match': `"${sequence}"` })
  return (await json(answer)).detail
}

const path = '/programmes/harbour-watch'
const text = async (address: string, as?: string) => {
  const answer = await site.ask(address, as)
  expect(answer.status, address).toBe(200)
  return answer.text()
}
const board = async (as?: string) => (await (await site.ask(`${path}.json`, as)).json()) as ProgrammeModel

beforeAll(async () => {
  site = await caseworkSite()
  await enter('X02')
  await publish(site, ids['X02'] as string)
  await open('X04')
  await addPeople(site.desk.store, [
    {
      key: 'carla-crew',
      name: 'Carla',
      purpose: 'Made for tests.',
      keepUntil: null,
      grants: [{ function: 'crew', organisation: 'X04', region: null, regime: null, from: '2010-01-01', until: null }],
    },
  ])
}, 60_000)
afterAll(() => site?.close())

describe('places', () => {
  it('are slots: who holds each, since when, what is due and whose, and those that are free', async () => {
    site.turn('2014-08-10T09:00:00.000Z')
    const { slots, places } = await board()
    expect(places).toMatchObject({ number: 2, kind: 'expected', taken: 1, free: 1, above: 0 })
    expect(slots.map(one => one.status)).toEqual(['held', 'free'])
    expect(slots[0]).toMatchObject({
      case: ids['X02'],
      organisations: [{ code: 'X02', name: 'Brackenfield NHS Foundation Trust' }],
      since: '2014-06-02',
      months: 2,
      stageTitle: 'A plan is being drafted',
      next: { title: 'Publish a draft plan', due: '2014-09-01', overdue: false, ownerTitle: 'Pilot' },
    })
    const page = await text(path)
    expect(page).toContain('About 2 places expected; 1 taken, 1 free.')
    expect(page).toMatch(/Next due <time[^>]*>1 September 2014<\/time>: Publish a draft plan, by Pilot\./)
  })

  it('say in words what is overdue, from the day after', async () => {
    site.turn('2014-09-02T09:00:00.000Z')
    expect(await text(path)).toMatch(/Was due <time[^>]*>1 September 2014<\/time>.*Overdue/s)
    expect((await board()).summary).toContain('Of 1 of those shown something is overdue.')
    // As the calendar of duties has it, and the report to the board.
    const { duties } = JSON.parse(await text('/duties.json')) as DutiesModel
    const first = duties.find(one => one.case === ids['X02'])
    const { next } = (await board()).slots[0] ?? {}
    expect(next).toEqual({
      title: first?.title,
      due: first?.due,
      overdue: first?.overdue,
      ownerTitle: first?.ownerTitle,
    })
    expect(first?.overdue).toBe(true)
    expect(await text('/report')).toMatch(/With something overdue.*<td[^>]*>1<\/td>/s)
    expect(await text('/programmes')).toMatch(/Overdue.*for 1/s)
    site.turn('2014-06-02T09:00:00.000Z')
  })

  it('tell how much of the test of exit is met, to those with leave', async () => {
    const [slot] = (await board('analyst')).slots
    expect(slot?.exit).toMatchObject({ of: 2 })
    expect(slot?.exit?.open.length).toBe((slot?.exit?.of ?? 0) - (slot?.exit?.met ?? 0))
    expect(await text(path, 'analyst')).toMatch(/Of the test of exit: <strong>\d of 2 met/)
    expect((await board()).slots[0]?.exit).toBeNull()
  })

  it('as CSV carry the kind of record in each row', async () => {
    const [head, row, ...more] = (await text(`${path}.csv`)).trim().split('\r\n')
    expect(head).toMatch(/^record_kind,part,case,organisations,names,status,since,months_in,/)
    expect(row).toMatch(/^fictional,place,.*,X02,Brackenfield NHS Foundation Trust,held,2014-06-02,0,/)
    expect(more).toHaveLength(1)
  })

  it('are told of a regime that is there, and of no other', async () => {
    expect((await site.ask('/programmes/nowhere')).status).toBe(404)
  })
})

/** The case's own records, as somebody is given them by the API. */
const recordsOf = async (code: string, as?: string) =>
  ((await json(site.ask(`/api/v1/cases/${ids[code]}/records`, as))) as unknown as RecordsJson).records
interface RecordsJson {
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    readonly words: readonly { readonly label: string; readonly text: string }[]
  }[]
}

describe('candidates', () => {
  const estimate = { low: 1000, high: 3000, consultancy: null, posts: 2.5, months: 6, basis: 'A guess.' }
  const advice = { on: 'entry', way: 'catastrophic', advice: 'yes', says: 'Nobody governs it.' }
  beforeAll(async () => {
    await write('X04', 'analyst', { kind: 'estimate', by: 'oversight-analyst', body: estimate })
    await write('X04', 'leo-lookout', { kind: 'recommendation', by: 'lookout', body: advice })
    const placed = { list: 'provisional', place: 'waiting', instead: null, protection: null, says: 'One of two.' }
    await write('X04', 'leo-lookout', { kind: 'placing', by: 'lookout', body: placed })
  })

  it('show the way in, who recommends, what it costs, where it is on the lists, and who is next', async () => {
    const { candidates, sums } = await board('analyst')
    expect(candidates).toMatchObject([
      {
        case: ids['X04'],
        way: { title: 'By catastrophe', outcome: 'needs-judgement', considered: true },
        recommendation: { advice: 'yes', roleTitle: 'The lookout' },
        accuracy: null,
        estimate: { low: 1000, high: 3000, posts: 2.5, months: 6 },
        lists: [{ list: 'provisional', place: 'waiting', says: 'One of two.' }],
        queue: { position: 1, would: 'enter', first: true, choices: [] },
      },
    ])
    expect(sums).toMatchObject({
      candidates: { cases: 1, estimated: 1, low: 1000, high: 3000, posts: 2.5 },
      holders: { cases: 1, estimated: 1, low: 100_000, high: 250_000, posts: 3 },
    })
    const page = await text(path, 'analyst')
    expect(page).toContain('Calculated, not decided')
    expect(page).toContain('£1,000 to £3,000')
    expect(page).toContain('Next by the order')
    expect(page).toContain('The order: The largest deficit first.')
    expect(page).not.toMatch(/deficit first:/)
  })

  it('are told to the public by no name, code or number, in no format', async () => {
    for (const address of [path, `${path}.json`, `${path}.csv`, '/programmes', '/programmes.json', '/programmes.csv']) {
      const page = await text(address)
      for (const told of ['X04', 'Dunmere', ids['X04'] as string, '1,000', 'Nobody governs it', '1 candidate'])
        expect(page, `${address} tells ${told}`).not.toContain(told)
    }
    expect(await board()).toMatchObject({ candidates: null, sums: null, bids: null })
    const { programmes } = (await (await site.ask('/programmes.json')).json()) as ProgrammesModel
    expect(programmes).toMatchObject([{ places: { taken: 1 }, candidates: null }])
  })

  it('make no difference at all to what the public is given', async () => {
    const before = [await text(path), await text('/programmes')]
    await open('X05')
    expect([await text(path), await text('/programmes')]).toEqual(before)
  })

  it('stand in the queue only where something lets them in', async () => {
    const all = (await board('analyst')).candidates ?? []
    expect(all.map(one => [one.organisations[0]?.code, one.queue?.position])).toEqual([
      ['X04', 1],
      ['X05', null],
    ])
    expect(await text(path, 'analyst')).toContain('It does not stand in the queue')
  })

  it('are shown to an organisation only where it is its own, without the order of all', async () => {
    const { candidates } = await board('carla-crew')
    expect(candidates).toMatchObject([{ case: ids['X04'], queue: null }])
    expect(await text(path, 'carla-crew')).not.toContain('Elverton')
  })

  describe('when all places are taken', () => {
    beforeAll(async () => {
      await enter('X03')
      await enter('X06', { exceed: 'It could not wait.' })
    }, 60_000)

    it('ask for the choice that somebody has to record for one that is considered whatever the places', async () => {
      const [one] = (await board('analyst')).candidates ?? []
      expect(one?.queue).toMatchObject({ would: 'wait', first: true })
      expect(one?.queue?.choices.map(({ id }) => id)).toEqual(['exceed', 'wait-with-protection'])
      expect(await text(path, 'analyst')).toContain('Somebody has to choose, and record it:')
      const body = {
        list: 'provisional',
        place: 'waiting',
        instead: 'wait-with-protection',
        protection: 'A director on site.',
        says: 'The others go first.',
      }
      await write('X04', 'leo-lookout', { kind: 'placing', by: 'lookout', body })
      const [chosen] = (await board('analyst')).candidates ?? []
      expect(chosen?.queue?.choices).toEqual([])
      expect(chosen?.lists.at(-1)).toMatchObject({
        instead: 'It waits with an interim director',
        protection: 'A director on site.',
      })
    })

    it('show above an expected number why it was exceeded, and to the public only for a case that is public', async () => {
      const { places, slots } = await board('analyst')
      expect(places).toMatchObject({ taken: 3, free: 0, above: 1 })
      expect(slots.find(one => one.case === ids['X06'])?.exceed).toBe('It could not wait.')
      const seen = await board()
      expect(seen.slots.map(one => one.status).toSorted()).toEqual(['held', 'not-public', 'not-public'])
      expect(await text(path)).not.toContain('It could not wait.')
      await publish(site, ids['X06'] as string)
      expect(await text(path)).toMatch(/Above the expected number:<\/strong> It could not wait\./)
    })
  })

  it('are not said to be recommended by what no longer holds: the board and the case say why, as the gate does', async () => {
    const lapse = 'the estimate that it rests on was version 1, and is version 2'
    const candidate = async () => (await board('analyst')).candidates?.find(one => one.case === ids['X04'])
    const toldInCase = async () =>
      (await recordsOf('X04', 'analyst'))
        .filter(({ kind }) => kind === 'recommendation')
        .flatMap(({ words }) => words.flatMap(one => (one.label === 'No longer holds' ? [one.text] : [])))
    await write('X04', 'leo-lookout', { kind: 'recommendation', by: 'lookout', body: advice })
    expect((await candidate())?.recommendation?.lapsed).toBeNull()
    expect(await toldInCase()).toEqual([])
    const before = (await recordsOf('X04', 'analyst')).find(({ kind }) => kind === 'estimate')
    const next = { body: { ...estimate, high: 4000 }, on: '2014-06-02', by: 'oversight-analyst', reason: 'Rents rose.' }
    const at = `/cases/${ids['X04']}/records/${before?.id}`
    expect((await send(site, 'analyst', at, next, { 'if-match': '"1"' })).status).toBe(201)
    expect((await candidate())?.recommendation).toMatchObject({ advice: 'yes', lapsed: lapse })
    expect(await text(path, 'analyst')).toMatch(
      new RegExp(`That no longer holds:</strong> ${lapse}\\. Have it made anew`),
    )
    expect(await toldInCase()).toEqual([lapse])
    expect(await text(`/cases/${ids['X04']}`, 'analyst')).toMatch(new RegExp(`No longer holds</dt><dd>${lapse}`))
    expect(await refusedEntry('X04')).toContain(`no longer holds: ${lapse}`)
  })
})
