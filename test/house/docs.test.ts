/** The documents keep up with what they describe. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFiles, root } from './source-files.ts'

const documents = projectFiles().filter(file => file.endsWith('.md'))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

test('every relative link of every document leads to a file', () => {
  const broken = documents.flatMap(file => {
    const links = [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)\s]*)?\)/g)]
    return links
      .filter(([, target]) => !existsSync(join(root, dirname(file), target ?? '')))
      .map(([link]) => `${file}: ${link}`)
  })
  expect(broken).toEqual([])
})

test('the README shows the two commands to start with, and docs its screenshot', () => {
  const readme = read('README.md')
  expect(readme).toContain('npm start')
  expect(readme).toContain('npm test')
})

test('every folder of src is described in docs/architecture.md', () => {
  const folders = new Set(
    projectFiles('src')
      .map(file => file.split('/')[1])
      .filter(name => name !== undefined && !name.includes('.')),
  )
  const architecture = read('docs/architecture.md')
  expect([...folders].filter(folder => !architecture.includes(`\`src/${folder}\``))).toEqual([])
})

test('every decision says what it was, why, and what follows', () => {
  const decisions = documents.filter(file => file.startsWith('docs/decisions/0'))
  expect(decisions.length).toBeGreaterThan(0)
  for (const file of decisions)
    for (const heading of ['## Context', '## Decision', '## Consequences']) expect(read(file), file).toContain(heading)
})

describe('the command line', () => {
  const commands = commandsOf(projectFiles('src/cli').map(read))

  test.skipIf(commands.length === 0)('every command is described in the documents', () => {
    const text = documents
      .filter(file => file === 'README.md' || file.startsWith('docs/'))
      .map(read)
      .join('\n')
    expect(commands.filter(command => !new RegExp(`turnaround(\\.mjs)? ([a-z]+ )?${command}\\b`).test(text))).toEqual(
      [],
    )
  })
})

test('every option of the command line is described in the documents', () => {
  const text = documents
    .filter(file => file.startsWith('docs/'))
    .map(read)
    .join('\n')
  const options = projectFiles('src/cli').flatMap(file =>
    [...read(file).matchAll(/\.option\(\s*'(--[a-z][a-z0-9-]*)/g)].map(([, option]) => option ?? ''),
  )
  expect(options.length).toBeGreaterThan(0)
  expect(options.filter(option => !new RegExp(`${option}(?![a-z-])`).test(text))).toEqual([])
})

describe('the library', () => {
  const entrance = 'src/index.ts'

  test.skipIf(!existsSync(join(root, entrance)))(
    'every public function carries a docstring where it is defined',
    () => {
      const exported = [...read(entrance).matchAll(/export \{([^}]*)\} from '(\.\/[^']+)'/g)]
      const bare = exported.flatMap(([, names, from]) => {
        const source = read(join('src', from ?? ''))
        const functions = (names ?? '')
          .split(',')
          .map(name => name.trim().split(/ as /)[0] ?? '')
          .filter(name => name && !name.startsWith('type '))
        return functions
          .filter(name => isDefined(source, name) && !isDocumented(source, name))
          .map(name => `${from}: ${name}`)
      })
      expect(bare).toEqual([])
    },
  )
})

/** The names given to commander: `.command('assess <framework>')`. */
function commandsOf(sources: readonly string[]): readonly string[] {
  return sources.flatMap(source =>
    [...source.matchAll(/\.command\(\s*['"`]([a-z][a-z-]*)/g)].map(([, name]) => name ?? ''),
  )
}

function isDefined(source: string, name: string): boolean {
  return new RegExp(`export (async )?(function\\*?|const) ${name}\\b`).test(source)
}

function isDocumented(source: string, name: string): boolean {
  return new RegExp(`\\*/\\nexport (async )?(function\\*?|const) ${name}\\b`).test(source)
}
