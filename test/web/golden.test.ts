/** A few pages as they were when somebody last looked at them. `vitest -u` writes them anew: look before you commit. */
import { beforeAll, expect, it } from 'vitest'
import type { App } from '../../src/web/app.ts'
import { home, site } from './site.ts'

let app: App
beforeAll(async () => {
  app = await site()
})

const text = async (path: string) => (await app.request(`${home}${path}`)).text()

it.each(['league.csv', 'organisations/X02.csv', 'data/observations/X01/OF0082/2025-26-Q3.csv', 'history/RDE.csv'])(
  '%s',
  async path => {
    await expect(await text(`/${path}`)).toMatchFileSnapshot(`../golden/web/${path.replaceAll('/', '-')}`)
  },
)

it('the picture of the sector', async () => {
  const [svg] = /<svg[^>]*aria-labelledby="sector-chart-title[\s\S]*?<\/svg>/.exec(await text('/')) ?? []
  await expect(`${svg?.replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot('../golden/web/sector-chart.svg')
})

it('the page of a search', async () => {
  await expect(await text('/search?q=ash')).toMatchFileSnapshot('../golden/web/search.html')
})
