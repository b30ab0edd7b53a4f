/** Each direction of docs/architecture.md is a lint rule, and each rule bites: broken on purpose, in a checkout apart. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..')
const rule = 'eslint(no-restricted-imports)'

/** Importer, imported, and whether the lint must object. */
const directions: readonly (readonly [string, string, 'forbidden' | 'allowed'])[] = [
  ['src/statistics/quantile.ts', '../evidence/model.ts', 'forbidden'],
  ['src/statistics/quantile.ts', '../documents/yaml-document.ts', 'forbidden'],
  ['src/statistics/quantile.ts', 'node:fs', 'forbidden'],
  ['src/statistics/quantile.ts', './rank.ts', 'allowed'],
  ['src/documents/yaml-document.ts', '../evidence/model.ts', 'forbidden'],
  ['src/evidence/snapshot.ts', '../statistics/quantile.ts', 'allowed'],
  ['src/evidence/snapshot.ts', '../assessment/model.ts', 'forbidden'],
  ['src/evidence/snapshot.ts', '../store/store.ts', 'forbidden'],
  ['src/evidence/nested/reader.ts', '../../store/store.ts', 'forbidden'],
  ['src/evidence/evidence-store.ts', '../store/store.ts', 'allowed'],
  ['src/evidence/evidence-store.ts', '../web/app.ts', 'forbidden'],
  ['src/assessment/assess.ts', '../evidence/model.ts', 'allowed'],
  ['src/assessment/assess.ts', '../statistics/quantile.ts', 'allowed'],
  ['src/assessment/assess.ts', '../evidence/evidence-store.ts', 'forbidden'],
  ['src/assessment/assess.ts', '../store/store.ts', 'forbidden'],
  ['src/assessment/assess.ts', '../regimes/regime.ts', 'forbidden'],
  ['src/assessment/assess.ts', 'node:fs', 'forbidden'],
  ['src/assessment/framework-file.ts', 'node:fs', 'allowed'],
  ['src/assessment/framework-file.ts', '../store/store.ts', 'forbidden'],
  ['src/assessment/assess.ts', '../index.ts', 'forbidden'],
  ['src/regimes/entry.ts', '../assessment/model.ts', 'allowed'],
  ['src/regimes/entry.ts', '../casework/case.ts', 'forbidden'],
  ['src/regimes/entry.ts', '../store/store.ts', 'forbidden'],
  ['src/casework/case.ts', '../regimes/regime.ts', 'allowed'],
  ['src/casework/case.ts', '../publication/release.ts', 'forbidden'],
  ['src/casework/casework-store.ts', '../store/store.ts', 'allowed'],
  ['src/publication/release.ts', '../casework/case.ts', 'allowed'],
  ['src/publication/release.ts', '../lab/compare.ts', 'forbidden'],
  ['src/lab/compare.ts', '../regimes/regime.ts', 'allowed'],
  ['src/lab/compare.ts', '../casework/case.ts', 'forbidden'],
  ['src/lab/compare.ts', '../store/store.ts', 'forbidden'],
  ['src/store/store.ts', '../evidence/model.ts', 'forbidden'],
  ['src/store/store.ts', './migrate.ts', 'allowed'],
  ['src/charts/dots.ts', '../statistics/quantile.ts', 'allowed'],
  ['src/charts/dots.ts', '../evidence/snapshot.ts', 'forbidden'],
  ['src/jobs/worker.ts', '../store/store.ts', 'allowed'],
  ['src/jobs/worker.ts', '../web/app.ts', 'forbidden'],
  ['src/web/app.ts', '../store/store.ts', 'allowed'],
  ['src/web/app.ts', '../../sample/sector.ts', 'allowed'],
  ['src/web/app.ts', '../cli/main.ts', 'forbidden'],
  ['src/cli/main.ts', '../web/app.ts', 'allowed'],
  ['src/cli/main.ts', '../../test/shared.ts', 'forbidden'],
  ['src/index.ts', './web/app.ts', 'forbidden'],
  ['src/evidence/snapshot.ts', '../../sample/sector.ts', 'forbidden'],
  ['sample/sector.ts', '../src/evidence/model.ts', 'allowed'],
  ['sample/sector.ts', '../src/store/store.ts', 'forbidden'],
  ['sample/load.ts', '../src/store/store.ts', 'allowed'],
  ['sample/load.ts', '../src/web/app.ts', 'forbidden'],
  ['sample/sector.ts', '../src/casework/model.ts', 'forbidden'],
  ['sample/cases.ts', '../src/casework/model.ts', 'allowed'],
]

/** Importer, source, and the rule that must object. */
const habits: readonly (readonly [string, string, string])[] = [
  ['src/statistics/clock.ts', 'export const now = () => Date.now()', 'eslint(no-restricted-properties)'],
  ['src/assessment/chance.ts', 'export const draw = () => Math.random()', 'eslint(no-restricted-properties)'],
  ['src/assessment/setting.ts', 'export const home = () => process.env.HOME', 'eslint(no-restricted-globals)'],
  ['src/regimes/clock.ts', 'export const now = () => performance.now()', 'eslint(no-restricted-globals)'],
  [
    'src/web/careless.ts',
    'export async function a() {}\nexport function b() {\n  a()\n}',
    'typescript(no-floating-promises)',
  ],
  ['src/web/circle-a.ts', "import { b } from './circle-b.ts'\nexport const a = () => b", 'import(no-cycle)'],
]

let folder: string
let found: ReadonlySet<string>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnaround-lint-'))
  // oxlint looks for its type checker below the folder it is run in.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const name of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(root, name), join(folder, name))
  directions.forEach(([importer, imported], index) => write(asFile(importer, index), `export * from '${imported}'\n`))
  for (const [file, text] of habits) write(file, `${text}\n`)
  write('src/web/circle-b.ts', "import { a } from './circle-a.ts'\nexport const b = () => a\n")
  write(
    'src/charts/types.ts',
    "import type { Observation } from '../evidence/model.ts'\nexport type Dot = Observation\n",
  )
  write('src/evidence/model.ts', 'export interface Observation {}\n')
  found = lint()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('imports', () => {
  test.each(directions.map((direction, index) => [...direction, index] as const))(
    '%s importing %s is %s',
    (importer, _imported, verdict, index) => {
      expect(found.has(`${asFile(importer, index)} ${rule}`)).toBe(verdict === 'forbidden')
    },
  )

  test('charts may name types of other folders', () => {
    expect(found.has(`src/charts/types.ts ${rule}`)).toBe(false)
  })
})

test.each(habits)('%s: %j is refused by %s', (file, _text, refusedBy) => {
  expect(found).toContain(`${file} ${refusedBy}`)
})

// Several cases share an importer, so each gets a file of its own beside it; the endings that rules look at are kept.
function asFile(importer: string, index: number): string {
  if (importer === 'src/index.ts') return importer
  return importer.replace(/([^/]+)$/, `case-${index}-$1`)
}

function write(file: string, text: string): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { flag: 'a' })
}

function lint(): ReadonlySet<string> {
  const program = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--type-aware', '-f', 'json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not answer: ${stdout}${stderr}`)
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { filename: string; code: string }[] }
  return new Set(diagnostics.map(({ filename, code }) => `${filename} ${code}`))
}
