/** The regime commands as scripts use them: a real process, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changed } from '../regimes/examples/harbour.ts'
import { harbourWatch } from '../regimes/fixture.ts'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnaround-regime-'))
  await mkdir(join(folder, 'folder.yaml'))
  file = join(folder, 'harbour-watch.yaml')
  await writeFile(file, harbourWatch)
  await writeFile(
    join(folder, 'harbour-watch.examples.yaml'),
    'regime: harbour-watch\nexamples:\n  - { example: Nobody knows, criteria: { entry: evidence-missing } }\n',
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise(done => {
    execFile(
      process.execPath,
      [main, 'regime', ...args],
      { cwd: folder, maxBuffer: 1 << 28 },
      (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

describe('regime list and show', () => {
  test('list gives each with standing, versions, time in force and places', async () => {
    const { regimes } = JSON.parse((await run('list', '--json')).stdout)
    expect(regimes.find((one: { id: string }) => one.id === 'trust-special-administration')).toMatchObject({
      versions: ['2009', '2012', '2014', '2022'],
      inForce: { to: null },
    })
    expect(regimes.find((one: { id: string }) => one.id === 'provider-improvement-programme-2025').capacity).toEqual({
      places: 15,
      kind: 'expected',
    })
    expect((await run('list')).stdout).toContain('about 15 places expected')
    // An example of the language is no regime of the NHS, and can be shown all the same.
    expect(regimes.map((one: { id: string }) => one.id)).not.toContain('special-focus-facility')
    expect((await run('list')).stdout).toMatch(/Examples of the language, from elsewhere\n.*\nspecial-focus-facility/)
    expect((await run('show', 'special-focus-facility')).stdout).toContain('Special Focus Facility')
  })

  test('show speaks in words, in the version asked for', async () => {
    expect((await run('show', file)).stdout).toContain('Within 65 working days')
    expect((await run('show', file, '--version', '2010')).stdout).toContain('Within 45 working days')
    const document = JSON.parse((await run('show', file, '--version', '2010', '--json')).stdout)
    expect(document).toMatchObject({
      regime: 'harbour-watch',
      version: '2010',
      clocks: { 'draft-report': { length: '45 working days' } },
    })
  })

  test('show draws the course as SVG, alone in its file, or as Mermaid text', async () => {
    const { stdout } = await run('show', file, '--diagram', 'svg', '--width', '360')
    expect(stdout).toMatch(/^<svg [^>]*width="360"[^>]*><style>/)
    expect((await run('show', file, '--diagram', 'mermaid')).stdout).toMatch(/^stateDiagram-v2\n/)
  })
})

describe('regime check', () => {
  test('a sound file with its examples, by either path, and once', async () => {
    const { code, stdout } = await run('check', file, join(folder, 'harbour-watch.examples.yaml'))
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${file} is sound, and its example holds.\n` })
    const { sound, files } = JSON.parse((await run('check', file, '--json')).stdout)
    expect(sound).toBe(true)
    expect(files[0].examples.results).toEqual([{ example: 'Nobody knows', passed: true, failures: [] }])
  })

  test('examples that end in .yml are run as well, beside a regime of either ending', async () => {
    const other = join(folder, 'short.yml')
    await writeFile(other, harbourWatch)
    await writeFile(
      join(folder, 'short.examples.yml'),
      'regime: harbour-watch\nexamples:\n  - { example: Wrong, criteria: { entry: met } }\n',
    )
    for (const asked of [other, join(folder, 'short.examples.yml')]) {
      const { code, stdout } = await run('check', asked)
      expect(code).toBe(1)
      expect(stdout).toContain('short.examples.yml:3:')
    }
  })

  test('a file that is not there, though the regime beside it is: the others are checked all the same, exit 2', async () => {
    const lost = join(folder, 'harbour-watch.examples.yml')
    const { code, stdout, stderr } = await run('check', lost, 'no-such-regime', file, join(folder, 'folder.yaml'))
    expect({ code, stdout }).toEqual({ code: 2, stdout: `${file} is sound, and its example holds.\n` })
    expect(stderr).toContain(`${lost}: found no such file`)
    expect(stderr).toContain('There is no regime "no-such-regime"')
    expect(stderr).toContain(`${join(folder, 'folder.yaml')}: found a folder; expected a file`)
    const json = JSON.parse((await run('check', lost, file, '--json')).stdout)
    expect(json).toMatchObject({ sound: false, files: [{ file, sound: true }] })
    expect(json.unchecked).toEqual([expect.stringContaining('found no such file')])
  })

  test('files of the product are told from its root', async () => {
    const shipped = resolve(import.meta.dirname, '..', '..', 'regimes', 'examples', 'special-focus-facility.yaml')
    expect((await run('check', shipped)).stdout).toMatch(/^regimes\/examples\/special-focus-facility\.yaml is sound/)
  })

  test('an example that does not hold: exit 1, with file, line, column and caret', async () => {
    const other = join(folder, 'wrong.yaml')
    await writeFile(other, harbourWatch)
    await writeFile(
      join(folder, 'wrong.examples.yaml'),
      'regime: harbour-watch\nexamples:\n  - { example: Nobody knows, criteria: { entry: met } }\n',
    )
    const { code, stdout } = await run('check', other)
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /wrong\.examples\.yaml:3:\d+ examples\.0\.criteria\.entry: found evidence missing; expected met\./,
    )
    expect(stdout).toMatch(/\| +\^/)
  })

  test('a file with a fault: exit 1 from check and 2 from the others, and warnings are no faults', async () => {
    const broken = join(folder, 'broken.yaml')
    await writeFile(broken, changed(['to: consultation, by: pilot', 'to: consultaton, by: pilot']))
    const check = await run('check', broken)
    expect(check.code).toBe(1)
    expect(check.stdout).toMatch(/broken\.yaml:\d+:\d+ .*Did you mean "consultation"/)
    expect(await run('show', broken)).toMatchObject({ code: 2, stdout: '' })
    const dead = join(folder, 'dead.yaml')
    await writeFile(dead, changed(['phase: after, ends: transfer', 'phase: after']))
    expect((await run('check', dead)).code).toBe(0)
    const lint = await run('lint', dead)
    expect(lint.code).toBe(0)
    expect(lint.stdout).toMatch(
      /No way on \(1\)\n.*dead\.yaml:\d+:\d+ stages\.states\.transferred: “Taken over” has no way on/,
    )
    const { findings } = JSON.parse((await run('lint', dead, '--json')).stdout)
    expect(findings.find((one: { check: string }) => one.check === 'dead-end')).toMatchObject({
      path: 'stages.states.transferred',
      todo: expect.stringContaining('ends'),
      line: expect.any(Number),
    })
  })
})

describe('regime timeline', () => {
  test('South London: a draft 45 working days from the day of appointment, 75 after its extension', async () => {
    const args = ['timeline', 'trust-special-administration', '--version', '2012', '--from', 'appointment=2012-07-16']
    const document = JSON.parse((await run(...args, '--json')).stdout)
    expect(document).toMatchObject({
      regime: 'trust-special-administration',
      version: '2012',
      anchor: { event: 'appointment', date: '2012-07-16' },
    })
    const draft = document.clocks.find((one: { id: string }) => one.id === 'draft-report')
    expect(draft).toMatchObject({ start: '2012-07-16', due: '2012-09-17', assumed: false })
    const extended = await run(...args, '--extend', 'draft-report+30:Order of 2012')
    expect(extended.stdout).toContain('Extended by 30 working days, from 45 to 75: Order of 2012.')
    expect(extended.stdout).toContain('(assumed)')
  })

  test('more than one event may be known', async () => {
    const { stdout } = await run(
      'timeline',
      file,
      '--from',
      'admitted=2014-05-01',
      '--from',
      'draft-published=2014-06-02',
      '--json',
    )
    const comment = JSON.parse(stdout).clocks.find((one: { id: string }) => one.id === 'comment')
    expect(comment).toMatchObject({ start: '2014-06-02', due: '2014-06-30', assumed: false })
  })
})

test('regime diff compares two versions of one file, and two files', async () => {
  expect((await run('diff', `${file}@2010`, `${file}@2014`)).stdout).toContain(
    'length: 45 working days → 65 working days',
  )
  const { a, b } = JSON.parse((await run('diff', 'special-measures-2013', 'special-measures-2014', '--json')).stdout)
  expect([a.regime, b.regime]).toEqual(['special-measures-2013', 'special-measures-2014'])
})

test('regime diff tells two files of one id and version apart, and a path may hold an @', async () => {
  const other = join(folder, 'mine@2014.yaml')
  await writeFile(other, changed(['title: Harbour Watch', 'title: My Watch']))
  const { code, stdout } = await run('diff', `${file}@2014`, other)
  expect(code).toBe(0)
  expect(stdout).toContain(`${file}: Harbour Watch, version 2014\n${other}: My Watch, version 2014`)
})

test('regime entry where there is no store says so, and makes none', async () => {
  const { code, stderr } = await run('entry', file)
  expect(code).toBe(2)
  expect(stderr).toMatch(/^There is no store in \.turnaround\/live\. Import files first .*--directory/)
  expect(await readdir(folder)).not.toContain('.turnaround')
})

test('what cannot be done is told in words, without a stack, with exit code 2', async () => {
  const cases = [
    [['show', 'special-measure-2013'], 'Did you mean "special-measures-2013"'],
    [['show', file, '--version', '2011'], 'has no version "2011"'],
    [['show', file, '--diagram', 'png'], 'expected svg or mermaid'],
    [['show', file, '--diagram', 'svg', '--width', '20'], 'from 320 to 2000'],
    [['check', 'nowhere.yaml'], 'nowhere.yaml'],
    [['timeline', file], 'such as --from appointment=2012-07-16'],
    [['timeline', file, '--from', 'admitted'], 'expected EVENT=DATE'],
    [['timeline', file, '--from', 'admited=2014-05-01'], 'Did you mean "admitted"'],
    [['timeline', file, '--from', 'admitted=2014-02-30'], 'a day that exists'],
    [['timeline', file, '--from', 'admitted=2014-05-01', '--from', 'admitted=2014-05-02'], 'found two days of'],
    [['show', join(folder, 'folder.yaml')], 'found a folder; expected a file'],
    [['timeline', file, '--from', 'admitted=2014-05-01', '--extend', 'draft-report'], 'CLOCK+LENGTH:REFERENCE'],
    [
      ['timeline', file, '--from', 'admitted=2014-05-01', '--extend', 'draft-report+300:Order 1'],
      'Found an extension of 300 working days; expected a whole number from 1 to',
    ],
    [
      ['timeline', file, '--from', 'admitted=2014-05-01', '--extend', 'comment+3:x'],
      'Nobody may extend the clock "comment"',
    ],
    [['diff', file], "missing required argument 'b'"],
    [['lint', 'nothing'], 'There is no regime "nothing"'],
  ] as const
  const outcomes = await Promise.all(cases.map(([args]) => run(...args)))
  for (const [index, [args, words]] of cases.entries()) {
    const outcome = outcomes[index]
    expect(outcome, args.join(' ')).toMatchObject({ code: 2, stdout: '' })
    expect(outcome?.stderr).toContain(words)
    expect(outcome?.stderr).not.toMatch(/\n {4}at /)
  }
})
