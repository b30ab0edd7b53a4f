import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { loadReading, loadSnapshot } from '../../src/evidence/evidence-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { closing, databases, embedded, newFolder, newStore, postgres } from './databases.ts'
import { postgresServer } from './postgres-server.ts'
import { observation, observations, reading } from './readings.ts'

for (const database of databases) {
  describe(`a store in ${database.name}`, () => {
    test('keeps what was loaded over a restart, and opens again in under 5 s', async () => {
      const place = await database.newPlace()
      const first = closing(await openStore(place))
      await loadReading(first, reading('a.csv', { observations: [observation('R1', '9.0')] }))
      await first.close()
      const started = performance.now()
      const second = closing(await openStore(place))
      expect((await loadSnapshot(second)).values('OF0001', '2025-26-Q1').get('R1')?.text).toBe('9.0')
      expect(performance.now() - started).toBeLessThan(5000)
    })

    test('gives the same JavaScript types for the same columns', async () => {
      const store = await newStore(database)
      const [row] = await store.readRows(
        `select 9007199254740991::int8, 1.50::numeric, date '2026-03-01', timestamptz '2026-03-01 10:00+01', 0.1::float8,
          array[1, 2], '{"a": [1]}'::jsonb, true, null`,
      )
      expect(row).toEqual([
        9007199254740991,
        '1.50',
        '2026-03-01',
        '2026-03-01T09:00:00.000Z',
        0.1,
        [1, 2],
        { a: [1] },
        true,
        null,
      ])
    })

    test('is real or fictional from its creation', async () => {
      const place = { ...(await database.newPlace()), directory: await newFolder(), recordKind: 'fictional' } as const
      await (await openStore(place)).close()
      const again = await openStore({ ...place, recordKind: 'fictional' })
      expect(again.recordKind).toBe('fictional')
      await again.close()
      await expect(openStore({ ...place, recordKind: 'real' })).rejects.toThrow(
        /holds fictional records; real ones were asked for, and the two never mix/,
      )
    })

    test('written by a newer program is left alone', async () => {
      const place = await database.newPlace()
      const store = await openStore(place)
      await sql`insert into kysely_migration values ('9999_from_the_future', '2030-01-01')`.execute(store.db)
      await store.close()
      await expect(openStore(place)).rejects.toThrow(
        'This store was written by a newer Turnaround: it has 9999_from_the_future, which this version does not know.',
      )
    })

    test('a claim is held by one, and falls free', async () => {
      const store = await newStore(database)
      const claim = await store.claim(7)
      expect(await store.claim(7)).toBe(null)
      await (await store.claim(8))?.release()
      await claim?.release()
      const again = await store.claim(7)
      expect(again).not.toBe(null)
      await again?.release()
    })

    test('a transaction keeps out rows that others copy in meanwhile', async () => {
      const store = await newStore(database)
      let copied: Promise<unknown> | undefined
      await expect(
        store.db.transaction().execute(async trx => {
          await sql`create temporary table scratch (a int)`.execute(trx)
          copied = loadReading(store, reading('a.csv', { observations: observations(10, '1') }))
          await new Promise(resolve => setTimeout(resolve, 50))
          throw new Error('rolled back')
        }),
      ).rejects.toThrow('rolled back')
      expect(await copied).toMatchObject({ outcome: 'loaded', added: 10 })
    })
  })
}

describe('a directory that is no store', () => {
  test('is refused when it holds other things', async () => {
    const directory = await newFolder()
    await writeFile(join(directory, 'holiday.jpg'), '')
    await expect(openStore({ directory })).rejects.toThrow(
      /is not a Turnaround store: it holds holiday.jpg and no database/,
    )
    expect(await readFile(join(directory, 'holiday.jpg'), 'utf8')).toBe('')
  })

  test.skipIf(process.platform !== 'linux')('is refused, in words, when it cannot be written to', async () => {
    await expect(openStore({ directory: '/sys/turnaround' })).rejects.toThrow(
      /^Cannot write to \/sys\/turnaround: .* Choose another --directory/,
    )
  })

  test('is refused when it is a file', async () => {
    const file = join(await newFolder(), 'notes.txt')
    await writeFile(file, 'x')
    await expect(openStore({ directory: file })).rejects.toThrow(/is a file; a store is a directory/)
  })

  test('is made new when a kill left it half-made', async () => {
    const directory = await newFolder()
    await mkdir(join(directory, 'database.unfinished'))
    await writeFile(join(directory, 'database.unfinished', 'PG_VERSION'), '18')
    const store = closing(await openStore({ directory }))
    expect(store.recordKind).toBe('real')
  })
})

describe('a PostgreSQL that cannot be had', () => {
  const cases: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
    [
      'is down',
      async () => 'postgresql://127.0.0.1:1/x',
      /Cannot reach PostgreSQL at 127.0.0.1:1, database "x".*Is the server running/,
    ],
    [
      'has no such host',
      async () => 'postgresql://nowhere.invalid/x',
      /Cannot reach PostgreSQL at nowhere.invalid:5432/,
    ],
    [
      'has no such database',
      async () => `postgresql://postgres:password@127.0.0.1:${(await postgresServer()).port}/nothing`,
      /database "nothing".*Create it first: createdb/,
    ],
    [
      'knows another password',
      async () => `postgresql://postgres:guess@127.0.0.1:${(await postgresServer()).port}/postgres`,
      /The password is wrong/,
    ],
    [
      'has no sensible address',
      async () => 'postgresql://host:not-a-port/x',
      /Not a PostgreSQL address. Expected postgresql:\/\//,
    ],
  ]

  test.each(cases)('when it %s, says where it looked and what to do', async (_why, address, message) => {
    const database = await address()
    const error = await openStore({ database }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(StoreError)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message).not.toContain('guess')
  })
})

test('a PostgreSQL lost in the middle of an import: the import fails, and nothing of it is visible', async () => {
  const place = await postgres.newPlace()
  const store = closing(await openStore(place))
  const server = await postgresServer()
  const file = reading(
    'a.csv',
    { observations: observations(60_000, '1') },
    { batchSize: 20_000, midway: () => server.stop() },
  )
  await expect(loadReading(store, file)).rejects.toThrow()
  await server.start()
  const after = closing(await openStore(place))
  expect((await loadSnapshot(after)).imports).toEqual([])
  expect(
    await loadReading(after, file.sha256 ? reading('a.csv', { observations: observations(60_000, '1') }) : file),
  ).toMatchObject({
    outcome: 'loaded',
    added: 60_000,
  })
  expect(await after.readRows('select state, count(*) from import group by 1 order by 1')).toEqual([
    ['failed', 1],
    ['loaded', 1],
  ])
  expect(await after.readRows('select count(*) from observation')).toEqual([[60_000]])
})

test('an embedded store is usable in a directory whose parent does not exist yet', async () => {
  const directory = join(await newFolder(), 'a', 'b')
  const store = closing(await openStore({ directory }))
  expect(store).toMatchObject({ kind: 'embedded', directory, recordKind: 'real' })
})

test('closing twice does no harm', async () => {
  const store = await newStore(embedded)
  await Promise.all([store.close(), store.close()])
  await store.close()
})
