/** The page of an office-holder: what awaits their decision with the days left, and what to tell the media, misses first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseworkSite, caseworkSite, publishedCase } from './casework-site.ts'
import type { OfficeModel } from '../../src/web/pages/office.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  // The draft is the master's to publish, so that a clock runs for a decision of an office.
  site = await caseworkSite('fictional', [
    ['draft-published: { to: consultation, by: pilot', 'draft-published: { to: consultation, by: master'],
  ])
  id = await publishedCase(site)
}, 60_000)
afterAll(() => site?.close())

const page = async (query = '', as?: string) =>
  (await (await site.ask(`/offices/master.json${query}`, as)).json()) as OfficeModel

describe('an office', () => {
  it('sees which decisions await it, by when, and how many days are left', async () => {
    const { decisions } = await page('', 'max-master')
    expect(decisions.map(one => one.case)).toEqual([id])
    const [first] = decisions
    expect(first?.options).toContain('Draft published')
    expect(first).toMatchObject({ due: '2014-09-01', daysLeft: 91, mine: true })
    site.turn('2014-09-04T09:00:00.000Z')
    expect((await page()).decisions[0]).toMatchObject({ daysLeft: -3, mine: false })
    expect((await page()).summary).toBe('1 decision awaits this office; for 1 of them the day is past.')
    expect(await site.text('/offices/master')).toContain('Overdue')
  })

  it('has a draft for the media of each month: what was missed first, then what happened', async () => {
    const { update } = await page('?month=2014-09')
    expect(update?.missed).toEqual([
      'Brackenfield NHS Foundation Trust: “Publish a draft plan” was due on 1 September 2014, and is not done (Harbour Watch).',
    ])
    expect(update?.happened).toEqual([])
    expect(update?.text).toMatch(/What was missed.*What happened/s)
    const june = (await page('?month=2014-06')).update
    expect(june?.missed).toEqual([])
    expect(june?.happened).toContainEqual(
      expect.stringMatching(
        /^2 June 2014: Brackenfield NHS Foundation Trust: Admitted at once \(Harbour Watch\)\. By Harbour Office, on 2 June 2014\./,
      ),
    )
  })

  it('drafts from what everybody may read, whoever asks', async () => {
    expect((await page('', 'auditor')).update).toEqual((await page()).update)
  })

  it.each([
    ['/offices/nobody', 404, 'expected one of master'],
    ['/offices/master?month=1999-01', 400, 'There is no such month'],
  ])('%s is refused in words', async (path, status, words) => {
    const answer = await site.ask(path)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toContain(words)
  })
})
