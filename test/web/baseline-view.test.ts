/** The frozen baseline as the page of a case shows it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { freezeBaseline } from '../../src/casework/baseline/freeze-baseline.ts'
import type { BaselineBody } from '../../src/casework/baseline/baseline-schema.ts'
import { sinceEntry } from '../../src/casework/baseline/since-entry.ts'
import { type BaselineJson, baselineSchema } from '../../src/web/baseline-schema.ts'
import { baselineJson, baselinePictures } from '../../src/web/baseline-view.ts'
import { render } from '../../src/web/render.ts'
import { asked, codesOf, type Figures, partsOf, snapshotOf } from '../casework/baseline/small-evidence.ts'

const metrics = ['x-waits', 'x-gone']
const nobody = { placements: [], casesIn: new Map<string, string>(), regimes: [] }
const names = {
  organisation: (code: string) => (code === 'XB005' ? 'Marsh <b>&</b> Vale' : `Hospital ${code}`),
  metric: (_id: string, frozen: string) => frozen,
}
const value = (o: number, m: number, q: number) =>
  m === 1 && q < 19 ? null : 50 + o + ((q * 3) % 4) + (q > 21 ? 6 : 0)
const fileOf = (count: number): Figures => {
  const about = { metrics, knownAt: '2024-08-01T00:00:00.000Z', from: 0, to: 20, value }
  return { ...about, codes: codesOf(count) }
}

function shown(count: number, code: string): { json: BaselineJson; html: string } {
  const [file, more] = [fileOf(count), { ...fileOf(count), knownAt: '2025-07-20T00:00:00.000Z', from: 22, to: 24 }]
  const [body] = freezeBaseline(partsOf(snapshotOf([file])), asked([code], metrics))
  const since = sinceEntry(body as BaselineBody, snapshotOf([file, more]), '2025-06-30', nobody)
  const json = baselineJson(body as BaselineBody, since, names)
  const html = render('baseline.njk', {
    model: { baselines: [json], recordKind: 'fictional' },
    baselinePictures: [baselinePictures(json, 'fictional')],
    link: (path: string) => path,
  })
  return { json, html }
}

describe('with a comparison group', () => {
  let json: BaselineJson
  let html: string
  beforeAll(() => {
    ;({ json, html } = shown(20, 'XB005'))
  })

  it('is what its schema says', () => {
    expect(baselineSchema.parse(json)).toEqual(json)
  })

  it('says in plain words what it is, then shows eight quarters with the group’s beside', () => {
    expect(json.says).toMatch(
      /^How it stood on 1 metric in the eight quarters before it entered on 5 August 2024, Q2 2022\/23 to Q1 2024\/25\./,
    )
    expect(html).toContain('Q2 2022/23</th>')
    expect(html.match(/<td class="num">/g)?.length).toBeGreaterThanOrEqual(16)
    expect(html).toContain('Too little is held of: Gone (2 quarters)')
    expect(html).toContain('data-record-kind="fictional"')
  })

  it('lists the group and how it was chosen', () => {
    expect(html).toContain('most like it before entry')
    expect(html).toContain('href="/organisations/XB006"')
  })

  it('shows change only with the comparison and the fixed words, in the text and in the table', () => {
    expect(html.match(/not evidence that the regime caused it/g)).toHaveLength(2)
    const { since } = json
    if (!since.given) throw new Error(since.why)
    expect(since.metrics[0]?.says).toMatch(
      /^It went up by .*; the 10 compared with up by .*, a difference of .* interval/,
    )
  })

  it('escapes names', () => {
    expect(html).not.toContain('<b>&</b>')
  })
})

it('without a comparison group says why, and shows no change at all', () => {
  const { json, html } = shown(3, 'XB001')
  expect(baselineSchema.parse(json)).toEqual(json)
  expect(html).toContain('It has no comparison group.')
  expect(html).toContain('no change since entry is given')
  expect(html).not.toMatch(/Its change|went up|went down/)
})
