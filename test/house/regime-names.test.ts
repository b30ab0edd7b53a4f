/** No code knows a regime: what one needs, the file format has words for. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFiles, root } from './source-files.ts'

/** Words by which people know the regimes. The product's own name is not among them. */
const knownAs = [
  'special measures',
  'keogh',
  'turnaround programme',
  'programme office',
  'success regime',
  'recovery support',
  'provider improvement',
  'vanguard',
  'special administrat',
  'contingency planning team',
  'financial improvement programme',
  'commissioning failure',
  'improvement director',
  'system oversight framework',
  'challenged provider',
]

test('no TypeScript under src names a regime: not in code, strings, comments or help', () => {
  const ids = projectFiles('regimes')
    .filter(file => file.endsWith('.yaml') && !file.endsWith('.examples.yaml'))
    .map(file => basename(file, '.yaml'))
  const named = new RegExp([...ids, ...knownAs.map(words => words.replaceAll(' ', '[ -]'))].join('|'), 'i')
  const hits = projectFiles('src')
    .filter(file => file.endsWith('.ts'))
    .flatMap(file =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (named.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
    )
  expect(hits).toEqual([])
})
