/** What editors are told of our YAML files is what the engine reads by. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { regimeReference } from '../../tools/regime-reference.ts'
import { schemaFiles } from '../../tools/schemas.ts'
import { projectFiles, root } from './source-files.ts'

test.each([...schemaFiles()])('schemas/%s is up to date', (name, text) => {
  const file = join(root, 'schemas', name)
  expect(existsSync(file) && readFileSync(file, 'utf8') === text, 'Run `npm run schemas`.').toBe(true)
})

test('the reference page of regime files is up to date', () => {
  const page = readFileSync(join(root, 'docs/reference/regime-files.md'), 'utf8')
  expect(page === regimeReference(), 'Run `npm run schemas`.').toBe(true)
})

describe.each([
  ['frameworks', 'framework', /^[^/]+\/[^/]+\.yaml$/],
  ['sources', 'source', /^[^/]+\/[^/]+\.yaml$/],
  ['regimes', 'regime', /^[^/]+\/[^/.]+\.yaml$/],
  ['regimes', 'regime-examples', /^[^/]+\/[^/]+\.examples\.yaml$/],
  ['calendars', 'calendar', /^[^/]+\/[^/]+\.yaml$/],
  ['history', 'history', /^[^/]+\/(?!oversight-transfers)[^/]+\.yaml$/],
  ['history', 'transfers', /^[^/]+\/oversight-transfers\.yaml$/],
])('%s: %s', (folder, schema, named) => {
  const files = projectFiles(folder).filter(file => named.test(file))

  test.skipIf(files.length === 0)('every file names its schema on the first line, so that editors check it', () => {
    const line = `# yaml-language-server: $schema=../schemas/${schema}.schema.json`
    expect(files.filter(file => readFileSync(join(root, file), 'utf8').split('\n')[0] !== line)).toEqual([])
  })
})
