/** The commands as scripts use them: a real process, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadFramework } from 'turnaround'
import { shared, sharedFile } from '../shared.ts'
import { smallFramework } from '../assessment/evidence-for-tests.ts'

/** Errors that never reach the command line: a row is set aside, a page answers for itself. */
const caughtWithin = new Set(['Halted', 'BadRow', 'PageFault'])

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnaround-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise(done => {
    execFile(process.execPath, [main, ...args], { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

describe('the command line', () => {
  test('lists, shows, checks and lints frameworks', async () => {
    const list = await run('framework', 'list', '--json')
    expect(JSON.parse(list.stdout).frameworks.map((one: { id: string }) => one.id)).toEqual([
      'keogh-2013',
      'sof-2021-22',
      'nof-2025-26',
      'nof-2026-27',
    ])
    expect((await run('framework', 'show', 'sof-2021-22')).stdout).toContain('Everyone starts in segment 2.')
    expect((await run('framework', 'check', 'nof-2025-26')).code).toBe(0)
    expect((await run('framework', 'lint', 'nof-2025-26')).stdout).toContain(
      'a quarter of organisations will always be in the worst',
    )
  })

  test('a framework file with a fault: exit 1 from check, 2 from assess, and the place in both', async () => {
    const file = join(folder, 'broken.yaml')
    await writeFile(file, smallFramework.replace('{ at-least: 0, score: 1 }', '{ above: 0, score: 1 }'))
    const check = await run('framework', 'check', file)
    expect(check.code).toBe(1)
    expect(check.stdout).toMatch(/broken\.yaml:\d+:\d+ .*no band covers exactly 0/)
    const assess = await run('assess', file, 'nothing.csv')
    expect(assess).toMatchObject({ code: 2, stdout: '' })
    expect(assess.stderr).toContain('no band covers exactly 0')
  })

  test('an unknown framework, a missing file and a misspelt option are told without a stack', async () => {
    for (const [args, words] of [
      [['assess', 'nof-1999', 'x.csv'], 'There is no framework "nof-1999"'],
      [['assess', 'nof-2025-26', 'nowhere.csv'], 'nowhere.csv'],
      [['assess', 'nof-2025-26', '--perod', 'x'], 'Did you mean --period'],
    ] as const) {
      const outcome = await run(...args)
      expect(outcome).toMatchObject({ code: 2, stdout: '' })
      expect(outcome.stderr).toContain(words)
      expect(outcome.stderr).not.toMatch(/\n {4}at /)
    }
  })

  test('every error class that is meant for people is told as words, not as a fault of ours', async () => {
    const root = resolve(import.meta.dirname, '..', '..')
    const source = await readFile(join(root, 'src', 'cli', 'fault.ts'), 'utf8')
    const files = (await readdir(join(root, 'src'), { recursive: true })).filter(file => file.endsWith('.ts'))
    for (const file of files) {
      const text = await readFile(join(root, 'src', file), 'utf8')
      for (const [, name = ''] of text.matchAll(/class (\w+) extends \w*Error\b/g)) {
        if (!caughtWithin.has(name)) expect(source.includes(name), `${name} of ${file} is told as words`).toBe(true)
      }
    }
  })

  test('the package can be imported by its own name', async () => {
    expect((await loadFramework('nof-2025-26')).framework).toBe('nof-2025-26')
  })
})

describe.skipIf(shared === null)('the command line on published files (needs the shared data folder)', () => {
  const file = () =>
    sharedFile('data', 'nof', 'nhs-oversight-framework-mental-health-and-community-trust-data-q2-25-26.csv')

  test('assess --json is one document in the agreed shape', async () => {
    const { code, stdout } = await run('assess', 'nof-2025-26', file(), '--period', 'Q1 2025/26', '--json')
    expect(code).toBe(0)
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({ framework: 'nof-2025-26', period: '2025-26-Q1', asKnownAt: null })
    expect(document.organisations).toHaveLength(61)
    const rpg = document.organisations.find((one: { code: string }) => one.code === 'RPG')
    expect(rpg).toMatchObject({
      peerGroup: 'mental-health-and-community',
      averageScore: 1.8,
      unadjustedSegment: 1,
      override: true,
      segment: 3,
      rank: 27,
    })
    expect(rpg.likelyScore).toHaveLength(2)
    expect(rpg.likelyRank).toHaveLength(2)
    expect(rpg.metrics.OF0061).toMatchObject({ value: 6.93, score: 1.95, rank: 20, pool: 61 })
    expect(rpg.metrics.OF1080).toMatchObject({ value: null, score: 1 })
    expect(rpg.domains['access-to-services']).toEqual({ score: 1, segment: 1 })
  })

  test('reproduce --json has one entry a level, all periods together', async () => {
    const document = JSON.parse((await run('reproduce', 'nof-2025-26', file(), '--json')).stdout)
    expect(document.levels.map((one: { level: string }) => one.level)).toEqual([
      'metric-rank',
      'metric-score',
      'finance-bands',
      'combined-finance',
      'domain-score',
      'average-score',
      'unadjusted-segment',
      'adjusted-segment',
      'final-segment',
      'league-rank',
      'likely-range',
    ])
  })

  test('reproduce with nothing published to compare says so', async () => {
    const { code, stdout, stderr } = await run(
      'reproduce',
      'nof-2025-26',
      sharedFile('data', 'ae', 'nhs-england-ae-may-2026.csv'),
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Nothing to compare')
  })

  test('explain gives the sentence, the tree and the rows', async () => {
    const text = (await run('explain', 'nof-2025-26', 'rpg', file(), '--period', '2025-26-Q1')).stdout
    expect(text).toContain(
      'Segment 3 because it reports a deficit or is given deficit support; on its scores alone it would be in segment 1.',
    )
    expect(text).toMatch(/RPG OF0061 = 6\.93 \(nhs-oversight.*csv, row \d+\)/)
    const document = JSON.parse((await run('explain', 'nof-2025-26', 'RPG', file(), '--json')).stdout)
    expect(document.imports[0].sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('explain of a framework of grounds gives the tree, with what is missing and who may judge', async () => {
    const { code, stdout } = await run(
      'explain',
      'sof-2021-22',
      'R1H',
      sharedFile('data', 'ae', 'ae_type1_provider_monthly_2016-04_2026-05.csv'),
      '--period',
      '2021-12',
    )
    expect(code).toBe(0)
    expect(stdout).toContain('Segment 2, where everyone starts')
    expect(stdout).toMatch(/evidence missing: .*Care Quality Commission/)
    expect(stdout).toMatch(/needs judgement: .*the regional team may/)
  })

  test('a period that is not loaded is told with those that are', async () => {
    const { code, stderr } = await run('assess', 'nof-2025-26', file(), '--period', '2027-28-Q1')
    expect(code).toBe(2)
    expect(stderr).toContain('Loaded are 2025-26-Q1, 2025-26-Q2.')
  })
})
