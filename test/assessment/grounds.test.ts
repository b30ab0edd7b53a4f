import { describe, expect, test } from 'vitest'
import { loadFramework, readFramework, frameworkText } from '../../src/assessment/framework-file.ts'
import type { GroundsFramework } from '../../src/assessment/framework.ts'
import { assessGrounds } from '../../src/assessment/grounds.ts'
import type { Finding, Period } from '../../src/evidence/model.ts'
import { observed, organisation, snapshotOf } from './evidence-for-tests.ts'

const months: Period[] = ['2021-09', '2021-10', '2021-11', '2021-12'].map(id => ({
  id,
  label: id,
  start: `${id}-01`,
  end: `${id}-28`,
}))
const codes = Array.from({ length: 20 }, (_, index) => `R${String.fromCharCode(65 + index)}1`)
const worst = codes[0] as string

/** Twenty trusts; the first is always the slowest, the last always the fastest. */
const observations = months.flatMap(month =>
  codes.map((code, index) => observed(code, 'x-ae-type1-within-4h', String(60 + index), 2, month)),
)
const finding = (kind: string, value: string, organisationCode = worst): Finding => ({
  organisation: organisationCode,
  kind,
  value,
  from: '2021-10-01',
  until: null,
  period: null,
  author: 'Regional team',
  document: 'minute',
  statement: '',
  source: { import: 0, row: 5 },
})

async function placed(findings: readonly Finding[]) {
  const framework = (await loadFramework('sof-2021-22')) as GroundsFramework
  return assessGrounds(
    framework,
    snapshotOf(
      observations,
      codes.map(code => organisation(code)),
      findings,
    ),
    '2021-12',
  ).organisations
}

describe('a framework of grounds', () => {
  test('everyone starts in 2; a ground alone places nobody, but asks for a judgement', async () => {
    const organisations = await placed([])
    expect(organisations.every(one => one.segment === 2 && one.by === 'default')).toBe(true)
    const first = organisations.find(one => one.code === worst)
    expect(first?.grounds.get(3)?.outcome).toBe('needs-judgement')
    expect(first?.open).toContain(3)
  })

  test('a ground and the judgement of those entitled place it in 3', async () => {
    const first = (await placed([finding('segment-3-decision', 'yes')])).find(one => one.code === worst)
    expect(first).toMatchObject({ segment: 3, by: 'grounds' })
  })

  test('a judgement without a ground does not: evidence that is missing never counts as met', async () => {
    const best = codes.at(-1) as string
    const organisations = await placed([finding('segment-3-decision', 'yes', best)])
    const outcome = organisations.find(one => one.code === best)
    expect(outcome?.segment).toBe(2)
    expect(outcome?.grounds.get(3)?.outcome).toBe('evidence-missing')
  })

  test('segment 1 is for those who ask and are granted it', async () => {
    const best = codes.at(-1) as string
    const asked = await placed([finding('segment-1-request', 'yes', best)])
    expect(asked.find(one => one.code === best)?.segment).toBe(2)
    const granted = await placed([
      finding('segment-1-request', 'yes', best),
      finding('segment-1-decision', 'granted', best),
    ])
    expect(granted.find(one => one.code === best)?.segment).toBe(1)
  })

  test('a catastrophic failure is a judgement and leads to 4 only by national decision', async () => {
    const judged = [finding('catastrophic-failure', 'yes')]
    expect((await placed(judged)).find(one => one.code === worst)?.segment).toBe(2)
    expect(
      (await placed([...judged, finding('segment-4-decision', 'yes')])).find(one => one.code === worst)?.segment,
    ).toBe(4)
  })

  test('a run in the worst tenth counts this period and the ones before it', async () => {
    const first = (await placed([])).find(one => one.code === worst)
    const sustained = first?.grounds.get(3)?.children[0]?.children[2]
    expect(sustained).toMatchObject({ outcome: 'met', confidence: 'unverified' })
  })

  test('a test that cannot be read is refused where it stands, before any evidence', async () => {
    const { text } = await frameworkText('sof-2021-22')
    const broken = text
      .replace('m.position >= 0.75', 'm.position >= ')
      .replace("finding['gap-to-plan']", "findings['gap-to-plan']")
    expect(() => readFramework(broken, 'sof.yaml')).toThrow(
      /sof\.yaml:\d+:\d+ segments\.3\.grounds\.all\.0\.any\.0\.test/,
    )
    expect(() => readFramework(broken, 'sof.yaml')).toThrow(/findings/)
  })
})
