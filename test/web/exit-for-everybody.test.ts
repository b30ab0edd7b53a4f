/** How many points of the test of exit are met is for everybody, and is counted on what everybody may read. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CaseworkSite, caseworkSite, publishedCase, publishVersion, send } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite('fictional', [
    [
      '- { test: deficit_share <= deficit_limit, says: Its deficit is within the limit, clause: rules#exit, confidence: ours }',
      '- { judgement: Do barriers stand in the way?, by: office, finding: structural-barriers, equals: "no", clause: rules#exit, confidence: ours }',
    ],
  ])
  id = await publishedCase(site)
}, 60_000)
afterAll(() => site?.close())

interface Model {
  readonly exit: { readonly progress: { readonly met: number; readonly words: string } }
}
const progress = async (as?: string) =>
  ((await (await site.ask(`/cases/${id}.json`, as)).json()) as Model).exit.progress
const met = async (as?: string) => (await progress(as)).met

it('a judgement for those who work on the case counts for them, and for nobody else until it is public', async () => {
  const before = await met()
  expect(await met('ida-office')).toBe(before)
  const judge = async () => {
    const answer = await send(site, 'ida-office', `/cases/${id}/records`, {
      kind: 'finding',
      body: { finding: 'structural-barriers', value: 'no', statement: 'There are none.', document: null, until: null },
      on: '2014-06-02',
      by: 'office',
      reason: 'Looked at.',
    })
    return ((await answer.json()) as { readonly id: string }).id
  }
  const judged = await judge()
  expect([await met('ida-office'), await met()]).toEqual([before + 1, before])
  expect((await progress('ida-office')).words).not.toContain('public')
  expect((await progress()).words).toMatch(/ met by what is public; the judgement of 1 other point is not public$/)
  await publishVersion(site, id, judged)
  expect([await met('ida-office'), await met()]).toEqual([before + 1, before + 1])
  expect((await progress()).words).not.toContain('public')
})
