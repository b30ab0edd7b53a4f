/** Names kept, corrected and erased by operators: a real process, whose output never holds a name. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addPeople, findMember } from '../../src/casework/people-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { embedded, newFolder } from '../store/databases.ts'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
const everywhere = { organisation: null, region: null, regime: null, from: '2010-01-01', until: null }

test('for operators alone, from a file or standard input; nothing but the store of persons holds the name', {
  timeout: 120_000,
}, async () => {
  const place = await embedded.newPlace()
  const before = await openStore(place)
  const kept = { name: 'Made for tests', purpose: 'Tests', keepUntil: null }
  await addPeople(before, [
    { ...kept, key: 'op', grants: [{ ...everywhere, function: 'operator' }] },
    { ...kept, key: 'candidate-0', keepUntil: '2020-01-31', grants: [] },
    { ...kept, key: 'ana', grants: [{ ...everywhere, function: 'oversight-analyst' }] },
  ])
  await before.close()
  const said: string[] = []
  const run = (args: readonly string[], input = '') =>
    new Promise<number>(done => {
      const child = execFile(
        process.execPath,
        [main, 'person', ...args, '--directory', place.directory as string],
        (error, stdout, stderr) => {
          said.push(stdout, stderr)
          done(error ? Number(error.code) : 0)
        },
      )
      child.stdin?.end(input)
    })
  const file = join(await newFolder(), 'name.txt')
  await writeFile(file, 'Quilla Brambleworth\n')
  const why = ['--reason', 'Accepted', '--as']
  const keep = (key: string, from: string) => [key, '--name-file', from, '--purpose', 'Leaders', ...why]

  expect(await run(['keep', ...keep('candidate-1', file), 'ana'])).toBe(1)
  expect(await run(['keep', ...keep('quilla-1', file), 'op'])).toBe(1)
  expect(await run(['correct', ...keep('candidate-1', file), 'op'])).toBe(1)
  expect(await run(['keep', ...keep('candidate-1', file), 'nobody'])).toBe(2)
  expect(await run(['erase', 'Quilla Brambleworth', ...why, 'op'])).toBe(2)
  expect(
    await run(['keep', ...keep('candidate-1', '-'), 'op', '--keep-until', '2099-01-31'], 'Quila Brambleworth'),
  ).toBe(0)
  expect(said.at(-2)).toBe('The name under candidate-1 is kept until 2099-01-31.\n')
  expect(await run(['correct', ...keep('candidate-1', file), 'op'])).toBe(0)
  const between = await openStore(place)
  expect((await findMember(between, 'candidate-1'))?.name).toBe('Quilla Brambleworth')
  await between.close()
  expect(await run(['due', '--as', 'ana'])).toBe(1)
  expect(await run(['due', '--as', 'op'])).toBe(0)
  expect(said.at(-2)).toBe('Key          Kept for  Until\ncandidate-0  Tests     2020-01-31\n')
  expect(await run(['erase', 'candidate-1', ...why, 'op'])).toBe(0)

  expect(said.join('\n')).not.toMatch(/quil|bramble/i)
  const after = await openStore(place)
  for (const table of ['audit_entry', 'idempotency', 'person']) {
    const { rows } = await sql`select 1 from ${sql.table(table)} t where t::text ~* 'quil|bramble'`.execute(after.db)
    expect([table, rows.length]).toEqual([table, 0])
  }
  const audited = await after.readRows('select outcome from audit_entry order by id')
  expect(audited.map(([outcome]) => outcome)).toEqual(['refused', 'refused', 'refused', 'done', 'done', 'done'])
  await after.close()
})
