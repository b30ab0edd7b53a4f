/** What may be committed, and what a calculation may not reach for. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFiles, root } from './source-files.ts'

const megabytes = 1024 * 1024
const binary = /\.(png|jpg|ico|woff2?|zip|xlsx?|ods|gz|br|parquet)$/i

// Spelt in parts, or this file would be its own first finding.
const places = [
  '/ho' + 'me/',
  '/ro' + 'ot/',
  '/wo' + 'rk/',
  '/Us' + 'ers/',
  'C:\\\\?Us' + 'ers',
  'farm-' + 'studio',
  'farm-' + 'bench',
  '\\.lib' + 'rary/',
]
const ofAMachine = new RegExp(`(?<![\\w.:)])(${places.join('|')})`)

test('no file is larger than 3 MB', () => {
  const large = projectFiles().filter(file => statSync(join(root, file)).size > 3 * megabytes)
  expect(large).toEqual([])
})

test('no file names a path of somebody’s machine', () => {
  const texts = projectFiles().filter(file => !binary.test(file))
  const named = texts.flatMap(file => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    return lines.flatMap((line, index) =>
      ofAMachine.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
    )
  })
  expect(named).toEqual([])
})

// `Date.now` and `Math.random` are lint rules; a date made of nothing has none.
test('statistics, assessment, regimes and lab never ask what time it is', () => {
  const pure = projectFiles('src/statistics', 'src/assessment', 'src/regimes', 'src/lab')
  const asking = pure.filter(file => /new Date\(\s*\)|\bDate\(\s*\)/.test(readFileSync(join(root, file), 'utf8')))
  expect(asking).toEqual([])
})

test('dependencies are pinned to exact versions, which the registry traps of CONTRIBUTING.md demand', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
  )
  expect(loose).toEqual([])
})
