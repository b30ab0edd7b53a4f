import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dataVersion,
  history,
  importById,
  listImports,
  loadReading,
  loadSnapshot,
} from '../../src/evidence/evidence-store.ts'
import type { Observation } from '../../src/evidence/model.ts'
import { RefusedFile } from '../../src/evidence/refused-file.ts'
import type { Store } from '../../src/store/open-store.ts'
import { databases, newStore } from './databases.ts'
import { finding, firstQuarter, observation, observations, organisation, reading } from './readings.ts'

const q1 = firstQuarter.id

for (const database of databases) {
  describe(`evidence in ${database.name}`, () => {
    test('what was loaded comes back as it was, decimals, texts and all', async () => {
      const store = await newStore(database)
      const awkward = 'tab\there, back\\slash, "quotes", \\N, new\nline, é, 🏥'
      const measured = { id: '2025-06', label: 'Jun-25', start: '2025-06-01', end: '2025-06-30' }
      const sent: Observation[] = [
        ...['9.0', '-0.50', '100', '0', '12345678.123456789', '.5', '1e3'].map((text, i) => observation(`R${i}`, text)),
        observation('RX1', '0.1', { measured, attributes: { rank: '33.0', note: awkward }, unit: awkward }),
        observation('RX2', '7', {
          source: {
            import: 0,
            row: 9,
            ranges: [
              [9, 12],
              [20, 20],
            ],
          },
        }),
        { ...observation('RX3', '0'), status: 'suppressed', value: null, text: '' },
        { ...observation('RX4', '0'), status: 'missing', value: null, text: '' },
        { ...observation('RX5', '0'), status: 'not-applicable', value: null, text: '' },
      ]
      const findings = [
        finding('R1', awkward, { period: firstQuarter, statement: awkward }),
        finding('R2', 'Good', { from: null, until: '2026-01-31' }),
      ]
      const successions = [
        { predecessor: 'RA', successor: 'RB', date: null, kind: 'merger', source: { import: 0, row: 3 } },
      ]
      const organisations = [organisation('R1', { name: 'St Somebody’s', opened: '2001-04-01', authority: 3 })]
      await loadReading(store, reading('all.csv', { observations: sent, findings, organisations, successions }))

      const snapshot = await loadSnapshot(store)
      for (const one of sent) expect(snapshot.values('OF0001', q1).get(one.organisation)).toEqual(one)
      expect(snapshot.findings).toEqual(findings)
      expect(snapshot.organisations.get('R1')).toMatchObject({
        name: 'St Somebody’s',
        opened: '2001-04-01',
        closed: null,
      })
      expect(snapshot.periods('OF0001')).toEqual([firstQuarter])
    })

    test('only headline values stand in the snapshot, breakdowns in the history too', async () => {
      const store = await newStore(database)
      const part = observation('R1', '5', { dimension: 'part=2' })
      await loadReading(store, reading('parts.csv', { observations: [observation('R1', '9'), part] }))
      expect((await loadSnapshot(store)).values('OF0001', q1).get('R1')?.text).toBe('9')
      const versions = await history(store, { organisation: 'R1', metric: 'OF0001', period: q1, dimension: 'part=2' })
      expect(versions.map(version => version.observation)).toEqual([part])
    })

    test('loading the same file again changes nothing', async () => {
      const store = await newStore(database)
      const file = reading('same.csv', { observations: observations(3, '1.0') })
      const first = await loadReading(store, file)
      const version = await dataVersion(store)
      const second = await loadReading(store, file)
      expect(first).toMatchObject({ outcome: 'loaded', added: 3, changed: 0, unchanged: 0 })
      expect(second).toMatchObject({
        outcome: 'unchanged',
        importId: first.importId,
        added: 0,
        changed: 0,
        unchanged: 3,
      })
      expect(second.report).toEqual(first.report)
      expect(await dataVersion(store)).toBe(version)
      expect(await listImports(store)).toHaveLength(1)
    })

    // A description put right (a unit, a column that was not read) would change nothing otherwise.
    test('the same file read by another description is read again, once', async () => {
      const store = await newStore(database)
      const contents = { observations: observations(3, '1.0') }
      await loadReading(store, reading('same.csv', contents))
      const described = { ...reading('same.csv', contents), description: 'd'.repeat(64) }
      expect(await loadReading(store, described)).toMatchObject({ outcome: 'loaded', added: 0, unchanged: 3 })
      expect(await loadReading(store, described)).toMatchObject({ outcome: 'unchanged' })
      expect(await listImports(store)).toHaveLength(2)
    })

    // R2 prints 8.00 the second time: the same figure, and so no new version.
    test('a file issued again adds versions where it differs, and the earlier ones stay', async () => {
      const store = await newStore(database)
      await loadReading(
        store,
        reading('first.csv', { observations: [observation('R1', '9.0'), observation('R2', '8.0')] }),
        {
          knownAt: '2025-09-09T08:30:00Z',
        },
      )
      const version = await dataVersion(store)
      const again = reading('again.csv', {
        observations: [observation('R1', '9.5'), observation('R2', '8.00'), observation('R3', '7')],
      })
      const result = await loadReading(store, again, {
        knownAt: '2025-12-11T09:30:00Z',
        retrievedFrom: 'https://example.org/a',
      })
      expect(result).toMatchObject({ outcome: 'loaded', added: 1, changed: 1, unchanged: 1 })
      expect(await dataVersion(store)).not.toBe(version)

      const versions = await history(store, { organisation: 'R1', metric: 'OF0001', period: q1 })
      expect(
        versions.map(one => [one.observation.text, one.import.fileName, one.supersededBy?.fileName ?? null]),
      ).toEqual([
        ['9.0', 'first.csv', 'again.csv'],
        ['9.5', 'again.csv', null],
      ])
      const unchanged = await history(store, { organisation: 'R2', metric: 'OF0001', period: q1 })
      expect(unchanged.map(one => one.import.fileName)).toEqual(['first.csv'])

      const now = await loadSnapshot(store)
      const r1 = now.values('OF0001', q1).get('R1')
      expect(r1?.text).toBe('9.5')
      expect(now.imports[r1?.source.import ?? -1]).toMatchObject({
        fileName: 'again.csv',
        knownAt: '2025-12-11T09:30:00.000Z',
        retrievedFrom: 'https://example.org/a',
      })
      expect(await importById(store, result.importId)).toMatchObject({ fileName: 'again.csv', added: 1 })
    })

    test('a snapshot may be asked as known at an instant, or at the end of a day', async () => {
      const store = await newStore(database)
      const values = ['1', '2', '3']
      for (const [i, text] of values.entries()) {
        await loadReading(store, reading(`v${text}.csv`, { observations: [observation('R1', text)] }), {
          knownAt: `2025-0${i + 1}-15T12:00:00.000Z`,
        })
      }
      const at = async (asKnownAt: string) =>
        (await loadSnapshot(store, { asKnownAt })).values('OF0001', q1).get('R1')?.text ?? null
      expect(await at('2025-01-15T11:59:59.999Z')).toBe(null)
      expect(await at('2025-01-15T12:00:00.000Z')).toBe('1')
      expect(await at('2025-02-15T13:00:00+01:00')).toBe('2')
      expect(await at('2025-02-14')).toBe('1')
      expect(await at('2025-02-15')).toBe('2')
      expect(await at('2030-01-01')).toBe('3')
      await expect(at('yesterday')).rejects.toThrow('Not an instant: "yesterday". Expected a date such as')
    })

    test('time goes forward only: nothing becomes known before what is known already', async () => {
      const store = await newStore(database)
      await loadReading(store, reading('new.csv', { observations: [observation('R1', '2')] }), {
        knownAt: '2026-01-01T00:00:00Z',
      })
      const old = reading('old.csv', { observations: [observation('R1', '1')] })
      await expect(loadReading(store, old, { knownAt: '2025-01-01T00:00:00Z' })).rejects.toThrow(
        'Load files in the order in which they were published, oldest first.',
      )
      expect((await loadSnapshot(store)).values('OF0001', q1).get('R1')?.text).toBe('2')
    })

    test('only the metrics asked for are read', async () => {
      const store = await newStore(database)
      const two = [observation('R1', '1'), observation('R1', '2', { metric: 'OF0002' })]
      await loadReading(store, reading('two.csv', { observations: two }))
      expect((await loadSnapshot(store, { metrics: ['OF0002'] })).metrics()).toEqual(['OF0002'])
    })

    test('the same period under another label is the same period', async () => {
      const store = await newStore(database)
      await loadReading(store, reading('a.csv', { observations: [observation('R1', '1')] }))
      const relabelled = observation('R1', '2', { period: { ...firstQuarter, label: 'Apr-Jun 2025' } })
      expect(await loadReading(store, reading('b.csv', { observations: [relabelled] }))).toMatchObject({ changed: 1 })
      expect((await loadSnapshot(store)).values('OF0001', q1).get('R1')).toEqual({
        ...relabelled,
        source: { import: 1, row: 2 },
      })
    })

    test('where one file gives a value twice, its last row stands', async () => {
      const store = await newStore(database)
      const twice = [2, 3].map(row => observation('R1', String(row), { source: { import: 0, row } }))
      await loadReading(store, reading('twice.csv', { observations: twice }))
      expect(
        (await history(store, { organisation: 'R1', metric: 'OF0001', period: q1 })).map(v => v.observation.text),
      ).toEqual(['3'])
    })

    test('an organisation’s new record replaces the old one of its source, but silence takes nothing away', async () => {
      const store = await newStore(database)
      const file = (name: string, more: Parameters<typeof organisation>[1]) =>
        loadReading(store, reading(name, { organisations: [organisation('R1', more)] }))
      await file('1.csv', { name: 'Old Name', region: 'London' })
      await file('2.csv', { name: 'New Name' })
      const merged = async () => (await loadSnapshot(store)).organisations.get('R1')
      expect(await merged()).toMatchObject({ name: 'New Name', region: 'London' })
      expect(await file('3.csv', { name: 'Old Name', region: 'London', type: null, subtype: null })).toMatchObject({
        unchanged: 1,
      })
      expect(await merged()).toMatchObject({ name: 'Old Name', region: 'London' })
    })

    test('a finding issued otherwise replaces the earlier one; one of another date stands beside it', async () => {
      const store = await newStore(database)
      const file = (name: string, ...findings: ReturnType<typeof finding>[]) =>
        loadReading(store, reading(name, { findings }))
      await file('1.csv', finding('R1', 'Good'), finding('R2', 'Good'))
      await file(
        '2.csv',
        finding('R1', 'Inadequate'),
        finding('R2', 'Good'),
        finding('R1', 'Good', { from: '2019-05-01' }),
      )
      const known = (await loadSnapshot(store)).findings.map(one => `${one.organisation} ${one.from} ${one.value}`)
      expect(known.toSorted((a, b) => a.localeCompare(b))).toEqual([
        'R1 2019-05-01 Good',
        'R1 2025-01-31 Inadequate',
        'R2 2025-01-31 Good',
      ])
    })

    test('a file that is refused at its end leaves nothing', async () => {
      const store = await newStore(database)
      const file = reading('bad.csv', { observations: observations(30, '1') }, { batchSize: 10 })
      const issue = {
        severity: 'refused',
        check: 'truncated',
        file: 'bad.csv',
        row: 31,
        column: null,
        found: 'its end',
        expected: 'more',
        todo: 'Download it again.',
        count: 1,
      } as const
      const refused = { ...file, report: () => ({ ...file.report(), issues: [issue] }) }
      await expect(loadReading(store, refused)).rejects.toThrow(RefusedFile)
      await nothingIsKnown(store)
      expect(await loadReading(store, file)).toMatchObject({ outcome: 'loaded', added: 30 })
    })

    test('a file whose reading breaks off leaves nothing', async () => {
      const store = await newStore(database)
      const midway = () => {
        throw new Error('the disk is gone')
      }
      const file = reading('cut.csv', { observations: observations(50_000, '1') }, { midway, batchSize: 25_000 })
      await expect(loadReading(store, file)).rejects.toThrow('the disk is gone')
      await nothingIsKnown(store)
      const { state, failure } = await store.db
        .selectFrom('import')
        .select(['state', 'failure'])
        .executeTakeFirstOrThrow()
      expect({ state, failure }).toEqual({ state: 'failed', failure: 'the disk is gone' })
    })

    test('fictional records do not enter a store of real ones', async () => {
      const store = await newStore(database)
      const file = reading('sample.csv', { observations: [observation('R1', '1')] }, { recordKind: 'fictional' })
      await expect(loadReading(store, file)).rejects.toThrow('sample.csv holds fictional records, this store real ones')
    })

    test('as known at any instant, the store says what a naive model says', async () => {
      const store = await newStore(database)
      let round = 0
      const file = fc.uniqueArray(
        fc.record({ organisation: fc.constantFrom('A', 'B', 'C'), text: fc.constantFrom('1', '1.5', '2', '') }),
        { selector: value => value.organisation, maxLength: 3 },
      )
      const files = fc.array(fc.record({ values: file, gap: fc.constantFrom(0, 1, 1000) }), {
        minLength: 1,
        maxLength: 5,
      })
      await fc.assert(
        fc.asyncProperty(files, async issued => {
          round++
          // One store for all rounds: each round has a metric of its own, in a year of its own.
          const metric = `OF${round}`
          let time = Date.UTC(2030 + round, 0, 1)
          const known: { readonly at: number; readonly values: ReadonlyMap<string, string> }[] = []
          let values = new Map<string, string>()
          for (const [i, { values: rows, gap }] of issued.entries()) {
            time += gap
            const sent = rows.map(({ organisation, text }) =>
              text === ''
                ? { ...observation(organisation, '0', { metric }), status: 'missing' as const, value: null, text: '' }
                : observation(organisation, text, { metric }),
            )
            await loadReading(store, reading(`${round}-${i}.csv`, { observations: sent }), {
              knownAt: new Date(time).toISOString(),
            })
            values = new Map([...values, ...rows.map(row => [row.organisation, row.text] as const)])
            known.push({ at: time, values })
          }
          for (const instant of known.flatMap(({ at }) => [at - 1, at, at + 1])) {
            const expected = known.findLast(({ at }) => at <= instant)?.values ?? new Map()
            const snapshot = await loadSnapshot(store, {
              asKnownAt: new Date(instant).toISOString(),
              metrics: [metric],
            })
            const found = [...snapshot.values(metric, q1)].map(([code, { text }]) => [code, text] as const)
            expect(new Map(found)).toEqual(expected)
            for (const one of snapshot.values(metric, q1).values()) {
              expect(Date.parse(snapshot.imports[one.source.import]?.knownAt ?? '')).toBeLessThanOrEqual(instant)
            }
          }
        }),
        { numRuns: 12 },
      )
    }, 120_000)
  })
}

async function nothingIsKnown(store: Store): Promise<void> {
  const snapshot = await loadSnapshot(store)
  expect(snapshot.metrics()).toEqual([])
  expect(snapshot.imports).toEqual([])
  expect(await store.readRows('select count(*) from observation')).toEqual([[0]])
}
